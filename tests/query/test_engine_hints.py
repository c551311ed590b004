"""Hints on a free query whose answer is not what the standard says, or lacks a value that other engines give."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, Store

from inspectgraph.query import ask_sparql, questions
from inspectgraph.rdf.namespaces import BASE
from inspectgraph.rdf.store import new_store

DATA = """
@prefix : <http://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:one { :netherford :visit :first , :second , :third ; :name "Netherford"@en-GB . :saltmere :visit :fourth .
       :first :days 5 ; :start "2008-01-31"^^xsd:date ; :note "a" .
       :second :days 7 ; :start "2008-02-11"^^xsd:date ; :note "b" .
       :third :note "c" . :fourth :days 9 ; :start "2008-03-03"^^xsd:date ; :length "P7D"^^xsd:dayTimeDuration .
       :mixed :size 10 , "9" , 9.5 , 100 , "20" , 19 , 3 . :numbers :width 100 , 9 , 10 .
       :theme :label "Housing" ; :title "Housing" ; :other "House" }
:two { :saltmere :visit :fourth }
"""
PREFIX = "PREFIX : <http://example.org/> "
OPTIONAL = "WHERE { ?area :visit ?visit OPTIONAL { ?visit :days ?days } }"


@pytest.fixture(scope="module")
def store() -> Store:
    """Return a graph with a visit without a number of days, mixed values, and a statement in two graphs."""
    store = Store()
    store.load(DATA.encode(), RdfFormat.TRIG)
    return store


def hints(store: Store, text: str) -> tuple[str, ...]:
    """Return the hints on a query."""
    return ask_sparql(store, PREFIX + text, "q").hints


@pytest.mark.parametrize(
    "aggregate",
    [
        "MIN(?days)",
        "max( ?days )",
        "SUM(DISTINCT ?days)",
        "AVG(?days * 2)",
        "COUNT(?days * 2)",
    ],
)
def test_aggregate_of_an_unbound_value_has_a_hint(store: Store, aggregate: str) -> None:
    """The hint says how many groups have no value, and how many rows cause it."""
    found = hints(
        store,
        f"SELECT ?area ({aggregate} AS ?n) {OPTIONAL} GROUP BY ?area ORDER BY ?area",
    )
    (hint,) = (one for one in found if "repeated-statement" not in one)
    assert (
        "has no value for 1 of 2 groups, because 1 of the rows has no value for it"
        in hint
    )
    assert hint.endswith("[empty-aggregate]")


@pytest.mark.parametrize(
    "text",
    [
        'SELECT (GROUP_CONCAT(?days; separator=", ") AS ?all) {where}',
        "SELECT ?area {where} GROUP BY ?area HAVING (MIN(?days) > 1)",
        "SELECT ?area {where} GROUP BY ?area ORDER BY MIN(?days)",
        'SELECT (COALESCE(MIN(?days), "none") AS ?first) {where}',
        "SELECT (MAX(?days) - 1 AS ?n) {where}",
        "SELECT ?n {{ {{ SELECT (MIN(?days) AS ?n) {where} }} }}",
        "SELECT ?n {{ OPTIONAL {{ SELECT (MIN(?days) AS ?n) {where} }} }}",
        "CONSTRUCT {{ :all :first ?n }} WHERE {{ SELECT (MIN(?days) AS ?n) {where} }}",
        "SELECT (MIN(?days) AS ?n) FROM :one {where}",
        "SELECT (MIN(?days) AS ?n) {where} VALUES ?area {{ :netherford }}",
    ],
)
def test_aggregate_anywhere_in_a_query_has_a_hint(store: Store, text: str) -> None:
    """An aggregate gets its hint wherever in the query it stands."""
    assert any(
        "[empty-aggregate]" in hint
        for hint in hints(store, text.format(where=OPTIONAL))
    )


def test_query_is_asked_again_only_within_its_patience(store: Store) -> None:
    """Hints ask the query again only if the time limit leaves time for it."""
    text = f"{PREFIX} SELECT (MIN(?days) AS ?n) {OPTIONAL}"
    assert ask_sparql(store, text, patience=60).hints
    assert ask_sparql(store, text, patience=0).hints == ()


def test_sum_over_a_text_has_a_hint(store: Store) -> None:
    """The hint names a value that is not a number as the reason."""
    (hint,) = hints(store, "SELECT (SUM(?size) AS ?sum) { :mixed :size ?size }")
    assert "a row has a value that is not a number" in hint


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (MIN(?days) AS ?n) { ?visit :days ?days }",
        "SELECT (MIN(?days) AS ?n) { ?visit :days ?days FILTER(?days > 99) }",
        (
            "SELECT (MIN(?days) AS ?n) { ?visit :note ?note OPTIONAL { ?visit :days"
            " ?days } FILTER(BOUND(?days)) }"
        ),
        (
            "SELECT (SUM(COALESCE(?days, 0)) AS ?n) { ?visit :note ?note OPTIONAL {"
            " ?visit :days ?days } }"
        ),
        (
            "SELECT (COUNT(?days) AS ?n) (SAMPLE(?note) AS ?m) { ?visit :note ?note"
            " OPTIONAL { ?visit :days ?days } }"
        ),
        'SELECT ("MIN(?days)" AS ?n) { ?visit :note ?note } # MIN(?none)',
        "SELECT ?visit ?days { ?visit :note ?note OPTIONAL { ?visit :days ?days } }",
    ],
)
def test_aggregate_with_a_value_has_no_hint(store: Store, text: str) -> None:
    """An aggregate that has a value gets no hint, nor does one over no rows."""
    assert hints(store, text) == ()


@pytest.mark.parametrize(
    "text",
    [
        (
            "SELECT (?day + ?length AS ?end) { ?v :start ?day"
            ' BIND("P1M"^^xsd:yearMonthDuration AS ?length) }'
        ),
        (
            'SELECT ?v { ?v :start ?day FILTER(?day + "P1M"^^xsd:yearMonthDuration >'
            ' "2008-03-01"^^xsd:date) }'
        ),
        "SELECT (?d + ?p AS ?end) { ?v :start ?d . ?v :length ?p }",
        (
            'SELECT ?end { ?v :start ?d VALUES ?p { "P7D"^^xsd:dayTimeDuration }'
            " BIND(?p + ?d AS ?end) }"
        ),
        (
            'SELECT ?d ?end { BIND(xsd:date("2008-01-31") AS ?d) VALUES (?x ?p) { (1'
            ' "P7D"^^xsd:duration) } BIND(?d + ?p AS ?end) }'
        ),
        'SELECT ("2008-01-31"^^xsd:date + "P1D"^^xsd:dayTimeDuration AS ?end) {}',
    ],
)
def test_sum_of_date_and_duration_without_value_has_a_hint(
    store: Store, text: str
) -> None:
    """A sum of date and duration that has no value gets a hint, wherever it stands."""
    (hint,) = hints(store, text)
    assert "because the engine may swap a date and a duration" in hint


def test_sum_of_an_aggregate_has_a_hint_only_without_value(store: Store) -> None:
    """The hint appears exactly in the runs in which the engine gives no value."""
    text = 'SELECT (MIN(?start) + "P1M"^^xsd:yearMonthDuration AS ?end) { ?v :start ?start }'
    for _ in range(100):
        answer = ask_sparql(store, PREFIX + text)
        kinds = [hint.rpartition("[")[2] for hint in answer.hints]
        assert kinds == (["empty-sum]"] if answer.terms[0][0] is None else [])


@pytest.mark.parametrize("day", ["day", "date", "start", "d", "from", "published", "x"])
def test_sum_of_date_and_duration_has_a_hint_only_without_value(
    store: Store, day: str
) -> None:
    """The hint appears exactly if the engine gives the sum no value.

    Whether it does depends on the names of the variables.
    """
    pattern = (
        f":fourth :length ?length . ?v :note ?note OPTIONAL {{ ?v :start ?{day} }}"
    )
    text = f"SELECT (?{day} + ?length AS ?end) {{ {pattern} }}"
    answer = ask_sparql(store, PREFIX + text)
    values = [row for row in answer.terms if row[0] is not None]
    assert len(values) in {0, 2}
    assert bool(answer.hints) == (not values)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT (?day - "-P1M"^^xsd:yearMonthDuration AS ?end) { ?v :start ?day }',
        "SELECT (?days + ?days AS ?n) { ?v :days ?days }",
        "SELECT (?days + 1 AS ?n) { ?v :days ?days }",
        "SELECT * { :netherford :visit+ ?v . ?v (:note)+ ?n }",
        "SELECT * { ?v (:visit+/:note) ?n }",
        'SELECT ("P1D"^^xsd:dayTimeDuration + "P7D"^^xsd:dayTimeDuration AS ?p) {}',
    ],
)
def test_sum_with_a_value_has_no_hint(store: Store, text: str) -> None:
    """A sum with a value gets no hint, nor does a plus sign in a path."""
    assert all(None not in row for row in ask_sparql(store, PREFIX + text).terms)
    assert hints(store, text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?area ?visit { ?area :visit ?visit }",
        "SELECT ?area (COUNT(?visit) AS ?n) { ?area :visit ?visit } GROUP BY ?area",
        "SELECT (SUM(?days) AS ?n) { ?area :visit/:days ?days }",
        "SELECT (COUNT(*) AS ?n) FROM :one FROM :two { ?area :visit ?visit }",
    ],
)
def test_statement_of_two_graphs_that_counts_twice_has_a_hint(
    store: Store, text: str
) -> None:
    """The answer would be another one if the statement were in one graph."""
    (hint,) = hints(store, text)
    assert "1 statement is in more than one graph, so the query gives a row" in hint


@pytest.mark.parametrize(
    "text",
    [
        "SELECT DISTINCT ?area ?visit { ?area :visit ?visit }",
        "SELECT (COUNT(DISTINCT ?visit) AS ?n) { ?area :visit ?visit }",
        (
            "SELECT (COUNT(*) AS ?n) { { SELECT DISTINCT ?area ?visit { ?area :visit"
            " ?visit } } }"
        ),
        "SELECT (COUNT(*) AS ?n) { :netherford :visit ?visit }",
        "SELECT (COUNT(*) AS ?n) FROM :one { ?area :visit ?visit }",
        (
            "SELECT ?graph (COUNT(*) AS ?n) { GRAPH ?graph { ?area :visit ?visit } }"
            " GROUP BY ?graph"
        ),
        "CONSTRUCT { ?area :has ?visit } WHERE { ?area :visit ?visit }",
        "ASK { ?area :visit ?visit }",
    ],
)
def test_answer_that_repeats_nothing_has_no_hint(store: Store, text: str) -> None:
    """No hint appears if repeated statements cannot change the answer."""
    assert hints(store, text) == ()


def test_alternative_path_where_rows_count_has_a_hint(store: Store) -> None:
    """The hint names the path; distinct values are the same in every engine."""
    text = "SELECT (COUNT({what}) AS ?n) {{ :theme {path} ?value }}"
    (hint,) = hints(store, text.format(what="*", path=":label|:title"))
    assert "in 1 case, the two properties of this path have the same value" in hint
    assert hints(store, text.format(what="DISTINCT ?value", path=":label|:title")) == ()
    assert hints(store, text.format(what="*", path=":label|:other")) == ()
    assert hints(store, "SELECT ?value { :theme :label|:title ?value }") == ()


@pytest.mark.parametrize("key", ["?size", "DESC(?size)", "?size ?s"])
@pytest.mark.parametrize("limit", ["", "LIMIT 1"])
def test_numbers_out_of_order_have_a_hint(store: Store, key: str, limit: str) -> None:
    """Also where only the first row is asked for, which is then the wrong one."""
    (hint,) = hints(
        store, f"SELECT ?s ?size {{ ?s :size ?size }} ORDER BY {key} {limit}"
    )
    assert "?size has numbers and other values" in hint
    assert hint.endswith("[mixed-order]")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?s ?width { ?s :width ?width } ORDER BY ?width",
        "SELECT ?s ?width { ?s :width ?width } ORDER BY DESC(?width) LIMIT 1",
        "SELECT ?s ?size { ?s :size ?size } ORDER BY ?s ?size",
        "SELECT ?s ?size { ?s :size ?size } ORDER BY xsd:decimal(STR(?size)) ?size",
        "SELECT ?s ?note { ?s :note ?note OPTIONAL { ?s :days ?days } } ORDER BY ?days",
    ],
)
def test_numbers_in_order_have_no_hint(store: Store, text: str) -> None:
    """Numbers in order get no hint, nor do texts or a second sort key."""
    assert hints(store, text) == ()


@pytest.mark.parametrize("test", ['LANG(?name) = "en-GB"', '"EN" = LANG(?name)'])
def test_language_in_capitals_has_a_hint(store: Store, test: str) -> None:
    """A language tag in capitals gets a hint, since the graph has small letters."""
    (hint,) = hints(store, f"SELECT ?name {{ ?s :name ?name FILTER({test}) }}")
    assert "write LANGMATCHES(LANG(?name), " in hint
    for good in (
        'LANG(?name) = "en-gb"',
        'LANGMATCHES(LANG(?name), "en-GB")',
        'STR(?name) = "Netherford"',
    ):
        assert hints(store, f"SELECT ?name {{ ?s :name ?name FILTER({good}) }}") == ()


def test_named_questions_asked_as_free_queries_have_no_such_hint(
    small_store: Store,
) -> None:
    """Named questions get no such hint when asked as free queries."""
    codes = ("empty-", "merged-", "mixed-", "repeated-", "language-")
    for question in questions():
        for hint in ask_sparql(small_store, question.text, question.name).hints:
            assert not any(f"[{code}" in hint for code in codes), hint


def test_graph_of_a_user_that_repeats_a_statement_has_a_hint(
    small_store: Store,
) -> None:
    """A hint appears for a user's graph that repeats a statement, not for our own."""
    text = "SELECT (COUNT(?finding) AS ?n) { ?finding insp:polarity ?polarity }"
    assert ask_sparql(small_store, text).hints == ()
    store = new_store(small_store)
    before = len(store)
    store.update(
        f"INSERT {{ GRAPH <{BASE}graph/mine> {{ ?s <{BASE}def/polarity> ?o }} }} "
        f"WHERE {{ GRAPH ?g {{ ?s <{BASE}def/polarity> ?o }} }}"
    )
    (hint,) = ask_sparql(store, text).hints
    assert f"{len(store) - before} statements are in more than one graph" in hint
