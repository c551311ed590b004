"""A draft as the one object that `draft --json` prints: names, grades and dates in plain words, null where silent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from inspectgraph.draft.model import (
    Draft,
    DraftFinding,
    DraftJudgement,
    DraftMeasurement,
    DraftRecommendation,
    DraftReported,
    NotJudged,
    Period,
    TextSpan,
    Value,
)
from inspectgraph.draft.resources import Knowledge
from inspectgraph.model.anchor import squeeze
from inspectgraph.read import Document

__all__ = ["summary"]


def summary(
    draft: Draft, knowledge: Knowledge, document: Document | None = None
) -> dict[str, Any]:
    """Return a draft as an object of JSON.

    Args:
        draft: The draft.
        knowledge: The registry and the schemes.
        document: The report; with it, each finding has the place of its words in the letters and digits of its unit.
    """
    registry = knowledge.registry
    authority = draft.authority.value if draft.authority else None
    names = draft.inspectorates.value if draft.inspectorates else ()
    return {
        "authority": registry.authorities[authority].name if authority else None,
        "framework": _value(draft.framework),
        "reference": _value(draft.reference),
        "published": _day(draft.published),
        "inspection": _span(draft.inspection),
        "inspectorates": [registry.inspectorates[slug].name for slug in names],
        "judgements": [_judged(one, draft, knowledge) for one in draft.judgements],
        "reported": [_quoted(one, knowledge) for one in draft.quoted],
        "recommendations": [_advice(one, knowledge) for one in draft.advice],
        "strengths": [
            one.at.unit for one in draft.listed if one.polarity == "strength"
        ],
        "weaknesses": [
            one.at.unit for one in draft.listed if one.polarity == "weakness"
        ],
        "measurements": [_figure(one, knowledge) for one in draft.figures],
        "findings": [_found(one, document) for one in draft.found],
        "not_judged": [_not_judged(one, draft, knowledge) for one in draft.not_judged],
        "confidence": {
            key: {"confidence": value.confidence, "rule": value.rule}
            for key in (
                "authority",
                "framework",
                "reference",
                "published",
                "inspection",
                "inspectorates",
            )
            if (value := getattr(draft, key))
        },
        "questions": draft.questions,
    }


def _value(value: Value[str] | None) -> str | None:
    return value.value if value else None


def _day(value: Value[Period] | None) -> str | None:
    return value.value.earliest.isoformat() if value else None


def _span(value: Value[Period] | None) -> list[str] | None:
    return _ends(value.value) if value else None


def _ends(span: Period) -> list[str]:
    return [span.earliest.isoformat(), span.latest.isoformat()]


def _judged(one: DraftJudgement, draft: Draft, knowledge: Knowledge) -> dict[str, Any]:
    """Return a judgement with the labels of aspect and grade, and the grade's rank (1 is worst)."""
    framework = draft.framework.value if draft.framework else ""
    aspect = knowledge.concepts(f"aspect/{framework}")[one.aspect]
    grade = knowledge.concepts(
        f"scale/{knowledge.registry.frameworks[framework].scale}"
    )[one.grade]
    return {
        "aspect": aspect.label[:1].upper() + aspect.label[1:],
        "grade": grade.label.lower(),
        "rank": grade.rank,
        "source": one.source,
        "unit": one.at[0].unit,
        "confidence": one.confidence,
        "rule": one.rule,
    }


def _not_judged(one: NotJudged, draft: Draft, knowledge: Knowledge) -> dict[str, Any]:
    """Return an aspect that the report does not judge, by its label."""
    framework = draft.framework.value if draft.framework else ""
    label = knowledge.concepts(f"aspect/{framework}")[one.aspect].label
    return {
        "aspect": label[:1].upper() + label[1:],
        "unit": one.at.unit,
        "confidence": one.confidence,
        "rule": one.rule,
    }


def _quoted(one: DraftReported, knowledge: Knowledge) -> dict[str, Any]:
    grade = knowledge.concepts(f"scale/{one.scale or 'ilacs'}")[one.grade]
    return {
        "of": one.of,
        "grade": grade.label,
        "scale": one.scale,
        "or_better": one.or_better,
        "count": one.count,
        "out_of": one.out_of,
        "date": _ends(one.date) if one.date else None,
        "unit": one.at.unit,
        "confidence": one.confidence,
        "rule": one.rule,
    }


def _advice(one: DraftRecommendation, knowledge: Knowledge) -> dict[str, Any]:
    return {
        "band": one.band,
        "addressee": "; ".join(_party(slug, knowledge) for slug in one.addressee)
        or None,
        "unit": one.at.unit,
        "parts": [part.unit for part in one.parts],
        "confidence": one.confidence,
        "rule": one.rule,
    }


def _party(slug: str, knowledge: Knowledge) -> str:
    """Return the name of who should act; a kind of body by the label of its kind."""
    registry = knowledge.registry
    if slug in registry.authorities:
        return registry.authorities[slug].name
    if slug in registry.bodies:
        return registry.bodies[slug].name
    return knowledge.concepts("body-kind")[slug].label


def _figure(one: DraftMeasurement, knowledge: Knowledge) -> dict[str, Any]:
    indicators = knowledge.concepts("indicator")
    return {
        "unit": one.at.unit,
        "value": _number(one.value),
        "printed": one.printed,
        "measure": one.unit,
        "kind": one.kind,
        "indicator": indicators[one.indicator].label if one.indicator else None,
        "qualifier": one.qualifier,
        "period": _ends(one.period) if one.period else None,
        "comparators": [
            {
                "with": beside.with_,
                "value": _number(beside.value),
                "printed": beside.printed,
                "period": _ends(beside.period) if beside.period else None,
            }
            for beside in one.comparators
        ],
        "confidence": one.confidence,
        "rule": one.rule,
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


def _place(at: TextSpan, document: Document) -> dict[str, int]:
    """Return where some words stand in the letters and digits of their unit: start and length, in characters."""
    whole = document.by_id[at.unit].squeezed
    words = squeeze(at.words) if at.words else whole
    return {"start": max(0, whole.find(words)), "length": len(words)}


def _found(one: DraftFinding, document: Document | None) -> dict[str, Any]:
    """Return a finding, with the place of its words where the report is at hand."""
    place = _place(one.at, document) if document else {}
    return {
        "unit": one.at.unit,
        **place,
        "polarity": one.polarity,
        "themes": list(one.themes),
        "services": list(one.services),
        "bodies": list(one.bodies),
        "groups": list(one.groups),
        "confidence": one.confidence,
        "rule": one.rule,
    }
