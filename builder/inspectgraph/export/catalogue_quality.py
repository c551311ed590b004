"""Describe the quality of the graph in the Data Quality Vocabulary (DQV).

One value is computed from the graph: the share of sentences that were curated or
explained. A sentence is explained if the extract gives a reason why no statement cites
the sentence. Other values, such as the agreement of two readers, are taken from the
settings of the project. The settings also give the sample and the source of each value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.export.catalogue_nodes import Catalogue
from inspectgraph.export.catalogue_terms import (
    DCT,
    DQ,
    catalogue_iri,
    whole_iri,
)
from inspectgraph.model.quantities import quantity
from inspectgraph.model.settings import Measured
from inspectgraph.rdf.builder import Node
from inspectgraph.rdf.iris import report as report_iri
from inspectgraph.rdf.namespaces import INSP, RDFS, SKOS, XSD

__all__ = ["describe_quality"]

_LDQD: Final = "http://www.w3.org/2016/05/ldqd#"
_COVERAGE: Final = (
    "Share of sentences that statements cite or that are explained",
    "The share of sentences that a statement cites, or for which the extract gives a"
    " reason why they have no statement. Only reports that were curated in full are"
    " counted.",
)
_UNSAFE: Final = re.compile(r"[^a-z0-9]+")
_PLACES: Final = Decimal("0.0001")


def describe_quality(catalogue: Catalogue, whole: Node, reports: Sequence[str]) -> None:
    """Add quality measurements to the dataset of all named graphs.

    Args:
        catalogue: The catalogue.
        whole: The dataset.
        reports: The names of the reports.
    """
    _coverage(catalogue, whole, reports)
    for one in catalogue.settings.quality:
        _measured(catalogue, whole, one)


def _coverage(catalogue: Catalogue, whole: Node, reports: Sequence[str]) -> None:
    """Add the share of sentences that are curated or explained.

    A sentence is explained if the extract gives a reason why no statement cites the
    sentence. The share covers only the reports whose sentences were counted. If there
    is no such report, no share is added.
    """
    counted = [name for name in reports if _sum(catalogue, [name], INSP.sentenceCount)]
    sentences = _sum(catalogue, counted, INSP.sentenceCount)
    if not sentences:
        return
    covered = _sum(catalogue, counted, INSP.curatedSentenceCount)
    covered += _sum(catalogue, counted, INSP.explainedSentenceCount)
    share = (Decimal(covered) / sentences).quantize(_PLACES)
    node = _measurement(catalogue, whole, _COVERAGE, "completeness", share)
    reports_counted = quantity(len(counted), "report")
    text = (
        f"{covered:,} of {sentences:,} sentences of {reports_counted} are curated or"
        " explained."
    )
    node.text(RDFS.comment, text)


def _sum(catalogue: Catalogue, reports: Sequence[str], number: NamedNode) -> int:
    """Return the sum of a numeric property over the given reports."""
    return sum(
        int(text)
        for name in reports
        for text in catalogue.facts.texts(report_iri(name).value, number)
    )


def _measured(catalogue: Catalogue, whole: Node, one: Measured) -> None:
    """Add a quality measurement to the dataset.

    The measurement comes from the settings of the project.
    """
    parts = []
    if one.lower is not None or one.upper is not None:
        ends = ("?" if end is None else f"{end:f}" for end in (one.lower, one.upper))
        parts.append(f"95 % confidence interval {' to '.join(ends)}")
    if one.sample:
        parts.append(one.sample)
    texts = one.measure, one.measure
    node = _measurement(catalogue, whole, texts, "semanticAccuracy", one.value)
    if parts:
        node.text(RDFS.comment, f"{'; '.join(parts)}.")
    if one.source:
        node.link(DCT.source, NamedNode(one.source))
    node.day(DCT.issued, one.day)


def _measurement(
    catalogue: Catalogue,
    whole: Node,
    texts: tuple[str, str],
    dimension: str,
    value: Decimal,
) -> Node:
    """Describe a metric and one measured value, and return the measurement.

    Args:
        catalogue: The catalogue.
        whole: The dataset that was measured.
        texts: The label and the definition of the metric.
        dimension: The name of the dimension in the W3C list of Linked Data quality.
        value: The measured value.
    """
    name = _UNSAFE.sub("-", texts[0].lower()).strip("-")
    metric = catalogue.node(NamedNode(f"{catalogue_iri().value}#metric-{name}"))
    metric.a(DQ.Metric).text(SKOS.prefLabel, texts[0])
    metric.text(SKOS.definition, texts[1]).link(DQ.expectedDataType, XSD.decimal)
    metric.link(DQ.inDimension, NamedNode(_LDQD + dimension))
    node = catalogue.node(NamedNode(f"{whole_iri().value}#quality-{name}"))
    node.a(DQ.QualityMeasurement).link(DQ.isMeasurementOf, metric.iri)
    node.link(DQ.computedOn, whole.iri).number(DQ.value, value)
    whole.link(DQ.hasQualityMeasurement, node.iri)
    return node
