"""Two tables that hold the phrases from which proposed notes are made.

`note_phrases.tsv` has a row for each theme of the concept scheme, with four columns:

- `theme`: the slug;
- `phrase`: words for the theme inside a sentence;
- `role`: `work` for an activity that can be good or bad, `topic` for a subject that
  people work on, `board` for a body;
- `facets`: narrower phrases for a theme that has two subjects. Before each phrase comes
  a list of word beginnings. The phrase is used if a word in the passage has one of
  these beginnings.

For a theme that is not in the table, the label serves as the phrase.

`note_qualities.tsv` has nouns for judged qualities, such as timeliness. Each noun has a
list of word beginnings. The noun is used if a word in the passage has one of these
beginnings.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal, cast

from inspectgraph.files.package_data import data_folder

__all__ = ["Phrase", "joined", "phrase_of", "qualities_in"]

Role = Literal["work", "topic", "board"]
#: The beginnings of words, in lower case, that call for a phrase.
_Cues = tuple[str, ...]

_MOST_QUALITIES: Final = 2


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase that names a theme inside a sentence, and the role of the phrase."""

    text: str
    role: Role = "work"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row of the table of themes: a phrase, and narrower phrases for parts of the theme."""

    phrase: Phrase
    facets: tuple[tuple[_Cues, Phrase], ...]


def phrase_of(theme: str, label: str, passage: str) -> Phrase:
    """Return the phrase that names a theme in a note.

    If the theme has two subjects and the passage is about one of them, the phrase names
    only that subject.

    Args:
        theme: The slug.
        label: The label of the theme, used if the theme is not in the table.
        passage: Words of the report, or an empty text.
    """
    entry = _themes().get(theme)
    if entry is None:
        return Phrase(label)
    called = [phrase for cues, phrase in entry.facets if _has(passage, cues)]
    return called[0] if len(called) == 1 else entry.phrase


def qualities_in(passage: str) -> list[str]:
    """Return at most two nouns for the qualities that a passage judges.

    >>> qualities_in("Visits are often late, and the plans are unclear.")
    ['timeliness', 'clarity']
    """
    found = [noun for noun, cues in _qualities().items() if _has(passage, cues)]
    return found[:_MOST_QUALITIES]


def joined(texts: Iterable[str], before: str = "") -> str:
    """Join phrases into one phrase, with commas and "and".

    Args:
        texts: The phrases.
        before: A word to repeat before each phrase except the first. It is used only if
            a phrase contains "and".

    >>> joined(["housing"]), joined(["health", "housing", "therapy"])
    ('housing', 'health, housing and therapy')
    >>> joined(["care planning and review", "training"], "in ")
    'care planning and review, and in training'
    """
    *rest, last = texts
    if not rest:
        return last
    if not any(" and " in text for text in (*rest, last)):
        return f"{', '.join(rest)} and {last}"
    return f"{f', {before}'.join(rest)}, and {before}{last}"


@cache
def _themes() -> dict[str, _Entry]:
    """Read the table of themes into a mapping from slugs to entries."""
    found: dict[str, _Entry] = {}
    for row in _rows("note_phrases.tsv"):
        role = cast("Role", row["role"])
        facets = []
        for facet in filter(None, (row["facets"] or "").split("; ")):
            cues, _, text = facet.partition(": ")
            facets.append((tuple(cues.split(", ")), Phrase(text, role)))
        found[row["theme"]] = _Entry(Phrase(row["phrase"], role), tuple(facets))
    return found


@cache
def _qualities() -> dict[str, _Cues]:
    """Read the table of qualities that a passage can judge, such as timeliness.

    The result maps each quality to a list of word beginnings. A passage judges the
    quality if a word of the passage has one of these beginnings.
    """
    rows = _rows("note_qualities.tsv")
    return {row["quality"]: tuple(row["cues"].split(", ")) for row in rows}


def _rows(name: str) -> Iterable[dict[str, str]]:
    """Read the rows of a table that is part of this package."""
    file = data_folder("inspectgraph.review") / name
    lines = file.read_text(encoding="utf-8").splitlines()
    return csv.DictReader(lines, delimiter="\t")


def _has(passage: str, cues: _Cues) -> bool:
    """Return whether any word of a passage begins with one of the given texts."""
    words = passage.casefold()
    return any(re.search(rf"\b{re.escape(cue)}", words) for cue in cues)
