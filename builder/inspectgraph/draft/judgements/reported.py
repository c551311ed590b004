"""Draft reported judgements: grades that a report quotes from other inspections.

A sentence quotes a grade if a verb awards the grade, and if the words around the verb
name another inspection or a provider. Sentences on audits, on self-assessment and on
grades that were not given are skipped.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from inspectgraph.draft.confidence import confidence_of
from inspectgraph.draft.judgements.awards import (
    ASSESSMENT,
    OTHER_INSPECTION,
    Award,
    Match,
    awards_in,
    find_matches,
    is_of_other,
    settings_before,
    without_attendance,
)
from inspectgraph.draft.judgements.context import Words
from inspectgraph.draft.judgements.council import names_inspection
from inspectgraph.draft.judgements.council_drafts import (
    description,
    is_of_council,
    names_service,
    of_council,
)
from inspectgraph.draft.judgements.council_scales import settled
from inspectgraph.draft.judgements.listed import annexed, listed_earlier
from inspectgraph.draft.lexicon.provider_types import (
    AUTHORITY,
    Setting,
    Subject,
    is_provider,
    scales_of,
    scales_of_authority,
    setting_of,
    subject_of,
)
from inspectgraph.draft.lexicon.tables import any_of
from inspectgraph.draft.model import DraftReported, Period
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.dates import first_time, last_time
from inspectgraph.draft.text.structure import Outline, Placed, sentences
from inspectgraph.files.unit_list import CONTENT_KINDS

__all__ = ["find_quoted", "scale_questions"]

_APA = re.compile(ASSESSMENT, re.I)
_OF_AUTHORITY = re.compile(rf"\b(?:local authority|council)\b|{ASSESSMENT}", re.I)
#: A sentence with one of these words quotes a grade only if it also names an inspection.
_UNSURE = any_of(["case files?", "cases", "should", "could", "progress", r"moderat\w+"])
#: The name of an aspect of inspections of councils.
_PROGRESS_OF = re.compile(r"\bexperiences and progress of\b", re.I)
#: A sentence with one of these words does not quote a grade of an inspection.
_NEVER = any_of(
    [
        "audit(?:s|ed|ors?|ing)?",
        r"self-(?:assess|evaluat)\w*",
        r"peer review\w*",
        "not (?:judged|rated|graded)",
        "department (?:of|for)",
    ]
)
#: The most awards of grades that are read from one sentence.
_MOST = 12
#: The parts of a report that may quote a grade.
_PARTS = {"body", "board", "earlier", "method", "annex"}


def find_quoted(
    outline: Outline,
    knowledge: Knowledge,
    year: int | None,
    framework: str | None = None,
) -> tuple[DraftReported, ...]:
    """Return the grades that the report quotes from other inspections.

    Args:
        outline: The report.
        knowledge: The registry and the concept schemes.
        year: The year of the report, or None if the year is unknown. The year decides
            the scale.
        framework: The framework of the report, or None. The labels of this framework's
            aspects are searched for in lists of earlier grades.
    """
    found = [
        *annexed(outline, knowledge),
        *listed_earlier(outline, knowledge, framework),
    ]
    for placed in outline.select(_PARTS, CONTENT_KINDS):
        found += _without_contradictions(_in_passage(placed, knowledge, year))
    unique = {(one.at.unit, one.of, one.grade, one.count): one for one in found}
    return tuple(settled(tuple(unique.values()), year, knowledge))


def _without_contradictions(
    quoted: Iterable[DraftReported],
) -> list[DraftReported]:
    """Remove quoted grades that contradict each other within a sentence."""
    found = list(quoted)
    grades: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for one in found:
        if not is_provider(one.of):
            grades[one.at, one.of, one.aspect].add(one.grade)
    return [one for one in found if len(grades[one.at, one.of, one.aspect]) < 2]


def scale_questions(quoted: Iterable[DraftReported]) -> Iterator[str]:
    """Yield a question for each reported grade whose scale is unknown."""
    for one in quoted:
        if one.scale is None:
            yield (
                f"The report prints '{one.grade}' in {one.at.unit} as the grade of"
                f" {one.of}, and the scale of this grade is not known: write the grade"
                " under `reported` with its `scale`."
            )


# Grades in sentences


def _in_passage(
    placed: Placed, knowledge: Knowledge, year: int | None
) -> Iterator[DraftReported]:
    """Yield the grades that the sentences of a passage quote."""
    before: list[str] = []
    told: Period | None = None
    for sentence in sentences(placed.text):
        if _may_quote(sentence):
            words = Words(placed, sentence, tuple(before[-2:]), told, knowledge, year)
            yield from _in_sentence(words)
        if names_inspection(sentence):
            told = last_time(sentence) or told
        before.append(sentence)


def _may_quote(sentence: str) -> bool:
    """Return whether a sentence may quote a grade of another inspection.

    The result is false for a sentence on audits. For a sentence on cases or on
    progress, the result is true only if the sentence names another inspection.
    """
    if _NEVER.search(sentence):
        return False
    plain = _PROGRESS_OF.sub(" ", without_attendance(sentence))
    is_unsure = bool(_UNSURE.search(plain))
    if not is_unsure:
        return True
    return bool(OTHER_INSPECTION.search(sentence))


def _in_sentence(words: Words) -> Iterator[DraftReported]:
    """Yield the grades that one sentence quotes from other inspections."""
    matches = list(islice(find_matches(words.sentence), _MOST))
    ends = [match.found.start() for match in matches[1:]]
    begin = 0
    limits = [*ends, len(words.sentence)]
    for match, end in zip(matches, limits, strict=False):
        clause = words.sentence
        if len(matches) > 1:
            clause = words.sentence[match.found.start() : end]
        setting = _setting(words, match, begin)
        if setting is None and is_of_council(words, match):
            yield from of_council(words, match, begin, end)
        else:
            yield from _quoted(words, match, setting, clause)
        begin = match.found.end()


def _quoted(
    words: Words, match: Match, setting: Setting | None, clause: str
) -> Iterator[DraftReported]:
    """Yield the grades that a sentence quotes, from a given match onwards.

    The match awards the first grade. The sentence may list further grades after the
    match. Nothing is yielded for a grade that this inspection gave to the authority.

    Args:
        words: The sentence with its context.
        match: The regex match for the award of a grade.
        setting: The type of provider, or None for a grade of the authority.
        clause: The words of the sentence to search for the date of the award.
    """
    if not is_of_other(match, setting, words.last):
        return
    when = first_time(clause)
    if when is None and clause == words.sentence:
        when = first_time(words.last)
    rule = _rule(words, match, setting, when)
    for kind, award in _awards(match, setting):
        quoted = _drafted(words, award, kind, when)
        yield replace(quoted, rule=rule, confidence=confidence_of(rule))


def _setting(words: Words, match: Match, begin: int) -> Setting | None:
    """Return the type of provider to which a grade was awarded, or None.

    The words up to the grade are searched first, then the whole sentence, then the
    previous sentences. If the sentence is about an inspection of the authority, the
    previous sentences are not searched.

    Some services get grades in inspections of councils. If the words up to the grade
    name such a service and no provider, the result is None.

    Args:
        words: The sentence with its context.
        match: The award of the grade.
        begin: The offset at which the previous award ends, or 0.
    """
    sentence = words.sentence
    own = sentence[begin : match.found.end()]
    if setting := setting_of(own):
        return setting
    if names_service(own):
        return None
    texts = [sentence[: match.found.end()], sentence]
    of_inspection = OTHER_INSPECTION.search(sentence)
    of_authority = of_inspection and _OF_AUTHORITY.search(sentence)
    if not of_authority:
        texts += reversed(words.before)
    for text in texts:
        if setting := setting_of(text):
            return setting
    return None


def _rule(
    words: Words, match: Match, setting: Setting | None, when: Period | None
) -> str:
    """Return the name of the drafting rule for a reported grade.

    The rule decides the confidence of the grade.

    Args:
        words: The sentence with its context.
        match: The regex match for the award of a grade.
        setting: The provider type in the words, or None.
        when: The time of the award, or None.
    """
    around = (words.sentence, words.last)
    is_dated = any((setting, when, _APA.search(words.context)))
    if is_dated and any(map(OTHER_INSPECTION.search, around)):
        return "grade-reported-of-inspection"
    if not setting:
        return "grade-reported"
    if match.part("verb"):
        return "grade-of-setting-reported"
    return "grade-reported"


def _awards(
    match: Match, setting: Setting | None
) -> Iterator[tuple[Setting | None, Award]]:
    """Yield each award of a grade in a sentence, with the type of the graded provider.

    The type is None if the grade is for the authority.
    """
    first, *more = awards_in(match)
    together = []
    if match.part("verb"):
        together = settings_before(match.before)
    if not together:
        yield setting, first
    for kind, count in together:
        yield kind, replace(first, count=count, out_of=None)
    for award in more:
        yield setting_of(award.words) or setting, award


def _drafted(
    words: Words, award: Award, setting: Setting | None, when: Period | None
) -> DraftReported:
    """Draft a reported judgement from an award.

    An award is the words of a sentence that give a grade.

    Args:
        words: The sentence with its context.
        award: The award of a grade, as read from the sentence.
        setting: The provider type, or None for a grade of the authority.
        when: The time of the award, or None.
    """
    year = words.year
    if when:
        year = when.latest.year
    of = ""
    if setting:
        of = setting.of
    rule = "grade-reported"
    quoted = DraftReported(
        of=of,
        scale=None,
        grade=award.grade.lower(),
        at=words.at,
        or_better=award.or_better,
        count=award.count,
        out_of=award.out_of,
        date=when,
        confidence=confidence_of(rule),
        rule=rule,
    )
    if setting:
        return _graded(quoted, scales_of(of, year), year, words.knowledge)
    scales = _scales_of_authority(words, award, when)
    subject = _subject(words, award, scales[0], when)
    if subject:
        quoted = replace(quoted, framework=subject.framework, aspect=subject.aspect)
    of = description(words, subject, when)
    return _graded(replace(quoted, of=of), scales, year, words.knowledge)


def _scales_of_authority(
    words: Words, award: Award, when: Period | None
) -> Sequence[str]:
    """Return the slugs of the scales to which a grade of the authority may belong.

    The likeliest scale comes first.
    """
    if _APA.search(words.context):
        return ["apa"]
    if award.grade.lower().startswith("perform"):
        return ["aca"]
    if when:
        return scales_of_authority(when.latest.year)
    if words.year is None:
        return scales_of(AUTHORITY, None)
    return scales_of_authority(words.year - 1)


def _subject(
    words: Words, award: Award, scale: str, when: Period | None
) -> Subject | None:
    """Return the aspect that the earlier inspection graded, or None.

    The words around the grade are searched first. If they name no aspect, the
    previous sentence and the sentence of the grade are searched.
    """
    if subject := subject_of(award.words, scale, when):
        return subject
    return subject_of(words.context, scale, when)


def _graded(
    quoted: DraftReported,
    scales: Sequence[str],
    year: int | None,
    knowledge: Knowledge,
) -> DraftReported:
    """Add a scale to a reported grade: the first scale that has a grade of this name.

    The scale remains unknown if no scale has such a grade. It also remains unknown if
    several scales have such a grade and the year is unknown.
    """
    fitting = []
    for scale in scales:
        if grade := knowledge.scale(scale).whole(quoted.grade):
            fitting.append((scale, grade))
    if not fitting:
        return quoted
    if year is None and len(fitting) > 1:
        return quoted
    scale, grade = fitting[0]
    return replace(quoted, scale=scale, grade=grade)
