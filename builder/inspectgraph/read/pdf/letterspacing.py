"""Letter-spaced text: words whose letters are set apart become plain words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from statistics import median

from inspectgraph.read.pdf.english import has_common_words
from inspectgraph.read.pdf.lines import SPACED_SHARE, Letter, Line, Run

__all__ = ["close_up"]

#: The fewest single letters of a letter-spaced line.
_FEWEST = 5
#: How many letter-spaced lines of an area, and what share of its lines, are plausible
#: whatever their words are.
_MOST_LINES, _MOST_SHARE = 3, 0.3
#: How much wider than the usual gap between letters a gap between words is.
_WORD_GAP = 1.5
#: The least gap between letters, in points.
_LEAST_GAP = 0.1


def close_up(lines: Sequence[Line]) -> None:
    """Set the letters of letter-spaced lines close together.

    If many lines are letter-spaced, they must be English words: otherwise the text of
    the page is unreadable and stays as it is.
    """
    closed = []
    for line in lines:
        text = _closed_text(line)
        if text:
            closed.append((line, text))
    most = max(_MOST_LINES, _MOST_SHARE * len(lines))
    words = " ".join(map(itemgetter(1), closed))
    if len(closed) > most and not has_common_words(words):
        return
    for line, text in closed:
        line.runs = [_single_run(line, text)]


def _single_run(line: Line, text: str) -> Run:
    """Return a line as one run with another text."""
    first, last = line.span
    return Run(
        text=text,
        x0=line.x0,
        x1=line.x1,
        y=line.runs[0].y,
        size=line.size,
        bold=line.bold,
        first=first,
        last=last,
    )


def _closed_text(line: Line) -> str:
    """Return the text of a letter-spaced line, or an empty string for other lines."""
    letters: list[Letter] = []
    for run in line.runs:
        if not run.letters:
            return ""
        for letter in run.letters:
            if letter[0].strip():
                letters.append(letter)
    parts = line.text.split()
    single = sum(map(_is_letter, parts))
    if single < max(_FEWEST, SPACED_SHARE * len(parts)):
        return ""
    return _join_letters(letters)


def _is_letter(text: str) -> bool:
    """Return whether a text is one letter."""
    if len(text) > 1:
        return False
    return text.isalpha()


def _join_letters(letters: Sequence[Letter]) -> str:
    """Return letters as words: a gap much wider than the usual one separates two."""
    gaps = []
    for (_, _, end), (_, start, _) in pairwise(letters):
        gaps.append(start - end)
    usual = max(median(gaps), _LEAST_GAP)
    text = letters[0][0]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        between = ""
        if gap > _WORD_GAP * usual:
            between = " "
        text += between + letter[0]
    return text
