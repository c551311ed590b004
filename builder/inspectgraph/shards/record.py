"""The record of the last build: its sources, output and findings.

If nothing has changed since the last build, a build reads only the sources and returns
the recorded result. If something has changed, the build skips the files that are
unchanged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from inspectgraph.files.manifest import signature
from inspectgraph.shards.cache import Cache
from inspectgraph.shards.kept_finding import KeptFinding
from inspectgraph.shards.keys import key_of
from inspectgraph.store.generations import current
from inspectgraph.store.published import place_of
from inspectgraph.validate.findings import Report, Rule

__all__ = ["BuildRecord", "build_key", "last_build"]

_NAME: Final = "last-build"


class BuildRecord(Struct, frozen=True):
    """The sources, output and findings of a build.

    Attributes:
        key: A digest of everything that the build read.
        signature: The signature of the output folder after the build.
        files: The number of files, not counting the manifest.
        quads: The number of quads.
        reports: The number of reports.
        findings: The findings of the validation.
        rules: The validation rule of each shape, keyed by the IRI of the shape.
        store: The key of the store on disk; empty if no store was made.
    """

    key: str
    signature: bytes
    files: int
    quads: int
    reports: int
    findings: tuple[KeptFinding, ...]
    rules: dict[str, Rule]
    store: str

    @property
    def report(self) -> Report:
        """The findings of the recorded build, as a validation report."""
        return Report(tuple(kept.finding for kept in self.findings), self.rules)

    def describes(self, folder: Path) -> bool:
        """Return whether an output folder and its store are unchanged since the recorded build."""
        place = place_of(folder)
        if place is not None and not (self.store and current(place, self.store)):
            return False
        return signature(folder) == self.signature

    def keep(self, cache: Cache) -> None:
        """Write this record to the cache; it replaces any earlier record."""
        cache.put(_NAME, self)


def last_build(cache: Cache) -> BuildRecord | None:
    """Return the record of the last build, or None if there is none."""
    return cache.get(_NAME, BuildRecord)


def build_key(base: str, keys: Mapping[str, str], drawn: Sequence[str] | None) -> str:
    """Return a key that depends on everything that a build reads.

    Args:
        base: The key of the registry and the software.
        keys: A mapping from the path of each extract in the project to the cache key of
            its shard.
        drawn: The pictures to draw; None if no pictures are drawn.
    """
    pictures = "" if drawn is None else f"drawn {' '.join(drawn)}"
    return key_of(pictures, base, *keys, *keys.values())
