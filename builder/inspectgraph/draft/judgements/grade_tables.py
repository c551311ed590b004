"""Awarded grades: from tables and covers, from headings and headline sentences, and how these are put together.

Only a whole label with a whole grade counts. A table or cover goes before a heading;
two places that disagree are a question to the curator.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from inspectgraph.draft.model import DraftJudgement, TextSpan
from inspectgraph.draft.text.grade_forms import Aspects, Hit, Scale, Stream, woven
from inspectgraph.draft.text.structure import Outline, Placed
from inspectgraph.model.anchor import squeeze

__all__ = [
    "apart",
    "bars",
    "board",
    "cover_region",
    "headings",
    "is_key",
    "overall",
    "settle",
    "table",
]

Source = Literal["table", "cover", "words"]

_PREFIX = re.compile(
    r"(?:[0-9]+)?(?:(?:the)?(?:key|graded|overall)?judge?ments?(?:for|on|about|of)?(?:isthat)?)?(?:the)?"
)
_LINK = r"(?:(?:is|are)?(?:that(?:it|they|these)?)?(?:is|are)?(?:judgedtobe|gradedas|judgedas)?)"
_LINKED = re.compile(_LINK)
_OVERALL = re.compile(
    r"(?:(?:the)?overalljudge?mentis(?:that)?(?:(?:the)?(?:local)?(?:childrens|authority)(?:services?)?(?:in[a-z]{2,60}?)?)?"
    r"|childrensservices?(?:in|for|at|of)[a-z]{2,60}?|(?:the)?overalleffectiveness(?:of[a-z]{2,60}?)?)"
    + _LINK
)
#: The same with a name before it, where the sentence is all of its unit.
_OVERALL_OF_PLACE = re.compile(
    r"(?:[a-z]{2,60}?childrens(?:socialcare)?services?|servicesforchildren(?:in|of|at)(?!need|care)[a-z]{2,60}?)"
    + _LINK
)
_BOARD = re.compile(
    r"(?:[0-9]+)?(?:the)?(?:effectiveness|judgement|gradedjudge?ment)?(?:of|for|on)?(?:the)?[a-z]{0,44}?"
    r"(?:(?:local)?safeguardingchildrens?(?:board)(?:[a-z]{0,3}scb)?|[a-z]{0,2}scb)"
    + _LINK
)
_YEAR = re.compile(r"\W{1,3}(?:in )?(?:[A-Z][a-z]+ )?(?:19|20)\d\d\b")
#: Where a cover that was read as one text goes on with the overall judgement.
_AFTER_DATES = re.compile(
    r"\bpublished:?\s[^.:]{4,24}20\d\d\s+(?=(?:the overall judge?ment is|children['’]s"
    r" services in)\b)",
    re.I,
)
#: Words before a grade that make it another one: of an earlier inspection, or denied.
_EARLIER = re.compile(
    r"\b(?:was|were|had|been|previous(?:ly)?|last|earlier|no"
    r" longer|not|never|found|if|should)\b",
    re.I,
)
#: The fewest characters of prose, and among how many units after the front a long one
#: may be a table's rows.
_LONG, _NEAR = 400, 12
#: The fewest letters of a grade before a label that stands inside of it.
_FEWEST = 6
#: The heads of the two columns.
_HEAD = re.compile(r"judge?ments?grades?")
_KEY = re.compile(
    r"[a-z]{0,90}?4(?:excellent|outstanding){1,2}3good2adequate1inadequate"
)
_BAR = re.compile(
    r"(?P<grade>inadequate|adequate|good|outstanding)\s*(?P<mark>☒|[xX✓✔](?=\s|$))?",
    re.I,
)


def cover_region(outline: Outline) -> tuple[Placed, ...]:
    """Return the units of the front, or the first ones where no front was told from the rest."""
    front = [placed for placed in outline.front if placed.unit.kind != "contents"]
    kinds = {"contents", "furniture", "note"}
    parts = {"earlier", "annex"}
    first = [
        one
        for one in outline.placed[:40]
        if one.unit.kind not in kinds and one.part not in parts
    ]
    seen = {placed.unit.id for placed in front}
    near = (
        placed
        for number, placed in enumerate(first)
        if number < _NEAR + len(front) or len(placed.text) < _LONG
    )
    return (*front, *(placed for placed in near if placed.unit.id not in seen))


def is_key(placed: Placed) -> bool:
    """Return whether a unit is the key to a table's digits, the words of all steps in order."""
    return bool(_KEY.fullmatch(squeeze(placed.text)))


def apart(units: Iterable[Placed], longest: int) -> list[Placed]:
    """Return units among which prose keeps headings apart, but says nothing itself."""
    return [
        (
            placed
            if len(placed.text) < longest
            else replace(placed, unit=replace(placed.unit, text="prose"))
        )
        for placed in units
    ]


def table(
    region: Sequence[Placed], aspects: Aspects, scale: Scale, source: Source
) -> Iterator[DraftJudgement]:
    """Yield the grades of a table or cover: label and grade one after the other, over units where need be."""
    read = _Table(region, Stream([placed.text for placed in region]), scale, source)
    lined = list(read.lined(aspects))
    for run in read.runs(aspects, [hit for hit, _ in lined]):
        yield from read.row(run[0]) if len(run) == 1 else read.columns(run)
    for hit, grade in lined:
        yield read.judged(hit, (grade, hit.end), 0.95, "grade-woven-in")
    for placed in region:
        letters = (
            squeeze(placed.text).lstrip("0123456789") if len(placed.text) < 240 else ""
        )
        if letters and (found := _grade_first(letters, aspects, scale)):
            at = (TextSpan(placed.unit.id),)
            yield DraftJudgement(
                aspect=found[0],
                grade=found[1],
                source=source,
                at=at,
                confidence=0.95,
                rule="grade-before-label",
            )


@dataclass(frozen=True, slots=True)
class _Table:
    """A table being read: its units, their letters run together, the scale, and where it stands."""

    region: Sequence[Placed]
    stream: Stream
    scale: Scale
    source: Source

    def runs(self, aspects: Aspects, rows: Sequence[Hit]) -> Iterator[list[Hit]]:
        """Yield the labels in runs: those that follow each other at once, but for their numbers, are of a column.

        What stands in a row that was read line by line is a piece of its label.
        """
        run: list[Hit] = []
        found = aspects.find(self.stream)
        for hit in (
            hit
            for hit in found
            if not any(row.start <= hit.start < row.end for row in rows)
        ):
            gap = self.stream.letters[run[-1].end : hit.start] if run else ""
            if gap if self.scale.digits else gap.strip("0123456789"):
                yield run
                run = []
            run.append(hit)
        if run:
            yield run

    def row(self, hit: Hit) -> Iterator[DraftJudgement]:
        """Yield the grade that follows a label at once; footnote digits between them do not count."""
        letters, start = self.stream.letters, hit.end
        while (
            not self.scale.digits and start < len(letters) and letters[start].isdigit()
        ):
            start += 1
        found = self.around(hit) or self.grade_at(start) or self.digit(start)
        if (
            found
            and not self.is_step(start, found[1])
            and self.stream.ends_phrase(found[1])
            and not self.is_prose(hit)
            and not self.is_dated(found[1])
        ):
            yield self.judged(hit, found, 0.99, f"grade-{self.source}")
            if other := self.second_grade(hit, found):
                yield self.judged(hit, other, 0.6, "second-grade-of-row")

    def second_grade(self, hit: Hit, found: tuple[str, int]) -> tuple[str, int] | None:
        """Return another grade right after the first one in the same row, as where a column has earlier grades."""
        other = (
            None if self.scale.digits else self.scale.at(self.stream.letters, found[1])
        )
        if other is None or other[0] == found[0]:
            return None
        is_same_row = self.stream.text_of(hit.start) == self.stream.text_of(
            other[1] - 1
        )
        return other if is_same_row and self.stream.ends_phrase(other[1]) else None

    def grade_at(self, start: int) -> tuple[str, int] | None:
        """Return the grade at a position: the longest one, or that which ends where its unit does.

        The word of a grade that begins the next unit is no part of this one:
        "Outstanding", then "Excellent work …".
        """
        longest = self.scale.at(self.stream.letters, start)
        if longest is None or self.stream.ends_phrase(longest[1]):
            return longest
        return (
            self.scale.at(self.stream.letters[: self.unit_end(start)], start) or longest
        )

    def unit_end(self, start: int) -> int:
        """Return where the unit ends that a position is in."""
        end = start
        while end < len(self.stream.letters) and self.stream.text_of(
            end
        ) == self.stream.text_of(start):
            end += 1
        return end

    def is_step(self, start: int, end: int) -> bool:
        """Return whether a digit numbers the row below a head, as the steps of a key: words follow it there."""
        letters = self.stream.letters
        if (
            not start
            or end - start > 1
            or not letters[start : start + 1].isdigit()
            or end >= len(letters)
        ):
            return False
        row = self.stream.text_of(start)
        return self.stream.text_of(start - 1) != row == self.stream.text_of(end)

    def is_dated(self, position: int) -> bool:
        """Return whether a year follows a grade, as where an earlier one is told."""
        number, index = self.stream.places[position - 1]
        return bool(_YEAR.match(self.stream.texts[number], index + 1))

    def digit(self, start: int) -> tuple[str, int] | None:
        """Return the grade at a position whose digit ends its unit, though the next one begins with a number."""
        letters = self.stream.letters
        if not self.scale.digits or start >= len(letters):
            return None
        return self.scale.at(letters[: self.unit_end(start)], start)

    def is_prose(self, hit: Hit) -> bool:
        """Return whether a label stands in a long text, of which only the rows at its beginning are a table."""
        placed = self.region[self.stream.text_of(hit.start)]
        return placed.part != "front" and len(placed.text) >= _LONG

    def is_broken(self, row: Hit, aspects: Aspects) -> bool:
        """Return whether label and grade of a row do not follow each other."""
        label = aspects.at(self.stream.letters, row.start)
        return label is None or self.scale.at(self.stream.letters, label[1]) is None

    def around(self, hit: Hit) -> tuple[str, int] | None:
        """Return a grade that begins right before a label and ends right after it, and where it ends."""
        letters, start = self.stream.letters, hit.start
        while start and letters[start - 1].isdigit():
            start -= 1
        for word, grade in self.scale.longest_first:
            for turn in range(_FEWEST, len(word)):
                if letters.endswith(word[:turn], 0, start) and letters.startswith(
                    word[turn:], hit.end
                ):
                    return grade, hit.end + len(word) - turn
        return None

    def lined(self, aspects: Aspects) -> Iterator[tuple[Hit, str]]:
        """Yield label and grade of rows that were read line by line: the grade inside its label or around it.

        A row begins where a unit begins, after the heads of the columns, or right after
        another row.
        """
        done = 0
        heads = (head.end() for head in _HEAD.finditer(self.stream.letters))
        for start in sorted({*self.stream.starts, *heads}):
            for hit, grade in self.rows(start, aspects) if start >= done else ():
                done = hit.end
                if self.is_broken(hit, aspects) or self.is_prose(hit):
                    yield hit, grade

    def rows(self, position: int, aspects: Aspects) -> Iterator[tuple[Hit, str]]:
        """Yield the rows from a position on, label with grade."""
        letters = self.stream.letters
        while True:
            while position < len(letters) and letters[position].isdigit():
                position += 1
            row = next(
                (
                    row
                    for row in self.rows_at(position, aspects)
                    if self.stream.ends_phrase(row[0].end)
                ),
                None,
            )
            if row is None:
                return
            yield row
            position = row[0].end

    def rows_at(self, position: int, aspects: Aspects) -> Iterator[tuple[Hit, str]]:
        """Yield what may be the row at a position: a grade inside its label, around it or after it."""
        letters = self.stream.letters
        for aspect, grade, end in woven(letters, position, aspects, self.scale):
            yield Hit(aspect, position, end), grade
        turns = {
            turn
            for word in self.scale.words
            for turn in range(_FEWEST, len(word))
            if letters.startswith(word[:turn], position)
        }
        for turn in sorted({0, *turns}, reverse=True):
            if label := aspects.at(letters, position + turn):
                hit = Hit(label[0], position + turn, label[1])
                if found := (
                    self.around(hit) if turn else self.scale.at(letters, hit.end)
                ):
                    yield Hit(label[0], position, found[1]), found[0]

    def judged(
        self, hit: Hit, found: tuple[str, int], sure: float, rule: str
    ) -> DraftJudgement:
        """Return the judgement of a label and its grade."""
        numbers = dict.fromkeys(
            (self.stream.text_of(hit.start), self.stream.text_of(found[1] - 1))
        )
        at = tuple(TextSpan(self.region[number].unit.id) for number in numbers)
        return DraftJudgement(
            aspect=hit.slug,
            grade=found[0],
            source=self.source,
            at=at,
            confidence=sure,
            rule=rule,
        )

    def columns(self, run: list[Hit]) -> Iterator[DraftJudgement]:
        """Yield the grades of columns read one after the other, as many grades as labels, three at least.

        One grade after two labels is that of the second; any other number is nobody's.
        """
        grades, position = [], run[-1].end
        while found := self.scale.at(self.stream.letters, position):
            grades.append(found)
            position = found[1]
        if len(run) > 2 and len(grades) == len(run):
            for label, grade in zip(run, grades, strict=True):
                yield self.judged(label, grade, 0.9, "grade-columns-apart")
        elif len(run) == 2 and len(grades) == 1:
            yield from self.row(run[-1])


def _grade_first(
    letters: str, aspects: Aspects, scale: Scale
) -> tuple[str, str] | None:
    """Return aspect and grade of a row that begins with its grade."""
    found = scale.at(letters, 0)
    label = aspects.at(letters, found[1]) if found else None
    return (
        (label[0], found[0]) if found and label and label[1] == len(letters) else None
    )


def headings(
    outline: Outline, aspects: Aspects, scale: Scale
) -> Iterator[DraftJudgement]:
    """Yield the grades that headings state: the whole unit is a label and a grade."""
    for placed in outline.placed:
        if (
            placed.part not in {"body", "board"}
            or len(placed.text) > 220
            or placed.unit.kind in {"contents", "furniture"}
        ):
            continue
        letters = squeeze(placed.text)
        prefix = _PREFIX.match(letters)
        for start in dict.fromkeys((0, prefix.end() if prefix else 0)):
            label = aspects.at(letters, start)
            link = _LINKED.match(letters, label[1]) if label else None
            found = scale.at(letters, link.end()) if link else None
            if label and found and _is_end(letters[found[1] :]):
                at = (TextSpan(placed.unit.id),)
                yield DraftJudgement(
                    aspect=label[0],
                    grade=found[0],
                    source="words",
                    at=at,
                    confidence=0.97,
                    rule="grade-in-heading",
                )
                break


def overall(
    region: Iterable[Placed], aspect: str, scale: Scale
) -> Iterator[DraftJudgement]:
    """Yield the overall grade that a sentence of the cover states: at the beginning of a unit, or after its dates."""
    for placed in region:
        starts = [match.end() for match in _AFTER_DATES.finditer(placed.text)]
        for start in (0, *starts):
            grade = _stated(placed, _OVERALL, scale, whole=False, start=start)
            if grade := grade or _stated(
                placed, _OVERALL_OF_PLACE, scale, whole=True, start=start
            ):
                yield _in_words(placed, aspect, grade, "grade-cover-sentence")


def board(
    placed: Iterable[Placed], aspect: str, scale: Scale, *, whole: bool
) -> Iterator[DraftJudgement]:
    """Yield the grade of the safeguarding board that a sentence of the cover or a heading states."""
    for one in placed:
        if grade := _stated(one, _BOARD, scale, whole=whole):
            yield _in_words(one, aspect, grade, "grade-of-board")


def _in_words(placed: Placed, aspect: str, grade: str, rule: str) -> DraftJudgement:
    """Return the judgement that a sentence states: on the cover, or in words further on."""
    source: Source = "cover" if placed.part == "front" else "words"
    return DraftJudgement(
        aspect=aspect,
        grade=grade,
        source=source,
        at=(TextSpan(placed.unit.id),),
        confidence=0.98,
        rule=rule,
    )


def _stated(
    placed: Placed,
    pattern: re.Pattern[str],
    scale: Scale,
    *,
    whole: bool,
    start: int = 0,
) -> str | None:
    """Return the grade of a unit that begins with a pattern and a grade; or, if `whole`, is nothing else."""
    if placed.unit.kind in {"contents", "furniture"} or placed.part in {
        "earlier",
        "definitions",
        "end",
        "annex",
    }:
        return None
    stream = Stream([placed.text[start : start + 260]])
    match = pattern.match(stream.letters)
    while match is not None:
        found = scale.at(stream.letters, match.end())
        if found and _EARLIER.search(
            stream.texts[0][: stream.places[match.end() - 1][1] + 1]
        ):
            return None
        if found and (
            _ends(stream, found[1]) if whole else stream.ends_phrase(found[1])
        ):
            return found[0]
        match = _longer(pattern, stream.letters, match)
    return None


def _longer(
    pattern: re.Pattern[str], letters: str, match: re.Match[str]
) -> re.Match[str] | None:
    """Return the next longer match of a pattern at the beginning, since names in it may have any length."""
    for end in range(match.end() + 1, min(len(letters), 140) + 1):
        if longer := pattern.fullmatch(letters, 0, end):
            return longer
    return None


def _ends(stream: Stream, position: int) -> bool:
    """Return whether a heading ends at a position."""
    return _is_end(stream.letters[position:])


def _is_end(rest: str) -> bool:
    """Return whether a rest is nothing but a footnote's digits and `because`; a year is that of an earlier grade."""
    return rest.strip("0123456789") in {"", "because"} and not re.fullmatch(
        r"(?:19|20)\d\d", rest
    )


def bars(outline: Outline, aspects: Aspects, scale: Scale) -> Iterator[DraftJudgement]:
    """Yield the grades that a ticked bar under an aspect's heading shows."""
    for placed in outline.placed:
        label = (
            aspects.at(squeeze(placed.section))
            if placed.unit.kind == "grade-bar"
            else None
        )
        marked = [
            match["grade"] for match in _BAR.finditer(placed.text) if match["mark"]
        ]
        grade = scale.whole(marked[0]) if label and len(marked) == 1 else None
        if label and grade:
            at = (TextSpan(placed.unit.id),)
            yield DraftJudgement(
                aspect=label[0],
                grade=grade,
                source="table",
                at=at,
                confidence=0.85,
                rule="grade-bar",
            )


def settle(
    *sources: Iterable[DraftJudgement],
) -> tuple[tuple[DraftJudgement, ...], list[str]]:
    """Return one judgement an aspect, the earlier source first, and a question where sources disagree."""
    settled: dict[str, DraftJudgement] = {}
    questions = []
    for judged in (one for source in sources for one in source):
        first = settled.setdefault(judged.aspect, judged)
        if first.grade != judged.grade:
            settled[judged.aspect] = replace(
                first, confidence=min(first.confidence, 0.6)
            )
            questions.append(
                f"'{judged.aspect}' is '{first.grade}' in {first.at[0].unit}"
                f" and '{judged.grade}' in {judged.at[0].unit}: which one is awarded?"
            )
    return tuple(settled.values()), questions
