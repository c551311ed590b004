"""Characters of a page → runs in one font → lines; raised marks, dropped capitals and spaced letters are set in."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from inspectgraph.read.pdf.english import has_common_words
from inspectgraph.read.pdf.glyphs import Glyph
from inspectgraph.read.pdf.page_view import Box

__all__ = ["Line", "Mark", "Run", "grouped", "lines_of", "marks_set", "runs_of"]

#: The share of the body's size below which a raised text is a mark: a footnote's digit,
#: an ordinal's letters.
_SMALL = 0.8
#: How wide a gap between two characters is that parts words, by the size of the text.
_WORD_GAP = 0.18
#: Letters that stand apart: nearly all that is between spaces is one letter.
_FEWEST_SPACED, _SPACED_SHARE = 5, 0.8
#: So many lines of a part of a page may be set so, whatever their words are.
_MOST_SPACED_LINES = 3
#: How much larger than the text beside it a capital is that reaches down over some
#: lines of it.
_DROPPED = 1.7
#: The most dropped capitals of a page.
_MOST_CAPITALS = 20
#: What a raised number is a power of: a unit of length, or ten.
_BEFORE_POWER = re.compile(r"(?<![^\W\d_])(?:[kcm]?m|ft|yd)\Z|(?<!\d)10\Z")
_RAISED_FORMS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

Letter = tuple[str, float, float]


@dataclass(slots=True)
class Run:
    """A stretch of characters of one line in one font; places in points from the lower left of the page."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    first: int
    last: int
    #: The letters with their places, where they stand apart.
    letters: tuple[Letter, ...] = ()
    #: Whether it is the number of a footnote, at the footnote.
    is_note: bool = False


@dataclass(slots=True)
class Line:
    """The runs of one line of a page, from left to right; `area` is the column or box that it stands in."""

    runs: list[Run]
    page: int
    area: int = 0

    @property
    def text(self) -> str:
        """The text of the line; runs that stand apart have a space between them."""
        parts = [self.runs[0].text]
        for before, run in zip(self.runs, self.runs[1:], strict=False):
            apart = run.x0 - before.x1 > _WORD_GAP * max(run.size, before.size)
            spaced = parts[-1].endswith((" ", "\u00a0")) or run.text.startswith(
                (" ", "\u00a0")
            )
            parts.append(f" {run.text}" if apart and not spaced else run.text)
        return "".join(parts).strip()

    @property
    def x0(self) -> float:
        """Where the line begins."""
        return self.runs[0].x0

    @property
    def x1(self) -> float:
        """Where the line ends."""
        return self.runs[-1].x1

    @property
    def y(self) -> float:
        """The height of the base line."""
        return max(self.runs, key=lambda run: len(run.text)).y

    @property
    def size(self) -> float:
        """The size of most of the line's characters."""
        return max(self.runs, key=lambda run: len(run.text.strip())).size

    @property
    def bold(self) -> bool:
        """Whether every letter of the line is bold."""
        lettered = [run for run in self.runs if any(map(str.isalnum, run.text))]
        return bool(lettered) and all(run.bold for run in lettered)

    @property
    def box(self) -> Box:
        """The box of the line, from its base line to the height of its capitals."""
        return (
            self.x0,
            self.y,
            max(run.x1 for run in self.runs),
            self.y + 0.7 * self.size,
        )

    @property
    def span(self) -> tuple[int, int]:
        """The first and last character of the line, counted through the document."""
        return min(run.first for run in self.runs), max(run.last for run in self.runs)


@dataclass(slots=True)
class Mark:
    """A small raised or lowered run, and what it stands on: a word of a line, a line's beginning, or nothing."""

    run: Run
    line: Line
    word: Run | None


# Characters → runs


def runs_of(glyphs: Iterable[Glyph], offset: int) -> Iterator[Run]:
    """Yield the runs of some characters in their order; `offset` counts the characters of the pages before."""
    open_run: list[Glyph] = []
    end = 0.0
    for glyph in glyphs:
        if open_run and not _goes_on(open_run[-1], end, glyph):
            yield from _run(open_run, offset)
            open_run, end = [], glyph.x1
        open_run.append(glyph)
        end = max(end, glyph.x1)
    yield from _run(open_run, offset)


def _goes_on(before: Glyph, end: float, glyph: Glyph) -> bool:
    """Return whether a character goes on with the run of the one before."""
    return (
        abs(before.y - glyph.y) < 0.6
        and before.bold == glyph.bold
        and abs(before.size - glyph.size) < 0.3
        and -0.5 * glyph.size < glyph.x0 - end < 1.2 * glyph.size
    )


def _run(glyphs: Sequence[Glyph], offset: int) -> Iterator[Run]:
    """Yield the run that some characters are, unless they are blank."""
    if not any(glyph.text.strip() for glyph in glyphs):
        return
    text, end = "", glyphs[0].x0
    for glyph in glyphs:
        apart = (
            text
            and glyph.x0 - end > _WORD_GAP * glyph.size
            and not text.endswith(" ")
            and glyph.text != " "
        )
        text += f" {glyph.text}" if apart else glyph.text
        end = max(end, glyph.x1)
    first = glyphs[0]
    letters = (
        tuple((glyph.text, glyph.x0, glyph.x1) for glyph in glyphs)
        if _is_spaced(text)
        else ()
    )
    span = (
        offset + min(glyph.order for glyph in glyphs),
        offset + max(glyph.order for glyph in glyphs) + 1,
    )
    yield Run(text, first.x0, end, first.y, first.size, first.bold, *span, letters)


def _is_spaced(text: str) -> bool:
    """Return whether a text is single letters that stand apart, or one of them."""
    parts = text.split()
    return sum(len(part) == 1 for part in parts) >= _SPACED_SHARE * len(parts)


# Runs → lines


def grouped(runs: Iterable[Run], page: int, area: int = 0) -> list[Line]:
    """Return the lines that runs make, from the top."""
    lines: list[Line] = []
    for run in sorted(runs, key=lambda run: (-run.y, run.x0)):
        if lines and abs(lines[-1].runs[0].y - run.y) < 0.35 * run.size:
            lines[-1].runs.append(run)
        else:
            lines.append(Line([run], page, area))
    for line in lines:
        line.runs.sort(key=lambda run: run.x0)
    return lines


def lines_of(
    runs: Sequence[Run], page: int, body: float, area: int = 0
) -> tuple[list[Line], list[Mark]]:
    """Return the lines of a part of a page from the top, and its marks, which are not set yet.

    Args:
        runs: The runs of that part.
        page: The number of the page.
        body: The size of most of the document's text, in points.
        area: The number of that part on its page.
    """
    raised = _raised(runs)
    small = [
        run
        for run in runs
        if _is_mark(run) and (run.size < _SMALL * body or id(run) in raised)
    ]
    names = {id(run) for run in small}
    capitals = _dropped_capitals([run for run in runs if id(run) not in names], body)
    names |= {id(run) for run in capitals}
    lines = grouped((run for run in runs if id(run) not in names), page, area)
    for capital in capitals:
        if not _set_capital(capital, lines):
            lines.append(Line([capital], page, area))
    marks: list[Mark] = []
    for run in small:
        if not _place_mark(run, lines, marks):
            lines.append(Line([run], page, area))
    for line in lines:
        line.runs.sort(key=lambda run: run.x0)
    _close_up(lines)
    return sorted(lines, key=lambda line: -line.y), marks


def _is_mark(run: Run) -> bool:
    """Return whether a run may be a footnote's digits or an ordinal's letters."""
    return run.text.strip().isalnum() and len(run.text.strip()) <= 3


def _raised(runs: Sequence[Run]) -> set[int]:
    """Return the marks that stand right behind larger text and above its base line, as in a title."""
    return {
        id(run)
        for before, run in pairwise(runs)
        if run.size < 0.95 * before.size
        and 0.2 * before.size < run.y - before.y < 0.7 * before.size
        and -1 <= run.x0 - before.x1 <= 3
    }


# Marks


def _place_mark(run: Run, lines: list[Line], marks: list[Mark]) -> bool:
    """Find what a mark stands on, and return whether there is such a line; letters are set into it at once."""
    near = [
        line for line in lines if -0.3 * line.size <= run.y - line.y <= 0.8 * line.size
    ]
    touched = [
        (line, word)
        for line in near
        for word in line.runs
        if -1 <= run.x0 - word.x1 <= 3
    ]
    if near and not run.text.strip().isdecimal():
        (touched[0][0] if touched else near[0]).runs.append(run)
    elif touched:
        marks.append(Mark(run, *touched[0]))
    elif near:
        marks.append(Mark(run, near[0], None))
    return bool(near)


def marks_set(marks: Iterable[Mark], notes: Collection[int]) -> None:
    """Set raised numbers into their lines.

    At the beginning of a line one is the number of a footnote. Elsewhere it is the mark
    of one and left out, whether or not the note is found, unless it is a power (m²,
    10³) or set low (CO2): "38" with a mark is not the figure 382.
    """
    for mark in marks:
        run, digits = mark.run, mark.run.text.strip()
        left = [word for word in mark.line.runs if word.x0 < run.x0]
        if mark.word is None and not left:
            mark.line.runs.insert(0, _marked(run, digits, is_note=True))
        elif int(digits) in notes or not _belongs_to_word(mark, left):
            word = mark.word or left[-1]
            # The mark stays within the bounds of the word that it was set on.
            word.first, word.last = min(word.first, run.first), max(word.last, run.last)
        else:
            raised = run.y > mark.line.y + 0.1 * mark.line.size
            word = mark.word or left[-1]
            mark.line.runs.append(
                _marked(
                    run,
                    digits.translate(_RAISED_FORMS) if raised else digits,
                    bold=word.bold,
                )
            )
        mark.line.runs.sort(key=lambda run: run.x0)


def _belongs_to_word(mark: Mark, left: Sequence[Run]) -> bool:
    """Return whether a small number is part of the word before it: a power of a unit or of ten, or set low."""
    word = mark.word or left[-1]
    is_low = mark.run.y <= mark.line.y + 0.1 * mark.line.size
    return is_low or bool(_BEFORE_POWER.search(word.text.rstrip()))


def _marked(run: Run, text: str, *, bold: bool = False, is_note: bool = False) -> Run:
    """Return a mark as a run of its line."""
    return Run(
        text, run.x0, run.x1, run.y, run.size, bold, run.first, run.last, (), is_note
    )


# Spaced letters and dropped capitals


def _close_up(lines: Sequence[Line]) -> None:
    """Set the letters of lines close, where these are words in letters that stand apart.

    Where many lines are such, they have to be words of the language then: else the page
    is rubble.
    """
    closed = [(line, text) for line in lines if (text := _without_gaps(line))]
    few = len(closed) <= max(_MOST_SPACED_LINES, 0.3 * len(lines))
    if few or has_common_words(" ".join(text for _, text in closed)):
        for line, text in closed:
            line.runs = [
                Run(
                    text,
                    line.x0,
                    line.x1,
                    line.runs[0].y,
                    line.size,
                    line.bold,
                    *line.span,
                )
            ]


def _without_gaps(line: Line) -> str:
    """Return the text of a line in letters that stand apart, these set close; nothing for other lines."""
    if not all(run.letters for run in line.runs):
        return ""
    parts = line.text.split()
    single = [part for part in parts if len(part) == 1 and part.isalpha()]
    if len(single) < max(_FEWEST_SPACED, _SPACED_SHARE * len(parts)):
        return ""
    return _closed_up(
        [letter for run in line.runs for letter in run.letters if letter[0].strip()]
    )


def _closed_up(letters: Sequence[Letter]) -> str:
    """Return letters that stand apart as words: a gap that is much wider than the usual one parts two of them."""
    gaps = [after[1] - before[2] for before, after in pairwise(letters)]
    usual = max(median(gaps), 0.1)
    text = letters[0][0]
    for gap, letter in zip(gaps, letters[1:], strict=True):
        text += f" {letter[0]}" if gap > 1.5 * usual else letter[0]
    return text


def _dropped_capitals(runs: Sequence[Run], body: float) -> list[Run]:
    """Return the single capitals that are much larger than the text that goes on with their word."""
    large = [
        run for run in runs if run.size > _DROPPED * body and len(run.text.strip()) == 1
    ]
    capitals = [run for run in large if run.text.strip().isupper()][:_MOST_CAPITALS]
    return [run for run in capitals if _first_beside(run, runs) is not None]


def _first_beside(capital: Run, runs: Iterable[Run]) -> Run | None:
    """Return the run that goes on with the word of a dropped capital: the highest one right of it."""
    beside = [
        run
        for run in runs
        if capital.size > _DROPPED * run.size
        and run.text[:1].islower()
        and -1 <= run.x0 - capital.x1 <= max(0.6 * run.size, 0.3 * capital.size)
        and capital.y - 0.2 * run.size <= run.y <= capital.y + 0.75 * capital.size
    ]
    top = max(beside, key=lambda run: run.y, default=None)
    return (
        top if top and top.y + 0.5 * top.size > capital.y + 0.4 * capital.size else None
    )


def _set_capital(capital: Run, lines: Sequence[Line]) -> bool:
    """Set a dropped capital before the line that goes on with its word, and return whether there is one.

    The lines beside it then begin where it does.
    """
    first = _first_beside(capital, [line.runs[0] for line in lines])
    if first is None:
        return False
    for line in lines:
        if (
            capital.y - 0.2 * line.size <= line.y <= first.y
            and line.x0 >= capital.x1 - 1
        ):
            line.runs[0].x0 = capital.x0
    first.text = capital.text.strip() + first.text.lstrip()
    first.first, first.last = (
        min(first.first, capital.first),
        max(first.last, capital.last),
    )
    return True
