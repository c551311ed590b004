"""Find the reference number of a report, and its copyright or licence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from inspectgraph.draft.confidence import confidence_of
from inspectgraph.draft.model import Period, TextSpan, Value
from inspectgraph.draft.text.dates import find_spans
from inspectgraph.draft.text.structure import Outline, Placed
from inspectgraph.model.registry import Registry

__all__ = ["find_reference", "find_rights"]

_REFERENCE = re.compile(
    r"\b(?:reference|ref)\.?\s*(?:no|number|num)?\b\.?\s*:?\s*", re.I
)
_NUMBER = re.compile(r"(?<![\w/])((?=[A-Z]{0,3}\d)[A-Z]{0,3}\d{3,8})(?![\w/])")
_LICENCE = re.compile(
    r"open[- ]government[-"
    r" ]licence(?:\s*(?:v|version)?\s*/?\s*(?P<version>[23])(?:\.0)?)?",
    re.I,
)
_LICENCE_LINK = re.compile(r"open-government-licence/version/(?P<version>[23])", re.I)
_COPYRIGHT = re.compile(
    r"©\s*Crown copyright\s*(?:and database rights?\s*)?(?P<year>(?:19|20)\d\d)", re.I
)

#: Parts of a report in which the rights can be stated only in a paragraph.
_OF_TEXT = {"body", "board", "earlier"}
#: The number of digits in the national number of a local authority.
_OF_AUTHORITY = 3


def find_reference(
    outline: Outline, registry: Registry, authority: str | None
) -> Value[str] | None:
    """Return the reference number on the front page, or None.

    A local authority has a national number of three digits. Some reports use this
    number as their reference. Any other number of three digits gets a lower confidence.
    """
    own = None
    if authority in registry.authorities:
        own = registry.authorities[authority].dfe
    for placed, rest in _after_reference(outline.front):
        if match := _NUMBER.search(_without_dates(rest)):
            number = match[1]
            rule = "reference-label"
            if number != own and len(number) == _OF_AUTHORITY:
                rule = "reference-of-three-digits"
            at = TextSpan(placed.unit.id)
            sure = confidence_of(rule)
            return Value(value=number, confidence=sure, rule=rule, at=at)
    return None


def _after_reference(front: Sequence[Placed]) -> Iterator[tuple[Placed, str]]:
    """Yield the text after each label of a reference number.

    Each text comes with the unit in which the text is printed. If the label is at the
    end of its unit, the text of the next unit is used.
    """
    for number, placed in enumerate(front):
        for match in _REFERENCE.finditer(placed.text):
            rest = placed.text[match.end() :]
            if rest.strip():
                yield placed, rest[:30]
            elif number + 1 < len(front):
                yield front[number + 1], front[number + 1].text


def _without_dates(text: str) -> str:
    """Remove the dates from a text, so that no year is read as a reference number."""
    for span in find_spans(text):
        text = text.replace(span.printed, " ")
    return text


def find_rights(
    outline: Outline, time: Period | None
) -> tuple[Value[str] | None, list[str]]:
    """Return the copyright or licence of a report, and questions to the curator.

    Args:
        outline: The report.
        time: The time of publication or, if that is unknown, the time of the
            inspection. It is None if both are unknown.
    """
    units = list(filter(_may_print_rights, outline.placed))
    year = _copyright_year(units)
    if licence := _licence(units):
        return _rights(licence, "licence-printed"), []
    if year:
        return _rights(f"crown-copyright-{year}", "copyright-printed"), []
    if time is None:
        return None, ["No copyright and no date is printed: write the `rights`."]
    question = (
        "No copyright is printed, so the draft has the Crown copyright of"
        f" {time.latest.year}: check the `rights`."
    )
    return _rights(f"crown-copyright-{time.latest.year}", "rights-by-year"), [question]


def _rights(slug: str, rule: str) -> Value[str]:
    """Return the slug of a copyright or licence as a drafted value.

    The drafted value also has the drafting rule, and the confidence of this rule.
    """
    return Value(value=slug, confidence=confidence_of(rule), rule=rule)


def _may_print_rights(placed: Placed) -> bool:
    """Return whether a unit is a possible place for the copyright or licence."""
    if placed.part not in _OF_TEXT:
        return True
    return placed.unit.kind == "paragraph"


def _copyright_year(units: Sequence[Placed]) -> str:
    """Return the year of the first Crown copyright in some units, or an empty text."""
    for placed in units:
        if match := _COPYRIGHT.search(placed.text):
            return match["year"]
    return ""


def _licence(units: Sequence[Placed]) -> str | None:
    """Return the slug of the Open Government Licence that a report names.

    The slug ends with the version only if the report prints a version. Return None if
    the report does not name this licence.

    Args:
        units: The units in which the licence may be stated.
    """
    found = None
    for placed in units:
        for pattern in (_LICENCE_LINK, _LICENCE):
            if match := pattern.search(placed.text):
                if version := match["version"]:
                    return f"open-government-licence-{version}"
                found = "open-government-licence"
    return found
