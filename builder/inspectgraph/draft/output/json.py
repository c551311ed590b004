"""Convert a draft to the JSON object that `inspectgraph draft --json` outputs.

Most values are names and labels rather than slugs. Unknown values are null.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from inspectgraph.draft.model import (
    Draft,
    DraftComparator,
    Drafted,
    DraftFinding,
    DraftJudgement,
    DraftMeasurement,
    DraftRecommendation,
    DraftReported,
    NotJudged,
    Period,
    Polarity,
    TextSpan,
    Value,
)
from inspectgraph.draft.resources import Knowledge
from inspectgraph.model.anchor import squeeze
from inspectgraph.read import Document

__all__ = ["summary"]


_WHOLE = (
    "authority",
    "framework",
    "reference",
    "published",
    "inspection",
    "inspectorates",
)


def summary(
    draft: Draft, knowledge: Knowledge, document: Document | None = None
) -> dict[str, Any]:
    """Return a draft as a JSON object.

    Args:
        draft: The draft.
        knowledge: The registry and the concept schemes.
        document: The report, or None. If the report is given, each finding has the
            start and length of its words. Both are counted in letters and digits of the
            unit.
    """
    return {
        **_head(draft, knowledge),
        "judgements": [_judgement(one, draft, knowledge) for one in draft.judgements],
        "reported": [_reported(one, knowledge) for one in draft.quoted],
        "recommendations": [_recommendation(one, knowledge) for one in draft.advice],
        "strengths": _listed(draft, "strength"),
        "weaknesses": _listed(draft, "weakness"),
        "measurements": [_measurement(one, knowledge) for one in draft.figures],
        "findings": [_finding(one, document) for one in draft.found],
        "not_judged": [_not_judged(one, draft, knowledge) for one in draft.not_judged],
        "confidence": _confidences(draft),
        "questions": draft.questions,
    }


def _head(draft: Draft, knowledge: Knowledge) -> dict[str, Any]:
    """Return the values that describe the whole report, such as authority and framework."""
    registry = knowledge.registry
    name = None
    if draft.authority:
        name = registry.authorities[draft.authority.value].name
    names: tuple[str, ...] = ()
    if draft.inspectorates:
        names = draft.inspectorates.value
    return {
        "authority": name,
        "framework": _value(draft.framework),
        "reference": _value(draft.reference),
        "published": _day(draft.published),
        "inspection": _span(draft.inspection),
        "inspectorates": [registry.inspectorates[slug].name for slug in names],
    }


def _listed(draft: Draft, polarity: Polarity) -> list[str]:
    """Return the ids of the listed units that have a given polarity.

    The units are items of printed lists of strengths or weaknesses.
    """
    found = []
    for one in draft.listed:
        if one.polarity == polarity:
            found.append(one.at.unit)
    return found


def _confidences(draft: Draft) -> dict[str, Any]:
    """Return the confidence and rule of each value that describes the whole report.

    Values that are missing from the draft are left out.
    """
    found: dict[str, Any] = {}
    for key in _WHOLE:
        if value := getattr(draft, key):
            found[key] = _mark(value)
    return found


def _mark(one: Drafted) -> dict[str, Any]:
    """Return a JSON object with the confidence and rule of a drafted value or statement."""
    return {"confidence": one.confidence, "rule": one.rule}


def _value(value: Value[str] | None) -> str | None:
    """Return the text of a drafted value, or None if there is no value."""
    if value:
        return value.value
    return None


def _day(value: Value[Period] | None) -> str | None:
    """Return the first day of a drafted date or period, in ISO format.

    Return None if no date was drafted.
    """
    if value:
        return value.value.earliest.isoformat()
    return None


def _span(value: Value[Period] | None) -> list[str] | None:
    """Return the first and last day of a drafted date or period as ISO dates.

    Return None if no date was drafted.
    """
    if value:
        return _ends(value.value)
    return None


def _ends(span: Period | None) -> list[str] | None:
    """Return the first and last day of a printed date or period as ISO dates.

    Return None if no date is given.
    """
    if span is None:
        return None
    return [span.earliest.isoformat(), span.latest.isoformat()]


def _aspect(slug: str, draft: Draft, knowledge: Knowledge) -> str:
    """Return the label of an aspect, with a capital letter at the beginning."""
    framework = ""
    if draft.framework:
        framework = draft.framework.value
    label = knowledge.concepts(f"aspect/{framework}")[slug].label
    return label[:1].upper() + label[1:]


def _judgement(
    one: DraftJudgement, draft: Draft, knowledge: Knowledge
) -> dict[str, Any]:
    """Return the JSON object of a judgement.

    The object includes the rank of the grade; rank 1 is the worst grade.
    """
    framework = ""
    if draft.framework:
        framework = draft.framework.value
    scale = knowledge.registry.frameworks[framework].scale
    grade = knowledge.concepts(f"scale/{scale}")[one.grade]
    return {
        "aspect": _aspect(one.aspect, draft, knowledge),
        "grade": grade.label.lower(),
        "rank": grade.rank,
        "source": one.source,
        "unit": one.at[0].unit,
        **_mark(one),
    }


def _not_judged(one: NotJudged, draft: Draft, knowledge: Knowledge) -> dict[str, Any]:
    """Return the JSON object of an aspect that the report describes as not judged."""
    aspect = _aspect(one.aspect, draft, knowledge)
    return {"aspect": aspect, "unit": one.at.unit, **_mark(one)}


def _reported(one: DraftReported, knowledge: Knowledge) -> dict[str, Any]:
    """Return the JSON object of a reported judgement.

    The grade is a label of the scale, or the printed word if the scale is unknown.
    """
    grade = one.grade
    if one.scale:
        grade = knowledge.concepts(f"scale/{one.scale}")[grade].label
    return {
        "of": one.of,
        "grade": grade,
        "scale": one.scale,
        "or_better": one.or_better,
        "count": one.count,
        "out_of": one.out_of,
        "date": _ends(one.date),
        "unit": one.at.unit,
        **_mark(one),
    }


def _recommendation(one: DraftRecommendation, knowledge: Knowledge) -> dict[str, Any]:
    """Return the JSON object of a recommendation, with the names of its addressees."""
    names = [_party(slug, knowledge) for slug in one.addressee]
    return {
        "band": one.band,
        "addressee": "; ".join(names) or None,
        "unit": one.at.unit,
        "parts": [part.unit for part in one.parts],
        **_mark(one),
    }


def _party(slug: str, knowledge: Knowledge) -> str:
    """Return the name of an addressee: an authority, a body, or a kind of body."""
    registry = knowledge.registry
    if slug in registry.authorities:
        return registry.authorities[slug].name
    if slug in registry.bodies:
        return registry.bodies[slug].name
    return knowledge.concepts("body-kind")[slug].label


def _measurement(one: DraftMeasurement, knowledge: Knowledge) -> dict[str, Any]:
    """Return the JSON object of a measurement.

    The object has the label of the indicator, or None if the indicator is unknown.
    """
    indicator = None
    if one.indicator:
        indicator = knowledge.concepts("indicator")[one.indicator].label
    return {
        "unit": one.at.unit,
        "value": _number(one.value),
        "printed": one.printed,
        "measure": one.unit,
        "kind": one.kind,
        "indicator": indicator,
        "qualifier": one.qualifier,
        "period": _ends(one.period),
        "comparators": [_comparator(other) for other in one.comparators],
        **_mark(one),
    }


def _comparator(one: DraftComparator) -> dict[str, Any]:
    """Return the JSON object of a comparator.

    A comparator is a printed value that is compared with a measurement.
    """
    return {
        "with": one.with_,
        "value": _number(one.value),
        "printed": one.printed,
        "period": _ends(one.period),
    }


def _number(value: Decimal) -> int | float:
    """Return a whole number as an integer, and any other number as a float."""
    if value == int(value):
        return int(value)
    return float(value)


def _finding(one: DraftFinding, document: Document | None) -> dict[str, Any]:
    """Return the JSON object of a finding.

    If the report is given, the object also has the start and length of the finding's
    words in their unit. Both numbers count letters and digits only.
    """
    place = {}
    if document:
        place = _place(one.at, document)
    return {
        "unit": one.at.unit,
        **place,
        "polarity": one.polarity,
        "themes": list(one.themes),
        "services": list(one.services),
        "bodies": list(one.bodies),
        "groups": list(one.groups),
        **_mark(one),
    }


def _place(at: TextSpan, document: Document) -> dict[str, int]:
    """Return the start and length of a text span in its unit.

    Both numbers count letters and digits only.
    """
    whole = document.by_id[at.unit].squeezed
    words = whole
    if at.words:
        words = squeeze(at.words)
    return {"start": max(0, whole.find(words)), "length": len(words)}
