"""The tables of the graph: reports, judgements and all other statements, one row each.

Cells have readable text, such as the label of a grade. The last column of
every table is the IRI. It leads back to the graph and serves to join tables.

Most columns are made from the fields of records (`field_columns`). A field that a table
here does not name gets a column after the named ones. Columns that need more than one
field are written here.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pyoxigraph import NamedNode

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
    NoJudgement,
    Recommendation,
    ReportedJudgement,
    StatementLink,
)
from inspectgraph.rdf.canonical import NamedGraph
from inspectgraph.rdf.namespaces import DCTERMS, INSP, OA, RDFS, SKOS

__all__ = ["tables"]


def tables(graphs: Iterable[NamedGraph]) -> Streams:
    """Return every table row by row, and the file that describes them, by path."""
    facts = stated(graphs)
    return written(facts, _TABLES)


def _comparators(facts: Facts, iri: str) -> list[str]:
    """Return a text for each comparator of a measurement, such as `England: 12%`."""
    return [
        f"{' and '.join(facts.labels(one, INSP.comparedWith))}:"
        f" {facts.text(one, INSP.printedValue)}"
        for one in facts.links(iri, INSP.comparator)
    ]


def _comparisons(facts: Facts, iri: str) -> list[str]:
    """Return a text for each comparison in words, such as `national: worse`."""
    return [
        f"{' and '.join(facts.labels(one, INSP.comparedWith))}:"
        f" {' and '.join(facts.labels(one, INSP.comparisonResult))}"
        for one in facts.links(iri, INSP.verbalComparison)
    ]


def _kind(facts: Facts, iri: str) -> list[str]:
    """Return the local name of a statement's class, as a list with one member."""
    return [facts.kind(iri)]


_IRI: Final = Column(
    "iri",
    "IRI of the row's resource in the graph.",
    lambda _facts, iri: [iri],
    "anyURI",
)
_WHICH: Final = (
    Column("report", "Report that makes the statement.", name(INSP.statedIn)),
    several(
        "authorities",
        "Authorities that were inspected.",
        label(INSP.statedIn, INSP.reportOf, INSP.inspectedAuthority),
    ),
    Column(
        "published",
        "Time at which the report was published.",
        text(INSP.statedIn, INSP.published, INSP.earliest),
        "date",
    ),
    Column("id", "Id of the statement in its extract.", text(INSP.statementId)),
    several(
        "units",
        "Units of the report that contain the evidence.",
        text(INSP.evidence, OA.hasSource, INSP.unitId),
    ),
)
_NOTE: Final = Column(
    "note",
    "Content of the statement, in the curator's own words.",
    first(text(INSP.note), text(INSP.what), text(INSP.reportedOf)),
)
_POLARITY: Final = Column(
    "polarity", "Polarity: strength, weakness, mixed or neutral.", label(INSP.polarity)
)
_THEMES: Final = several("themes", "Themes of the statement.", label(INSP.theme))
_SERVICES: Final = several(
    "services",
    "Services, or types of service, that the statement is about.",
    either(label(INSP.service), label(INSP.serviceType)),
)
_BODIES: Final = several(
    "bodies", "Partner bodies that the statement is about.", label(INSP.body)
)
_PLACES: Final = several(
    "places",
    "Places inside the authority's area that the words name.",
    label(INSP.place),
)
_COMPARED: Final = several(
    "compared",
    "Reference points and results of comparisons in words.",
    _comparisons,
)
_GROUP: Final = several(
    "group", "Groups of children that the statement is about.", label(INSP.childGroup)
)
_FRAMEWORK: Final = Column(
    "framework", "Framework of the inspection.", label(INSP.framework)
)
_ASPECT: Final = Column(
    "aspect", "Aspect for which the grade was awarded.", label(INSP.aspect)
)
_GRADE: Final = Column("grade", "Grade.", label(INSP.grade))
_RANK: Final = Column(
    "rank",
    "Rank of the grade in its scale; 1 is the worst.",
    text(INSP.grade, INSP.rank),
    "integer",
)
_SCALE: Final = Column(
    "scale", "Grade scale of the grade.", label(INSP.grade, SKOS.inScheme)
)
_PRINTED_GRADE: Final = Column(
    "printed_as",
    "Number printed for the grade.",
    text(INSP.grade, SKOS.notation),
)
_PARTS: Final = several(
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
_ENDING: Final = (_DOUBT, _CONFIDENCE, _IRI)


def _side(which: str, end: NamedNode) -> tuple[Column, ...]:
    """Return the columns on one of the two statements of a link.

    Args:
        which: The word for the side, such as `earlier`.
        end: The property that leads from the link to the statement.
    """
    words = first(
        text(end, INSP.note), text(end, INSP.what), text(end, INSP.reportedOf)
    )
    return (
        Column(f"{which}_report", f"The {which} report.", name(end, INSP.statedIn)),
        Column(f"{which}_id", f"Id of its statement in the {which} report.", name(end)),
        Column(f"{which}_note", f"Content of the {which} statement.", words),
    )


_FINDINGS: Final = (
    INSP.Strength,
    INSP.Weakness,
    INSP.MixedFinding,
    INSP.NeutralFinding,
)
_STATEMENTS: Final = (
    *_FINDINGS,
    INSP.Judgement,
    INSP.NoJudgement,
    INSP.ReportedJudgement,
    INSP.Recommendation,
    INSP.Measurement,
    INSP.Event,
)

_TABLES: Final = (
    Table(
        "reports",
        "Every report, with its inspection.",
        (INSP.Report,),
        (
            Column("report", "Slug of the report.", text(DCTERMS.identifier)),
            Column("label", "Human-readable name of the report.", text(RDFS.label)),
            Column("title", "Official title of the report.", text(DCTERMS.title)),
            Column(
                "framework",
                "Framework of the inspection.",
                label(INSP.reportOf, INSP.framework),
            ),
            several(
                "authorities",
                "Authorities that were inspected.",
                label(INSP.reportOf, INSP.inspectedAuthority),
            ),
            several(
                "inspectorates",
                "Inspectorates that carried out the inspection.",
                label(INSP.reportOf, INSP.inspectedBy),
            ),
            Column(
                "fieldwork",
                "Time of the fieldwork, as printed.",
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
                "Time of publication, as printed.",
                text(INSP.published, INSP.earliest),
                "date",
            ),
            Column(
                "reference",
                "Reference number that the report prints.",
                text(INSP.referenceNumber),
            ),
            Column(
                "depth",
                "Depth of the curation: in full, or grades only.",
                label(INSP.depth),
            ),
            Column(
                "units",
                "Number of units that can have a statement.",
                text(INSP.unitCount),
                "integer",
            ),
            Column(
                "covered",
                "Number of units with a statement or a reason for having none.",
                text(INSP.coveredUnitCount),
                "integer",
            ),
            Column(
                "sentences",
                "Number of sentences that can have a statement.",
                text(INSP.sentenceCount),
                "integer",
            ),
            Column(
                "sentences_curated",
                "Number of sentences on which a statement rests.",
                text(INSP.curatedSentenceCount),
                "integer",
            ),
            Column(
                "sentences_explained",
                "Number of sentences with a reason for having no statement.",
                text(INSP.explainedSentenceCount),
                "integer",
            ),
            several(
                "read_for",
                "Themes for which the whole report was read.",
                label(INSP.readFor),
            ),
            Column(
                "curated",
                "Day on which the extract was finished.",
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
                "Framework of the inspection that awarded the grade.",
                label(INSP.statedIn, INSP.reportOf, INSP.framework),
            ),
            *laid_out(Judgement, _ASPECT, _GRADE, _PRINTED_GRADE, _RANK, _SCALE),
            *_ENDING,
        ),
    ),
    Table(
        "not-judged",
        "Every aspect for which a report says that it awards no grade.",
        (INSP.NoJudgement,),
        (
            *_WHICH,
            Column(
                "framework",
                "Framework of the inspection that awarded no grade.",
                label(INSP.statedIn, INSP.reportOf, INSP.framework),
            ),
            *laid_out(NoJudgement, _ASPECT),
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
                several(
                    "by", "Inspectorate that awarded the grade.", label(INSP.reportedBy)
                ),
                _FRAMEWORK,
                _ASPECT,
                _GRADE,
                "or_better",
                _RANK,
                _SCALE,
                "count",
                "out_of",
                "date",
                *span_columns(INSP.reportedTime, "that the printed time allows"),
                _THEMES,
                _SERVICES,
                _PLACES,
                _NOTE,
            ),
            *_ENDING,
        ),
    ),
    Table(
        "statements",
        "Every statement of every kind, with the fields common to all kinds and the"
        " optional fields of findings.",
        _STATEMENTS,
        (
            *_WHICH,
            Column("class", "Kind of statement.", _kind),
            *laid_out(
                Finding,
                _POLARITY,
                _ASPECT,
                _GRADE,
                _NOTE,
                _THEMES,
                _SERVICES,
                _BODIES,
                _PLACES,
                _GROUP,
                _COMPARED,
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
                _PLACES,
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
                    "Reference points and values of the comparators.",
                    _comparators,
                ),
                _COMPARED,
                _POLARITY,
                _NOTE,
                _THEMES,
                _SERVICES,
                _PLACES,
                _GROUP,
            ),
            *_ENDING,
        ),
    ),
    Table(
        "events",
        "Every event that happened to a service or an organisation.",
        (INSP.Event,),
        (
            *_WHICH,
            _NOTE,
            *laid_out(
                Event,
                "date",
                *span_columns(INSP.eventTime, "that the printed time allows"),
                "before",
                "after",
                _THEMES,
                _SERVICES,
                _BODIES,
                _PLACES,
                besides=("what",),
            ),
            *_ENDING,
        ),
    ),
    Table(
        "links",
        "Every link between a statement of a report and one of an earlier report.",
        (INSP.StatementLink,),
        (
            several(
                "authorities",
                "Authorities that were inspected.",
                label(
                    INSP.laterStatement,
                    INSP.statedIn,
                    INSP.reportOf,
                    INSP.inspectedAuthority,
                ),
            ),
            *_side("earlier", INSP.earlierStatement),
            *_side("later", INSP.laterStatement),
            *laid_out(StatementLink, besides=("earlier", "later", "at")),
            several(
                "units",
                "Units of the later report that contain the words on the connection.",
                text(INSP.evidence, OA.hasSource, INSP.unitId),
            ),
            _IRI,
        ),
    ),
)
