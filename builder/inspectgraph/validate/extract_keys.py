"""Map properties of the graph to the YAML keys of extracts and registry files.

The messages of shapes name properties, because readers of the published graph do not
know the keys. A curator writes YAML, so a finding in a YAML file is shown with the key.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from inspectgraph.rdf.field_terms import field_keys
from inspectgraph.rdf.namespaces import (
    DCAT,
    DCTERMS,
    FOAF,
    INSP,
    OA,
    ORG,
    PROV,
    RDFS,
    SKOS,
    SPDX,
)
from inspectgraph.validate.findings import Finding

__all__ = ["advice_for", "key_of"]

#: Properties that no field declares, where the key is the local name of the property.
_SAME_NAME: Final = (
    INSP.founded,
    INSP.abolished,
    INSP.curation,
    INSP.curator,
    INSP.document,
    INSP.digest,
    INSP.earliest,
    INSP.figures,
    INSP.latest,
    INSP.length,
    INSP.printed,
    INSP.published,
    INSP.region,
    INSP.relation,
    INSP.start,
    INSP.status,
    INSP.supersedes,
    DCTERMS.language,
    DCTERMS.rights,
    DCTERMS.title,
)


#: The key of each property that no field of a record declares as its term.
_OTHER_KEYS: Final[Mapping[str, str]] = {
    term.value: key
    for term, key in (
        # statements
        (INSP.evidence, "at"),
        (INSP.service, "services"),
        (INSP.serviceType, "services"),
        (INSP.part, "parts"),
        (INSP.comparator, "comparators"),
        (INSP.verbalComparison, "compared"),
        (INSP.ageRange, "ages"),
        (INSP.nothingReason, "nothing"),
        (OA.hasSource, "unit"),
        (OA.hasSelector, "at"),
        (DCTERMS.isReplacedBy, "replaced_by"),
        # reports
        (INSP.fieldwork, "inspection"),
        (INSP.lastInspectionTime, "last_inspection"),
        (INSP.inspectedAuthority, "authorities"),
        (INSP.inspectedBy, "inspectorates"),
        (INSP.referenceNumber, "reference"),
        (INSP.readFor, "read_for"),
        (INSP.confirmation, "confirmed"),
        (INSP.confirmationMethod, "method"),
        (INSP.confirmedBy, "by"),
        (INSP.confirmedOn, "finished"),
        (INSP.curationMethod, "method"),
        (INSP.curatedOn, "finished"),
        (PROV.qualifiedAssociation, "by"),
        (PROV.wasAssociatedWith, "by"),
        (PROV.agent, "agent"),
        (PROV.hadRole, "role"),
        (INSP.agentVersion, "version"),
        (INSP.inspectedProvider, "providers"),
        (INSP.fileName, "file"),
        (INSP.retrievedOn, "retrieved"),
        (SPDX.checksum, "sha256"),
        (SPDX.checksumValue, "sha256"),
        (DCAT.accessURL, "from"),
        (INSP.statusKind, "kind"),
        (INSP.statusDate, "date"),
        # corrections
        (INSP.correctionOf, "statement"),
        (INSP.correctedKey, "key"),
        (INSP.formerValue, "was"),
        (INSP.correctedValue, "key"),
        (INSP.correctedOn, "day"),
        # the registry
        (INSP.gssCode, "gss"),
        (INSP.onsCode, "ons"),
        (INSP.dfeCode, "dfe"),
        (INSP.ofstedNumber, "ofsted"),
        (FOAF.page, "ofsted"),
        (INSP.authorityType, "type"),
        (INSP.bodyKind, "kind"),
        (INSP.placeKind, "kind"),
        (INSP.servesArea, "areas"),
        (INSP.inArea, "areas"),
        (INSP.providedBy, "providers"),
        (INSP.succeededBy, "successor"),
        (INSP.changeTime, "date"),
        (INSP.gradeScale, "scale"),
        (INSP.inUseFrom, "from"),
        (INSP.inUseUntil, "until"),
        (INSP.awardedFrom, "from"),
        (INSP.awardedUntil, "until"),
        (INSP.follows, "predecessors"),
        (INSP.legalBasis, "legal"),
        (INSP.comparisonFrom, "from"),
        (INSP.comparisonTo, "to"),
        (ORG.originalOrganization, "before"),
        (ORG.resultingOrganization, "after"),
        (SKOS.prefLabel, "name"),
        (SKOS.altLabel, "other_names"),
        (SKOS.note, "note"),
        (SKOS.scopeNote, "note"),
        (DCTERMS.source, "report"),
        *((term, term.value.rpartition("/")[2]) for term in _SAME_NAME),
    )
}

#: Keys of properties that have another key in one class, by node shape and property.
_KEYS_OF_CLASS: Final[Mapping[tuple[str, str], str]] = {
    ("ServiceShape", INSP.serviceType.value): "type",
    ("ReportShape", DCTERMS.identifier.value): "report",
    ("ReportShape", INSP.reportOf.value): "inspection",
    ("DocumentShape", DCTERMS.issued.value): "listed",
    ("ReportStatusShape", DCTERMS.source.value): "source",
    ("ChangeEventShape", RDFS.label.value): "kind",
    ("CurationShape", INSP.curationMethod.value): "method",
}

_SEAL: Final = "`inspectgraph seal` writes the anchor."
_UNITS: Final = "`inspectgraph read --units` writes the list of units."

#: The command that corrects a finding, by the property at fault.
_ADVICE: Final[Mapping[str, str]] = {
    OA.hasSelector.value: _SEAL,
    INSP.digest.value: _SEAL,
    INSP.figures.value: _SEAL,
    INSP.length.value: _SEAL,
    INSP.start.value: _SEAL,
    INSP.textDigest.value: _UNITS,
    INSP.textLength.value: _UNITS,
    INSP.unitCount.value: _UNITS,
    INSP.coveredUnitCount.value: _UNITS,
    INSP.sentenceCount.value: _UNITS,
    INSP.curatedSentenceCount.value: _UNITS,
    INSP.explainedSentenceCount.value: _UNITS,
    INSP.contentSentenceCount.value: _UNITS,
    INSP.unitKind.value: _UNITS,
    INSP.unitOrder.value: _UNITS,
}


def key_of(finding: Finding) -> str:
    """Return the YAML key for the property in a finding, such as `grade`.

    The result is empty if the finding is not in a YAML file, or if the property has no
    key.
    """
    if not finding.file.endswith(".yaml"):
        return ""
    shape = finding.code.partition("-")[0]
    key = _KEYS_OF_CLASS.get((shape, finding.path))
    return key or _keys().get(finding.path, "")


@cache
def _keys() -> Mapping[str, str]:
    """Return a mapping from the IRI of each property to its YAML key."""
    return {**_OTHER_KEYS, **field_keys()}


def advice_for(finding: Finding) -> str:
    """Return a sentence that recommends a command to correct a finding.

    The result is "" if there is no such command.
    """
    if finding.where is None:
        return ""
    return _ADVICE.get(finding.path, "")
