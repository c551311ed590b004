"""The record of the last build: its sources, its output and its findings.

If nothing has changed since, a build returns the result in the record, and reads only the
sources. If something has changed, unchanged files are not read or written again.
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
    """The sources, the output and the findings of a build.

    Attributes:
        key: The key of everything that the build read.
        signature: The signature of the output folder after the build.
        files: The number of files, without the manifest.
        quads: The number of quads.
        reports: The number of reports.
        findings: The findings of the validation.
        rules: The rule of each shape, by IRI.
        store: The key of the store on disk; empty if none was made.
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
        """The findings of the validation, as a report."""
        return Report(tuple(kept.finding for kept in self.findings), self.rules)

    def describes(self, folder: Path) -> bool:
        """Return whether an output folder and its store are unchanged since the build."""
        place = place_of(folder)
        if place is not None and not (self.store and current(place, self.store)):
            return False
        return signature(folder) == self.signature

    def keep(self, cache: Cache) -> None:
        """Write the record to the cache, in place of an earlier record."""
        cache.put(_NAME, self)


def last_build(cache: Cache) -> BuildRecord | None:
    """Return the record of the last build, or None if there is none."""
    return cache.get(_NAME, BuildRecord)


def build_key(base: str, keys: Mapping[str, str], drawn: Sequence[str] | None) -> str:
    """Return the key of everything that a build reads.

    Args:
        base: The key of the base.
        keys: The key of the shard of each extract, by its path in the project.
        drawn: The pictures that are drawn; None without drawing.
    """
    pictures = "" if drawn is None else f"drawn {' '.join(drawn)}"
    return key_of(pictures, base, *keys, *keys.values())
