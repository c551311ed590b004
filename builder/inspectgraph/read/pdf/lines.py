"""Form text runs from the characters of a PDF page, and lines from the runs.

A run is a sequence of characters of one line in one font.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from inspectgraph.read.pdf.glyphs import Glyph
from inspectgraph.read.pdf.page_view import Box
from inspectgraph.read.sequences import span_over

__all__ = [
    "Letter",
    "Line",
    "Run",
    "group_lines",
    "is_on_line",
    "runs_of",
    "sort_runs",
]

#: The narrowest gap between two words, as a share of the font size.
_WORD_GAP = 0.18
#: The least share of single letters among the words of a letter-spaced text.
SPACED_SHARE = 0.8
#: How far the base lines of runs on one line may differ, as a share of the font size.
_SAME_LINE = 0.35
#: How much the base line and the font size may differ within a run, in points.
_SAME_HEIGHT, _SAME_SIZE = 0.6, 0.3
#: How far a character of a run may begin before and after the end of the run so far,
#: as shares of the font size.
_BEHIND, _AHEAD = -0.5, 1.2
#: The height of capitals, as a share of the font size.
_CAPITALS = 0.7
_SPACES = (" ", "\u00a0")

#: A character with its left and right edge.
Letter = tuple[str, float, float]


@dataclass(slots=True)
class Run:
    """A sequence of characters of one line in one font.

    Positions are in points from the lower left corner of the page. `first` and `last`
    are offsets of characters in the whole document. `letters` holds the positions of
    single letters if the run is letter-spaced.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    first: int
    last: int
    letters: tuple[Letter, ...] = ()
    #: Whether the run is the number at the beginning of a footnote.
    is_note: bool = False

    @property
    def box(self) -> Box:
        """The rectangle of the text run, from the base line to the height of capital letters."""
        return self.x0, self.y, self.x1, self.y + _CAPITALS * self.size

    @property
    def span(self) -> tuple[int, int]:
        """The text span of the run in the document, as character offsets."""
        return self.first, self.last

    @property
    def words(self) -> int:
        """The number of words in the run."""
        return len(self.text.split())

    def cover(self, other: Run) -> None:
        """Extend the text span of the run so that it includes another run."""
        self.first, self.last = span_over((self.span, other.span))


@dataclass(slots=True)
class Line:
    """The runs of one line of a page, from left to right.

    `area` is the number of the column that the line belongs to. The numbers of text
    boxes are negative.
    """

    runs: list[Run]
    page: int
    area: int = 0

    @property
    def text(self) -> str:
        """The text of the line, with a space at each wide gap between runs."""
        parts = [self.runs[0].text]
        for before, run in pairwise(self.runs):
            if _needs_space(parts[-1], before, run):
                parts.append(" ")
            parts.append(run.text)
        return "".join(parts).strip()

    @property
    def x0(self) -> float:
        """The left edge of the line, in points."""
        return self.runs[0].x0

    @property
    def x1(self) -> float:
        """The right edge of the line, in points."""
        return self.runs[-1].x1

    @property
    def y(self) -> float:
        """The height of the base line, in points."""
        if len(self.runs) == 1:
            return self.runs[0].y
        return max(self.runs, key=lambda run: len(run.text)).y

    @property
    def size(self) -> float:
        """The font size of the line's longest run, in points."""
        if len(self.runs) == 1:
            return self.runs[0].size
        return max(self.runs, key=lambda run: len(run.text.strip())).size

    @property
    def bold(self) -> bool:
        """Whether every letter of the line is bold."""
        bold = set()
        for run in self.runs:
            if any(map(str.isalnum, run.text)):
                bold.add(run.bold)
        return bold == {True}

    @property
    def box(self) -> Box:
        """The rectangle of the line, from the base line to the height of capital letters."""
        right = max(run.x1 for run in self.runs)
        return self.x0, self.y, right, self.y + _CAPITALS * self.size

    @property
    def span(self) -> tuple[int, int]:
        """The text span of the line in the document, as character offsets."""
        return span_over(run.span for run in self.runs)

    def overlaps(self, other: Line) -> bool:
        """Return whether two lines overlap horizontally."""
        return self.x0 < other.x1 and other.x0 < self.x1


def _needs_space(text: str, before: Run, run: Run) -> bool:
    """Return whether a space belongs in the gap between two text runs.

    Args:
        text: The text up to the gap.
        before: The run before the gap.
        run: The run after the gap.
    """
    if run.x0 - before.x1 <= _WORD_GAP * max(run.size, before.size):
        return False
    if text.endswith(_SPACES):
        return False
    return not run.text.startswith(_SPACES)


# From characters to runs


def runs_of(glyphs: Iterable[Glyph], offset: int) -> Iterator[Run]:
    """Group characters into text runs, and yield the runs in order.

    Args:
        glyphs: The characters.
        offset: The number of characters on earlier pages.
    """
    open_run: list[Glyph] = []
    before, end = None, 0.0
    for glyph in glyphs:
        if before and not _goes_on(before, end, glyph):
            yield from _run(open_run, offset)
            open_run, end = [], glyph.x1
        open_run.append(glyph)
        if glyph.x1 > end:  # noqa: PLR1730 - `max` takes longer
            end = glyph.x1
        before = glyph
    yield from _run(open_run, offset)


def _goes_on(before: Glyph, end: float, glyph: Glyph) -> bool:
    """Return whether a character continues the text run of the previous character.

    Args:
        before: The previous character.
        end: The right edge of the run so far.
        glyph: The character.
    """
    _, _, _, _, y, size, bold, _ = before
    _, _, x0, _, own_y, own_size, own_bold, _ = glyph
    if bold != own_bold:
        return False
    if y != own_y and abs(y - own_y) >= _SAME_HEIGHT:
        return False
    if size != own_size and abs(size - own_size) >= _SAME_SIZE:
        return False
    return _BEHIND * own_size < x0 - end < _AHEAD * own_size


def _run(glyphs: Sequence[Glyph], offset: int) -> Iterator[Run]:
    """Yield one text run that contains all given characters, or nothing if all are blank."""
    if not glyphs:
        return
    first = glyphs[0]
    text, end = _joined_text(glyphs)
    if not text.strip():
        return
    letters: tuple[Letter, ...] = ()
    if _is_spaced(text):
        letters = tuple((glyph.text, glyph.x0, glyph.x1) for glyph in glyphs)
    yield Run(
        text=text,
        x0=first.x0,
        x1=end,
        y=first.y,
        size=first.size,
        bold=first.bold,
        first=offset + first.order,
        last=offset + glyphs[-1].order + 1,
        letters=letters,
    )


def _joined_text(glyphs: Sequence[Glyph]) -> tuple[str, float]:
    """Join characters into a text with spaces at gaps; return the text and its right edge."""
    parts: list[str] = []
    end = glyphs[0].x0
    for glyph in glyphs:
        _, text, x0, x1, _, size, _, _ = glyph
        is_apart = x0 - end > _WORD_GAP * size
        if is_apart and parts and _needs_blank(parts[-1], text):
            parts.append(" ")
        parts.append(text)
        if x1 > end:  # noqa: PLR1730 - `max` takes longer
            end = x1
    return "".join(parts), end


def _needs_blank(before: str, character: str) -> bool:
    """Return whether a gap between two characters needs a space.

    A gap needs a space if the characters on both sides are not spaces.
    """
    if character == " ":
        return False
    return before != " "


def _is_spaced(text: str) -> bool:
    """Return whether most words of a text are single letters, as in letter-spaced text."""
    lengths = [*map(len, text.split())]
    return lengths.count(1) >= SPACED_SHARE * len(lengths)


# From runs to lines


def is_on_line(run: Run, first: Run) -> bool:
    """Return whether a text run is on the line that begins with the run `first`."""
    return abs(first.y - run.y) < _SAME_LINE * run.size


def sort_runs(lines: Iterable[Line]) -> None:
    """Sort the runs of each line from left to right."""
    for line in lines:
        line.runs.sort(key=attrgetter("x0"))


def group_lines(runs: Iterable[Run], page: int, area: int = 0) -> list[Line]:
    """Group text runs into lines, and return the lines from the top."""
    lines: list[Line] = []
    for run in sorted(runs, key=lambda run: (-run.y, run.x0)):
        if lines and is_on_line(run, lines[-1].runs[0]):
            lines[-1].runs.append(run)
        else:
            lines.append(Line([run], page, area))
    sort_runs(lines)
    return lines
