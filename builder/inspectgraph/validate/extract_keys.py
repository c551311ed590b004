"""The keys of extracts and registry files, by the properties that they populate.

Messages of shapes name properties, since any publisher can read them. A curator writes
keys, so reports add the key to a finding that a YAML file caused.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from inspectgraph.rdf.field_terms import field_keys
from inspectgraph.rdf.namespaces import DCTERMS, INSP, OA, ORG, RDFS, SKOS
from inspectgraph.validate.findings import Finding

__all__ = ["advice_for", "key_of"]

#: The properties without a field whose key is their local name.
_SAME_NAME: Final = (
    INSP.abolished,
    INSP.curation,
    INSP.curator,
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
    INSP.supersedes,
    DCTERMS.language,
    DCTERMS.rights,
    DCTERMS.title,
)


#: The key of each property that no field declares.
_OTHER_KEYS: Final[Mapping[str, str]] = {
    term.value: key
    for term, key in (
        # statements
        (INSP.evidence, "at"),
        (INSP.service, "services"),
        (INSP.serviceType, "services"),
        (INSP.part, "parts"),
        (INSP.comparator, "comparators"),
        (INSP.nothingReason, "nothing"),
        (OA.hasSource, "unit"),
        (OA.hasSelector, "at"),
        (DCTERMS.isReplacedBy, "replaced_by"),
        # reports
        (INSP.fieldwork, "inspection"),
        (INSP.inspectedAuthority, "authorities"),
        (INSP.inspectedBy, "inspectorates"),
        (INSP.referenceNumber, "reference"),
        (INSP.readFor, "read_for"),
        (INSP.curationMethod, "method"),
        (INSP.curatedOn, "finished"),
        # the registry
        (INSP.gssCode, "gss"),
        (INSP.onsCode, "ons"),
        (INSP.dfeCode, "dfe"),
        (INSP.authorityType, "type"),
        (INSP.bodyKind, "kind"),
        (INSP.servesArea, "areas"),
        (INSP.inArea, "areas"),
        (INSP.providedBy, "providers"),
        (INSP.succeededBy, "successor"),
        (INSP.changeTime, "date"),
        (INSP.gradeScale, "scale"),
        (INSP.inUseFrom, "from"),
        (INSP.inUseUntil, "until"),
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

#: The keys of properties that depend on the class: by node shape and property.
_KEYS_OF_CLASS: Final[Mapping[tuple[str, str], str]] = {
    ("ServiceShape", INSP.serviceType.value): "type",
    ("ReportShape", DCTERMS.identifier.value): "report",
    ("ReportShape", INSP.reportOf.value): "inspection",
    ("ChangeEventShape", RDFS.label.value): "kind",
    ("CurationShape", INSP.curationMethod.value): "method",
}

_SEAL: Final = "`inspectgraph seal` writes the anchor."
_UNITS: Final = "`inspectgraph read --units` writes the list of units."

#: What a curator can run, by the property at fault.
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
    INSP.unitKind.value: _UNITS,
    INSP.unitOrder.value: _UNITS,
}


def key_of(finding: Finding) -> str:
    """Return the key that a finding in a YAML file is about, or an empty string."""
    if not finding.file.endswith(".yaml"):
        return ""
    shape = finding.code.partition("-")[0]
    key = _KEYS_OF_CLASS.get((shape, finding.path))
    return key or _keys().get(finding.path, "")


@cache
def _keys() -> Mapping[str, str]:
    """Return the key of each property; fields of records declare most of them."""
    return {**_OTHER_KEYS, **field_keys()}


def advice_for(finding: Finding) -> str:
    """Return what a curator can run to correct a finding, or an empty string."""
    if finding.where is None:
        return ""
    return _ADVICE.get(finding.path, "")
