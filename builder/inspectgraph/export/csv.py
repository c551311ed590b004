"""The tables of the graph: reports, judgements and all other statements, one row each.

Cells hold the words that people use (the label of a grade, not its IRI); the last
column of every table is the IRI, which leads back to the graph and joins the tables.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from inspectgraph.export.index import Facts, stated
from inspectgraph.rdf.canonical import NamedGraph
from inspectgraph.rdf.namespaces import DCTERMS, INSP, OA, RDFS, SKOS

__all__ = ["tables"]


def tables(graphs: Sequence[NamedGraph]) -> dict[str, bytes]:
    """Return every table, and the file that describes them, by path."""
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
            _ASPECT,
            _GRADE,
            Column(
                "printed_as",
                "The digit that is printed for the grade.",
                text(INSP.grade, SKOS.notation),
            ),
            _RANK,
            _SCALE,
            Column(
                "source", "Where in the report it is awarded.", label(INSP.awardSource)
            ),
            *_ENDING,
        ),
    ),
    Table(
        "reported-judgements",
        "Every grade of another inspection that a report quotes.",
        (INSP.ReportedJudgement,),
        (
            *_WHICH,
            Column(
                "of", "What was judged, in the curator's words.", text(INSP.reportedOf)
            ),
            several("by", "Who judged.", label(INSP.reportedBy)),
            _FRAMEWORK,
            _ASPECT,
            _GRADE,
            Column(
                "or_better",
                "Whether the grade is the lowest of those meant.",
                text(INSP.orBetter),
                "boolean",
            ),
            _RANK,
            _SCALE,
            Column("count", "How many were judged so.", text(INSP.count), "integer"),
            Column("out_of", "Out of how many.", text(INSP.outOf), "integer"),
            Column("when", "When, as printed.", text(INSP.reportedTime, INSP.printed)),
            Column(
                "from",
                "First day that this can mean.",
                text(INSP.reportedTime, INSP.earliest),
                "date",
            ),
            Column(
                "until",
                "Last day that this can mean.",
                text(INSP.reportedTime, INSP.latest),
                "date",
            ),
            _THEMES,
            _SERVICES,
            _NOTE,
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
            _POLARITY,
            _ASPECT,
            _GRADE,
            _NOTE,
            _THEMES,
            _SERVICES,
            _BODIES,
            _GROUP,
            Column("level", "The report's word for how good.", label(INSP.level)),
            Column("state", "Where in its life the thing is.", label(INSP.state)),
            Column(
                "state_when",
                "Since or until when, as printed.",
                text(INSP.stateTime, INSP.printed),
            ),
            Column("trend", "The direction of its quality.", label(INSP.trend)),
            Column("since", "Since when, as printed.", text(INSP.since, INSP.printed)),
            Column("extent", "How far it holds.", label(INSP.extent)),
            Column(
                "certainty", "How sure the report's words are.", label(INSP.certainty)
            ),
            Column(
                "kind",
                "What is judged: arrangement, practice, reach, result.",
                label(INSP.findingKind),
            ),
            Column(
                "compared_with",
                "What it is compared with, without a figure.",
                label(INSP.comparedWith),
            ),
            Column("comparison", "How it compares.", label(INSP.comparisonResult)),
            several(
                "voice", "Whose view it is, if not the inspectors'.", label(INSP.voice)
            ),
            several(
                "responsible",
                "Who is to act or to blame, as said.",
                label(INSP.responsible),
            ),
            several(
                "because",
                "Ids of the statements that it is said to follow from.",
                name(INSP.because),
            ),
            several(
                "more_about",
                "Ids of the statements that it says more about.",
                name(INSP.moreAbout),
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
            Column("band", "By when, or how urgent.", label(INSP.timescale)),
            several("addressee", "Who should act.", label(INSP.addressee)),
            _NOTE,
            several(
                "parts",
                "Its parts, in the curator's words.",
                text(INSP.part, INSP.note),
            ),
            _THEMES,
            _SERVICES,
            _GROUP,
            several(
                "answers", "Ids of the statements that it answers.", name(INSP.answers)
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
            Column("indicator", "What is measured.", label(INSP.indicator)),
            Column("value", "The figure as a number.", text(INSP.value), "decimal"),
            Column("printed", "The figure as printed.", text(INSP.printedValue)),
            Column("qualifier", "How exactly it is meant.", label(INSP.qualifier)),
            Column("measure", "The unit of measurement.", label(INSP.measureUnit)),
            Column(
                "kind",
                "Count, share, rate, rank, change, difference, ratio or target.",
                label(INSP.measurementKind),
            ),
            Column("of", "Out of how many.", text(INSP.denominator), "decimal"),
            Column("population", "Of whom or what.", text(INSP.population)),
            Column(
                "period", "For what time, as printed.", text(INSP.period, INSP.printed)
            ),
            Column(
                "from",
                "First day of the period.",
                text(INSP.period, INSP.earliest),
                "date",
            ),
            Column(
                "until",
                "Last day of the period.",
                text(INSP.period, INSP.latest),
                "date",
            ),
            Column(
                "status",
                "Final, provisional, estimated or unvalidated.",
                label(INSP.measurementStatus),
            ),
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
            Column("when", "When, as printed.", text(INSP.eventTime, INSP.printed)),
            Column(
                "from",
                "First day that this can mean.",
                text(INSP.eventTime, INSP.earliest),
                "date",
            ),
            Column(
                "until",
                "Last day that this can mean.",
                text(INSP.eventTime, INSP.latest),
                "date",
            ),
            several("before", "What there was before.", label(INSP.before)),
            several("after", "What there was afterwards.", label(INSP.after)),
            _THEMES,
            _SERVICES,
            _BODIES,
            *_ENDING,
        ),
    ),
)
