"""Check that a draft has all the grades that its framework awards.

The framework, the date and the front page decide the expected grades. A report with
some grades of its framework should have all of them, or state that an aspect is not
judged. The curator is asked about each missing grade.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from inspectgraph.draft.confidence import confidence_of
from inspectgraph.draft.judgements.settle import limited
from inspectgraph.draft.model import DraftJudgement, NotJudged, TextSpan
from inspectgraph.draft.text.grade_forms import Aspects, Scale, Stream
from inspectgraph.draft.text.structure import Outline, Placed, flat, texts_of
from inspectgraph.model.anchor import squeeze
from inspectgraph.model.registry import Awards, Framework

__all__ = ["Checked", "Inspection", "check_grades", "find_not_judged", "unknown_rows"]

_NOT_JUDGED = re.compile(
    r"(?:is|was|has|been|are|were)*(?:notjudged|notgraded|notinspected|notapplicable"
    r"|notawarded|notassessed"
    r"|nojudge?ment(?:made|given|awarded)?|nograde(?:given|awarded)?|na"
    r"|insufficientevidence(?:tojudge|tomakeajudge?ment)?)"
)

#: A label with at most this many characters is a piece of a row that was split.
_FEWEST_LETTERS = 8


@dataclass(frozen=True, slots=True)
class Checked:
    """The result of `check_grades`: judgements, and questions to the curator."""

    judgements: tuple[DraftJudgement, ...]
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Inspection:
    """The facts about an inspection that decide the grades in its report.

    Args:
        framework: The framework.
        labels: The labels of the aspects of the framework, keyed by slug.
        cover: The text of the front page.
        first: The first day of the inspection, or None if it is unknown.
    """

    framework: Framework
    labels: Mapping[str, str]
    cover: str
    first: date | None


def find_not_judged(units: Sequence[Placed], aspects: Aspects) -> tuple[NotJudged, ...]:
    """Return the aspects that some units describe as not judged, each aspect once."""
    stream = Stream(texts_of(units))
    found: dict[str, NotJudged] = {}
    rule = "printed-as-not-judged"
    for hit in aspects.find(stream):
        words = _NOT_JUDGED.match(stream.letters, hit.end)
        if not words:
            continue
        if _ends_cell(stream, words.end(), abbreviated=words[0] == "na"):
            unit = units[stream.text_of(hit.start)].unit.id
            one = NotJudged(
                aspect=hit.slug,
                at=TextSpan(unit),
                confidence=confidence_of(rule),
                rule=rule,
            )
            found.setdefault(hit.slug, one)
    return tuple(found.values())


def _ends_cell(stream: Stream, position: int, *, abbreviated: bool) -> bool:
    """Return whether a table cell ends after the words for "not judged".

    Args:
        stream: The letters and digits of the units.
        position: The offset at which the words for "not judged" end.
        abbreviated: Whether the words are "N/A". The unit then has to end after these
            words.
    """
    if abbreviated and position < len(stream.letters):
        return stream.text_of(position) != stream.text_of(position - 1)
    return stream.ends_phrase(position)


def unknown_rows(
    judged: Iterable[DraftJudgement],
    outline: Outline,
    scale: Scale,
    known: Aspects,
    framework: Framework,
) -> list[str]:
    """Return a question for each table row whose label is unknown.

    The rows are those of grade tables. A label is unknown if no aspect has this label.

    Args:
        judged: The grades that were read. The rows with these grades are skipped.
        outline: The report.
        scale: The scale of the framework.
        known: The aspects of the framework, with their labels.
        framework: The framework. If it has no list of grades to award, there
            are no questions.
    """
    if not framework.awards:
        return []
    used: set[str] = set()
    for one in judged:
        for at in one.at:
            used.add(at.unit)
    questions: list[str] = []
    for placed in outline.placed:
        if not _is_free_row(placed, used):
            continue
        label = _label_before_grade(placed.text, scale)
        if not label:
            continue
        if not _is_known(label, known):
            questions.append(
                f"The row '{label}' in {placed.unit.id} prints a grade, but no aspect of"
                f" {framework.short} has this name: which aspect is it?"
            )
    return questions


def _is_known(label: str, known: Aspects) -> bool:
    """Return whether a printed label is the label of an aspect.

    A row number before the label is ignored.
    """
    letters = squeeze(label).lstrip("0123456789")
    found = known.at(letters)
    if found is None:
        return False
    return found[1] == len(letters)


def _is_free_row(placed: Placed, used: set[str]) -> bool:
    """Return whether a unit is a row of a grade table, and no grade was read from this row."""
    table = placed.unit.id.rpartition("/")[0]
    if placed.unit.kind != "row":
        return False
    if table != "grades":
        return False
    if placed.part not in {"front", "body", "board"}:
        return False
    return placed.unit.id not in used


def _label_before_grade(text: str, scale: Scale) -> str:
    """Return the words before the grade at the end of a row.

    Return an empty text if the row does not end in a grade of the scale, or if it has
    only a few letters before the grade.
    """
    words = text.split()
    for place in range(1, len(words)):
        if scale.whole(" ".join(words[place:])):
            label = " ".join(words[:place])
            if len(label) <= _FEWEST_LETTERS:
                return ""
            if label[:1].isalnum():
                return label
            return ""
    return ""


def check_grades(
    judged: Sequence[DraftJudgement],
    not_judged: Sequence[NotJudged],
    inspection: Inspection,
) -> Checked:
    """Compare the grades of a draft with the grades that its framework awards.

    Two kinds of grade get a low confidence: a grade that the framework did not award at
    the time of the inspection, and a grade for an aspect that the report describes as
    not judged.

    Args:
        judged: The grades of the draft.
        not_judged: The aspects that the report describes as not judged.
        inspection: The framework, date and front page of the inspection.
    """
    left_out = {absent.aspect for absent in not_judged}
    strange = _strange(judged, inspection)
    checked: list[DraftJudgement] = []
    for one in judged:
        if one.aspect in strange | left_out:
            checked.append(limited(one))
        else:
            checked.append(one)
    questions = [
        *_both_questions(judged, not_judged, inspection),
        *_missing_questions(judged, left_out, inspection),
        *_strange_questions(judged, strange, inspection),
    ]
    return Checked(tuple(checked), tuple(questions))


def _aspects_of(judged: Iterable[DraftJudgement]) -> set[str]:
    """Return the aspects that have grades."""
    return {one.aspect for one in judged}


def _strange(judged: Iterable[DraftJudgement], inspection: Inspection) -> set[str]:
    """Return the aspects of a draft that should not have a grade.

    The framework did not grade these aspects at the time of the inspection.
    """
    _, possible = _awarded(inspection)
    for_a_time = _awarded_for_a_time(inspection.framework)
    return _aspects_of(judged) & (for_a_time - possible)


def _both_questions(
    judged: Iterable[DraftJudgement],
    not_judged: Iterable[NotJudged],
    inspection: Inspection,
) -> Iterator[str]:
    """Yield a question for each aspect that is both judged and described as not judged."""
    graded = _aspects_of(judged)
    for absent in not_judged:
        if absent.aspect in graded:
            yield _both_question(inspection.labels[absent.aspect], absent)


def _missing_questions(
    judged: Iterable[DraftJudgement], left_out: set[str], inspection: Inspection
) -> Iterator[str]:
    """Yield a question for each missing grade that the framework awards.

    Yield nothing if the report has no grades.

    Args:
        judged: The grades of the draft.
        left_out: The aspects that the report describes as not judged.
        inspection: The framework, date and front page of the inspection.
    """
    graded = _aspects_of(judged)
    if not graded:
        return
    certain, _ = _awarded(inspection)
    for slug in certain:
        if slug not in graded | left_out:
            label = inspection.labels[slug]
            yield _missing_question(label, inspection.framework, len(graded))


def _strange_questions(
    judged: Iterable[DraftJudgement], strange: set[str], inspection: Inspection
) -> Iterator[str]:
    """Yield a question on each unexpected grade.

    A grade is unexpected if the framework did not award it when the inspection took
    place.
    """
    for one in judged:
        if one.aspect in strange:
            label = inspection.labels[one.aspect]
            yield _strange_question(label, one, inspection.framework)


def _awarded(inspection: Inspection) -> tuple[list[str], set[str]]:
    """Return the aspects that the report must grade, and the aspects that it may grade.

    The first result is in the order of the framework. The two results differ only if
    the first day of the inspection is unknown.
    """
    certain: list[str] = []
    possible: set[str] = set()
    cover = flat(inspection.cover).casefold()
    for awards in inspection.framework.awards:
        if not _is_titled(awards, cover):
            continue
        slugs = [aspect.rpartition("/")[2] for aspect in awards.aspects]
        if _is_in_time(awards, inspection.first, unknown=False):
            certain += slugs
        if _is_in_time(awards, inspection.first, unknown=True):
            possible.update(slugs)
    return certain, possible


def _is_titled(awards: Awards, cover: str) -> bool:
    """Return whether a front page has the words on which some aspects depend.

    Some aspects are graded only in reports with certain words on the front page.

    Args:
        awards: The aspects, and a list of phrases. One of these phrases must be on the
            front page. If the list is empty, the result is true.
        cover: The text of the front page, in lower case.
    """
    if not awards.printed:
        return True
    return any(flat(words).casefold() in cover for words in awards.printed)


def _is_in_time(awards: Awards, first: date | None, *, unknown: bool) -> bool:
    """Return whether an inspection is in the period in which some grades are awarded.

    Args:
        awards: The grades and the period in which the framework awards them.
        first: The first day of the inspection, or None if it is unknown.
        unknown: The result if the first day is unknown and the period is limited.
    """
    begin = awards.from_ or date.min
    end = awards.until or date.max
    if first is not None:
        return begin <= first <= end
    if unknown:
        return True
    return (begin, end) == (date.min, date.max)


def _awarded_for_a_time(framework: Framework) -> set[str]:
    """Return the aspects that the framework grades only in a limited period."""
    found: set[str] = set()
    for awards in framework.awards:
        if (awards.from_, awards.until) == (None, None):
            continue
        for aspect in awards.aspects:
            found.add(aspect.rpartition("/")[2])
    return found


def _both_question(label: str, one: NotJudged) -> str:
    """Return a question about an aspect that is both judged and described as not judged.

    Args:
        label: The label of the aspect.
        one: The aspect, with the text span that describes the aspect as not judged.
    """
    printed = f"The report prints in {one.at.unit} that '{label}' is not judged"
    return f"{printed}, and a grade for it elsewhere: which is right?"


def _missing_question(label: str, framework: Framework, count: int) -> str:
    """Return a question to the curator about a grade that was not found.

    Args:
        label: The label of the aspect without a grade.
        framework: The framework that awards the grade.
        count: The number of other grades that were found.
    """
    others = f"{count} other grades were"
    if count == 1:
        others = "1 other grade was"
    return (
        f"No grade for '{label}' was found, but {framework.short} awards this grade, and"
        f" {others} found: look for the missing grade."
    )


def _strange_question(label: str, one: DraftJudgement, framework: Framework) -> str:
    """Return a question on an unexpected grade.

    A grade is unexpected if the framework did not award it when the inspection took
    place.
    """
    read = f"'{one.grade}' in {one.at[0].unit} is read as the grade for '{label}'"
    return (
        f"{read}, but {framework.short} did not grade this aspect at the time: is it the"
        " grade of an earlier inspection?"
    )
