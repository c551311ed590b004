"""The RDF terms that the graph uses, as constants such as `INSP.polarity`.

Code can use only the terms listed here: a misspelt `INSP.polarty` raises
AttributeError, and does not become a new property.
"""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode

__all__ = [
    "BASE",
    "DCAT",
    "DCTERMS",
    "DEF",
    "DQV",
    "ELI",
    "FOAF",
    "INSP",
    "OA",
    "ORG",
    "OWL",
    "PREFIXES",
    "PROV",
    "RDF",
    "RDFS",
    "SHAPE",
    "SKOS",
    "SPDX",
    "XSD",
    "Terms",
]

#: The namespace of inspectgraph. It is set only here.
BASE: Final = "https://w3id.org/inspectgraph/"
DEF: Final = f"{BASE}def/"
SHAPE: Final = f"{BASE}shape/"


class Terms:
    """The terms that the project uses from one vocabulary.

    Each term is an attribute.

    >>> RDF.type.value
    'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'
    """

    def __init__(self, base: str, names: str) -> None:
        """Set the namespace and the local names of its terms; spaces separate the names."""
        self.base = base
        self.names = frozenset(names.split())
        self._terms = {name: NamedNode(base + name) for name in self.names}

    def __getattr__(self, name: str) -> NamedNode:
        try:
            return self._terms[name]
        except KeyError:
            raise AttributeError(f"{self.base} has no term {name!r} in use") from None


RDF = Terms(
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "first langString nil rest type"
)
RDFS = Terms(
    "http://www.w3.org/2000/01/rdf-schema#",
    "comment label subClassOf subPropertyOf seeAlso",
)
OWL = Terms(
    "http://www.w3.org/2002/07/owl#",
    "AnnotationProperty Class DatatypeProperty ObjectProperty Ontology cardinality"
    " inverseOf maxCardinality minCardinality sameAs",
)
XSD = Terms(
    "http://www.w3.org/2001/XMLSchema#",
    "boolean date dateTime decimal double float gYear hexBinary integer"
    " nonNegativeInteger string",
)
SKOS = Terms(
    "http://www.w3.org/2004/02/skos/core#",
    "Concept ConceptScheme altLabel broader broaderTransitive closeMatch definition"
    " hiddenLabel inScheme notation note prefLabel related relatedMatch scopeNote",
)
DCTERMS = Terms(
    "http://purl.org/dc/terms/",
    "RightsStatement identifier isReplacedBy issued language modified rights source title",
)
DCAT = Terms("http://www.w3.org/ns/dcat#", "accessURL")
DQV = Terms(
    "http://www.w3.org/ns/dqv#", "QualityMeasurement computedOn isMeasurementOf value"
)
ELI = Terms(
    "http://data.europa.eu/eli/ontology#",
    "LegalResource LegalResourceSubdivision is_part_of",
)
FOAF = Terms("http://xmlns.com/foaf/0.1/", "page")
OA = Terms("http://www.w3.org/ns/oa#", "exact hasSelector hasSource")
ORG = Terms(
    "http://www.w3.org/ns/org#",
    "ChangeEvent originalOrganization resultingOrganization",
)
PROV = Terms(
    "http://www.w3.org/ns/prov#",
    "Activity Agent Association SoftwareAgent agent hadRole qualifiedAssociation"
    " wasAssociatedWith wasGeneratedBy",
)
SPDX = Terms(
    "http://spdx.org/rdf/terms#",
    "Checksum File algorithm checksum checksumAlgorithm_sha256 checksumValue",
)

INSP = Terms(
    DEF,
    # classes
    "Authority Area Place Inspectorate PartnerBody Service Framework Inspection Report Section"
    " Passage Evidence WordsSelector PrintedTime Statement Judgement NoJudgement Finding Strength"
    " Weakness MixedFinding NeutralFinding Recommendation RecommendationPart"
    " Measurement Comparator ReportedJudgement Event Comparison"
    " VerbalComparison AgeRange Withdrawal Correction StatementLink"
    " Document ReportStatus GradeScale Grade Aspect Theme Indicator "
    # inspections and reports
    "framework inspectedAuthority inspectedBy fieldwork lastInspectionTime hasReport"
    " reportOf published"
    " referenceNumber supersedes depth readFor unitCount coveredUnitCount sentenceCount"
    " curatedSentenceCount explainedSentenceCount contentSentenceCount curation"
    " curationMethod curatedOn agentVersion toolVersion confidence draftedBy confirmation"
    " confirmationMethod confirmedBy confirmedOn inspectedProvider document fileName"
    " retrievedOn status statusKind statusDate correctionOf correctedKey formerValue"
    " correctedValue correctedOn "
    # passages, evidence, times
    "sectionOf sectionOrder passageOf unitId unitKind unitOrder textDigest textLength"
    " nothingReason evidence"
    " start length digest figures printed precision earliest latest "
    # statements
    "statedIn hasStatement statementId theme service serviceType body place note polarity"
    " childGroup level state stateTime trend since extent certainty findingKind"
    " verbalComparison comparedWith comparisonResult voice because despite"
    " evidenceKind ageRange minimumAge maximumAge ageUnit printedAges"
    " moreAbout responsible doubt replaces"
    " aspect grade awardSource scale orBetter count outOf reportedOf reportedBy"
    " reportedTime timescale addressee answers part indicator value printedValue"
    " qualifier measureUnit measurementKind denominator population period"
    " measurementStatus comparator what eventTime before after reason withdrawnFrom"
    " anchorState "
    # links to earlier reports
    "linkKind earlierStatement laterStatement linkBasis linkOutcome "
    # registry
    "area region gssCode onsCode dfeCode ofstedNumber authorityType succeededBy succeeds founded"
    " abolished bodyKind placeKind within"
    " servesArea inArea providedBy gradeScale aspectScheme timescaleScheme"
    " legalBasis inUseFrom inUseUntil awardedFrom awardedUntil follows followedBy"
    " comparisonFrom comparisonTo relation curator changeTime "
    # derived facts
    "JudgementPair judgedAuthority orderDate previousJudgement repeatsJudgement"
    " earlierJudgement laterJudgement pairAuthority aspectComparison gradeComparison"
    " comparability bestRank "
    # vocabularies
    "rank bestNotation direction precedesTerm succeedsTerm",
)

#: The namespaces of the vocabularies in use, by prefix.
PREFIXES: Final[dict[str, str]] = {
    "dcat": DCAT.base,
    "dcterms": DCTERMS.base,
    "dqv": DQV.base,
    "foaf": FOAF.base,
    "insp": DEF,
    "oa": OA.base,
    "org": ORG.base,
    "owl": OWL.base,
    "prov": PROV.base,
    "rdf": RDF.base,
    "rdfs": RDFS.base,
    "skos": SKOS.base,
    "spdx": SPDX.base,
    "xsd": XSD.base,
}
