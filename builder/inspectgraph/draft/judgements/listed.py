"""Find the grades of earlier inspections in a table or list of the report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from inspectgraph.draft.confidence import confidence_of
from inspectgraph.draft.judgements.awards import ASSESSMENT
from inspectgraph.draft.judgements.grade_tables import table
from inspectgraph.draft.lexicon.label_forms import label_forms
from inspectgraph.draft.lexicon.provider_types import subject_of
from inspectgraph.draft.model import DraftReported, Period
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.dates import first_time
from inspectgraph.draft.text.structure import Outline, Placed, texts_of

__all__ = ["annexed", "listed_earlier"]

_APA = re.compile(ASSESSMENT, re.I)


def annexed(outline: Outline, knowledge: Knowledge) -> Iterator[DraftReported]:
    """Yield the grades of a performance assessment that is reprinted in an annex."""
    annex = " ".join(texts_of(outline.select({"annex"})))
    if not _APA.search(annex):
        return
    rows = outline.select({"annex"}, {"row", "cell"})
    aspects = knowledge.aspects("apa", label_forms("aspect/apa"))
    rule = "annexed-grades"
    for one in table(rows, aspects, knowledge.scale("apa"), "table"):
        name = one.aspect
        if subject := subject_of(one.aspect.replace("-", " "), "apa"):
            name = subject.of
        yield DraftReported(
            of=f"{name}, an earlier assessment",
            scale="apa",
            grade=one.grade,
            at=one.at[0],
            framework="apa",
            aspect=f"apa/{one.aspect}",
            confidence=confidence_of(rule),
            rule=rule,
        )


def listed_earlier(
    outline: Outline, knowledge: Knowledge, framework: str | None
) -> Iterator[DraftReported]:
    """Yield the grades that the report lists for an earlier inspection.

    Each grade is listed with an aspect. The aspects of the given framework are tried
    first. If none of them is listed, the aspects of the preceding frameworks are tried.
    """
    units = outline.select({"earlier"}, without={"furniture"})
    when = _first_time_of(units)
    for slug in _frameworks_until(knowledge, framework, when):
        listed = list(_listed_under(slug, units, knowledge, when))
        if listed:
            yield from listed
            return


def _listed_under(
    slug: str, units: Sequence[Placed], knowledge: Knowledge, when: Period | None
) -> Iterator[DraftReported]:
    """Yield the listed grades for the aspects of one framework.

    Args:
        slug: The slug of the framework.
        units: The units that contain the list.
        knowledge: The registry and the concept schemes.
        when: The time of the earlier inspection, or None if it is unknown.
    """
    scale = knowledge.registry.frameworks[slug].scale or ""
    aspects = knowledge.aspects(slug)
    if not aspects.forms:
        return
    rule = "earlier-grades-listed"
    concepts = knowledge.concepts(f"aspect/{slug}")
    for one in table(units, aspects, knowledge.scale(scale), "words"):
        yield DraftReported(
            of=f"{concepts[one.aspect].label}, an earlier inspection",
            scale=scale,
            grade=one.grade,
            at=one.at[0],
            framework=slug,
            aspect=f"{slug}/{one.aspect}",
            date=when,
            confidence=confidence_of(rule),
            rule=rule,
        )


def _first_time_of(units: Iterable[Placed]) -> Period | None:
    """Return the first date or period that some units print, or None.

    The lead-in of a unit is searched before the text of the unit.
    """
    for placed in units:
        for text in (placed.stem, placed.text):
            if when := first_time(text):
                return when
    return None


def _frameworks_until(
    knowledge: Knowledge, framework: str | None, when: Period | None
) -> list[str]:
    """Return a framework and its predecessors.

    A framework that came into use after the given time is left out.

    A framework without a grade scale is also left out.

    Args:
        knowledge: The registry and the concept schemes.
        framework: The slug of the framework. If None, the result is empty.
        when: The time, or None if it is unknown.
    """
    frameworks = knowledge.registry.frameworks
    if framework is None:
        return []
    latest = date.max
    if when:
        latest = when.latest
    found: list[str] = []
    for slug in (framework, *frameworks[framework].predecessors):
        known = frameworks.get(slug)
        if known is None:
            continue
        if not known.scale:
            continue
        began = known.from_
        if began is None or began.earliest <= latest:
            found.append(slug)
    return found
