"""Find awarded grades in tables and on covers.

The text of the units is compared as squeezed text: only letters and digits. A grade is
read if it is next to the label of an aspect, or if a column of grades follows a column
of labels.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspectgraph.draft.judgements.cover_region import LONG
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
from inspectgraph.draft.text.structure import Placed, texts_of
from inspectgraph.model.anchor import squeeze

__all__ = ["table"]

_YEAR = re.compile(r"\W{1,3}(?:in )?(?:[A-Z][a-z]+ )?(?:19|20)\d\d\b")
#: If a label is in the middle of a grade, at least this many letters of the grade come
#: before the label.
_FEWEST = 6
#: The heads of the columns of a grade table, in squeezed text.
_HEAD = re.compile(r"judge?ments?grades?")
#: A row with its grade before its label has fewer characters than this.
_LONGEST_ROW = 240
#: The fewest labels in a column of labels that a column of grades follows.
_FEWEST_ROWS = 3
_DIGITS = "0123456789"

#: A grade, and the offset of its end in the squeezed text.
Grade = tuple[str, int]


def table(
    region: Sequence[Placed], aspects: Aspects, scale: Scale, source: Source
) -> Iterator[DraftJudgement]:
    """Yield a judgement for each label of an aspect that has a grade next to it.

    The labels and grades are in a table, on a cover or in other text. A label and its
    grade can be in one unit or in two.

    Args:
        region: The units that may contain labels and grades.
        aspects: The aspects with their labels.
        scale: The scale of the grades.
        source: The kind of text: `table`, `cover`, or `words` for other text.
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
    """Read the grades in a table, on a cover or in other text.

    Args:
        region: The units of the text.
        stream: The letters and digits of the units.
        scale: The scale of the grades.
        source: The kind of text: `table`, `cover`, or `words` for other text.
    """

    region: Sequence[Placed]
    stream: Stream
    scale: Scale
    source: Source

    def runs(self, aspects: Aspects, rows: Sequence[Hit]) -> Iterator[list[Hit]]:
        """Yield groups of labels that have no other letters between them.

        A group of one label is a row of a table. A longer group is a column of labels.

        Args:
            aspects: The aspects with their labels.
            rows: Rows in which the lines of label and grade are mixed. A label inside
                such a row is skipped.
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
        """Return whether there are other letters between two labels.

        Digits between the labels are row numbers and are ignored. If the grades of the
        scale can be digits, the digits are not ignored.

        Args:
            end: The end of the first label.
            start: The start of the second label.
        """
        between = self.stream.letters[end:start]
        if not self.scale.digits:
            between = between.strip(_DIGITS)
        return bool(between)

    def row(self, hit: Hit) -> Iterator[DraftJudgement]:
        """Yield the grade right after a label, and any second grade of the same row.

        A footnote number between the label and the grade is skipped.
        """
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
        """Return the offset of the first character after the digits at a position."""
        letters = self.stream.letters
        rest = letters[position:]
        return len(letters) - len(rest.lstrip(_DIGITS))

    def is_grade(self, start: int, end: int) -> bool:
        """Return whether letters between two offsets are a grade of this inspection.

        Letters in a sentence, or in the key that explains a scale, are not a grade.
        Letters before a year are not a grade of this inspection.

        Args:
            start: The offset at which the letters start.
            end: The offset at which the letters end.
        """
        if self.is_step(start, end):
            return False
        if not self.stream.ends_phrase(end):
            return False
        number, index = self.stream.places[end - 1]
        return not _YEAR.match(self.stream.texts[number], index + 1)

    def second_grade(self, hit: Hit, found: Grade) -> Grade | None:
        """Return the second grade of a row if this grade differs from the first grade, else None.

        The second grade has to come right after the first.

        Args:
            hit: The label of the row.
            found: The first grade.
        """
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
        """Return the longest grade that begins at an offset, or None.

        The longest grade may run into a sentence of the next unit. An example is
        "Outstanding" before "Excellent work …". In this case, a grade that ends within
        the first unit takes precedence.
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
        """Return the offset at which a unit ends.

        The unit contains the character at the offset `start`.
        """
        place = bisect_right(self.stream.starts, start)
        if place < len(self.stream.starts):
            return self.stream.starts[place]
        return len(self.stream.letters)

    def is_step(self, start: int, end: int) -> bool:
        """Return whether some characters are the number of a grade in a key.

        A key explains a grade scale. The number of a grade is one digit at the
        beginning of a unit. Further words follow this digit in the same unit.
        """
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
        """Return the grade that is printed as a digit at the end of a unit, or None.

        `start` is the offset of the digit. Digits at the beginning of the next unit are
        not part of the grade.
        """
        letters = self.stream.letters
        if not self.scale.digits:
            return None
        if start >= len(letters):
            return None
        return self.scale.at(letters[: self.unit_end(start)], start)

    def is_prose(self, hit: Hit) -> bool:
        """Return whether a label is in prose, that is, in a long unit after the front page."""
        placed = self.region[self.stream.text_of(hit.start)]
        if placed.part == "front":
            return False
        return len(placed.text) >= LONG

    def is_broken(self, row: Hit, aspects: Aspects) -> bool:
        """Return whether a row has no grade right after its label."""
        label = aspects.at(self.stream.letters, row.start)
        if label is None:
            return True
        return self.scale.at(self.stream.letters, label[1]) is None

    def around(self, hit: Hit) -> Grade | None:
        """Return a grade with one piece before the label and one piece after the label.

        Such pieces come from two cells whose lines are mixed. An example is "requires",
        then the label, then "improvement". Return None if there is no such grade.
        """
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
        """Yield the label and grade of each row in which lines of two cells are mixed.

        Either the grade is inside its label, or the label is inside its grade. Such a
        row is at the beginning of a unit, after the column heads, or after another such
        row.
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
        """Yield the label and grade of each row in a series of rows.

        The first row begins at the given offset. Every other row begins at the end of
        the previous row.
        """
        while row := self.first_row(self.after_digits(position), aspects):
            yield row
            position = row[0].end

    def first_row(self, position: int, aspects: Aspects) -> tuple[Hit, str] | None:
        """Return the label and grade of the row at an offset, or None."""
        for hit, grade in self.rows_at(position, aspects):
            if self.stream.ends_phrase(hit.end):
                return hit, grade
        return None

    def rows_at(self, position: int, aspects: Aspects) -> Iterator[tuple[Hit, str]]:
        """Yield each possible pair of label and grade for the row at an offset.

        The first pairs have the grade inside the label. In the next pairs, one piece of
        the grade is before the label and one piece after it. In the last pairs, the
        whole grade is after the label.
        """
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
        """Return the lengths that the first piece of a split grade can have.

        A split grade has one piece before the label, and one piece after the label. An
        example is "requires", then the label, then "improvement". The longest length
        comes first.

        Args:
            position: The offset of the first piece.
        """
        letters, turns = self.stream.letters, set[int]()
        for word in self.scale.words:
            for turn in range(_FEWEST, len(word)):
                if letters.startswith(word[:turn], position):
                    turns.add(turn)
        return sorted(turns, reverse=True)

    def judged(self, hit: Hit, found: Grade, rule: str) -> DraftJudgement:
        """Return the judgement for a label and its grade.

        The text spans of the judgement are the unit with the label and the unit with
        the grade. Both may be the same unit.
        """
        first = self.stream.text_of(hit.start)
        last = self.stream.text_of(found[1] - 1)
        numbers = dict.fromkeys((first, last))
        at = [TextSpan(self.region[number].unit.id) for number in numbers]
        return made(hit.slug, found[0], self.source, rule, *at)

    def columns(self, run: list[Hit]) -> Iterator[DraftJudgement]:
        """Yield a grade for each label in a column, if a column of grades follows.

        The column must have at least three labels, and the same number of grades must
        follow. There is one exception: if one grade follows two labels, the second
        label gets the grade.
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
    """Return the aspect and grade of a row that has the grade before the label, or None."""
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
