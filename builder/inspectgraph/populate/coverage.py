"""Describe how many sentences of a report are curated, explained or open.

The numbers are added to the graph for the report and for each of its sections. A
curated sentence supports a statement. An explained sentence has a reason why it has no
statement. All other sentences are open.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from inspectgraph.load import Loaded
from inspectgraph.load.sentence_coverage import SectionCoverage, sentences_by_section
from inspectgraph.model.depth import FULL
from inspectgraph.rdf.builder import Node
from inspectgraph.rdf.iris import concept, report_part
from inspectgraph.rdf.namespaces import DCTERMS, DQV, INSP

__all__ = ["describe_sentences"]

#: The metrics of a section; each is the name of an attribute of `SectionCoverage`.
_METRICS: Final = ("sentences", "curated", "explained", "open")


def describe_sentences(report: Node, loaded: Loaded) -> None:
    """Add to the graph the numbers of sentences in a report and in each of its sections.

    Nothing is added if the extract has only grades, or if the list of units has no
    sentence lengths.

    Args:
        report: The node of the report.
        loaded: The extract of the report.
    """
    if loaded.extract.depth != FULL:
        return
    sections = sentences_by_section(loaded)
    if not sections:
        return
    report.whole(INSP.sentenceCount, sum(one.sentences for one in sections))
    report.whole(INSP.curatedSentenceCount, sum(one.curated for one in sections))
    report.whole(INSP.explainedSentenceCount, sum(one.explained for one in sections))
    report.whole(INSP.contentSentenceCount, sum(one.content for one in sections))
    _describe_sections(report, loaded.extract.report, sections)


def _describe_sections(
    report: Node, name: str, sections: Iterable[SectionCoverage]
) -> None:
    """Describe each section of a report with its numbers of sentences.

    Each number above 0 becomes a quality measurement.
    """
    for order, one in enumerate(sections, start=1):
        section = report_part(name, "section", one.section)
        node = Node(report.sink, section, report.path).a(INSP.Section)
        node.code(DCTERMS.identifier, one.section or None)
        node.link(INSP.sectionOf, report.iri).whole(INSP.sectionOrder, order)
        for metric in _METRICS:
            count = getattr(one, metric)
            if not count:
                continue
            identity = f"{one.section}/{metric}" if one.section else metric
            measured = report_part(name, "coverage", identity)
            number = Node(report.sink, measured, report.path).a(DQV.QualityMeasurement)
            number.link(DQV.isMeasurementOf, concept("metric", metric))
            number.link(DQV.computedOn, section).whole(DQV.value, count)
