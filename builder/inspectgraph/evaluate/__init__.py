"""Measure a draft against a curated extract of the same report, by kind and by confidence.

Values are compared as facts: a judgement is an aspect and its grade, a recommendation
its passage and band, a theme a passage and a theme. The wording of notes is not
compared.
"""

from __future__ import annotations

from inspectgraph.evaluate.alignment import on_curated_words
from inspectgraph.evaluate.items import (
    KINDS,
    Fact,
    Facts,
    doubtful_facts,
    facts,
    facts_of_summary,
    in_curated_passages,
    in_sections_with_figures,
)
from inspectgraph.evaluate.lenient import Wider, with_wider
from inspectgraph.evaluate.metrics import Band, Comparison, Measures, measure
from inspectgraph.evaluate.render import FORMATS

__all__ = [
    "FORMATS",
    "KINDS",
    "Band",
    "Comparison",
    "Fact",
    "Facts",
    "Measures",
    "Wider",
    "doubtful_facts",
    "facts",
    "facts_of_summary",
    "in_curated_passages",
    "in_sections_with_figures",
    "measure",
    "on_curated_words",
    "with_wider",
]
