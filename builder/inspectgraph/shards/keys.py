"""Make the cache key of a result: a digest of everything on which the result depends."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import Final

from inspectgraph import __version__
from inspectgraph.files.project import extract_files
from inspectgraph.files.sources import (
    ExtractContent,
    RegistryContent,
    read_extract,
    read_registry,
)

__all__ = [
    "Options",
    "Sources",
    "base_key",
    "content_key",
    "key_of",
    "registry_key",
    "shard_key",
    "software_key",
]

#: The packages of data on which a result depends.
_DATA: Final = tuple(
    f"inspectgraph.{name}" for name in ("ontology", "shapes", "queries", "registry")
)
#: The libraries whose next version may give other files or pictures.
_LIBRARIES: Final = ("msgspec", "networkx", "pyoxigraph", "PyYAML")
_ENDINGS: Final = (".ttl", ".rq", ".tsv", ".yaml", ".txt", ".py")
_DIGEST: Final = 16


def key_of(*parts: bytes | str) -> str:
    """Return a digest of a sequence of texts or bytes.

    The digest depends on the content of each part and on the boundaries between parts.
    """
    digest = blake2b(digest_size=_DIGEST)
    for part in parts:
        content = (
            part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        )
        digest.update(len(content).to_bytes(8))
        digest.update(content)
    return digest.hexdigest()


def base_key(folder: Path) -> str:
    """Return one digest of a project's registry and of the installed software.

    The software is Python, this package and its libraries. A change in a file of this
    package, such as the ontology, changes the digest, even if the version number stays
    the same.
    """
    return registry_key(read_registry(folder))


def registry_key(registry: RegistryContent) -> str:
    """Return one digest of a registry's content and of the installed software."""
    parts: list[bytes | str] = [software_key()]
    for name, content in registry.items():
        parts += [name, content]
    return key_of(*parts)


@cache
def software_key() -> str:
    """Return a digest of this package's files and the versions of other software.

    The other software is Python, msgspec, networkx, pyoxigraph and PyYAML.
    """
    parts: list[bytes | str] = [__version__, sys.version]
    for library in _LIBRARIES:
        with suppress(PackageNotFoundError):
            parts.append(f"{library} {version(library)}")
    for name in ("inspectgraph", *_DATA):
        parts += _contents(Path(str(files(name))))
    return key_of(*parts)


def _contents(folder: Path) -> Iterator[bytes | str]:
    """Yield the path and then the content of each file in a folder, sorted by path.

    Only files with an ending in `_ENDINGS` are read.
    """
    for path in sorted(folder.rglob("*")):
        if path.suffix in _ENDINGS and path.is_file():
            yield str(path.relative_to(folder))
            yield path.read_bytes()


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a build that add drafted statements or quoted words to the graph.

    Attributes:
        with_drafts: Whether drafted statements enter the graph even if nobody has
            confirmed them.
        quotes: The folder of the reports whose words are also published as evidence;
            None to publish no words.
    """

    with_drafts: bool = False
    quotes: Path | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of a build, read once, with the cache keys of the results.

    Attributes:
        folder: The folder of the project.
        options: The options of the build.
        registry: The content of the files of the registry.
        base_key: One digest of the registry and of the installed software.
        shard_keys: For each extract, the cache key of its shard. The extracts are
            sorted by name.
    """

    folder: Path
    options: Options
    registry: RegistryContent
    base_key: str
    shard_keys: Mapping[Path, str]

    @classmethod
    def of(cls, folder: Path, options: Options) -> Sources:
        """Read the sources of a project.

        Raises:
            OSError: If a file cannot be read.
        """
        registry = read_registry(folder)
        base = registry_key(registry)
        paths = extract_files(folder)
        keys = {path: shard_key(base, path, options) for path in paths}
        return cls(folder, options, registry, base, keys)

    @property
    def paths(self) -> list[Path]:
        """The extracts, sorted by name."""
        return list(self.shard_keys)


def shard_key(base: str, path: Path, options: Options) -> str:
    """Return the cache key of the shard of an extract.

    A shard contains the results for one report alone.

    Args:
        base: The key of the registry and the software.
        path: The extract.
        options: The options of the build.

    Raises:
        OSError: If a file cannot be read.
    """
    return content_key(base, path, read_extract(path), options)


def content_key(
    base: str, path: Path, content: ExtractContent, options: Options
) -> str:
    """Return the cache key of the shard that is made from the given content.

    Args:
        base: The key of the registry and the software.
        path: The extract.
        content: The content of the extract and of its list of units.
        options: The options of the build.

    Raises:
        OSError: If the file of the report cannot be read.
    """
    parts: list[bytes | str] = [
        base,
        path.name,
        content.extract,
        content.units or b"",
        str(options.with_drafts),
    ]
    if options.quotes:
        from inspectgraph.anchors.report_files import find_reports, published_file

        published = {path.stem: published_file(content.extract)}
        for file in find_reports(options.quotes, published, published).values():
            parts.append(file.read_bytes())
    return key_of(*parts)
