"""Awarded grades in headings, headline sentences and grade bars."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from inspectgraph.draft.judgements.settle import Source, made
from inspectgraph.draft.model import DraftJudgement, TextSpan
from inspectgraph.draft.text.grade_forms import Aspects, Scale, Stream
from inspectgraph.draft.text.structure import Outline, Placed
from inspectgraph.model.anchor import squeeze

__all__ = ["bars", "board", "headings", "overall"]

_PREFIX = re.compile(
    r"(?:[0-9]+)?(?:(?:the)?(?:key|graded|overall)?judge?ments?(?:for|on|about"
    r"|of)?(?:isthat)?)?(?:the)?"
)
_LINK = r"(?:(?:is|are)?(?:that(?:it|they|these)?)?(?:is|are)?(?:judgedtobe|gradedas|judgedas)?)"
_LINKED = re.compile(_LINK)
_OVERALL = re.compile(
    r"(?:(?:the)?overalljudge?mentis(?:that)?(?:(?:the)?(?:local)?(?:childrens"
    r"|authority)(?:services?)?(?:in[a-z]{2,60}?)?)?"
    r"|childrensservices?(?:in|for|at|of)[a-z]{2,60}?"
    r"|(?:the)?overalleffectiveness(?:of[a-z]{2,60}?)?)" + _LINK
)
#: The same with a name before it, where the sentence is all of its unit.
_OVERALL_OF_PLACE = re.compile(
    r"(?:[a-z]{2,60}?childrens(?:socialcare)?services?|servicesforchildren(?:in|of"
    r"|at)(?!need|care)[a-z]{2,60}?)" + _LINK
)
_BOARD = re.compile(
    r"(?:[0-9]+)?(?:the)?(?:effectiveness|judgement|gradedjudge?ment)?(?:of|for"
    r"|on)?(?:the)?[a-z]{0,44}?"
    r"(?:(?:local)?safeguardingchildrens?(?:board)(?:[a-z]{0,3}scb)?|[a-z]{0,2}scb)"
    + _LINK
)
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
#: A grade of a bar with its tick; findall gives the grade alone.
_TICKED = re.compile(
    r"(inadequate|adequate|good|outstanding)\s*(?:☒|[xX✓✔](?=\s|$))", re.I
)
#: The most letters of a heading, and of the words that can state a grade.
_LONGEST_HEADING, _LONGEST_STATEMENT = 220, 260
#: The most letters of the words before the grade of a statement.
_LONGEST_SUBJECT = 140
_NO_TEXT = {"contents", "furniture"}
_OTHER_PARTS = {"earlier", "definitions", "end", "annex"}


def headings(
    outline: Outline, aspects: Aspects, scale: Scale
) -> Iterator[DraftJudgement]:
    """Yield the grades that headings state: the whole unit is a label and a grade."""
    for placed in outline.select({"body", "board"}, without=_NO_TEXT):
        if len(placed.text) > _LONGEST_HEADING:
            continue
        if found := _label_and_grade(squeeze(placed.text), aspects, scale):
            at = TextSpan(placed.unit.id)
            yield made(*found, "words", "grade-in-heading", at)


def _label_and_grade(
    letters: str, aspects: Aspects, scale: Scale
) -> tuple[str, str] | None:
    """Return the aspect and the grade that some letters are, and nothing else."""
    prefix = _PREFIX.match(letters)
    starts = [0]
    if prefix:
        starts.append(prefix.end())
    for start in starts:
        label = aspects.at(letters, start)
        if label is None:
            continue
        link = _LINKED.match(letters, label[1])
        if link is None:
            continue
        found = scale.at(letters, link.end())
        if found is None:
            continue
        if _is_end(letters[found[1] :]):
            return label[0], found[0]
    return None


def overall(
    region: Iterable[Placed], aspect: str, scale: Scale
) -> Iterator[DraftJudgement]:
    """Yield the overall grade that a sentence of the cover states.

    The sentence begins a unit, or follows the dates of a cover that is one unit.
    """
    for placed in region:
        starts = [match.end() for match in _AFTER_DATES.finditer(placed.text)]
        for start in (0, *starts):
            grade = _stated(placed, _OVERALL, scale, whole=False, start=start)
            if grade is None:
                named = _OVERALL_OF_PLACE
                grade = _stated(placed, named, scale, whole=True, start=start)
            if grade:
                yield _in_words(placed, aspect, grade, "grade-cover-sentence")


def board(
    placed: Iterable[Placed], aspect: str, scale: Scale, *, whole: bool
) -> Iterator[DraftJudgement]:
    """Yield the grade of the safeguarding board that a sentence or a heading states.

    Args:
        placed: The units to be searched.
        aspect: The aspect of the grade.
        scale: The scale of the grade.
        whole: Whether the grade has to end the unit.
    """
    for one in placed:
        if grade := _stated(one, _BOARD, scale, whole=whole):
            yield _in_words(one, aspect, grade, "grade-of-board")


def _in_words(placed: Placed, aspect: str, grade: str, rule: str) -> DraftJudgement:
    """Return the judgement that a sentence states, on the cover or later."""
    source: Source = "words"
    if placed.part == "front":
        source = "cover"
    return made(aspect, grade, source, rule, TextSpan(placed.unit.id))


def _stated(
    placed: Placed,
    pattern: re.Pattern[str],
    scale: Scale,
    *,
    whole: bool,
    start: int = 0,
) -> str | None:
    """Return the grade of words that are a pattern and a grade, or None.

    Args:
        placed: The unit.
        pattern: The pattern of the words before the grade, in letters and digits.
        scale: The scale of the grade.
        whole: Whether the grade has to end the unit.
        start: Where in the text of the unit the words begin.
    """
    if placed.unit.kind in _NO_TEXT:
        return None
    if placed.part in _OTHER_PARTS:
        return None
    stream = Stream([placed.text[start : start + _LONGEST_STATEMENT]])
    match = pattern.match(stream.letters)
    while match is not None:
        if found := scale.at(stream.letters, match.end()):
            if _is_earlier(stream, match.end()):
                return None
            if _ends(stream, found[1], whole=whole):
                return found[0]
        match = _longer(pattern, stream.letters, match)
    return None


def _is_earlier(stream: Stream, position: int) -> bool:
    """Return whether words before a grade make it an earlier or a denied one."""
    end = stream.places[position - 1][1] + 1
    return bool(_EARLIER.search(stream.texts[0][:end]))


def _longer(
    pattern: re.Pattern[str], letters: str, match: re.Match[str]
) -> re.Match[str] | None:
    """Return the next longer match at the beginning: names in it may have any length."""
    for end in range(match.end() + 1, min(len(letters), _LONGEST_SUBJECT) + 1):
        if longer := pattern.fullmatch(letters, 0, end):
            return longer
    return None


def _ends(stream: Stream, position: int, *, whole: bool) -> bool:
    """Return whether the unit ends at a position, or else whether the phrase does."""
    if whole:
        return _is_end(stream.letters[position:])
    return stream.ends_phrase(position)


def _is_end(rest: str) -> bool:
    """Return whether a rest is only the digits of a footnote, or `because`.

    A year is not a footnote: it dates the grade of an earlier inspection.
    """
    if re.fullmatch(r"(?:19|20)\d\d", rest):
        return False
    return rest.strip("0123456789") in {"", "because"}


def bars(outline: Outline, aspects: Aspects, scale: Scale) -> Iterator[DraftJudgement]:
    """Yield the grades that a ticked bar under the heading of an aspect shows."""
    for placed in outline.select(kinds={"grade-bar"}):
        label = aspects.at(squeeze(placed.section))
        marked = _TICKED.findall(placed.text)
        if label is None:
            continue
        if len(marked) != 1:
            continue
        if grade := scale.whole(marked[0]):
            at = TextSpan(placed.unit.id)
            yield made(label[0], grade, "table", "grade-bar", at)
