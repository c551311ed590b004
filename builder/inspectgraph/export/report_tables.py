"""The tables of reports, of registry entries and of concepts."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.export.columns import (
    IRI,
    Column,
    Table,
    described,
    iris,
    named,
    several,
    shown_ids,
    text,
)
from inspectgraph.export.schemes import CONCEPTS
from inspectgraph.rdf.namespaces import DCTERMS, INSP, RDFS, SKOS

__all__ = ["REGISTRY_TABLES", "REPORTS"]


def _registry(
    key: str, about: str, kind: NamedNode, noun: str, *columns: Column
) -> Table:
    """Return a table of the entries of a registry file.

    Args:
        key: The name of the table.
        about: A description of its content.
        kind: The class of the entries.
        noun: The word for one entry, which is used in the name of the slug column.
        columns: The columns that follow the slug and the label.
    """
    return Table(
        key,
        about,
        (kind,),
        described(
            Column(noun, f"Slug of the {noun}.", text(DCTERMS.identifier)),
            Column("label", f"Name of the {noun}.", text(SKOS.prefLabel)),
            several("other_labels", "Other names.", text(SKOS.altLabel)),
            *columns,
            IRI,
        ),
    )


REPORTS: Final = Table(
    "reports",
    "Every report, with its inspection.",
    (INSP.Report,),
    described(
        Column("report", "Slug of the report.", text(DCTERMS.identifier)),
        Column("label", "Human-readable name of the report.", text(RDFS.label)),
        Column("title", "Official title of the report.", text(DCTERMS.title)),
        named(
            "framework",
            "Framework of the inspection.",
            iris(INSP.reportOf, INSP.framework),
            refers="frameworks",
        ),
        named(
            "authorities",
            "Authorities that were inspected.",
            iris(INSP.reportOf, INSP.inspectedAuthority),
            several=True,
        ),
        named(
            "inspectorates",
            "Inspectorates that carried out the inspection.",
            iris(INSP.reportOf, INSP.inspectedBy),
            several=True,
        ),
        Column(
            "fieldwork",
            "Time of the fieldwork, as printed.",
            text(INSP.reportOf, INSP.fieldwork, INSP.printed),
        ),
        Column(
            "first_day",
            "First day of the fieldwork.",
            text(INSP.reportOf, INSP.fieldwork, INSP.earliest),
            "date",
        ),
        Column(
            "last_day",
            "Last day of the fieldwork.",
            text(INSP.reportOf, INSP.fieldwork, INSP.latest),
            "date",
        ),
        Column(
            "published",
            "First day that the printed time of publication allows.",
            text(INSP.published, INSP.earliest),
            "date",
        ),
        Column(
            "reference",
            "Reference number that the report prints.",
            text(INSP.referenceNumber),
        ),
        named(
            "depth",
            "Depth of the curation: in full, or grades only.",
            iris(INSP.depth),
            refers="concepts",
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
            "Number of sentences that a statement cites.",
            text(INSP.curatedSentenceCount),
            "integer",
        ),
        Column(
            "sentences_explained",
            "Number of sentences with a reason for having no statement.",
            text(INSP.explainedSentenceCount),
            "integer",
        ),
        named(
            "read_for",
            "Themes for which the whole report was read.",
            iris(INSP.readFor),
            several=True,
        ),
        Column(
            "curated",
            "Day on which the extract was finished.",
            text(INSP.curation, INSP.curatedOn),
            "date",
        ),
        IRI,
    ),
)

_AUTHORITIES: Final = _registry(
    "authorities",
    "Every authority of the registry.",
    INSP.Authority,
    "authority",
    Column("type", "Type of authority.", text(INSP.authorityType)),
    named("region", "Region of its area.", iris(INSP.area, INSP.region)),
    Column(
        "gss_code",
        "Nine-character code of the authority's area in the official geography.",
        text(INSP.area, INSP.gssCode),
    ),
    Column("dfe_code", "Code of the Department for Education.", text(INSP.dfeCode)),
    Column("ofsted_number", "Number that Ofsted uses.", text(INSP.ofstedNumber)),
)
_INSPECTORATES: Final = _registry(
    "inspectorates",
    "Every inspectorate of the registry.",
    INSP.Inspectorate,
    "inspectorate",
)
_FRAMEWORKS: Final = _registry(
    "frameworks",
    "Every inspection framework of the registry.",
    INSP.Framework,
    "framework",
    named("scale", "Grade scale of the framework.", iris(INSP.gradeScale)),
)
_BODIES: Final = _registry(
    "bodies",
    "Every partner body of the registry.",
    INSP.PartnerBody,
    "body",
    named("kind", "Kind of body.", iris(INSP.bodyKind), refers="concepts"),
)
_SERVICES: Final = _registry(
    "services",
    "Every service of the registry.",
    INSP.Service,
    "service",
    named(
        "type",
        "Type of service.",
        iris(INSP.serviceType),
        refers="concepts",
    ),
    shown_ids("providers", "Providers.", iris(INSP.providedBy), several=True),
)

REGISTRY_TABLES: Final = (
    _AUTHORITIES,
    _INSPECTORATES,
    _FRAMEWORKS,
    _BODIES,
    _SERVICES,
    CONCEPTS,
)
