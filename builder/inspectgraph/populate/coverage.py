"""Describe how many sentences of a report its extract accounts for."""

from __future__ import annotations

from inspectgraph.load import Loaded
from inspectgraph.load.sentence_coverage import sentences_by_section
from inspectgraph.model.depth import FULL
from inspectgraph.rdf.builder import Node
from inspectgraph.rdf.namespaces import INSP

__all__ = ["describe_sentences"]


def describe_sentences(report: Node, loaded: Loaded) -> None:
    """Add the number of sentences, of those curated, and of those explained.

    Nothing is added for an extract of grades only, or if the list of units has no
    lengths of sentences.

    Args:
        report: The node of the report.
        loaded: Its extract.
    """
    if loaded.extract.depth != FULL:
        return
    sections = sentences_by_section(loaded)
    if not sections:
        return
    report.whole(INSP.sentenceCount, sum(one.sentences for one in sections))
    report.whole(INSP.curatedSentenceCount, sum(one.curated for one in sections))
    report.whole(INSP.explainedSentenceCount, sum(one.explained for one in sections))
