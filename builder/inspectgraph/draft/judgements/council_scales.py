"""Find the scale of a quoted grade, which another inspection of the council awarded.

The time of that inspection often decides the scale. Otherwise, other grades in the
report decide.

Some frameworks with different scales were in use at the same time, such as the single
inspection framework and its successor in the first half of 2018. A grade from such a
time gets a scale only if another quoted inspection in the report shows the framework.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from inspectgraph.draft.lexicon.provider_types import is_provider, scales_of_authority
from inspectgraph.draft.model import DraftReported, Period
from inspectgraph.draft.resources import Knowledge

__all__ = ["fitting_scales", "settled"]


@dataclass(frozen=True)
class _JointInspection:
    """A quoted joint inspection of safeguarding and looked after children's services.

    The inspection gave a separate grade for each of the two.
    """

    framework: str = "sla-2009"
    scale: str = "sla"
    of: str = "keeping children safe"
    aspect: str = "sla-2009/safeguarding-overall-effectiveness"
    with_: str = "sla-2009/looked-after-overall-effectiveness"


_JOINT = _JointInspection()
#: How the descriptions of quoted grades begin.
_WHOLE = "services for children,"
_LOOKED_AFTER = "services for looked after children"
#: The most years between an inspection of a council and the one before it.
_YEARS = 5
#: From this year on, no joint area review was held.
_AFTER_JOINT_REVIEWS = 2009
_JOINT_REVIEW = "jar"


def fitting_scales(
    grade: str, when: Period | None, year: int | None, knowledge: Knowledge
) -> dict[str, str]:
    """Return the council scales that were in use at a time and have a given grade.

    The result is a mapping from each scale to the slug of the grade. The newest scale
    comes first.

    Args:
        grade: The grade as printed.
        when: The time of the inspection, or None if it is unknown.
        year: The year of the report that quotes the grade, or None if it is unknown. If
            the time is unknown, the scales of the five years before this year are
            returned.
        knowledge: The registry and the concept schemes.
    """
    return {
        scale: slug
        for scale in _scales_at(when, year, knowledge)
        if (slug := knowledge.scale(scale).whole(grade.lower()))
    }


def _scales_at(
    when: Period | None, year: int | None, knowledge: Knowledge
) -> list[str]:
    """Return the council scales that were in use at a time, the newest first."""
    if when is None:
        if year is None:
            return []
        when = Period("", date(year - _YEARS, 1, 1), date(year - 1, 12, 31))
    found: list[str] = []
    for scale in scales_of_authority(when.latest.year):
        if scale == _JOINT_REVIEW and when.earliest.year >= _AFTER_JOINT_REVIEWS:
            continue
        first, last = _span_of(scale, knowledge)
        if first <= when.latest and when.earliest <= last:
            found.append(scale)
    return found


def _span_of(scale: str, knowledge: Knowledge) -> tuple[date, date]:
    """Return the first and the last day of the time when a scale may have been in use."""
    first, last = date.max, date.min
    for framework in knowledge.registry.frameworks.values():
        if framework.scale != scale:
            continue
        first = min(first, framework.from_.earliest if framework.from_ else date.min)
        last = max(last, framework.until.latest if framework.until else date.max)
    return first, last


def settled(
    quoted: Sequence[DraftReported], year: int | None, knowledge: Knowledge
) -> list[DraftReported]:
    """Correct the scale or framework of each quoted grade by means of other quoted grades.

    If a grade has a time but no scale, it is compared with the other grades from that
    time. If these grades all have the same scale, the grade gets this scale. If a grade
    has neither a time nor a scale, it gets the scale of the latest dated grade. If a
    grade for safeguarding has no framework, it gets the framework of a grade for looked
    after children from the same time. A grade for the services as a whole loses its
    scale if only the protection of children was inspected in that year.

    Args:
        quoted: The quoted grades of the report.
        year: The year of the report, or None if it is unknown.
        knowledge: The registry and the concept schemes.
    """
    scaled = [_with_scale(one, quoted, year, knowledge) for one in quoted]
    joint = [_with_framework(one, scaled) for one in scaled]
    return [_without_scale(one, joint) for one in joint]


def _with_scale(
    one: DraftReported,
    quoted: Iterable[DraftReported],
    year: int | None,
    knowledge: Knowledge,
) -> DraftReported:
    """Add the missing scale to a quoted grade if other grades in the report show the scale."""
    if one.scale or is_provider(one.of):
        return one
    fitting = fitting_scales(one.grade, one.date, year, knowledge)
    told = {
        other.date.earliest: other.scale
        for other in quoted
        if other.date and other.scale in fitting and _is_within(other.date, one.date)
    }
    if not told or (one.date and len(set(told.values())) > 1):
        return one
    scale = told[max(told)]
    return replace(one, scale=scale, grade=fitting[str(scale)])


def _is_within(inner: Period, outer: Period | None) -> bool:
    """Return whether one period lies within another period.

    If the outer period is unknown, the result is True.
    """
    if outer is None:
        return True
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest


def _with_framework(
    one: DraftReported, quoted: Iterable[DraftReported]
) -> DraftReported:
    """Add the framework to a grade for safeguarding if the grade is from a joint inspection."""
    if one.framework or one.scale != _JOINT.scale or one.date is None:
        return one
    if not one.of.startswith(_JOINT.of):
        return one
    if any(other.date == one.date and other.aspect == _JOINT.with_ for other in quoted):
        return replace(one, framework=_JOINT.framework, aspect=_JOINT.aspect)
    return one


def _without_scale(
    one: DraftReported, quoted: Iterable[DraftReported]
) -> DraftReported:
    """Remove the scale of a quoted grade if only child protection was inspected.

    The other quoted grades from the same year show what was inspected. A grade loses
    its scale only if the grade is for the services as a whole.
    """
    if one.scale != _JOINT.scale or one.date is None or not one.of.startswith(_WHOLE):
        return one
    year = one.date.latest.year
    of_year = [
        other for other in quoted if other.date and other.date.latest.year == year
    ]
    is_protection = any(other.of.startswith(_JOINT.of) for other in of_year)
    is_joint = any(other.of.startswith(_LOOKED_AFTER) for other in of_year)
    if is_protection and not is_joint:
        return replace(one, scale=None)
    return one
