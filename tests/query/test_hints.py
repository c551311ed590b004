"""Hints on a free query: terms and values that no row can match, and variables without a value."""

from __future__ import annotations

import time

import pytest
from pyoxigraph import Store

from inspectgraph.query import ask, ask_sparql, questions
from inspectgraph.rdf.store import new_store


def hints(store: Store, text: str) -> tuple[str, ...]:
    """Return the hints on a query."""
    return ask_sparql(store, text, "q").hints


BASE = "https://w3id.org/inspectgraph/"


@pytest.mark.parametrize(
    ("text", "at", "told"),
    [
        (
            "{ ?s insp:hasPolarty ?o }",
            "insp:hasPolarty",
            (
                "no pattern matches the term insp:hasPolarty: it is not a term of the ontology; did you mean"
                " insp:polarity?"
            ),
        ),
        ("{ ?s insp:Polarity ?o }", "insp:Polarity", "insp:polarity"),
        (
            "{ ?s a insp:Strengthh }",
            "insp:Strengthh",
            "no pattern matches the term insp:Strengthh: it is not a term of the ontology; did you mean insp:Strength?",
        ),
        (
            "{ ?s rdfs:prefLabel ?o }",
            "rdfs:",
            "no pattern matches the term rdfs:prefLabel: it occurs nowhere in the graph; did you mean skos:prefLabel?",
        ),
        (
            "{ ?s dcterms:label ?o }",
            "dcterms:",
            "no pattern matches the term dcterms:label: it occurs nowhere in the graph; did you mean rdfs:label?",
        ),
        (
            "{ ?s insp:theme <theme/houzing> }",
            "<",
            f"did you mean <{BASE}theme/housing>?",
        ),
        (
            "{ <id/authority/netherfrod> ?p ?o }",
            "<",
            f"did you mean <{BASE}id/authority/netherford>?",
        ),
        (
            "{ GRAPH <graph/registri> { ?s ?p ?o } }",
            "<",
            f"did you mean <{BASE}graph/registry>?",
        ),
        (
            "{ ?s insp:theem/skos:prefLabel ?o }",
            "insp:theem",
            "did you mean insp:theme?",
        ),
        (
            "{ ?s (insp:theme|insp:theem)/skos:broader* ?o }",
            "insp:theem",
            "did you mean insp:theme?",
        ),
        (
            "{ ?s insp:Finding ?o }",
            "insp:Finding",
            "insp:Finding; did you mean insp:findingKind?",
        ),
        (
            "{ ?s a insp:theme }",
            "insp:theme",
            "the graph has no instance of insp:theme",
        ),
        (
            "{ ?s insp:polarity <theme/housing> }",
            "<",
            "no triple in the graph has the value <",
        ),
        (
            '{ ?s skos:prefLabel "common assessment" }',
            '"',
            'did you mean "common assessment"@en?',
        ),
        (
            '{ ?s skos:prefLabel "Common Assessment"@en }',
            '"',
            'did you mean "common assessment"@en?',
        ),
        (
            '{ ?s insp:theme/skos:prefLabel "housing" }',
            '"',
            'did you mean "housing"@en?',
        ),
        (
            '{ ?s skos:prefLabel ?l FILTER(?l = "housing") }',
            '"',
            'did you mean "housing"@en?',
        ),
        (
            '{ ?s dcterms:identifier "Netherford-JAR-2008" }',
            '"',
            'did you mean "netherford-jar-2008"?',
        ),
        (
            "{ ?s insp:unitCount 123456789 }",
            "123456789",
            "no triple in the graph has the value 123456789 for insp:unitCount",
        ),
        (
            '{ ?s insp:earliest "2008-01-01"^^xsd:dat }',
            "xsd:dat",
            "xsd:dat is not a datatype of SPARQL; did you mean xsd:date?",
        ),
    ],
)
def test_term_that_no_row_can_match_has_a_hint(
    small_store: Store, text: str, at: str, told: str
) -> None:
    """The hint names line and column, what is wrong, and the nearest term or value that there is."""
    found = hints(small_store, f"SELECT * {text}")
    assert len(found) == 1
    assert found[0].startswith(f"q:1:{len('SELECT * ') + text.index(at) + 1}: ")
    assert told in found[0]


@pytest.mark.parametrize(
    ("prefix", "name"),
    [
        ("http://w3id.org/inspectgraph/def/", "theme"),
        ("https://w3id.org/inspectgraph/deff/", "theme"),
        ("https://w3id.org/inspectgraph/def#", "theme"),
        ("https://w3id.org/inspectgraph/def", "theme"),
    ],
)
def test_misspelt_namespace_has_a_hint(
    small_store: Store, prefix: str, name: str
) -> None:
    """A misspelt namespace is found by the terms that the query uses under it."""
    (found,) = hints(
        small_store, f"PREFIX insp: <{prefix}> SELECT * {{ ?s insp:{name} ?o }}"
    )
    assert "occurs nowhere in the graph" in found


def test_namespace_that_ends_otherwise_has_a_hint(small_store: Store) -> None:
    """The namespace of SKOS ends with a hash; with a slash it is another one."""
    text = "PREFIX skos: <{}> SELECT * {{ ?s skos:prefLabel ?o }}"
    assert hints(small_store, text.format("http://www.w3.org/2004/02/skos/core#")) == ()
    (found,) = hints(small_store, text.format("http://www.w3.org/2004/02/skos/core/"))
    assert "did you mean skos:prefLabel?" in found


@pytest.mark.parametrize(
    "text",
    [
        (
            "SELECT * { ?s a insp:Report ; dcterms:identifier ?n . FILTER(REGEX(?n,"
            " 'nowhere')) }"
        ),
        (
            "SELECT * { ?s skos:prefLabel ?l . BIND(STR(?l) AS ?x) FILTER(?x ="
            " 'nowhere') }"
        ),
        "SELECT * { VALUES ?x { 'nowhere' 77777 } }",
        (
            "SELECT * { VALUES ?class { insp:Finding insp:Strength insp:Weakness } ?s a"
            " ?class }"
        ),
        "SELECT * { VALUES (?a ?b) { (1 2) } }",
        "SELECT * { ?s insp:theme (?a ?b) ; insp:theme (?c) }",
        (
            "CONSTRUCT { ?s insp:nothing 'nowhere' ; <http://x/y> 5 } WHERE { ?s a"
            " insp:Report }"
        ),
        "SELECT (xsd:float('5') AS ?x) (STRDT('5', xsd:short) AS ?y) {}",
        (
            "SELECT (GROUP_CONCAT(?l; separator='nowhere') AS ?x) { ?s skos:prefLabel"
            " ?l } GROUP BY ?s"
        ),
        "SELECT * { { SELECT ?s { ?s ?p ?o } LIMIT 3 } ?s a ?c }",
        "SELECT * FROM <graph/registry> { ?s skos:prefLabel ?l }",
        "SELECT * { ?s skos:prefLabel 'common assessment'@EN }",
        "SELECT * { _:nobody insp:theme [ skos:prefLabel ?l ] } # insp:nothing",
        (
            "BASE <https://w3id.org/inspectgraph/> SELECT * { ?t a insp:Theme"
            " FILTER(?t = <theme/common-assessment> || EXISTS { ?t skos:broader"
            " <theme/early-help> }) }"
        ),
        (
            "BASE <https://w3id.org/> SELECT * { ?s insp:theme"
            " <inspectgraph/theme/common-assessment> }"
        ),
    ],
)
def test_query_that_may_be_meant_has_no_hint(small_store: Store, text: str) -> None:
    """What is computed, made or given by a query need not occur in the graph."""
    assert hints(small_store, text) == ()


def test_named_questions_have_no_term_that_is_unknown(small_store: Store) -> None:
    """Named questions use no unknown term, at most a declared one that is unused.

    `?no_days` never has a value: a row without a later inspection has no days.
    """
    allowed = ("the ontology declares", "no instance of", "?no_days occurs nowhere")
    for question in questions():
        for hint in hints(small_store, question.text):
            assert any(words in hint for words in allowed)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "SELECT ?nme { ?s dcterms:identifier ?name }",
            "the variable ?nme occurs nowhere else",
        ),
        (
            "SELECT ?s { ?s dcterms:identifier ?name FILTER(?nme = 'x') }",
            "did you mean '?name'?",
        ),
        (
            "SELECT (COUNT(?nme) AS ?n) { ?s dcterms:identifier ?name }",
            "did you mean '?name'?",
        ),
        (
            "SELECT ?s { ?s dcterms:identifier ?name } ORDER BY ?nme",
            "did you mean '?name'?",
        ),
    ],
)
def test_variable_without_a_value_has_a_hint(
    small_store: Store, text: str, told: str
) -> None:
    """A variable that is used but that no pattern binds gets a hint."""
    assert any(
        told in hint and "[unbound-variable]" in hint
        for hint in hints(small_store, text)
    )


def test_many_hints_are_cut_short(small_store: Store) -> None:
    """Of thousands of hints only ten are shown, and the search for more stops."""
    text = (
        "SELECT * { VALUES ?x {"
        f" {' '.join(f'insp:nothing{number}' for number in range(3000))} }} }}"
    )
    start = time.process_time()
    found = hints(small_store, text)
    assert time.process_time() - start < 30
    assert len(found) == 11
    assert "more hints" in found[-1]


# What an empty answer says


def test_free_query_without_a_row_claims_nothing_about_the_reports(
    small_store: Store,
) -> None:
    """An empty free answer says what it covers, and nothing about the reports."""
    covers = ask_sparql(small_store, "SELECT * { ?s insp:hasPolarty ?o }").covers
    assert covers[0].startswith("Covers 2 of 2 reports")
    assert covers[1:] == ("No row.",)
    named = ask_sparql(
        small_store, "SELECT * FROM <graph/registry> { ?s insp:hasPolarty ?o }"
    ).covers
    assert named == ("Covers the graphs named in the query: registry.", "No row.")


@pytest.mark.parametrize(
    "name", [question.name for question in questions() if not question.parameters]
)
def test_graph_without_reports_says_so(small_store: Store, name: str) -> None:
    """Nothing is said about what reports say where there are none."""
    empty = new_store(
        quad for quad in small_store if "/graph/netherford" not in str(quad.graph_name)
    )
    answer = ask(empty, name)
    assert answer.covers[0] == "The graph holds no reports."
    assert answer.covers[1:] == (() if answer.rows else ("No row.",))
    assert ask_sparql(empty, "SELECT * { ?s insp:polarity ?o }").covers == (
        "The graph holds no reports.",
        "No row.",
    )


@pytest.mark.parametrize(
    ("name", "values", "why"),
    [
        (
            "indicator-values",
            {"indicator": "cafs-in-progress"},
            "no report uses the indicator ",
        ),
        (
            "recommendations",
            {"band": "within three months"},
            "no report uses the band ",
        ),
    ],
)
def test_value_that_no_report_uses_is_the_reason(
    small_store: Store, name: str, values: dict[str, object], why: str
) -> None:
    """The answer gives as reason that no report has the value, though a scheme does."""
    answer = ask(small_store, name, **values)
    assert answer.rows == ()
    assert answer.covers[-1].startswith(f"No row: {why}")


def test_question_about_no_theme_does_not_speak_for_the_reports(
    small_store: Store,
) -> None:
    """The empty answer says only that nothing in the graph fits the question."""
    empty = new_store(
        quad for quad in small_store if "Judgement" not in str(quad.object)
    )
    assert (
        ask(empty, "judgements")
        .covers[-1]
        .startswith("No row: nothing in the graph fits the question")
    )
