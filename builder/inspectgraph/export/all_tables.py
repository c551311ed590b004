"""The tables of statements, and the list of all tables in an export.

Cells have readable text, such as the label of a grade. Slugs and IRIs are in separate
columns (see `columns`).

`field_columns` makes most columns: one for each field of a record. Columns that this
module lists come first. The columns of the remaining fields follow. This module itself
defines each column that needs more than one field.
"""

from __future__ import annotations

from typing import Final

from inspectgraph.export.columns import (
    IRI,
    Column,
    Table,
    described,
    iris,
    named,
    several,
    text,
)
from inspectgraph.export.common_columns import (
    AGES,
    ASPECT,
    BODIES,
    COMPARED,
    ENDING,
    FRAMEWORK,
    GRADE,
    GROUPS,
    NOTE,
    PARTS,
    PLACES,
    POLARITY,
    PRINTED_GRADE,
    RANK,
    SCALE,
    SERVICES,
    STATEMENTS,
    THEMES,
    WHICH,
    side,
)
from inspectgraph.export.field_columns import laid_out, span_columns
from inspectgraph.export.index import Facts
from inspectgraph.export.long_tables import LONG_TABLES
from inspectgraph.export.report_tables import REGISTRY_TABLES, REPORTS
from inspectgraph.model.extract import (
    Event,
    Finding,
    Judgement,
    Measurement,
    NoJudgement,
    Recommendation,
    ReportedJudgement,
    StatementLink,
)
from inspectgraph.rdf.namespaces import INSP, OA

__all__ = ["TABLES"]


def _comparators(facts: Facts, iri: str) -> list[str]:
    """Return the text of each comparator of a measurement, such as `England: 12%`."""
    return [
        f"{' and '.join(facts.labels(one, INSP.comparedWith))}:"
        f" {facts.text(one, INSP.printedValue)}"
        for one in facts.links(iri, INSP.comparator)
    ]


def _kind(facts: Facts, iri: str) -> list[str]:
    """Return a list that has only the local name of a statement's class."""
    return [facts.kind(iri)]


_STATEMENT_TABLES: Final = (
    Table(
        "judgements",
        "Every grade that a report awards.",
        (INSP.Judgement,),
        described(
            *WHICH,
            named(
                "framework",
                "Framework of the inspection that awarded the grade.",
                iris(INSP.statedIn, INSP.reportOf, INSP.framework),
                refers="frameworks",
            ),
            *laid_out(Judgement, ASPECT, GRADE, PRINTED_GRADE, RANK, SCALE),
            *ENDING,
            IRI,
        ),
    ),
    Table(
        "not-judged",
        "Every aspect for which a report says that it awards no grade.",
        (INSP.NoJudgement,),
        described(
            *WHICH,
            named(
                "framework",
                "Framework of the inspection that awarded no grade.",
                iris(INSP.statedIn, INSP.reportOf, INSP.framework),
                refers="frameworks",
            ),
            *laid_out(NoJudgement, ASPECT),
            *ENDING,
            IRI,
        ),
    ),
    Table(
        "reported-judgements",
        "Every grade of another inspection that a report quotes.",
        (INSP.ReportedJudgement,),
        described(
            *WHICH,
            *laid_out(
                ReportedJudgement,
                "of",
                named(
                    "by",
                    "Inspectorates that awarded the grade.",
                    iris(INSP.reportedBy),
                    several=True,
                ),
                FRAMEWORK,
                ASPECT,
                GRADE,
                "or_better",
                RANK,
                SCALE,
                "count",
                "out_of",
                "date",
                *span_columns(INSP.reportedTime, "that the printed time allows"),
                THEMES,
                SERVICES,
                PLACES,
                NOTE,
            ),
            *ENDING,
            IRI,
        ),
    ),
    Table(
        "statements",
        "Every statement of every kind, with the fields common to all kinds and the"
        " optional fields of findings.",
        STATEMENTS,
        described(
            *WHICH,
            Column("class", "Kind of statement.", _kind),
            *laid_out(
                Finding,
                POLARITY,
                ASPECT,
                GRADE,
                NOTE,
                THEMES,
                SERVICES,
                BODIES,
                PLACES,
                GROUPS,
                AGES,
                COMPARED,
            ),
            *ENDING,
            IRI,
        ),
    ),
    Table(
        "recommendations",
        "Every recommendation.",
        (INSP.Recommendation,),
        described(
            *WHICH,
            *laid_out(
                Recommendation,
                "band",
                "addressee",
                NOTE,
                PARTS,
                THEMES,
                SERVICES,
                PLACES,
                GROUPS,
            ),
            *ENDING,
            IRI,
        ),
    ),
    Table(
        "measurements",
        "Every printed figure.",
        (INSP.Measurement,),
        described(
            *WHICH,
            *laid_out(
                Measurement,
                "indicator",
                "value",
                "printed",
                "qualifier",
                "unit",
                "kind",
                "of",
                "population",
                "period",
                *span_columns(INSP.period, "of the period"),
                "status",
                several(
                    "comparators",
                    "Reference points and values of the comparators.",
                    _comparators,
                ),
                COMPARED,
                POLARITY,
                NOTE,
                THEMES,
                SERVICES,
                PLACES,
                GROUPS,
                AGES,
            ),
            *ENDING,
            IRI,
        ),
    ),
    Table(
        "events",
        "Every event that happened to a service or an organisation.",
        (INSP.Event,),
        described(
            *WHICH,
            NOTE,
            *laid_out(
                Event,
                "date",
                *span_columns(INSP.eventTime, "that the printed time allows"),
                "before",
                "after",
                THEMES,
                SERVICES,
                BODIES,
                PLACES,
                besides=("what",),
            ),
            *ENDING,
            IRI,
        ),
    ),
    Table(
        "links",
        "Every link between a statement of a report and one of an earlier report.",
        (INSP.StatementLink,),
        described(
            named(
                "authorities",
                "Authorities that were inspected.",
                iris(
                    INSP.laterStatement,
                    INSP.statedIn,
                    INSP.reportOf,
                    INSP.inspectedAuthority,
                ),
                several=True,
            ),
            *side("earlier", INSP.earlierStatement),
            *side("later", INSP.laterStatement),
            *laid_out(StatementLink, besides=("earlier", "later", "at")),
            several(
                "units",
                "Units of the later report that state the connection.",
                text(INSP.evidence, OA.hasSource, INSP.unitId),
            ),
            IRI,
        ),
    ),
)

#: All tables, in the order in which people read them.
TABLES: Final = (REPORTS, *_STATEMENT_TABLES, *LONG_TABLES, *REGISTRY_TABLES)
