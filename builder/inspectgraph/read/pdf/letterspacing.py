"""Turn letter-spaced words, which have gaps between their letters, into plain words."""

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
#: The joined words are tested for English only if an area has more letter-spaced lines
#: than this number, and more than this share of all its lines.
_MOST_LINES, _MOST_SHARE = 3, 0.3
#: The least gap between words, as a multiple of the usual gap between letters.
_WORD_GAP = 1.5
#: The least gap between letters, in points.
_LEAST_GAP = 0.1


def close_up(lines: Sequence[Line]) -> None:
    """Join letters into words in the letter-spaced lines of an area of a page.

    If many lines are letter-spaced and the joined words are not English, the text
    cannot be read. In this case, no line is changed.
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
    """Return one text run that covers a whole line and has the given text."""
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
    """Return the joined words of a letter-spaced line.

    Return an empty string for other lines.
    """
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
    """Return whether a text is a single letter."""
    if len(text) > 1:
        return False
    return text.isalpha()


def _join_letters(letters: Sequence[Letter]) -> str:
    """Join letters into words, with a space at each gap that is wider than usual."""
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
