"""The long tables, which have one row for each value of a list.

For example, each row of one long table has a statement and one theme of this statement.
No cell of a long table has several values with a separator. The rows contain keys of
other tables, so that the tables can be joined.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.export.columns import (
    IRI,
    Column,
    Table,
    described,
    iris,
    named,
    shown_ids,
    text,
)
from inspectgraph.export.common_columns import STATEMENTS
from inspectgraph.export.field_columns import span_columns
from inspectgraph.export.index import Facts
from inspectgraph.rdf.namespaces import DCTERMS, INSP, OA

__all__ = ["LONG_TABLES"]


def _itself(_facts: Facts, iri: str) -> list[str]:
    """Return a list that has only the IRI of a row's resource."""
    return [iri]


def _of_end(column: Column) -> Column:
    """Return a copy of a column. The copy describes the second resource of each row.

    A row is made from a pair of resources, such as a statement and one of its passages.
    """
    return replace(column, of_end=True)


_OF_STATEMENT: Final = (
    shown_ids(
        "report",
        "Report that makes the statement.",
        iris(INSP.statedIn),
        refers="reports",
    ),
    Column("id", "Id of the statement in its extract.", text(INSP.statementId)),
)
_STATEMENT_IRI: Final = Column(
    "statement_iri", "IRI of the statement.", _itself, "anyURI", refers="statements"
)
#: The key of a passage, a part or a comparator.
_END_IRI: Final = _of_end(IRI)


def _pairs(key: str, about: str, noun: str, property_: NamedNode, refers: str) -> Table:
    """Return a table of the values that statements have for a property.

    Each row has a statement and one value of the property.

    Args:
        key: The name of the table.
        about: A description of its content.
        noun: The word for one value, which is used in the names of columns.
        property_: The property.
        refers: The table in which the values are keys.
    """
    value = named(noun, f"Label of the {noun}.", _itself, refers=refers, of_end=True)
    return Table(
        key,
        about,
        STATEMENTS,
        described(*_OF_STATEMENT, value, _STATEMENT_IRI),
        key=("statement_iri", f"{noun}_iri"),
        through=(property_,),
    )


def _of_report(
    key: str, about: str, noun: str, property_: NamedNode, refers: str
) -> Table:
    """Return a table of reports and one property of each report's inspection.

    Each row has a report and one value of the property. The arguments are those of
    `_pairs`.
    """
    return Table(
        key,
        about,
        (INSP.Report,),
        described(
            Column("report", "Slug of the report.", text(DCTERMS.identifier)),
            named(noun, f"Name of the {noun}.", _itself, refers=refers, of_end=True),
            Column(
                "report_iri", "IRI of the report.", _itself, "anyURI", refers="reports"
            ),
        ),
        key=("report_iri", f"{noun}_iri"),
        through=(INSP.reportOf, property_),
    )


def _passages(key: str, about: str, *through: NamedNode, owner: Column) -> Table:
    """Return a table of the anchors of statements.

    A property path leads from each statement to its anchors.

    Args:
        key: The name of the table.
        about: A description of its content.
        through: The property path.
        owner: The column that names the statement for which the anchor is evidence.
    """
    source, selector = OA.hasSource, OA.hasSelector
    columns = (
        Column("unit", "Unit of the report.", text(source, INSP.unitId)),
        Column(
            "unit_order",
            "Position of the unit in the report.",
            text(source, INSP.unitOrder),
            "integer",
        ),
        Column(
            "start",
            "Number of letters and digits of the unit before the words.",
            text(selector, INSP.start),
            "integer",
        ),
        Column(
            "length",
            "Number of letters and digits in the words.",
            text(selector, INSP.length),
            "integer",
        ),
        Column("digest", "Digest of the words.", text(selector, INSP.digest)),
        Column(
            "figures",
            "Digests of the figures in the words.",
            text(selector, INSP.figures),
        ),
    )
    return Table(
        key,
        about,
        STATEMENTS,
        described(*_OF_STATEMENT, *map(_of_end, columns), owner, _END_IRI),
        through=through,
    )


_PARTS: Final = Table(
    "recommendation-parts",
    "Every part of a recommendation.",
    (INSP.Recommendation,),
    described(
        *_OF_STATEMENT,
        _of_end(
            Column("note", "Content, in the curator's own words.", text(INSP.note))
        ),
        _of_end(
            Column(
                "unit",
                "First unit of the report that contains the words.",
                lambda facts, iri: text(INSP.evidence, OA.hasSource, INSP.unitId)(
                    facts, iri
                )[:1],
            )
        ),
        _STATEMENT_IRI,
        _END_IRI,
    ),
    through=(INSP.part,),
)
_COMPARATORS: Final = Table(
    "comparators",
    "Every value with which a report compares a measurement.",
    (INSP.Measurement,),
    described(
        *_OF_STATEMENT,
        named(
            "compared_with",
            "Reference point that the value belongs to.",
            iris(INSP.comparedWith),
            refers="concepts",
            of_end=True,
        ),
        *map(
            _of_end,
            (
                Column("value", "Value as a number.", text(INSP.value), "decimal"),
                Column(
                    "printed",
                    "Value as the report prints it.",
                    text(INSP.printedValue),
                ),
                Column(
                    "period",
                    "Time for which the value holds.",
                    text(INSP.period, INSP.printed),
                ),
                *span_columns(INSP.period, "of the period"),
            ),
        ),
        _STATEMENT_IRI,
        _END_IRI,
    ),
    through=(INSP.comparator,),
)

LONG_TABLES: Final = (
    _of_report(
        "report-authorities",
        "Pairs of a report and an authority that was inspected.",
        "authority",
        INSP.inspectedAuthority,
        "authorities",
    ),
    _of_report(
        "report-inspectorates",
        "Pairs of a report and an inspectorate.",
        "inspectorate",
        INSP.inspectedBy,
        "inspectorates",
    ),
    _pairs(
        "statement-themes",
        "Pairs of a statement and one of its themes.",
        "theme",
        INSP.theme,
        "concepts",
    ),
    _pairs(
        "statement-services",
        "Pairs of a statement and a service that it is about.",
        "service",
        INSP.service,
        "services",
    ),
    _pairs(
        "statement-service-types",
        "Pairs of a statement and a type of service that it is about.",
        "service_type",
        INSP.serviceType,
        "concepts",
    ),
    _pairs(
        "statement-bodies",
        "Pairs of a statement and a body that it is about.",
        "body",
        INSP.body,
        "",
    ),
    _pairs(
        "statement-groups",
        "Pairs of a statement and a group of children that it is about.",
        "child_group",
        INSP.childGroup,
        "concepts",
    ),
    _passages(
        "passages",
        "Every passage that a statement cites, with the unit, start, length and digest of"
        " the words.",
        INSP.evidence,
        owner=_STATEMENT_IRI,
    ),
    _PARTS,
    _COMPARATORS,
)
