"""Measure a draft against its gold standard, a curated extract of the same report.

Draft and gold standard are turned into facts, which are compared separately for each
kind of value. The facts of the draft are also counted for each band of confidence. The
fact of a judgement consists of the aspect and the grade. The fact of a recommendation
consists of the passage and the timescale. The fact of a theme consists of the passage
and the slug of the theme. The wording of notes is not compared.
"""

from __future__ import annotations

from inspectgraph.evaluate.alignment import on_curated_words, overlaps
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
    "overlaps",
    "with_wider",
]
