"""Terms and texts of the catalogue: DCAT and other vocabularies, and descriptions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.rdf.namespaces import BASE, DCTERMS, Terms
from inspectgraph.rdf.prefixes import KNOWN

__all__ = [
    "ATTRIBUTION",
    "CATALOGUE",
    "CATALOGUE_TEXT",
    "DCAT",
    "DCT",
    "DOWNLOADS",
    "ENGLISH",
    "FOAF",
    "GEOGRAPHY",
    "HOME",
    "KEYWORDS",
    "LEGISLATION",
    "LICENCE",
    "ONTOLOGY",
    "PUBLIC",
    "REPORT_TEXT",
    "SHARED_TEXTS",
    "SOCIETY",
    "THEMES",
    "TURTLE",
    "TURTLE_FEATURE",
    "TURTLE_FILE",
    "VOID",
    "VOID_CLASS",
    "WHOLE",
    "WHOLE_TEXT",
]

CATALOGUE: Final = NamedNode(f"{BASE}catalogue")
#: The dataset of all named graphs; each named graph is the dataset of its own triples.
WHOLE: Final = NamedNode(f"{BASE}graph")
#: The beginning of the URL of every published file.
DOWNLOADS: Final = f"{BASE}graphs/"

DCAT = Terms(
    KNOWN["dcat"],
    "Catalog Dataset Distribution accessURL byteSize dataset distribution downloadURL"
    " endDate keyword mediaType startDate theme themeTaxonomy",
)
DCT = Terms(
    DCTERMS.base,
    "LicenseDocument LinguisticSystem Location MediaType MediaTypeOrExtent PeriodOfTime"
    " RightsStatement Standard accessRights conformsTo description format identifier"
    " isPartOf issued language license modified publisher spatial subject temporal"
    " title type",
)
FOAF = Terms(KNOWN["foaf"], "Agent Document homepage name")
VOID = Terms(
    KNOWN["void"],
    "Dataset Linkset classPartition classes dataDump distinctObjects distinctSubjects"
    " entities exampleResource feature linkPredicate objectsTarget properties property"
    " propertyPartition subjectsTarget subset triples uriSpace vocabulary",
)
VOID_CLASS = NamedNode(f"{VOID.base}class")

_EU = "http://publications.europa.eu/resource/authority/"
LICENCE = NamedNode("https://creativecommons.org/licenses/by/4.0/")
ATTRIBUTION = NamedNode("http://purl.org/adms/licencetype/Attribution")
ENGLISH = NamedNode(f"{_EU}language/ENG")
PUBLIC = NamedNode(f"{_EU}access-right/PUBLIC")
THEMES = NamedNode(f"{_EU}data-theme")
SOCIETY = NamedNode(f"{_EU}data-theme/SOCI")
TURTLE_FILE = NamedNode(f"{_EU}file-type/RDF_TURTLE")
TURTLE = NamedNode("http://www.iana.org/assignments/media-types/text/turtle")
TURTLE_FEATURE = NamedNode("http://www.w3.org/ns/formats/Turtle")
ONTOLOGY = NamedNode(f"{BASE}ontology")
HOME = NamedNode(BASE)
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
REPORT_TEXT: Final = (
    "What the report states, as its curator read it: judgements, findings,"
    " recommendations and figures, and the passages that they rest on."
)

CATALOGUE_TEXT: Final = (
    "inspectgraph catalogue",
    "The published graphs of inspectgraph and where to get them.",
)
WHOLE_TEXT: Final = (
    "inspectgraph: the inspection of England's children's services",
    (
        "What inspectorates judged of children's services, curated from their reports:"
        " judgements, findings, recommendations and figures, each traced back to"
        " the passage that supports it."
    ),
)
SHARED_TEXTS: Final[Mapping[str, tuple[str, str]]] = {
    "ontology": (
        "inspectgraph: ontology and vocabularies",
        (
            "The classes and properties of the graph in OWL, and its grade scales,"
            " aspects, themes and other vocabularies in SKOS."
        ),
    ),
    "registry": (
        "inspectgraph: authorities, bodies, services and frameworks",
        (
            "What reports share: authorities, inspectorates, partner bodies, services,"
            " frameworks, and how far grades and aspects of different frameworks can be"
            " compared."
        ),
    ),
    "inferred": (
        "inspectgraph: what follows from the ontology",
        (
            "The triples that follow from the ontology and that no other graph states:"
            " classes and properties above the stated ones, inverses, transitive"
            " broader concepts, and mappings between concepts."
        ),
    ),
}
