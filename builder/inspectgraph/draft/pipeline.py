"""A report's draft: the family that reads it, and every recogniser once, each over the same outline."""

from __future__ import annotations

from pathlib import Path

from inspectgraph.draft.families import choose
from inspectgraph.draft.families.base import Family
from inspectgraph.draft.findings.findings import find_findings
from inspectgraph.draft.findings.listed import find_listed
from inspectgraph.draft.findings.topics import Abouts
from inspectgraph.draft.judgements.completeness import (
    Inspection,
    check_grades,
    find_not_judged,
    unknown_rows,
)
from inspectgraph.draft.judgements.grade_tables import cover_region
from inspectgraph.draft.judgements.reported import find_quoted
from inspectgraph.draft.measurements.extract import find_figures
from inspectgraph.draft.metadata.authority import find_authority, printed_name
from inspectgraph.draft.metadata.cover import (
    find_inspection,
    find_inspectorates,
    find_published,
    find_reference,
    find_rights,
)
from inspectgraph.draft.metadata.titles import NO_TITLE, find_title, short_title
from inspectgraph.draft.model import Draft, Value
from inspectgraph.draft.recommendations.lists import find_advice
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.abbreviations import introduced
from inspectgraph.draft.text.grade_forms import Aspects
from inspectgraph.draft.text.roles import Addressees
from inspectgraph.draft.text.structure import Outline, Placed
from inspectgraph.read import Document, read_report
from inspectgraph.read.pdf.sandbox import TIME_LIMIT

__all__ = ["draft_document", "draft_report"]

#: The most characters of a line of a front page; what is longer is prose.
_LONGEST_LINE = 300


def draft_report(
    path: Path, knowledge: Knowledge, seconds: float = TIME_LIMIT
) -> tuple[Document, Draft]:
    """Read a report and draft its extract.

    Args:
        path: The report.
        knowledge: What is known of frameworks, authorities and words.
        seconds: How long the reading of a PDF may take.

    Raises:
        UnreadableError: If the file cannot be read.
        TimeLimitError: If it could not be read in time.
    """
    document = read_report(path, seconds)
    return document, draft_document(document, knowledge)


def draft_document(document: Document, knowledge: Knowledge) -> Draft:
    """Draft the extract of a report."""
    outline = Outline(document)
    family, sure = choose(outline)
    draft = Draft(document.name)
    draft.ask(document.remarks)
    _describe(draft, outline, family, sure, knowledge)
    if second := outline.second_report:
        draft.ask([_second_question(second)])
    _judge(draft, outline, family, knowledge)
    authority = draft.authority.value if draft.authority else None
    draft.advice = tuple(
        find_advice(
            outline,
            family.bands,
            Addressees(knowledge.registry, authority, family.addressee),
        )
    )
    draft.listed = find_listed(outline, family.lists)
    draft.quoted = find_quoted(outline, knowledge, _year(draft), family.framework)
    draft.figures = find_figures(outline, knowledge.concepts("indicator"))
    draft.found = find_findings(
        outline,
        Abouts(
            knowledge,
            authority,
            introduced((placed.text for placed in outline.placed), knowledge.terms),
        ),
        draft.listed,
        frozenset(at.unit for one in draft.judgements for at in one.at)
        | frozenset(at.unit for one in draft.advice for at in (one.at, *one.parts)),
    )
    draft.nothing = _nothing(draft, outline)
    return draft


def _describe(
    draft: Draft, outline: Outline, family: Family, sure: float, knowledge: Knowledge
) -> None:
    """Draft what is said of the report as a whole."""
    registry = knowledge.registry
    if family.framework:
        draft.framework = Value(
            value=family.framework, confidence=sure, rule="title-of-family"
        )
    elif family.titles:
        draft.ask(
            [
                "Reports of this kind have no framework in the registry, and award no"
                " grade: add one if you need it."
            ]
        )
    else:
        draft.ask(
            [
                "The report's title is of no known kind: which framework is it, and on"
                " which scale does it grade?"
            ]
        )
    draft.authority, questions = find_authority(outline, registry)
    draft.ask(questions)
    draft.inspection, questions = (
        find_inspection(outline) if family.fieldwork else (None, [])
    )
    draft.ask(questions)
    draft.published, questions = find_published(outline)
    draft.ask(questions)
    authority = draft.authority.value if draft.authority else None
    draft.reference = find_reference(outline, registry, authority)
    draft.inspectorates = find_inspectorates(
        outline,
        registry,
        known=bool(family.titles),
        several=bool(family.titles) and family.inspectorate is None,
    )
    if draft.inspectorates is None and family.inspectorate in registry.inspectorates:
        draft.inspectorates = Value(
            value=(family.inspectorate,),
            confidence=0.9,
            rule="inspectorate-of-framework",
        )
    time = draft.published or draft.inspection
    draft.rights, questions = find_rights(outline, time.value if time else None)
    draft.ask(questions)
    name = (
        registry.authorities[authority].name
        if authority
        else printed_name(outline, registry)
    )
    draft.title = find_title(outline, family, name)
    if draft.title.value == NO_TITLE:
        draft.ask(["No title is printed on the front page: write the `title`."])
    words = len(draft.title.value.split())
    if (
        short_title(draft.title.value, registry.titles).casefold()
        != draft.title.value.casefold()
    ):
        draft.ask(
            [
                f"The printed title has {words} words, of which the extract holds the"
                " first: list it in titles.txt."
            ]
        )


def _second_question(second: Placed) -> str:
    """Ask about a report that follows the end matter of this one."""
    found = f"The file holds a second report, which begins in {second.unit.id}"
    if second.part == "board":
        return (
            f"{found}: that of the safeguarding board is drafted as a part of this one."
            " Check its dates."
        )
    return f"{found}: nothing of it is drafted. Save it as a file of its own."


def _judge(
    draft: Draft, outline: Outline, family: Family, knowledge: Knowledge
) -> None:
    """Draft the grades, and ask for those that reports of the framework award and that were not found."""
    judged, questions = family.grades(outline, knowledge)
    draft.ask(questions)
    framework = (
        knowledge.registry.frameworks[family.framework] if family.framework else None
    )
    if family.framework is None or framework is None or framework.scale is None:
        draft.judgements = judged
        return
    concepts = knowledge.concepts(f"aspect/{family.framework}")
    inspection = Inspection(
        framework,
        {slug: concept.label for slug, concept in concepts.items()},
        _front_page(outline),
        draft.inspection.value.earliest if draft.inspection else None,
    )
    draft.not_judged = find_not_judged(
        cover_region(outline), knowledge.aspects(family.framework, family.forms)
    )
    checked = check_grades(judged, draft.not_judged, inspection)
    draft.judgements = checked.judgements
    draft.ask(checked.questions)
    labels = {
        slug: (*concept.names, *family.forms.get(slug, ()))
        for slug, concept in concepts.items()
    }
    known = Aspects({**family.forms, **labels})
    draft.ask(
        unknown_rows(
            judged, outline, knowledge.scale(framework.scale), known, framework
        )
    )
    if not draft.judgements:
        draft.ask(
            [
                "No grade was found, although reports of this framework award grades:"
                " look for them."
            ]
        )


def _front_page(outline: Outline) -> str:
    """Return the lines of the front page without its notes, which tell what else is published with the report."""
    lines = (placed.text for placed in outline.head if placed.unit.kind != "note")
    return " ".join(line for line in lines if len(line) < _LONGEST_LINE)


def _year(draft: Draft) -> int:
    """Return the year of the report, as far as it is known."""
    time = draft.inspection or draft.published
    return time.value.latest.year if time else 2014


def _nothing(draft: Draft, outline: Outline) -> dict[str, str]:
    """Return the units of the sections on method and of definitions, where nothing rests on them."""
    used = {at.unit for one in draft.judgements for at in one.at}
    for lists in (draft.quoted, draft.figures, draft.found, draft.advice):
        used |= {one.at.unit for one in lists}
    reasons = {"method": "method", "definitions": "definition"}
    return {
        placed.unit.id: reasons[placed.part]
        for placed in outline.placed
        if placed.content and placed.part in reasons and placed.unit.id not in used
    }
