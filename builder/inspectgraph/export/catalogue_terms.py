"""Terms of DCAT and other vocabularies, and the fixed texts of the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.rdf.iris import current_base
from inspectgraph.rdf.namespaces import BASE, DCTERMS, Terms
from inspectgraph.rdf.prefixes import KNOWN

__all__ = [
    "ADMS",
    "ATTRIBUTION",
    "AVAILABILITY",
    "CATALOGUE_TEXT",
    "DCAT",
    "DCATAP",
    "DCT",
    "DQ",
    "ENGLISH",
    "FILE_TYPES",
    "FOAF",
    "GEOGRAPHY",
    "IRREGULAR",
    "KEYWORDS",
    "LEGISLATION",
    "LICENCE",
    "MEDIA_TYPES",
    "ONTOLOGY",
    "POLICY",
    "PUBLIC",
    "PUBLISHER_TYPE",
    "PUBLISHER_TYPES",
    "REPORT_TEXT",
    "SHARED_TEXTS",
    "SOCIETY",
    "THEMES",
    "TURTLE_FEATURE",
    "VCARD",
    "VOID",
    "VOID_CLASS",
    "WHOLE_TEXT",
    "WKT",
    "catalogue_iri",
    "downloads",
    "home",
    "release_iri",
    "whole_iri",
]

DCAT = Terms(
    KNOWN["dcat"],
    "Catalog DataService Dataset Distribution Resource accessURL bbox byteSize"
    " compressFormat contactPoint dataset distribution downloadURL endDate"
    " endpointDescription endpointURL isVersionOf keyword landingPage mediaType packageFormat"
    " previousVersion servesDataset service startDate theme themeTaxonomy version",
)
DCT = Terms(
    DCTERMS.base,
    "Frequency LicenseDocument LinguisticSystem Location MediaType MediaTypeOrExtent PeriodOfTime"
    " RightsStatement Standard accessRights accrualPeriodicity"
    " conformsTo description format identifier isPartOf issued language license modified"
    " publisher replaces source spatial subject temporal title type",
)
FOAF = Terms(KNOWN["foaf"], "Agent Document homepage name page")
VCARD = Terms(KNOWN["vcard"], "Kind fn hasEmail hasURL")
ADMS = Terms("http://www.w3.org/ns/adms#", "versionNotes")
DCATAP = Terms("http://data.europa.eu/r5r/", "availability")
DQ = Terms(
    KNOWN["dqv"],
    "Metric QualityMeasurement computedOn hasQualityMeasurement inDimension"
    " expectedDataType isMeasurementOf value",
)
WKT = NamedNode("http://www.opengis.net/ont/geosparql#wktLiteral")
VOID = Terms(
    KNOWN["void"],
    "Dataset Linkset classPartition classes dataDump distinctObjects distinctSubjects"
    " entities exampleResource feature linkPredicate objectsTarget properties property"
    " propertyPartition subjectsTarget subset triples uriSpace vocabulary",
)
VOID_CLASS = NamedNode(f"{VOID.base}class")

_EU = "http://publications.europa.eu/resource/authority/"
#: The vocabularies of European portals from which values are taken.
AVAILABILITY = f"{_EU}planned-availability/"
FILE_TYPES = f"{_EU}file-type/"
MEDIA_TYPES = "http://www.iana.org/assignments/media-types/"
PUBLISHER_TYPES: Final = {
    "academia": "Academia-ScientificOrganisation",
    "company": "Company",
    "local-authority": "LocalAuthority",
    "national-authority": "NationalAuthority",
    "non-governmental": "NonGovernmentalOrganisation",
    "non-profit": "NonProfitOrganisation",
    "private": "PrivateIndividual(s)",
    "regional-authority": "RegionalAuthority",
}
PUBLISHER_TYPE = "http://purl.org/adms/publishertype/"
LICENCE = NamedNode("https://creativecommons.org/licenses/by/4.0/")
ATTRIBUTION = NamedNode("http://purl.org/adms/licencetype/Attribution")
ENGLISH = NamedNode(f"{_EU}language/ENG")
PUBLIC = NamedNode(f"{_EU}access-right/PUBLIC")
THEMES = NamedNode(f"{_EU}data-theme")
SOCIETY = NamedNode(f"{_EU}data-theme/SOCI")
IRREGULAR = NamedNode(f"{_EU}frequency/IRREG")
#: The page on corrections and takedown, in the site of the project.
POLICY: Final = "corrections.html"
TURTLE_FEATURE = NamedNode("http://www.w3.org/ns/formats/Turtle")
ONTOLOGY = NamedNode(f"{BASE}ontology")
GEOGRAPHY = NamedNode(KNOWN["gss"])
LEGISLATION = NamedNode("http://www.legislation.gov.uk/id/")

KEYWORDS: Final = (
    "children's services",
    "England",
    "inspection",
    "judgement",
    "local government",
    "safeguarding",
)


def catalogue_iri() -> NamedNode:
    """Return the IRI of the catalogue."""
    return NamedNode(f"{current_base()}catalogue")


def whole_iri() -> NamedNode:
    """Return the IRI of the dataset of all named graphs.

    Each named graph is also a separate dataset.
    """
    return NamedNode(f"{current_base()}graph")


def release_iri(version: str) -> NamedNode:
    """Return the IRI of a released version of the data."""
    return NamedNode(f"{current_base()}release/{version}")


def downloads() -> str:
    """Return the common beginning of the URLs of all published files."""
    return f"{current_base()}graphs/"


def home() -> NamedNode:
    """Return the web address of the project's data."""
    return NamedNode(current_base())


REPORT_TEXT: Final = (
    "The curated statements of the report (judgements, findings, recommendations and"
    " figures), and the passages that support these statements."
)

#: Title and description; `{}` is the short name of the graph.
CATALOGUE_TEXT: Final = (
    "{} catalogue",
    "The published graphs of {} and where to get them.",
)
WHOLE_TEXT: Final = (
    "Inspections of children's services",
    (
        "What inspectorates reported about children's services: judgements, findings,"
        " recommendations and figures, each with the passage of the report that supports"
        " it."
    ),
)
SHARED_TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    "ontology": (
        "ontology and vocabularies",
        (
            "The classes and properties of the graph in OWL, and its grade scales,"
            " aspects, themes and other vocabularies in SKOS."
        ),
    ),
    "registry": (
        "authorities, bodies, services and frameworks",
        (
            "What reports share: authorities, inspectorates, partner bodies, services,"
            " frameworks, and how far grades and aspects of different frameworks can be"
            " compared."
        ),
    ),
    "inferred": (
        "triples that follow from the ontology",
        (
            "The triples that follow from the ontology and that no other graph states:"
            " superclasses, superproperties, inverses, transitive"
            " broader concepts, and mappings between concepts."
        ),
    ),
}
