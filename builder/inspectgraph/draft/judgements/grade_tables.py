"""Awarded grades in tables and on covers: only a whole label with a whole grade counts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from inspectgraph.draft.judgements.settle import Source, made
from inspectgraph.draft.model import DraftJudgement, TextSpan
from inspectgraph.draft.text.grade_forms import (
    Aspects,
    Hit,
    Scale,
    Stream,
    grades_inside,
    letters_of,
)
from inspectgraph.draft.text.structure import Outline, Placed, texts_of
from inspectgraph.model.anchor import squeeze

__all__ = ["apart", "cover_region", "is_key", "table"]

_YEAR = re.compile(r"\W{1,3}(?:in )?(?:[A-Z][a-z]+ )?(?:19|20)\d\d\b")
#: The fewest characters of prose, and among how many units after the front a long one
#: may be a table's rows.
_LONG, _NEAR = 400, 12
#: The fewest letters of a grade that is printed around a label.
_FEWEST = 6
#: The heads of the two columns.
_HEAD = re.compile(r"judge?ments?grades?")
_KEY = re.compile(
    r"[a-z]{0,90}?4(?:excellent|outstanding){1,2}3good2adequate1inadequate"
)
#: The number of units among which a cover is looked for.
_FIRST_UNITS = 40
#: The most letters of a row that begins with its grade.
_LONGEST_ROW = 240
#: The fewest labels of a column of labels before a column of grades.
_FEWEST_ROWS = 3
_NO_ROW = {"contents", "furniture", "note"}
_DIGITS = "0123456789"

#: A grade, and where it ends.
Grade = tuple[str, int]


def cover_region(outline: Outline) -> tuple[Placed, ...]:
    """Return the units of the front, then the first units of the report.

    Long units count only among the first ones.
    """
    front = outline.select({"front"}, without={"furniture", "contents"})
    region = {placed.unit.id: placed for placed in front}
    first = filter(_may_be_cover, outline.placed[:_FIRST_UNITS])
    nearest = _NEAR + len(front)
    for number, placed in enumerate(first):
        is_near = number < nearest
        if is_near or len(placed.text) < _LONG:
            region.setdefault(placed.unit.id, placed)
    return tuple(region.values())


def _may_be_cover(placed: Placed) -> bool:
    """Return whether a unit may be part of a cover."""
    if placed.unit.kind in _NO_ROW:
        return False
    return placed.part not in {"earlier", "annex"}


def is_key(placed: Placed) -> bool:
    """Return whether a unit is the key of a scale: the words of all grades in order."""
    return bool(_KEY.fullmatch(squeeze(placed.text)))


def apart(units: Iterable[Placed], longest: int) -> list[Placed]:
    """Return units with a placeholder for the text of long ones, which is prose.

    The placeholder keeps the label before it apart from the grade after it.
    """
    found: list[Placed] = []
    for placed in units:
        is_long = len(placed.text) >= longest
        unit = placed.unit
        if is_long:
            unit = replace(placed.unit, text="prose")
        found.append(replace(placed, unit=unit))
    return found


def table(
    region: Sequence[Placed], aspects: Aspects, scale: Scale, source: Source
) -> Iterator[DraftJudgement]:
    """Yield the grades of a table or cover, where a label and a grade follow each other.

    Label and grade may be in one unit or in two.

    Args:
        region: The units that may hold the table.
        aspects: The aspects by their labels.
        scale: The scale of the grades.
        source: What the units are.
    """
    read = _Table(region, Stream(texts_of(region)), scale, source)
    lined = list(read.lined(aspects))
    for run in read.runs(aspects, [hit for hit, _ in lined]):
        if len(run) == 1:
            yield from read.row(run[0])
        else:
            yield from read.columns(run)
    for hit, grade in lined:
        yield read.judged(hit, (grade, hit.end), "grade-inside-label")
    for placed in region:
        if found := _grade_first(placed.text, aspects, scale):
            at = TextSpan(placed.unit.id)
            yield made(*found, source, "grade-before-label", at)


@dataclass(frozen=True, slots=True)
class _Table:
    """Table with the stream of its letters, the scale of its grades and its source."""

    region: Sequence[Placed]
    stream: Stream
    scale: Scale
    source: Source

    def runs(self, aspects: Aspects, rows: Sequence[Hit]) -> Iterator[list[Hit]]:
        """Yield the labels in runs; labels of a column follow each other at once.

        A label inside one of `rows`, which were read line by line, is a piece of it.
        """
        run: list[Hit] = []
        inside = letters_of(rows)
        for hit in aspects.find(self.stream):
            if hit.start in inside:
                continue
            is_apart = bool(run) and self.has_gap(run[-1].end, hit.start)
            if is_apart:
                yield run
                run = []
            run.append(hit)
        if run:
            yield run

    def has_gap(self, end: int, start: int) -> bool:
        """Return whether letters separate two labels; numbers of rows do not count."""
        between = self.stream.letters[end:start]
        if not self.scale.digits:
            between = between.strip(_DIGITS)
        return bool(between)

    def row(self, hit: Hit) -> Iterator[DraftJudgement]:
        """Yield the grade right after a label; the digits of a footnote may precede it."""
        if self.is_prose(hit):
            return
        start = hit.end
        if not self.scale.digits:
            start = self.after_digits(start)
        found = self.around(hit) or self.grade_at(start) or self.digit(start)
        if found is None:
            return
        if not self.is_grade(start, found[1]):
            return
        rule = f"grade-{self.source}"
        yield self.judged(hit, found, rule)
        if other := self.second_grade(hit, found):
            yield self.judged(hit, other, "second-grade-of-row")

    def after_digits(self, position: int) -> int:
        """Return where the digits at a position end."""
        letters = self.stream.letters
        rest = letters[position:]
        return len(letters) - len(rest.lstrip(_DIGITS))

    def is_grade(self, start: int, end: int) -> bool:
        """Return whether what may be a grade is neither part of a sentence nor dated."""
        if self.is_step(start, end):
            return False
        if not self.stream.ends_phrase(end):
            return False
        number, index = self.stream.places[end - 1]
        return not _YEAR.match(self.stream.texts[number], index + 1)

    def second_grade(self, hit: Hit, found: Grade) -> Grade | None:
        """Return another grade right after the first one in the same row, or None."""
        if self.scale.digits:
            return None
        other = self.scale.at(self.stream.letters, found[1])
        if other is None:
            return None
        if other[0] == found[0]:
            return None
        row = self.stream.text_of(hit.start)
        if row != self.stream.text_of(other[1] - 1):
            return None
        if self.stream.ends_phrase(other[1]):
            return other
        return None

    def grade_at(self, start: int) -> Grade | None:
        """Return the longest grade at a position, or the one that ends with its unit.

        The word of a grade that begins the next unit is not part of this one:
        "Outstanding", then "Excellent work …".
        """
        longest = self.scale.at(self.stream.letters, start)
        if longest is None:
            return None
        if self.stream.ends_phrase(longest[1]):
            return longest
        within = self.stream.letters[: self.unit_end(start)]
        if found := self.scale.at(within, start):
            return found
        return longest

    def unit_end(self, start: int) -> int:
        """Return where the unit of a position ends."""
        place = bisect_right(self.stream.starts, start)
        if place < len(self.stream.starts):
            return self.stream.starts[place]
        return len(self.stream.letters)

    def is_step(self, start: int, end: int) -> bool:
        """Return whether a digit begins a row of a key: words follow it in its unit."""
        letters = self.stream.letters
        if not letters[start:end].isdigit():
            return False
        if start == 0:
            return False
        if end != start + 1:
            return False
        if end >= len(letters):
            return False
        row = self.stream.text_of(start)
        before, after = self.stream.text_of(start - 1), self.stream.text_of(end)
        return before != row == after

    def digit(self, start: int) -> Grade | None:
        """Return the grade whose digit ends its unit, before a unit that has a number."""
        letters = self.stream.letters
        if not self.scale.digits:
            return None
        if start >= len(letters):
            return None
        return self.scale.at(letters[: self.unit_end(start)], start)

    def is_prose(self, hit: Hit) -> bool:
        """Return whether a label is in a long text after the front."""
        placed = self.region[self.stream.text_of(hit.start)]
        if placed.part == "front":
            return False
        return len(placed.text) >= _LONG

    def is_broken(self, row: Hit, aspects: Aspects) -> bool:
        """Return whether the grade of a row does not follow its label."""
        label = aspects.at(self.stream.letters, row.start)
        if label is None:
            return True
        return self.scale.at(self.stream.letters, label[1]) is None

    def around(self, hit: Hit) -> Grade | None:
        """Return a grade that begins right before a label and ends right after it."""
        letters = self.stream.letters
        before = letters[: hit.start].rstrip(_DIGITS)
        for word, grade in self.scale.longest_first:
            for turn in range(_FEWEST, len(word)):
                if not before.endswith(word[:turn]):
                    continue
                if letters.startswith(word[turn:], hit.end):
                    return grade, hit.end + len(word) - turn
        return None

    def lined(self, aspects: Aspects) -> Iterator[tuple[Hit, str]]:
        """Yield label and grade of rows that were read line by line.

        The grade is inside its label or around it. Such a row begins where a unit
        begins, after the heads of the columns, or right after another row.
        """
        done = 0
        starts = set(self.stream.starts)
        for head in _HEAD.finditer(self.stream.letters):
            starts.add(head.end())
        for start in sorted(starts):
            if start < done:
                continue
            for hit, grade in self.rows(start, aspects):
                done = hit.end
                is_unread = self.is_broken(hit, aspects) or self.is_prose(hit)
                if is_unread:
                    yield hit, grade

    def rows(self, position: int, aspects: Aspects) -> Iterator[tuple[Hit, str]]:
        """Yield the rows from a position on, label with grade."""
        while row := self.first_row(self.after_digits(position), aspects):
            yield row
            position = row[0].end

    def first_row(self, position: int, aspects: Aspects) -> tuple[Hit, str] | None:
        """Return the first reading of the row at a position, or None."""
        for hit, grade in self.rows_at(position, aspects):
            if self.stream.ends_phrase(hit.end):
                return hit, grade
        return None

    def rows_at(self, position: int, aspects: Aspects) -> Iterator[tuple[Hit, str]]:
        """Yield every reading of the row at a position: the grade inside, around, after."""
        letters = self.stream.letters
        inside = grades_inside(letters, position, aspects, self.scale)
        for aspect, grade, end in inside:
            yield Hit(aspect, position, end), grade
        for turn in (*self.turns(position), 0):
            label = aspects.at(letters, position + turn)
            if label is None:
                continue
            hit = Hit(label[0], position + turn, label[1])
            found = self.scale.at(letters, hit.end)
            if turn:
                found = self.around(hit)
            if found:
                yield Hit(label[0], position, found[1]), found[0]

    def turns(self, position: int) -> list[int]:
        """Return how many letters of a grade may be at a position, the most first."""
        letters, turns = self.stream.letters, set[int]()
        for word in self.scale.words:
            for turn in range(_FEWEST, len(word)):
                if letters.startswith(word[:turn], position):
                    turns.add(turn)
        return sorted(turns, reverse=True)

    def judged(self, hit: Hit, found: Grade, rule: str) -> DraftJudgement:
        """Return the judgement of a label and its grade, in one unit or two."""
        first = self.stream.text_of(hit.start)
        last = self.stream.text_of(found[1] - 1)
        numbers = dict.fromkeys((first, last))
        at = [TextSpan(self.region[number].unit.id) for number in numbers]
        return made(hit.slug, found[0], self.source, rule, *at)

    def columns(self, run: list[Hit]) -> Iterator[DraftJudgement]:
        """Yield the grades of a column of labels that a column of grades follows.

        As many grades as labels, three at least. One grade after two labels is that of
        the second; any other number is not read.
        """
        grades, position = list[Grade](), run[-1].end
        while found := self.scale.at(self.stream.letters, position):
            grades.append(found)
            position = found[1]
        if (len(run), len(grades)) == (2, 1):
            yield from self.row(run[-1])
        if len(run) < _FEWEST_ROWS:
            return
        if len(grades) != len(run):
            return
        for label, grade in zip(run, grades, strict=True):
            yield self.judged(label, grade, "grade-columns-apart")


def _grade_first(text: str, aspects: Aspects, scale: Scale) -> tuple[str, str] | None:
    """Return aspect and grade of a row that begins with its grade, or None."""
    if len(text) >= _LONGEST_ROW:
        return None
    letters = squeeze(text).lstrip(_DIGITS)
    found = scale.at(letters, 0)
    if found is None:
        return None
    label = aspects.at(letters, found[1])
    if label is None:
        return None
    if label[1] != len(letters):
        return None
    return label[0], found[0]
