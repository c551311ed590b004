"""Tests of the uses of terms that the reference page on terms shows.

They are compared with the graph, the shapes and the queries.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from inspectgraph.rdf.namespaces import DEF

PROJECT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def uses() -> Any:
    """Return the uses of all terms."""
    sys.path.insert(0, str(PROJECT / "docs"))
    try:
        return importlib.import_module("pages.term_uses").Uses()
    finally:
        sys.path.remove(str(PROJECT / "docs"))


def test_counts_are_those_of_the_graph(uses: Any) -> None:
    """The counts of a class and of a property are those of the published graph.

    Both terms occur only in the graph of the registry.
    """
    content = (PROJECT / "graphs" / "registry.ttl").read_bytes()
    quads = list(parse(content, RdfFormat.TURTLE))
    frameworks = {q.subject for q in quads if q.object == NamedNode(f"{DEF}Framework")}
    codes = [q for q in quads if q.predicate == NamedNode(f"{DEF}dfeCode")]
    assert uses.counts[f"{DEF}Framework"] == len(frameworks)
    assert uses.counts[f"{DEF}dfeCode"] == len(codes)


def test_a_row_has_example_shapes_and_questions(uses: Any) -> None:
    """A table row about a term has an example, and links to its shapes and questions.

    A row about an unused term has dashes instead.
    """
    name, count, example, shapes, questions = uses.row(f"{DEF}comparisonTo")
    assert name == "`insp:comparisonTo`"
    assert int(count) > 100
    assert example.startswith("`comparison:")
    assert " insp:comparisonTo " in example
    assert shapes == "[ComparisonShape](shapes.md#comparisonshape)"
    assert "[comparisons](questions.md#comparisons)" in questions
    assert uses.row(f"{DEF}noSuchTerm")[1:] == ("–", "–", "–", "–")
