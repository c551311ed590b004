"""Draft the grades that a sentence quotes for a council's own services.

These rules are for inspections since 2009. Such an inspection graded either all
services together or parts of the services. Other modules draft the grades of earlier
inspections and of yearly assessments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from inspectgraph.draft.confidence import confidence_of
from inspectgraph.draft.judgements.awards import ASSESSMENT, Match, is_of_other
from inspectgraph.draft.judgements.context import Words
from inspectgraph.draft.judgements.council import (
    Told,
    grades_told,
    is_refused,
    years_in,
)
from inspectgraph.draft.judgements.council_scales import fitting_scales
from inspectgraph.draft.lexicon.provider_types import Subject, subjects_of
from inspectgraph.draft.model import DraftReported, Period
from inspectgraph.draft.text.dates import last_time

__all__ = ["description", "is_of_council", "names_service", "of_council"]

_APA = re.compile(ASSESSMENT, re.I)
#: The first year of the inspections that these rules read.
_FIRST_YEAR = 2009
#: The scale of inspections that graded parts of the services only.
_OF_PARTS = "sla"


def names_service(text: str) -> bool:
    """Return whether a text names a service that gets a grade in inspections of councils."""
    return any(subjects_of(text, scale) for scale in ("sla", "sif", "ilacs"))


def is_of_council(words: Words, match: Match) -> bool:
    """Return whether a grade comes from an inspection of a council in 2009 or later."""
    is_rating = match.part("grade").lower().startswith("perform")
    if is_rating or _APA.search(words.context):
        return False
    when = last_time(words.sentence) or words.told
    if when:
        return when.latest.year >= _FIRST_YEAR
    return words.year is not None and words.year > _FIRST_YEAR


def of_council(
    words: Words, match: Match, begin: int, end: int
) -> Iterator[DraftReported]:
    """Yield the grades that an award gives to the council's own services.

    Args:
        words: The sentence with its context.
        match: The regex match for the award of a grade.
        begin: The offset at which the words of the award begin in the sentence.
        end: The offset at which the words of the award end.
    """
    if not _is_earlier(words, match):
        return
    for told in grades_told(match, begin, end):
        if told.when is None and years_in(words.sentence):
            continue
        if not is_refused(match, told):
            yield from _drafted(words, told, told.when or words.told)


def _drafted(words: Words, told: Told, when: Period | None) -> Iterator[DraftReported]:
    """Yield a reported judgement for each subject of a grade.

    If the grade is in several scales that were in use at the time, the scale and the
    framework are left empty.
    """
    fitting = fitting_scales(told.grade, when, words.year, words.knowledge)
    first = next(iter(fitting), "")
    rule = "grade-reported"
    if when:
        rule = "grade-reported-of-inspection"
    for subject in _subjects(words, told, first, when):
        one = DraftReported(
            of=description(words, subject, when),
            scale=None,
            grade=fitting.get(first, told.grade.lower()).replace("-", " "),
            at=words.at,
            date=when,
            confidence=confidence_of(rule),
            rule=rule,
        )
        if len(fitting) == 1:
            one = replace(one, scale=first, grade=fitting[first])
            if subject:
                one = replace(one, framework=subject.framework, aspect=subject.aspect)
        yield one


def _is_earlier(words: Words, match: Match) -> bool:
    """Return whether a grade of the council is from an earlier inspection."""
    if is_of_other(match, None, words.last):
        return True
    if match.part("be").lower() not in {"was", "were"}:
        return False
    return words.placed.part == "earlier" or words.told is not None


def _subjects(
    words: Words, told: Told, scale: str, when: Period | None
) -> tuple[Subject | None, ...]:
    """Return the services that a grade is about.

    The value None in the result means all services of the council together. The result
    is empty if the words are ambiguous.
    """
    texts = [told.words]
    if scale == _OF_PARTS or told.is_referring:
        texts += told.around
    for text in texts:
        if subjects := subjects_of(text, scale, when):
            if len(subjects) > 1 and len(years_in(text)) > 1:
                return ()
            return subjects
    named = subjects_of(words.last, scale, when)
    if not told.when and (len(named) == 1 or scale == _OF_PARTS):
        return named or (None,)
    return (None,)


def description(words: Words, subject: Subject | None, when: Period | None) -> str:
    """Return the description of an earlier inspection of the authority.

    An example is "services for children, an earlier inspection of 2008".

    Args:
        words: The sentence with its context.
        subject: The inspected subject, or None for the services as a whole.
        when: The time of the inspection, or None if it is unknown.
    """
    kind = "an earlier inspection"
    if _APA.search(words.context):
        kind = "an earlier assessment"
    name = "services for children"
    if subject:
        name = subject.of
    year = ""
    if when:
        year = f" of {when.latest.year}"
    return f"{name}, {kind}{year}"
