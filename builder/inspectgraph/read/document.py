"""A report as a list of units, and the slugs in the ids of the units."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from inspectgraph.files.unit_list import CONTENT_KINDS
from inspectgraph.files.unit_list import Unit as ListedUnit
from inspectgraph.model.anchor import digest, squeeze
from inspectgraph.read.blocks import Span
from inspectgraph.read.sentences import sentence_lengths

__all__ = ["Document", "Unit", "UnitKind", "depth", "slug"]

UnitKind = Literal[
    "front",
    "contents",
    "section",
    "paragraph",
    "bullet",
    "lead-in",
    "row",
    "cell",
    "grade-bar",
    "note",
    "furniture",
    "end-matter",
]

_SLUG_WORDS = 8
_LONGEST_SLUG = 120
_WITHOUT_APOSTROPHES = str.maketrans("", "", "'’")
_ARTICLES = {"the", "a", "an"}
_SMALL_WORDS = {
    "a",
    "an",
    "and",
    "at",
    "by",
    "for",
    "from",
    "in",
    "is",
    "of",
    "on",
    "or",
    "the",
    "to",
    "with",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of a report, such as a heading, a paragraph or a table row, with its id.

    `text` excludes the text of the units below it in the tree. `parent` is the id of
    the unit above it. `lead_in` is the id of the sentence that introduces a bullet.
    `spans` are text spans in the source, in characters. `line` is the first line in a
    text source, counted from 1. In a PDF, `line` is None and `page` is the first page.
    """

    id: str
    kind: UnitKind
    text: str
    parent: str | None
    line: int | None
    page: int | None
    spans: tuple[Span, ...]
    lead_in: str | None = None

    @property
    def squeezed(self) -> str:
        """The unit's letters and digits, in lower case and without spaces."""
        return squeeze(self.text)

    @property
    def digest(self) -> str:
        """The digest (hash) of the unit's letters and digits, in lower case."""
        return digest(self.squeezed)


@dataclass(frozen=True)
class Document:
    """A report as a list of units, in the order of the source.

    `remarks` name the parts that could not be read in full.
    """

    name: str
    units: tuple[Unit, ...]
    remarks: tuple[str, ...] = ()

    def listed(self, *, sentences: bool = True) -> list[ListedUnit]:
        """Return a row for each unit, for the list of units.

        The list of units is a file next to the extract. If `sentences` is true, a row
        includes the lengths of the unit's sentences. Units that cannot have a statement
        get no sentence lengths.
        """
        rows = []
        for order, unit in enumerate(self.units, 1):
            length = len(unit.squeezed)
            lengths: tuple[int, ...] = ()
            if sentences and unit.kind in CONTENT_KINDS:
                lengths = sentence_lengths(unit.text)
            row = ListedUnit(unit.id, unit.kind, unit.digest, length, order, lengths)
            rows.append(row)
        return rows

    @cached_property
    def by_id(self) -> dict[str, Unit]:
        """The units, keyed by id."""
        return {unit.id: unit for unit in self.units}


def depth(document: Document, unit: Unit, *kinds: str) -> int:
    """Return the number of units above a unit in the tree.

    Args:
        document: The report.
        unit: The unit.
        kinds: The kinds of units to count. If no kinds are given, all units count.
    """
    found = 0
    parent = document.by_id.get(unit.parent or "")
    while parent is not None:
        if not kinds or parent.kind in kinds:
            found += 1
        parent = document.by_id.get(parent.parent or "")
    return found


def slug(text: str) -> str:
    """Turn a heading or label into a slug, which is one part of an id.

    A slug has at most eight words. It does not begin with an article or end in a small
    word such as `of`.

    >>> slug("2.1 Adoption performance")
    'adoption-performance'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = decomposed.translate(_WITHOUT_APOSTROPHES)
    words = re.findall(r"[a-z0-9]+", re.sub(r"^[\d.]+\s+", "", plain))
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    words = words[:_SLUG_WORDS]
    while len(words) > 1 and words[-1] in _SMALL_WORDS:
        words.pop()
    joined = "-".join(words)[:_LONGEST_SLUG]
    return joined.rstrip("-") or "section"
