"""The text of a query before it runs: its tokens, malformed IRIs, and the time that reading it takes."""

from __future__ import annotations

import gc
import time
from contextlib import suppress

import pytest
from pyoxigraph import Store

from inspectgraph.model.errors import QueryError
from inspectgraph.query import ask_sparql
from inspectgraph.query.guard import named_graphs, refuse
from inspectgraph.query.tokens import tokens, unescaped


def kinds(text: str) -> list[tuple[str, str]]:
    """Return kind and text of each token."""
    return [(token.kind, token.text) for token in tokens(text)]


# Tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.b", [("word", "a"), ("sign", "."), ("word", "b")]),
        ("a.b:c.d.", [("name", "a.b:c.d"), ("sign", ".")]),
        ("true.:c", [("word", "true"), ("sign", "."), ("name", ":c")]),
        ("a:b\\.", [("name", "a:b\\.")]),
        ("3.5e-2.", [("number", "3.5e-2"), ("sign", ".")]),
        ("'it''s'", [("string", "'it'"), ("string", "'s'")]),
        ('"""a "b" c""""', [("string", '"""a "b" c"""'), ("open", '"')]),
        ("'a\\'b'", [("string", "'a\\'b'")]),
        ("'open\n?x", [("open", "'")]),
        ('"""open" ', [("open", '"')]),
        (
            "<a>#c\n<b",
            [("iri", "<a>"), ("comment", "#c"), ("sign", "<"), ("word", "b")],
        ),
        (
            "'x'@en-gb?y",
            [("string", "'x'"), ("language", "@en-gb"), ("variable", "?y")],
        ),
    ],
)
def test_tokens_of_a_query(text: str, expected: list[tuple[str, str]]) -> None:
    """Kind and text of each token; a string that does not end is the last."""
    assert kinds(text) == expected


def test_tokens_know_where_they_begin() -> None:
    """The index of a token leads to its text, also in a run of words and at the end of a name."""
    text = "SELECT * { a.b ?x true.:c insp:Report. }"
    assert all(text.startswith(token.text, token.start) for token in tokens(text))


SHAPES = {
    "dotted names": "a.-",
    "dotted names with colons": "a.b:c.d.",
    "dots": ".",
    "hyphens": "-",
    "unclosed strings": "\\'",
    "unclosed long strings": "\\'''",
    "quotation marks": '"',
    "apostrophes": "'",
    "long comment": "# ",
    "comments": "#\n",
    "nested braces": "{",
    "percent escapes": "a:%4",
    "percent escapes in a name": "%41",
    "prefixes": "PREFIX a: <x:y>\n",
    "bases": "BASE <x:y>\n",
    "open IRIs": "<a",
    "IRIs": "<a:b>",
    "graphs": "FROM <graph/registry>\n",
    "backslashes": "\\",
    "codepoint escapes": "\\u0041",
    "digits": "1",
    "exponents": "1e",
    "variables": "?a",
    "languages": "@a-",
    "colons": ":",
    "underscores": "_",
}


def seconds(text: str) -> float:
    """Return the least processor time in which a query is examined."""
    taken = []
    gc.disable()
    for _ in range(2):
        tokens.cache_clear()
        start = time.process_time()
        with suppress(QueryError):
            refuse(text, "q")
            named_graphs(text, "q", {"https://w3id.org/inspectgraph/graph/registry"})
        taken.append(time.process_time() - start)
    gc.enable()
    return min(taken)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_examining_a_query_takes_time_in_proportion_to_its_length(shape: str) -> None:
    """Sixteen times the text takes far less than 256 times the processor time."""
    short, long = (
        seconds("SELECT * { ?s ?p " + shape * (length // len(shape)))
        for length in (5_000, 80_000)
    )
    assert long < max(64 * short, 0.05)


# Malformed IRIs

BAD = [
    "<http://[x>",
    "<//[x>",
    "<http://x/%zz>",
    "<http://x:port/>",
    "<\\uD800>",
    "<http://\\u0020/>",
]
PLACES = {
    "BASE": "BASE {} SELECT * {{ ?s ?p ?o }}",
    "PREFIX": "PREFIX a: {} SELECT * {{ ?s ?p ?o }}",
    "FROM": "SELECT * FROM {} {{ ?s ?p ?o }}",
    "FROM NAMED": "SELECT * FROM NAMED {} {{ ?s ?p ?o }}",
    "SERVICE": "SELECT * {{ SERVICE {} {{ ?s ?p ?o }} }}",
    "GRAPH": "SELECT * {{ GRAPH {} {{ ?s ?p ?o }} }}",
    "subject": "SELECT * {{ {} ?p ?o }}",
    "predicate": "SELECT * {{ ?s {} ?o }}",
    "object": "SELECT * {{ ?s ?p {} }}",
    "datatype": "SELECT * {{ ?s ?p 'x'^^{} }}",
    "VALUES": "SELECT * {{ VALUES ?s {{ {} }} }}",
    "function": "SELECT * {{ ?s ?p ?o FILTER({}(?s)) }}",
    "DESCRIBE": "DESCRIBE {}",
    "template": "CONSTRUCT {{ ?s ?p {} }} WHERE {{ ?s ?p ?o }}",
}


@pytest.mark.parametrize("frame", PLACES.values(), ids=PLACES.keys())
@pytest.mark.parametrize("iri", BAD)
def test_malformed_iri_is_told_with_its_place(
    small_store: Store, iri: str, frame: str
) -> None:
    """Wherever it stands, the sentence names the IRI's line and column and the exit code is that of wrong use."""
    text = "# a comment\n" + frame.format(iri)
    with pytest.raises(QueryError) as caught:
        ask_sparql(small_store, text, "q.rq")
    assert caught.value.exit_code == 2
    if "SERVICE" not in frame:
        column = frame.format("@").index("@") + 1
        assert str(caught.value).startswith(f"q.rq:2:{column}: {iri} is not an IRI")
    str(caught.value).encode("utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "BASE",
        "PREFIX",
        "PREFIX a:",
        "PREFIX a",
        "BASE SELECT * {}",
        "SELECT * FROM",
        "SELECT * FROM NAMED",
        "FROM",
    ],
)
def test_prologue_that_breaks_off_is_told(small_store: Store, text: str) -> None:
    """A keyword without what follows it is a sentence with a place."""
    with pytest.raises(QueryError, match=r"^q\.rq:1:\d+: this is not SPARQL"):
        ask_sparql(small_store, text, "q.rq")


@pytest.mark.parametrize("base", ["http://a.example/b/", "urn:a:b", "http://a.example"])
def test_graph_names_resolve_as_the_engine_resolves_them(base: str) -> None:
    """A relative IRI after FROM means the same IRI as in the body of the query."""
    text = f"BASE <{base}> SELECT ?g FROM NAMED <x/../y> {{ BIND(<x/../y> AS ?g) }}"  # noqa: S608 - in-memory
    (row,) = Store().query(text)  # type: ignore[misc]
    assert named_graphs(text, "q", {row[0].value}) == [row[0].value]


# What is refused


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX : <http://x/> SELECT * { ?s ?p ?o . SERVICE:x { ?s ?p ?o } }",
        "PREFIX : <http://x/> SELECT * { ?s ?p true.SERVICE:x { ?s ?p ?o } }",
        "PREFIX : <http://x/> SELECT * { ?s ?p true SERVICE # why\n :x { ?s ?p ?o } }",
        "PREFIX : <http://x/> SELECT * { ?s ?p trueSERVICE:x { ?s ?p ?o } }",
    ],
)
def test_service_is_refused_without_a_space_before_its_name(
    small_store: Store, text: str
) -> None:
    """The engine needs no space between the keyword and a name."""
    with pytest.raises(QueryError) as caught:
        ask_sparql(small_store, text, "q.rq")
    assert caught.value.code == "service-refused"


def test_iri_that_may_be_a_comparison_is_refused(small_store: Store) -> None:
    """An apostrophe between angle brackets may begin a string, in which the rest of a query would hide."""
    with pytest.raises(QueryError, match="could be an IRI or a comparison") as caught:
        ask_sparql(
            small_store, "SELECT * { ?a ?p ?b FILTER(?a<?b&&'x>'!='') FILTER('') }"
        )
    assert caught.value.code == "doubtful-iri"


def test_undeclared_prefix_names_the_nearest(small_store: Store) -> None:
    """A misspelt prefix has the nearest that needs no declaration; a known one has its declaration."""
    with pytest.raises(
        QueryError,
        match=r"^q:1:15: .*the prefix 'insq:' is not declared; did you mean 'insp:'\?",
    ):
        ask_sparql(small_store, "SELECT * { ?s insq:polarity ?o }", "q")
    with pytest.raises(
        QueryError,
        match=r"add PREFIX void: <http://rdfs\.org/ns/void#> at the beginning",
    ):
        ask_sparql(small_store, "SELECT * { ?s void:triples ?o }", "q")


@pytest.mark.parametrize(
    ("escape", "character"),
    [
        (r"\ud7ff", "\ud7ff"),
        (r"\ud800", "\ufffd"),
        (r"\udfff", "\ufffd"),
        (r"\ue000", "\ue000"),
        (r"\U0010ffff", "\U0010ffff"),
        (r"\U00110000", "\ufffd"),
    ],
)
def test_an_escape_that_is_no_character_is_replaced(
    escape: str, character: str
) -> None:
    """A code point that no character can have is read as the replacement character."""
    assert unescaped(escape) == character
