"""Find awarded grades in headings, in sentences on the cover, and in grade bars.

A grade bar lists all grades of a scale and ticks one of them. Most patterns in this
module match squeezed text: only letters and digits, in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from inspectgraph.draft.judgements.settle import Source, made
from inspectgraph.draft.lexicon.tables import any_of
from inspectgraph.draft.model import DraftJudgement, TextSpan
from inspectgraph.draft.text.grade_forms import Aspects, Scale, Stream
from inspectgraph.draft.text.structure import Outline, Placed
from inspectgraph.model.anchor import squeeze

__all__ = ["bars", "board", "headings", "overall"]

#: Words before the label of an aspect: `The key judgement for`.
_PREFIX = re.compile(
    r"(?:[0-9]+)?(?:(?:the)?(?:key|graded|overall)?judge?ments?(?:for|on|about"
    r"|of)?(?:isthat)?)?(?:the)?"
)
#: Words between a label and its grade: `is judged to be`.
_LINK = r"(?:(?:is|are)?(?:that(?:it|they|these)?)?(?:is|are)?(?:judgedtobe|gradedas|judgedas)?)"
_LINKED = re.compile(_LINK)
#: The subject of a sentence with the overall grade.
_OVERALL = re.compile(
    r"(?:(?:the)?overalljudge?mentis(?:that)?(?:(?:the)?(?:local)?(?:childrens"
    r"|authority)(?:services?)?(?:in[a-z]{2,60}?)?)?"
    r"|childrensservices?(?:in|for|at|of)[a-z]{2,60}?"
    r"|(?:the)?overalleffectiveness(?:of[a-z]{2,60}?)?)" + _LINK
)
#: The subject of a sentence with the overall grade that begins with the name of a place
#: or ends in such a name. The unit has to end after the sentence.
_OVERALL_OF_PLACE = re.compile(
    r"(?:[a-z]{2,60}?childrens(?:socialcare)?services?|servicesforchildren(?:in|of"
    r"|at)(?!need|care)[a-z]{2,60}?)" + _LINK
)
#: The subject of a sentence with the grade of the safeguarding board.
_BOARD = re.compile(
    r"(?:[0-9]+)?(?:the)?(?:effectiveness|judgement|gradedjudge?ment)?(?:of|for"
    r"|on)?(?:the)?[a-z]{0,44}?"
    r"(?:(?:local)?safeguardingchildrens?(?:board)(?:[a-z]{0,3}scb)?|[a-z]{0,2}scb)"
    + _LINK
)
#: The dates before the overall judgement, on a cover that is a single unit.
_AFTER_DATES = re.compile(
    r"\b(?:published|inspection dates?):?\s[^.:]{4,60}20\d\d\s+"
    r"(?=(?:the overall judge?ment is|children['’]s services in)\b)",
    re.I,
)
#: Words before a grade which show that the grade is from an earlier inspection, or is
#: negated.
_EARLIER = any_of(
    [
        "was",
        "were",
        "had",
        "been",
        "previous(?:ly)?",
        "last",
        "earlier",
        "no longer",
        "not",
        "never",
        "found",
        "if",
        "should",
    ]
)
#: A grade with a tick after it, in a grade bar. The group is the grade.
_TICKED = re.compile(
    r"(inadequate|adequate|good|outstanding)\s*(?:☒|[xX✓✔](?=\s|$))", re.I
)
#: The most characters of a heading, and of a sentence that states a grade.
_LONGEST_HEADING, _LONGEST_STATEMENT = 220, 260
#: The most letters before the grade in a sentence that states a grade.
_LONGEST_SUBJECT = 140
_NO_TEXT = {"contents", "furniture"}
_OTHER_PARTS = {"earlier", "definitions", "end", "annex"}


def headings(
    outline: Outline, aspects: Aspects, scale: Scale
) -> Iterator[DraftJudgement]:
    """Yield the grades in units that have only the label of an aspect and a grade."""
    for placed in outline.select({"body", "board"}, without=_NO_TEXT):
        if len(placed.text) > _LONGEST_HEADING:
            continue
        if found := _label_and_grade(squeeze(placed.text), aspects, scale):
            at = TextSpan(placed.unit.id)
            yield made(*found, "words", "grade-in-heading", at)


def _label_and_grade(
    letters: str, aspects: Aspects, scale: Scale
) -> tuple[str, str] | None:
    """Return the aspect and grade in a heading reduced to letters and digits, or None.

    The heading may have only a label, a grade, and linking words between the two, such
    as "is judged to be".
    """
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
    """Yield the overall grade from a sentence on the cover.

    The sentence begins its unit, or comes right after the dates on the cover.

    Args:
        region: The units of the cover.
        aspect: The aspect of the overall grade.
        scale: The scale of the grade.
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
    """Yield the grade of the safeguarding board from a sentence or a heading.

    Args:
        placed: The units in which the grade is searched for.
        aspect: The aspect of the board's grade.
        scale: The scale of the grade.
        whole: Whether the unit has to end after the grade.
    """
    for one in placed:
        if grade := _stated(one, _BOARD, scale, whole=whole):
            yield _in_words(one, aspect, grade, "grade-of-board")


def _in_words(placed: Placed, aspect: str, grade: str, rule: str) -> DraftJudgement:
    """Return a judgement for a grade that a sentence states.

    The source of the judgement is `cover` for a unit on the front page, and `words` for
    any other unit.
    """
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
    """Return the grade of a sentence that has only a subject and a grade, or None.

    Args:
        placed: The unit with the sentence.
        pattern: The pattern of the subject, for text of letters and digits only.
        scale: The scale of the grade.
        whole: Whether the unit has to end after the grade.
        start: The offset of the sentence in the text of the unit.
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
    """Return whether a grade is negated, or is from an earlier inspection.

    The words before the grade are checked, such as "was" or "not".

    Args:
        stream: The letters and digits of the sentence.
        position: The offset of the grade in `stream`.
    """
    end = stream.places[position - 1][1] + 1
    return bool(_EARLIER.search(stream.texts[0][:end]))


def _longer(
    pattern: re.Pattern[str], letters: str, match: re.Match[str]
) -> re.Match[str] | None:
    """Return the next longer match of a pattern at the start of a text, or None.

    Args:
        pattern: The pattern.
        letters: The text.
        match: The match so far. The result is longer than this match.
    """
    for end in range(match.end() + 1, min(len(letters), _LONGEST_SUBJECT) + 1):
        if longer := pattern.fullmatch(letters, 0, end):
            return longer
    return None


def _ends(stream: Stream, position: int, *, whole: bool) -> bool:
    """Return whether the phrase or the unit ends directly after a grade.

    Args:
        stream: The letters and digits of the sentence.
        position: The offset at which the grade ends.
        whole: Whether the unit has to end after the grade. Otherwise the end of the
            phrase is enough.
    """
    if whole:
        return _is_end(stream.letters[position:])
    return stream.ends_phrase(position)


def _is_end(rest: str) -> bool:
    """Return whether a unit ends after its grade.

    A footnote number or the word "because" may follow the grade. A year must not
    follow, because a year shows that the grade is from an earlier inspection.

    Args:
        rest: The letters and digits after the grade.
    """
    if re.fullmatch(r"(?:19|20)\d\d", rest):
        return False
    return rest.strip("0123456789") in {"", "because"}


def bars(outline: Outline, aspects: Aspects, scale: Scale) -> Iterator[DraftJudgement]:
    """Yield the ticked grade of each grade bar under the heading of an aspect."""
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
