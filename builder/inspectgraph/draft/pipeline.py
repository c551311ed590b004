"""Drafting pipeline: choose the family of a report, then find each kind of statement.

`draft_document` finds the parts of a draft in this order: values of the whole report,
judgements, recommendations, listed items, reported judgements, measurements, findings.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from inspectgraph.draft.families import choose
from inspectgraph.draft.families.base import Family
from inspectgraph.draft.findings.findings import find_findings
from inspectgraph.draft.findings.listed import find_listed
from inspectgraph.draft.findings.topics import About, Abouts
from inspectgraph.draft.judgements.awarded import judge
from inspectgraph.draft.judgements.reported import find_quoted, scale_questions
from inspectgraph.draft.measurements.extract import find_figures
from inspectgraph.draft.metadata.describe import describe
from inspectgraph.draft.model import (
    UNNAMED_INDICATOR,
    Draft,
    DraftMeasurement,
    DraftRecommendation,
    TextSpan,
)
from inspectgraph.draft.recommendations.lists import find_advice
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.abbreviations import introduced
from inspectgraph.draft.text.roles import Addressees
from inspectgraph.draft.text.structure import Outline, Placed, texts_of
from inspectgraph.files.unit_list import CONTENT_KINDS
from inspectgraph.model.depth import FULL, GRADES
from inspectgraph.read import Document, read_report
from inspectgraph.read.pdf.limits import TIME_LIMIT

__all__ = ["draft_document", "draft_head", "draft_report"]

#: By part of a report: the reason why its units need no statement.
_REASONS = {"method": "method", "definitions": "definition"}


def draft_report(
    path: Path,
    knowledge: Knowledge,
    seconds: float = TIME_LIMIT,
    depth: str = FULL,
) -> tuple[Document, Draft]:
    """Read the file of a report, and return the document and the draft.

    Args:
        path: The file of the report.
        knowledge: The registry and the concept schemes.
        seconds: The time limit for reading a PDF, in seconds.
        depth: The depth of the draft, `full` or `grades`.

    Raises:
        UnreadableError: If the file cannot be read.
        TimeLimitError: If reading the file takes longer than the time limit.
    """
    document = read_report(path, seconds)
    return document, draft_document(document, knowledge, depth)


def draft_document(
    document: Document, knowledge: Knowledge, depth: str = FULL
) -> Draft:
    """Return the draft of a report that has been divided into units.

    Args:
        document: The report.
        knowledge: The registry and the concept schemes.
        depth: The depth of the draft. A draft of depth `grades` has no findings, no
            measurements and no themes.
    """
    outline = Outline(document)
    draft, family = _head(outline, document, knowledge)
    judge(draft, outline, family, knowledge)
    authority = None
    if draft.authority:
        authority = draft.authority.value
    whom = Addressees(knowledge.registry, authority, family.addressee)
    draft.advice = tuple(find_advice(outline, family.bands, whom))
    framework = None
    if draft.framework:
        framework = draft.framework.value
    draft.quoted = find_quoted(outline, knowledge, _year(draft), framework)
    draft.ask(scale_questions(draft.quoted))
    if depth == GRADES:
        return draft
    topics = _Topics(document, knowledge, authority, outline)
    draft.advice = tuple(map(topics.of_recommendation, draft.advice))
    draft.listed = find_listed(outline, family.lists)
    figures = find_figures(outline, knowledge.concepts("indicator"))
    draft.figures = tuple(map(topics.of_measurement, figures))
    used = draft.judged_units | _units_of(draft.advice)
    draft.found = find_findings(outline, topics.abouts, draft.listed, used)
    draft.nothing = _nothing(draft, outline)
    return draft


def draft_head(document: Document, knowledge: Knowledge) -> Draft:
    """Return a draft without statements.

    The draft has only the values that describe the whole report, such as the title.

    Args:
        document: The report.
        knowledge: The registry and the concept schemes.
    """
    draft, _ = _head(Outline(document), document, knowledge)
    return draft


def _head(
    outline: Outline, document: Document, knowledge: Knowledge
) -> tuple[Draft, Family]:
    """Return a draft without statements, and the family (kind) of the report.

    The draft has only the values that describe the whole report, such as the title.
    """
    family, rule = choose(outline)
    draft = Draft(document.name)
    draft.ask(document.remarks)
    describe(draft, outline, (family, rule), knowledge)
    if second := outline.second_report:
        draft.ask([_second_question(second)])
    return draft, family


class _Topics:
    """Assign themes, services and groups of children to the statements of one report.

    A report may introduce an abbreviation, such as `CAF` in brackets after the full
    name. The abbreviation is then recognised like the full name.
    """

    def __init__(
        self,
        document: Document,
        knowledge: Knowledge,
        authority: str | None,
        outline: Outline,
    ) -> None:
        short = introduced(texts_of(outline.placed), knowledge.in_sense)
        self.abouts = Abouts(knowledge, authority, short)
        self._document = document
        self._indicators = knowledge.concepts("indicator")

    def of_recommendation(self, one: DraftRecommendation) -> DraftRecommendation:
        """Add themes, services and groups of children to a copy of a recommendation.

        These topics come from the words of the recommendation and of its nested points.
        The copy is returned.
        """
        about = self._of_spans(one.at, *one.parts)
        return replace(
            one, themes=about.themes, services=about.services, groups=about.groups
        )

    def of_measurement(self, one: DraftMeasurement) -> DraftMeasurement:
        """Add themes and services to a copy of a measurement, and return the copy.

        The themes and services are named in the words of the measurement. If the words
        name no theme, the names of the indicator are searched for themes.
        """
        about = self._of_spans(one.at)
        themes = about.themes
        if not themes:
            indicator = self._indicators[one.indicator or UNNAMED_INDICATOR]
            themes = self.abouts.of("; ".join(indicator.names)).themes
        return replace(one, themes=themes, services=about.services)

    def _of_spans(self, *spans: TextSpan) -> About:
        """Return the topics named in several text spans."""
        words = [span.words or self._document.by_id[span.unit].text for span in spans]
        return self.abouts.of(" ".join(words))


def _second_question(second: Placed) -> str:
    """Return a question to the curator about a second report in the same file.

    Args:
        second: The first unit of the second report.
    """
    found = f"The file contains a second report, which begins at unit {second.unit.id}"
    if second.part == "board":
        return (
            f"{found}: this report, on the safeguarding board, is drafted as a part of"
            " the first one. Check its dates."
        )
    return f"{found}: it is not drafted. Save it as a separate file."


def _year(draft: Draft) -> int | None:
    """Return the year of the inspection, or else the year of publication.

    Return None if both years are unknown.
    """
    time = draft.inspection or draft.published
    if time:
        return time.value.latest.year
    return None


def _units_of(advice: tuple[DraftRecommendation, ...]) -> frozenset[str]:
    """Return the ids of the units that contain a recommendation or a nested point."""
    units: set[str] = set()
    for one in advice:
        for at in (one.at, *one.parts):
            units.add(at.unit)
    return frozenset(units)


def _nothing(draft: Draft, outline: Outline) -> dict[str, str]:
    """Return the ids of the units that need no statement, with a reason for each unit.

    These units are in the sections on method and on definitions. A unit is left out if
    a statement was drafted from it.
    """
    used = set(draft.judged_units)
    for statements in (draft.quoted, draft.figures, draft.found, draft.advice):
        for one in statements:
            used.add(one.at.unit)
    reasons: dict[str, str] = {}
    for placed in outline.select(_REASONS, CONTENT_KINDS):
        if placed.unit.id not in used:
            reasons[placed.unit.id] = _REASONS[placed.part]
    return reasons
