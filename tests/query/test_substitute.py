"""Terms in the text of a query give what the engine's own substitution gives."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, Store, Variable

from inspectgraph.query import Question, questions
from inspectgraph.query.parameters import find_value
from inspectgraph.query.substitute import with_terms
from inspectgraph.rdf.lookup import Term, solutions


def given(store: Store, asked: Question) -> dict[str, Term]:
    """Return terms for the parameters of a question: defaults, else some value of the graph."""
    some = {
        "authority": "netherford",
        "report": "netherford-sif-2015",
        "theme": "common-assessment",
        "statement": "p3-m3n4",
    }
    found: dict[str, Term] = {}
    for parameter in asked.parameters:
        value = parameter.default or some.get(parameter.kinds[0])
        if value and (parameter.required or parameter.default):
            found[parameter.variable] = find_value(store, parameter, value).term
    return found


@pytest.mark.parametrize("asked", questions(), ids=lambda one: str(one.name))
def test_every_question_has_the_same_rows(small_store: Store, asked: Question) -> None:
    """Questions give the same rows with terms in the text as with bound terms.

    Only the question's own columns are compared.
    """
    if {"indicator"} & {parameter.name for parameter in asked.parameters}:
        pytest.skip("the small project has no indicator of that name")
    terms = given(small_store, asked)
    bound = {Variable(name): term for name, term in terms.items()}
    wanted = list(solutions(small_store, asked.text, bound))
    text = with_terms(asked.text, {name: str(term) for name, term in terms.items()})
    assert not any(f"?{name} " in text.partition("WHERE")[0] for name in terms)
    width = len(asked.columns)
    found = list(solutions(small_store, text))
    assert [row[:width] for row in found] == [row[:width] for row in wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('SELECT ?a { ?a ?x "?x" } # ?x', 'SELECT ?a { ?a <t:t> "?x" } # ?x'),
        (
            "SELECT (COUNT(?x) AS ?n) ?x { ?x ?xy $x }",
            "SELECT (COUNT(<t:t>) AS ?n)  { <t:t> ?xy <t:t> }",
        ),
        (
            "SELECT ?a { <http://e.org/?x> ?x ?a } ORDER BY ?a",
            "SELECT ?a { <http://e.org/?x> <t:t> ?a } ORDER BY ?a",
        ),
    ],
)
def test_only_whole_variables_are_replaced(text: str, wanted: str) -> None:
    """Strings, comments, IRIs and longer names stay as they are."""
    assert with_terms(text, {"x": "<t:t>"}) == wanted


def test_a_value_stays_one_term() -> None:
    """A value with quotes stays one term."""
    term = str(Literal('a" } INSERT DATA { <a> <b> "c'))
    text = with_terms("SELECT ?a { ?a ?b ?x }", {"x": term})
    assert text == f"SELECT ?a {{ ?a ?b {term} }}"
    assert Store().query(text)
