"""Measure a draft against its gold standard, a curated extract of the same report.

Both are turned into facts, which are compared by kind of value and by confidence. The
fact of a judgement is the aspect with the grade. That of a recommendation is the
passage with the timescale, and that of a theme the passage with the slug of the theme.
The wording of notes is not compared.
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
