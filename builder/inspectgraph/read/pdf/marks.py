"""Find raised and lowered numbers: footnote marks, powers of units, ordinals.

The numbers are found when the lines of a page are formed. Later, when
the footnotes of the whole document are known, each number is put into its line or left
out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from inspectgraph.read.pdf.lines import Line, Run, sort_runs

__all__ = ["Mark", "find_marks", "note_numbers", "place_mark", "set_marks"]

#: Text below this share of the usual font size may be a mark.
_SMALL = 0.8
#: The most characters of a mark.
_LONGEST = 3
#: The least and the most distance of a mark from the word before, in points.
_BEHIND, _AHEAD = -1, 3
#: How far below and above the base line of its line a mark may be, as shares of the
#: font size.
_LOW, _HIGH = -0.3, 0.8
#: A number is raised if it is higher above the base line than this share of the font
#: size. Otherwise it is lowered.
_RAISED = 0.1
#: The words that may have a power: a unit of length, or ten.
_BEFORE_POWER = re.compile(r"(?<![^\W\d_])(?:[kcm]?m|ft|yd)\Z|(?<!\d)10\Z")
_RAISED_FORMS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: Text below this share of the usual font size is small print. The pattern is the
#: beginning of a footnote in small print.
_SMALL_PRINT, _PRINTED_NOTE = 0.95, re.compile(r"(\d{1,3})\s+\S")


@dataclass(slots=True)
class Mark:
    """A raised or lowered number in a line, and the text run directly before it.

    `word` is this text run, or None if the number does not directly follow a run.
    """

    run: Run
    line: Line
    word: Run | None

    def owner(self) -> Run | None:
        """Return the text run to the left of the raised or lowered number.

        Return None if the number is at the beginning of the line.
        """
        owner = self.word
        if owner is None:
            for run in self.line.runs:
                if run.x0 < self.run.x0:
                    owner = run
        return owner

    @property
    def is_raised(self) -> bool:
        """Whether the number is raised above the base line of the text."""
        return self.run.y > self.line.y + _RAISED * self.line.size


# Finding marks


def find_marks(runs: Sequence[Run], body: float) -> list[Run]:
    """Return the small or raised text runs that may be footnote marks or ordinals.

    Args:
        runs: The text runs of an area of a page.
        body: The font size of most of the document's text, in points.
    """
    raised = set(_raised(runs))
    found = []
    for run in runs:
        is_small = run.size < _SMALL * body
        if not (is_small or id(run) in raised):
            continue
        # A footnote mark has few digits, and an ordinal has few letters.
        text = run.text.strip()
        if len(text) <= _LONGEST and text.isalnum():
            found.append(run)
    return found


def _raised(runs: Iterable[Run]) -> Iterator[int]:
    """Yield the `id()` of each raised text run that directly follows a larger text run."""
    for before, run in pairwise(runs):
        is_smaller = run.size < 0.95 * before.size
        is_raised = 0.2 * before.size < run.y - before.y < 0.7 * before.size
        if is_smaller and is_raised and _touches(run, before):
            yield id(run)


def _touches(run: Run, word: Run) -> bool:
    """Return whether a text run begins directly after the end of another text run.

    `word` is the other text run.
    """
    return _BEHIND <= run.x0 - word.x1 <= _AHEAD


def place_mark(run: Run, lines: Iterable[Line]) -> Mark | None:
    """Return a raised or lowered number as a mark in the nearest line.

    `run` is the small text run that contains the number. Return None if no line is
    near.
    """
    nearest: Line | None = None
    for line in lines:
        if not _LOW * line.size <= run.y - line.y <= _HIGH * line.size:
            continue
        for word in line.runs:
            if _touches(run, word):
                return Mark(run, line, word)
        nearest = nearest or line
    if nearest:
        return Mark(run, nearest, None)
    return None


# Putting marks into their lines


def note_numbers(marks: Iterable[Mark], lines: Iterable[Line], body: float) -> set[int]:
    """Return the numbers of a document's footnotes.

    A footnote begins with a raised number, or with a number in small print.

    Args:
        marks: The raised and lowered numbers in the document.
        lines: The lines of the document.
        body: The font size of most of the document's text, in points.
    """
    numbers = set()
    for mark in marks:
        begins_line = mark.run.x0 <= mark.line.x0
        if begins_line and mark.word is None:
            numbers.add(int(mark.run.text))
    for line in lines:
        if line.size >= _SMALL_PRINT * body:
            continue
        printed = _PRINTED_NOTE.match(line.text)
        if printed:
            numbers.add(int(printed[1]))
    return numbers


def set_marks(marks: Iterable[Mark], notes: Collection[int]) -> None:
    """Put raised and lowered numbers into their lines, except footnote marks.

    A number at the beginning of a line begins a footnote and is put into the line. A
    power (m², 10³) or a lowered number (CO2) is also put into the line, but only if no
    footnote of the document has this number. Every other number is a footnote mark and
    is left out. If footnote marks were not left out, "38" with the mark 2 would become
    382.

    Args:
        marks: The raised and lowered numbers.
        notes: The numbers of the document's footnotes.
    """
    for mark in marks:
        digits = mark.run.text.strip()
        owner = mark.owner()
        if owner is None:
            own = replace(_plain(mark.run), text=digits, is_note=True)
            mark.line.runs.insert(0, own)
        elif int(digits) in notes or not _belongs_to_word(mark, owner):
            # The text span of the word covers the mark.
            owner.cover(mark.run)
        else:
            text = digits
            if mark.is_raised:
                text = digits.translate(_RAISED_FORMS)
            own = replace(_plain(mark.run), text=text, bold=owner.bold)
            mark.line.runs.append(own)
        sort_runs([mark.line])


def _belongs_to_word(mark: Mark, word: Run) -> bool:
    """Return whether a number is the exponent or the subscript of the word before."""
    if not mark.is_raised:
        return True
    text = word.text.rstrip()
    return _BEFORE_POWER.search(text) is not None


def _plain(run: Run) -> Run:
    """Return a plain copy of a text run.

    The copy is not bold, not letter-spaced and not a footnote number.
    """
    return replace(run, bold=False, letters=(), is_note=False)
