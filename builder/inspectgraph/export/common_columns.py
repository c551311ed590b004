"""The columns that several tables of statements share."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.export.columns import (
    Column,
    either,
    first,
    iris,
    named,
    several,
    shown_ids,
    text,
)
from inspectgraph.export.index import Facts
from inspectgraph.rdf.namespaces import INSP, OA, SKOS

__all__ = [
    "AGES",
    "ASPECT",
    "BODIES",
    "COMPARED",
    "ENDING",
    "FRAMEWORK",
    "GRADE",
    "GROUPS",
    "NOTE",
    "OF_REPORT",
    "PARTS",
    "PLACES",
    "POLARITY",
    "PRINTED_GRADE",
    "RANK",
    "SCALE",
    "SERVICES",
    "STATEMENTS",
    "THEMES",
    "WHICH",
    "side",
]


def _comparisons(facts: Facts, iri: str) -> list[str]:
    """Return a text for each comparison made in words, such as `national: worse`."""
    return [
        f"{' and '.join(facts.labels(one, INSP.comparedWith))}:"
        f" {' and '.join(facts.labels(one, INSP.comparisonResult))}"
        for one in facts.links(iri, INSP.verbalComparison)
    ]


def _ages(facts: Facts, iri: str) -> list[str]:
    """Return a text for each range of ages, such as `16 to 17 years` or `up to 4 years`."""
    return [
        _range_text(
            facts.text(one, INSP.minimumAge),
            facts.text(one, INSP.maximumAge),
            " and ".join(facts.labels(one, INSP.ageUnit)),
        )
        for one in facts.links(iri, INSP.ageRange)
    ]


def _range_text(minimum: str, maximum: str, unit: str) -> str:
    """Return a range of ages as a text.

    If the minimum or the maximum is empty, the range is open at this end.

    >>> _range_text("16", "17", "years"), _range_text("14", "", "years")
    ('16 to 17 years', '14 years and over')
    >>> _range_text("", "4", "years"), _range_text("5", "5", "years")
    ('up to 4 years', '5 years')
    """
    if not maximum:
        return f"{minimum} {unit} and over"
    if not minimum:
        return f"up to {maximum} {unit}"
    if minimum == maximum:
        return f"{minimum} {unit}"
    return f"{minimum} to {maximum} {unit}"


#: The classes of statements.
STATEMENTS: Final = (
    INSP.Strength,
    INSP.Weakness,
    INSP.MixedFinding,
    INSP.NeutralFinding,
    INSP.Judgement,
    INSP.NoJudgement,
    INSP.ReportedJudgement,
    INSP.Recommendation,
    INSP.Measurement,
    INSP.Event,
)
OF_REPORT: Final = (
    shown_ids(
        "report",
        "Report that makes the statement.",
        iris(INSP.statedIn),
        refers="reports",
    ),
    named(
        "authorities",
        "Authorities that were inspected.",
        iris(INSP.statedIn, INSP.reportOf, INSP.inspectedAuthority),
        several=True,
    ),
    Column(
        "published",
        "Time at which the report was published.",
        text(INSP.statedIn, INSP.published, INSP.earliest),
        "date",
    ),
)
WHICH: Final = (
    *OF_REPORT,
    Column("id", "Id of the statement in its extract.", text(INSP.statementId)),
    several(
        "units",
        "Units of the report that contain the evidence.",
        text(INSP.evidence, OA.hasSource, INSP.unitId),
    ),
)
NOTE: Final = Column(
    "note",
    "Content of the statement, in the curator's own words.",
    first(text(INSP.note), text(INSP.what), text(INSP.reportedOf)),
)
POLARITY: Final = named(
    "polarity",
    "Polarity: strength, weakness, mixed or neutral.",
    iris(INSP.polarity),
    refers="concepts",
)
THEMES: Final = named(
    "themes", "Themes of the statement.", iris(INSP.theme), several=True
)
SERVICES: Final = named(
    "services",
    "Services, or types of service, that the statement is about.",
    either(iris(INSP.service), iris(INSP.serviceType)),
    several=True,
)
BODIES: Final = named(
    "bodies",
    "Partner bodies that the statement is about.",
    iris(INSP.body),
    several=True,
)
PLACES: Final = named(
    "places",
    "Places in the authority's area that are named in the cited words.",
    iris(INSP.place),
    several=True,
)
GROUPS: Final = named(
    "groups",
    "Groups of children that the statement is about.",
    iris(INSP.childGroup),
    several=True,
)
FRAMEWORK: Final = named(
    "framework",
    "Framework of the inspection.",
    iris(INSP.framework),
    refers="frameworks",
)
ASPECT: Final = named(
    "aspect",
    "Aspect for which the grade was awarded.",
    iris(INSP.aspect),
    refers="concepts",
)
GRADE: Final = named("grade", "Grade.", iris(INSP.grade), refers="concepts")
RANK: Final = Column(
    "rank",
    "Rank of the grade in its scale; 1 is the worst.",
    text(INSP.grade, INSP.rank),
    "integer",
)
SCALE: Final = named(
    "scale", "Grade scale of the grade.", iris(INSP.grade, SKOS.inScheme)
)
PRINTED_GRADE: Final = Column(
    "printed_as",
    "Number printed for the grade.",
    text(INSP.grade, SKOS.notation),
)
COMPARED: Final = several(
    "compared",
    "Reference points and results of the comparisons that the report makes in words.",
    _comparisons,
)
AGES: Final = several(
    "ages", "Printed ages of the people that the statement is about.", _ages
)
PARTS: Final = several(
    "parts",
    "Parts of the recommendation, in the curator's own words.",
    text(INSP.part, INSP.note),
)
_DOUBT: Final = Column(
    "doubt",
    "Uncertainty of the curator about the meaning of the report.",
    text(INSP.doubt),
)
_CONFIDENCE: Final = Column(
    "confidence",
    "Confidence of an unconfirmed draft; empty for a confirmed statement.",
    text(INSP.confidence),
    "decimal",
)
ENDING: Final = (_DOUBT, _CONFIDENCE)


def side(which: str, end: NamedNode) -> tuple[Column, ...]:
    """Return the columns that describe one of the two statements that a link joins.

    Args:
        which: The word for this statement in the names of columns, such as `earlier`.
        end: The property that leads from the link to the statement.
    """
    words = first(
        text(end, INSP.note), text(end, INSP.what), text(end, INSP.reportedOf)
    )
    return (
        shown_ids(
            f"{which}_report",
            f"The {which} report.",
            iris(end, INSP.statedIn),
            refers="reports",
        ),
        shown_ids(
            f"{which}_id",
            f"Id of the statement in the {which} report.",
            iris(end),
            refers="statements",
        ),
        Column(f"{which}_note", f"Content of the {which} statement.", words),
    )
