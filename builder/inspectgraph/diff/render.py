"""Write the changes between two versions as text for people, and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, Final

from inspectgraph.diff.entries import Change, Entry, Field, Value, by_change, is_report
from inspectgraph.diff.versions import Version
from inspectgraph.model.quantities import quantity

__all__ = ["SAME", "as_json", "as_text"]

SAME: Final = "The two graphs have the same triples."
#: The groups of records, with their nouns in the singular and the plural.
_GROUPS: Final = (
    ("report", "report", "reports"),
    ("statement", "statement", "statements"),
    ("judgement", "judgement", "judgements"),
    ("passage", "passage", "passages"),
    ("registry", "registry entry", "registry entries"),
    ("term", "term", "terms"),
    ("other", "other record", "other records"),
)
_CHANGES: Final = ("added", "withdrawn", "changed")
_HEADINGS: Final = {
    "registry": "Registry: authorities, bodies, services and frameworks",
    "ontology": "Ontology and vocabularies",
    "inferred": "Inferred triples",
}
_MARGIN: Final = "  "
#: What a corrected statement shows as its own fields, or not at all.
_CORRECTION: Final = frozenset(
    f"correction: {label}"
    for label in ("corrected key", "corrected value", "former value", "kind")
)


class _Totals:
    """The numbers of changed records and triples in all graphs."""

    def __init__(self) -> None:
        self.records: Counter[tuple[str, str]] = Counter()
        self.added = self.removed = self.inferred_added = self.inferred_removed = 0

    def count(self, change: Change) -> None:
        """Add the records and triples of a graph to the totals."""
        self.records.update((one.group, one.change) for one in change.entries)
        self.added += change.added
        self.removed += change.removed
        if change.name == "inferred":
            self.inferred_added, self.inferred_removed = change.added, change.removed

    def sentences(self) -> Iterator[str]:
        """Yield the totals as lines: one for each group of records, one for triples."""
        for group, _, nouns in _GROUPS:
            parts = [
                f"{self.records[group, change]:,} {change}"
                for change in _CHANGES
                if self.records[group, change]
            ]
            if parts:
                yield f"{nouns}: {', '.join(parts)}"
        text = f"triples: {self.added:,} added, {self.removed:,} withdrawn"
        if self.inferred_added or self.inferred_removed:
            text += (
                f"; of these, {self.inferred_added:,} added and {self.inferred_removed:,}"
                " withdrawn triples are inferred"
            )
        yield text

    def plain(self) -> dict[str, Any]:
        """Return the total numbers of changed records and triples as a JSON object."""
        found: dict[str, Any] = {
            group: {change: self.records[group, change] for change in _CHANGES}
            for group, _, _ in _GROUPS
        }
        found["triples"] = {"added": self.added, "withdrawn": self.removed}
        return found


def as_text(before: Version, after: Version, found: Iterable[Change]) -> Iterator[str]:
    """Yield the changes as lines of text, without line breaks.

    Args:
        before: The first version.
        after: The second version.
        found: The changed graphs.
    """
    totals = _Totals()
    for change in found:
        if not totals.added and not totals.removed:
            yield f"Before: {before.path}"
            yield f"After:  {after.path}"
        totals.count(change)
        yield ""
        yield from _graph(change)
    if not totals.added and not totals.removed:
        yield SAME
        return
    yield ""
    yield "In all"
    for sentence in totals.sentences():
        yield f"{_MARGIN}{sentence}"


def _graph(change: Change) -> Iterator[str]:
    """Yield the lines of text on one changed graph."""
    heading = _HEADINGS.get(change.name)
    if heading is None:
        state = "" if change.change == "changed" else f" ({change.change})"
        label = "" if change.label == change.name else f": {change.label}"
        heading = f"{change.name}{label}{state}"
    yield heading
    if change.name == "inferred":
        yield f"{_MARGIN}{change.added:,} added, {change.removed:,} withdrawn"
    elif is_report(change) and change.change != "changed":
        yield from _whole_report(change)
    else:
        for entry in by_change(change):
            yield from _entry(entry)


def _whole_report(change: Change) -> Iterator[str]:
    """Yield a line with the numbers of records in an added or withdrawn report."""
    numbers = Counter(entry.group for entry in change.entries)
    parts = [
        quantity(numbers[group], noun, nouns)
        for group, noun, nouns in _GROUPS
        if numbers[group]
    ]
    yield f"{_MARGIN}{', '.join(parts)}"


def _entry(entry: Entry) -> Iterator[str]:
    """Yield the lines on one record: a heading, the note, and each changed field."""
    kind = f" {entry.kind}" if entry.kind else ""
    yield f"{_MARGIN}{entry.change}{kind} {entry.id}"
    if entry.note:
        yield f"{_MARGIN * 2}{entry.note}"
    if entry.reason:
        yield f"{_MARGIN * 2}reason: {entry.reason}"
    if entry.change == "changed":
        for field in entry.fields:
            if field.label in _CORRECTION:
                continue
            yield f"{_MARGIN * 2}{_field(field)}"


def _field(field: Field) -> str:
    """Return a changed field as one line."""
    if not field.before:
        return f"{field.label}: + {_words(field.after)}"
    if not field.after:
        return f"{field.label}: − {_words(field.before)}"
    return f"{field.label}: {_words(field.before)} → {_words(field.after)}"


def _words(values: Iterable[Value]) -> str:
    return "; ".join(one.label for one in values)


def as_json(before: Version, after: Version, found: Iterable[Change]) -> Iterator[str]:
    """Yield a JSON document of all changes in parts, one part for each changed graph.

    A first and a last part surround these parts.

    The arguments are the same as for `as_text`.
    """
    totals = _Totals()
    head = {
        "before": {"path": str(before.path), "sha256": before.digest},
        "after": {"path": str(after.path), "sha256": after.digest},
    }
    yield json.dumps(head, ensure_ascii=False, indent=2)[:-2] + ',\n  "graphs": ['
    separator = "\n"
    for change in found:
        totals.count(change)
        text = json.dumps(asdict(change), ensure_ascii=False, indent=2)
        yield separator + "    " + text.replace("\n", "\n    ")
        separator = ",\n"
    tail = json.dumps(totals.plain(), indent=2).replace("\n", "\n  ")
    same = not totals.added and not totals.removed
    yield f'\n  ],\n  "same": {json.dumps(same)},\n  "totals": {tail}\n}}\n'
