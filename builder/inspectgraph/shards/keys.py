"""The key of a result: a digest of everything that the result depends on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from pathlib import Path
from typing import Final

from inspectgraph import __version__
from inspectgraph.files.unit_list import SUFFIX

__all__ = ["base_key", "key_of", "shard_key"]

#: The packages of code that have a part in a result.
_CODE: Final = (
    "anchors", "export", "files", "load", "model", "populate", "rdf", "shards", "validate"
)
#: The data packages whose files a result depends on.
_DATA: Final = ("ontology", "shapes", "queries", "registry")
_ENDINGS: Final = (".ttl", ".rq", ".tsv", ".yaml", ".txt", ".py")
_DIGEST: Final = 16


def key_of(*parts: bytes | str) -> str:
    """Return a key for some parts; other parts have another key."""
    digest = blake2b(digest_size=_DIGEST)
    for part in parts:
        content = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
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


def shard_key(base: str, path: Path, with_drafts: bool) -> str:
    """Return the key of the shard of an extract.

    Raises:
        OSError: If a file cannot be read.
    """
    units = path.with_suffix(SUFFIX)
    listed = units.read_bytes() if units.is_file() else b""
    return key_of(base, path.name, path.read_bytes(), listed, str(with_drafts))
