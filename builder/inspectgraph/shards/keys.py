"""The key of a result: a digest of everything that the result depends on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Final

from inspectgraph import __version__
from inspectgraph.anchors.verify import find_reports
from inspectgraph.files.unit_list import SUFFIX

__all__ = ["Options", "base_key", "key_of", "shard_key"]

#: The packages of code that have a part in a result.
_CODE: Final = (
    "anchors",
    "export",
    "files",
    "load",
    "model",
    "populate",
    "rdf",
    "shards",
    "validate",
)
#: The data packages whose files a result depends on.
_DATA: Final = ("ontology", "shapes", "queries", "registry")
_ENDINGS: Final = (".ttl", ".rq", ".tsv", ".yaml", ".txt", ".py")
_DIGEST: Final = 16


def key_of(*parts: bytes | str) -> str:
    """Return a key for some parts; other parts have another key."""
    digest = blake2b(digest_size=_DIGEST)
    for part in parts:
        content = (
            part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        )
        digest.update(len(content).to_bytes(8))
        digest.update(content)
    return digest.hexdigest()


def base_key(folder: Path) -> str:
    """Return the key of the base of a project: its registry, the vocabulary, the software.

    The software counts by its content, so that a change of the code needs no change of
    the version.
    """
    parts: list[bytes | str] = [software_key()]
    registry = folder / "extracts" / "registry"
    if registry.is_dir():
        for path in sorted(registry.iterdir()):
            if path.is_file():
                parts += [path.name, path.read_bytes()]
    return key_of(*parts)


@cache
def software_key() -> str:
    """Return the key of the package: its version, its code and its data."""
    parts: list[bytes | str] = [__version__]
    for name in (*_CODE, *_DATA):
        parts += _contents(Path(str(files(f"inspectgraph.{name}"))))
    return key_of(*parts)


def _contents(folder: Path) -> Iterator[bytes | str]:
    """Yield the path and the content of each file of a package, in order."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in _ENDINGS and path.is_file():
            yield str(path.relative_to(folder))
            yield path.read_bytes()


@dataclass(frozen=True, slots=True)
class Options:
    """What a build publishes besides the curated and confirmed statements.

    Attributes:
        with_drafts: Whether unconfirmed drafted statements enter the graph.
        quotes: The folder of the reports whose words are published as well, or None.
    """

    with_drafts: bool = False
    quotes: Path | None = None


def shard_key(base: str, path: Path, options: Options) -> str:
    """Return the key of the shard of an extract.

    Raises:
        OSError: If a file cannot be read.
    """
    units = path.with_suffix(SUFFIX)
    listed = units.read_bytes() if units.is_file() else b""
    parts: list[bytes | str] = [
        base,
        path.name,
        path.read_bytes(),
        listed,
        str(options.with_drafts),
    ]
    if options.quotes:
        for file in find_reports(options.quotes, [path.stem]).values():
            parts.append(file.read_bytes())
    return key_of(*parts)
