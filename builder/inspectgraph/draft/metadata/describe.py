"""Draft the values that describe a whole report.

These values are the framework, authority, dates, inspectorates, reference number,
rights and title.
"""

from __future__ import annotations

from inspectgraph.draft.confidence import confidence_of
from inspectgraph.draft.families.base import Family
from inspectgraph.draft.metadata.authority import find_authority, printed_name
from inspectgraph.draft.metadata.dates import find_inspection, find_published
from inspectgraph.draft.metadata.inspectorates import find_inspectorates
from inspectgraph.draft.metadata.reference import find_reference, find_rights
from inspectgraph.draft.metadata.titles import NO_TITLE, find_title, short_title
from inspectgraph.draft.model import Draft, Value
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.structure import Outline
from inspectgraph.model.registry import Registry

__all__ = ["describe"]

_NO_FRAMEWORK = (
    "Reports of this kind have no framework in the registry, and award no grade: add"
    " a framework if you need one."
)
_UNKNOWN_KIND = (
    "The report's title shows no known kind of report: which framework does the"
    " report follow, and which scale do its grades belong to?"
)
_NO_DATE = (
    "No date of the report was found: write `inspection` or `published`, and check the"
    " scales of reported judgements."
)
_NO_TITLE = "No title is printed on the front page: write the `title`."


def describe(
    draft: Draft, outline: Outline, chosen: tuple[Family, str], knowledge: Knowledge
) -> None:
    """Add the values that describe the whole report to the draft.

    Args:
        draft: The draft, to which the values are added.
        outline: The report.
        chosen: The family of reports to which the report belongs, and the rule that
            recognised the family.
        knowledge: The registry and the concept schemes.
    """
    registry, (family, rule) = knowledge.registry, chosen
    draft.framework = draft.settle(_framework(family, rule, registry))
    draft.authority = draft.settle(find_authority(outline, registry))
    if family.fieldwork:
        draft.inspection = draft.settle(find_inspection(outline))
    draft.published = draft.settle(find_published(outline))
    authority = None
    if draft.authority:
        authority = draft.authority.value
    draft.reference = find_reference(outline, registry, authority)
    draft.inspectorates = _inspectorates(outline, family, registry)
    period = None
    if time := draft.published or draft.inspection:
        period = time.value
    else:
        draft.ask([_NO_DATE])
    draft.rights = draft.settle(find_rights(outline, period))
    name = _name(outline, registry, authority)
    draft.title = find_title(outline, family, name)
    draft.ask(_title_questions(draft.title.value, registry))


def _framework(
    family: Family, rule: str, registry: Registry
) -> tuple[Value[str] | None, list[str]]:
    """Return the framework for a family of reports, and questions to the curator.

    The framework is None if the family is unknown or has no framework. It is also None
    if the registry lacks the framework.

    Args:
        family: The family of the report.
        rule: The rule that recognised the family.
        registry: The registry.
    """
    slug = family.framework
    if not family.titles:
        return None, [_UNKNOWN_KIND]
    if slug is None:
        return None, [_NO_FRAMEWORK]
    if slug not in registry.frameworks:
        question = (
            f"The title belongs to the framework '{slug}', which the registry does not"
            " have: add the framework, and draft the report again to find its grades."
        )
        return None, [question]
    return Value(value=slug, confidence=confidence_of(rule), rule=rule), []


def _inspectorates(
    outline: Outline, family: Family, registry: Registry
) -> Value[tuple[str, ...]] | None:
    """Return the inspectorates of a report.

    If the report names no inspectorate, return the inspectorate of the report's family.
    Return None if this inspectorate is unknown too.
    """
    known = bool(family.titles)
    several = known and family.inspectorate is None
    found = find_inspectorates(outline, registry, known=known, several=several)
    if found:
        return found
    if family.inspectorate not in registry.inspectorates:
        return found
    rule = "inspectorate-of-framework"
    names = (family.inspectorate,)
    return Value(value=names, confidence=confidence_of(rule), rule=rule)


def _name(outline: Outline, registry: Registry, authority: str | None) -> str | None:
    """Return the name of the authority, or None if no name was found.

    Args:
        outline: The report. If the registry lacks the authority, the name is read from
            the report.
        registry: The registry.
        authority: The slug of the authority in the registry, or None.
    """
    if authority:
        return registry.authorities[authority].name
    return printed_name(outline, registry)


def _title_questions(title: str, registry: Registry) -> list[str]:
    """Return questions about a title that is missing or is too long for an extract."""
    questions = []
    if title == NO_TITLE:
        questions = [_NO_TITLE]
    if short_title(title, registry.titles).casefold() != title.casefold():
        questions.append(
            f"The printed title has {len(title.split())} words, so the extract has a shorter"
            " title: to use the whole title, list it in titles.txt."
        )
    return questions
