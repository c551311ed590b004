"""The tables of the graph: reports, judgements and all other statements, one row each.

Cells hold the words that people use (the label of a grade, not its IRI); the last
column of every table is the IRI, which leads back to the graph and joins the tables.

The columns of a field follow from its declaration (`field_columns`); a field that no table
lays out comes after those that its table lays out. Here are the columns that need more
than one field.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from inspectgraph.export.csvw import (
    Column,
    Table,
    either,
    first,
    label,
    name,
    several,
    text,
    written,
)
from inspectgraph.export.field_columns import laid_out, span_columns
from inspectgraph.export.index import Facts, stated
from inspectgraph.export.streams import Streams
from inspectgraph.model.extract import (
    Event,
    Finding,
    Judgement,
    Measurement,
    Recommendation,
    ReportedJudgement,
)
from inspectgraph.rdf.canonical import NamedGraph
from inspectgraph.rdf.namespaces import DCTERMS, INSP, OA, RDFS, SKOS

__all__ = ["tables"]


def tables(graphs: Iterable[NamedGraph]) -> Streams:
    """Return every table row by row, and the file that describes them, by path."""
    facts = stated(graphs)
    return written(facts, _TABLES)


def _comparators(facts: Facts, iri: str) -> list[str]:
    """Return what a figure is compared with: of each, with what, and the figure as printed."""
    return [
        f"{' and '.join(facts.labels(one, INSP.comparedWith))}:"
        f" {facts.text(one, INSP.printedValue)}"
        for one in facts.links(iri, INSP.comparator)
    ]


def _kind(facts: Facts, iri: str) -> list[str]:
    return [facts.kind(iri)]


_IRI: Final = Column(
    "iri", "The IRI in the graph.", lambda _facts, iri: [iri], "anyURI"
)
_WHICH: Final = (
    Column("report", "The report that says so.", name(INSP.statedIn)),
    several(
        "authorities",
        "Who was inspected.",
        label(INSP.statedIn, INSP.reportOf, INSP.inspectedAuthority),
    ),
    Column(
        "published",
        "When the report was published.",
        text(INSP.statedIn, INSP.published, INSP.earliest),
        "date",
    ),
    Column("id", "The statement's id in its extract.", text(INSP.statementId)),
    several(
        "units",
        "The units of the report that it rests on.",
        text(INSP.evidence, OA.hasSource, INSP.unitId),
    ),
)
_NOTE: Final = Column(
    "note",
    "What it says, in the curator's words.",
    first(text(INSP.note), text(INSP.what), text(INSP.reportedOf)),
)
_POLARITY: Final = Column(
    "polarity", "Strength, weakness, mixed or neutral.", label(INSP.polarity)
)
_THEMES: Final = several("themes", "What it is about.", label(INSP.theme))
_SERVICES: Final = several(
    "services",
    "The services, or types of service, that it is about.",
    either(label(INSP.service), label(INSP.serviceType)),
)
_BODIES: Final = several("bodies", "The bodies that it is about.", label(INSP.body))
_GROUP: Final = several("group", "Which children.", label(INSP.childGroup))
_FRAMEWORK: Final = Column(
    "framework", "The framework of the inspection.", label(INSP.framework)
)
_ASPECT: Final = Column("aspect", "What was judged.", label(INSP.aspect))
_GRADE: Final = Column("grade", "The grade.", label(INSP.grade))
_RANK: Final = Column(
    "rank",
    "The grade's rank in its scale; 1 is worst.",
    text(INSP.grade, INSP.rank),
    "integer",
)
_SCALE: Final = Column("scale", "The scale.", label(INSP.grade, SKOS.inScheme))
_PRINTED_GRADE: Final = Column(
    "printed_as",
    "The digit that is printed for the grade.",
    text(INSP.grade, SKOS.notation),
)
_PARTS: Final = several(
    "parts", "Its parts, in the curator's words.", text(INSP.part, INSP.note)
)
_DOUBT: Final = Column("doubt", "The curator's own doubt.", text(INSP.doubt))
_CONFIDENCE: Final = Column(
    "confidence",
    "How sure an unconfirmed draft is; empty where a curator stands behind it.",
    text(INSP.confidence),
    "decimal",
)
_ENDING: Final = (_DOUBT, _CONFIDENCE, _IRI)

_FINDINGS: Final = (
    INSP.Strength,
    INSP.Weakness,
    INSP.MixedFinding,
    INSP.NeutralFinding,
)
_STATEMENTS: Final = (
    *_FINDINGS,
    INSP.Judgement,
    INSP.ReportedJudgement,
    INSP.Recommendation,
    INSP.Measurement,
    INSP.Event,
)

_TABLES: Final = (
    Table(
        "reports",
        "Every report, with the inspection that it is of.",
        (INSP.Report,),
        (
            Column("report", "The report's short name.", text(DCTERMS.identifier)),
            Column("label", "What people call it.", text(RDFS.label)),
            Column("title", "Its own title.", text(DCTERMS.title)),
            Column(
                "framework",
                "The framework of the inspection.",
                label(INSP.reportOf, INSP.framework),
            ),
            several(
                "authorities",
                "Who was inspected.",
                label(INSP.reportOf, INSP.inspectedAuthority),
            ),
            several(
                "inspectorates",
                "Who inspected.",
                label(INSP.reportOf, INSP.inspectedBy),
            ),
            Column(
                "fieldwork",
                "When, as printed.",
                text(INSP.reportOf, INSP.fieldwork, INSP.printed),
            ),
            Column(
                "from",
                "First day of the fieldwork.",
                text(INSP.reportOf, INSP.fieldwork, INSP.earliest),
                "date",
            ),
            Column(
                "until",
                "Last day of the fieldwork.",
                text(INSP.reportOf, INSP.fieldwork, INSP.latest),
                "date",
            ),
            Column(
                "published",
                "When it was published.",
                text(INSP.published, INSP.earliest),
                "date",
            ),
            Column("reference", "Its printed number.", text(INSP.referenceNumber)),
            Column(
                "units",
                "Units that can carry a statement.",
                text(INSP.unitCount),
                "integer",
            ),
            Column(
                "covered",
                "Units that a curator has entered.",
                text(INSP.coveredUnitCount),
                "integer",
            ),
            several(
                "read_for",
                "Themes for which the whole report was read.",
                label(INSP.readFor),
            ),
            Column(
                "curated",
                "When the extract was finished.",
                text(INSP.curation, INSP.curatedOn),
                "date",
            ),
            _IRI,
        ),
    ),
    Table(
        "judgements",
        "Every grade that a report awards.",
        (INSP.Judgement,),
        (
            *_WHICH,
            Column(
                "framework",
                "The framework.",
                label(INSP.statedIn, INSP.reportOf, INSP.framework),
            ),
            *laid_out(Judgement, _ASPECT, _GRADE, _PRINTED_GRADE, _RANK, _SCALE),
            *_ENDING,
        ),
    ),
    Table(
        "reported-judgements",
        "Every grade of another inspection that a report quotes.",
        (INSP.ReportedJudgement,),
        (
            *_WHICH,
            *laid_out(
                ReportedJudgement,
                "of",
                several("by", "Who judged.", label(INSP.reportedBy)),
                _FRAMEWORK,
                _ASPECT,
                _GRADE,
                "or_better",
                _RANK,
                _SCALE,
                "count",
                "out_of",
                "date",
                *span_columns(INSP.reportedTime, "that this can mean"),
                _THEMES,
                _SERVICES,
                _NOTE,
            ),
            *_ENDING,
        ),
    ),
    Table(
        "statements",
        "Every statement of every kind, with what is common to all and the optional"
        " fields of findings.",
        _STATEMENTS,
        (
            *_WHICH,
            Column("class", "What kind of statement it is.", _kind),
            *laid_out(
                Finding,
                _POLARITY,
                _ASPECT,
                _GRADE,
                _NOTE,
                _THEMES,
                _SERVICES,
                _BODIES,
                _GROUP,
            ),
            *_ENDING,
        ),
    ),
    Table(
        "recommendations",
        "Every recommendation.",
        (INSP.Recommendation,),
        (
            *_WHICH,
            *laid_out(
                Recommendation,
                "band",
                "addressee",
                _NOTE,
                _PARTS,
                _THEMES,
                _SERVICES,
                _GROUP,
            ),
            *_ENDING,
        ),
    ),
    Table(
        "measurements",
        "Every printed figure.",
        (INSP.Measurement,),
        (
            *_WHICH,
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
                    "What it is compared with, and the figures.",
                    _comparators,
                ),
                _POLARITY,
                _NOTE,
                _THEMES,
                _SERVICES,
                _GROUP,
            ),
            *_ENDING,
        ),
    ),
    Table(
        "events",
        "Everything that is said to have happened to a service or body.",
        (INSP.Event,),
        (
            *_WHICH,
            _NOTE,
            *laid_out(
                Event,
                "date",
                *span_columns(INSP.eventTime, "that this can mean"),
                "before",
                "after",
                _THEMES,
                _SERVICES,
                _BODIES,
                besides=("what",),
            ),
            *_ENDING,
        ),
    ),
)
