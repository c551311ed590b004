"""Find runs of words that a curator's text has copied from a report.

Notes must be in the curator's own words. A run is reported if it has at least six
words. Names and numbers are not counted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from inspectgraph.read import Document

if TYPE_CHECKING:
    from inspectgraph.model.registry import Registry

__all__ = [
    "FEWEST_COPIED",
    "CopiedRun",
    "Names",
    "ReportWords",
    "copied_runs",
    "registry_names",
]

#: A copy has at least this many words in a row, not counting names and numbers.
FEWEST_COPIED = 6

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile("['’ʼ]")

_Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CopiedRun:
    """A run of words that a curator's text shares with a unit of a report."""

    words: str
    unit: str


def _words(text: str) -> _Words:
    """Return the words of a text in a normal form, so that texts can be compared.

    Tags, letter case, apostrophes and other punctuation are removed.

    >>> _words("The child's <b>up-to-date</b> plan")
    ('the', 'childs', 'up', 'to', 'date', 'plan')
    """
    plain = unicodedata.normalize("NFKC", _TAG.sub("", text)).casefold()
    return tuple(_WORD.findall(_APOSTROPHE.sub("", plain)))


class Names:
    """Names and labels that are not treated as words copied from a report."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[_Words]] = {}
        distinct = set(map(_words, names)) - {()}
        for name in sorted(distinct, key=len, reverse=True):
            self._by_first.setdefault(name[0], []).append(name)

    def cover(self, words: _Words) -> list[bool]:
        """Return, for each word, whether the word is part of a name."""
        covered = [False] * len(words)
        for start, word in enumerate(words):
            for name in self._by_first.get(word, ()):
                if words[start : start + len(name)] == name:
                    covered[start : start + len(name)] = [True] * len(name)
                    break
        return covered


def registry_names(registry: Registry, labels: Iterable[str]) -> Names:
    """Return all names in the registry, and all scheme labels of two or more words.

    Labels of one word, such as *good* or *health*, are ordinary words and are left out.
    """
    named = (
        registry.authorities,
        registry.bodies,
        registry.frameworks,
        registry.inspectorates,
        registry.services,
    )
    names = list(registry.titles)
    for kind in named:
        for record in kind.values():
            names += [record.name, *record.other_names]
    names += [framework.short for framework in registry.frameworks.values()]
    names += [region.name for region in registry.regions.values()]
    names += [label for label in labels if len(_words(label)) > 1]
    return Names(names)


@dataclass(frozen=True)
class ReportWords:
    """The words of each unit of a report, for a search for copied words."""

    units: tuple[tuple[str, _Words], ...]

    @classmethod
    def of(cls, document: Document) -> ReportWords:
        """Return the words of each unit of a report."""
        return cls(tuple((unit.id, _words(unit.text)) for unit in document.units))

    @cached_property
    def text(self) -> str:
        """All words of the report, with one unit on each line.

        The words of two units are never on the same line. So no search finds a run of
        words that begins in one unit and ends in another unit.
        """
        return "\n".join(f" {' '.join(words)} " for _, words in self.units)

    @cached_property
    def _runs(self) -> frozenset[int]:
        """Hashes of all runs of six words in the report, for a quick first test."""
        hashes: set[int] = set()
        for _, words in self.units:
            for start in range(len(words) - FEWEST_COPIED + 1):
                hashes.add(hash(words[start : start + FEWEST_COPIED]))
        return frozenset(hashes)

    def longest_run(self, words: _Words) -> int:
        """Return how many words at the start of a text are copied from the report.

        The copied words must be one run in the report. The result is 0 if the run has
        fewer than six words.
        """
        if hash(words[:FEWEST_COPIED]) not in self._runs:
            return 0
        longest = 0
        for length in range(FEWEST_COPIED, len(words) + 1):
            if f" {' '.join(words[:length])} " not in self.text:
                break
            longest = length
        return longest

    def unit_of(self, words: _Words) -> str:
        """Return the id of the first unit that contains a run of words."""
        place = self.text.index(f" {' '.join(words)} ")
        return self.units[self.text.count("\n", 0, place)][0]


def copied_runs(text: str, report: ReportWords, names: Names) -> Iterator[CopiedRun]:
    """Yield the runs of words that a text has copied from a report.

    Each run is as long as possible. A run has at least six words; names and numbers are
    not counted.
    """
    words = _words(text)
    counts = [
        not name and not word.isdecimal()
        for name, word in zip(names.cover(words), words, strict=True)
    ]
    start = 0
    while start <= len(words) - FEWEST_COPIED:
        length = report.longest_run(words[start:])
        if sum(counts[start : start + length]) >= FEWEST_COPIED:
            run = words[start : start + length]
            yield CopiedRun(" ".join(run), report.unit_of(run))
            start += length
        else:
            start += 1
