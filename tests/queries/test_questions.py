"""The files of the questions: their headers, their order, their parameters, and their use from the command line."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, QuerySolutions, Store, Variable
from rdflib import Graph

from inspectgraph.cli import main
from inspectgraph.model.errors import QueryError
from inspectgraph.query import Question, ask, questions
from inspectgraph.query.parameters import KINDS
from inspectgraph.query.questions import read_question
from inspectgraph.rdf.namespaces import INSP
from other_engines import example, gives_the_same_rows, in_rdflib, with_values

ALL = pytest.mark.parametrize(
    "question", questions(), ids=lambda question: question.name
)
#: Empty by nature: nothing is an orphan until anchors were looked up. The others need
#: several full inspections of one council, or a framework that the five reports do not
#: have; `test_ten_councils` asks them.
EMPTY = {
    "rests-on-orphans",
    "corrections",
    "changes-between-inspections",
    "grades-by-region-and-year",
    "lower-aspects",
}
#: What rdflib does not answer, or not soon.
NOT_ELSEWHERE = {
    "comparisons": "takes half a minute",
    "statements": "takes minutes; test_remote.py compares it for two reports",
}


def projected(question: Question) -> list[str]:
    """Return the variables that the question's SELECT projects."""
    head = question.text[: question.text.index("\nWHERE {")].rpartition("SELECT")[2]
    head = re.sub(
        r"\((?:[^()]|\((?:[^()]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))*\))*\sAS"
        r" (\?\w+)\)",
        r"\1",
        head,
    )
    return [word.removeprefix("?") for word in head.split() if word != "DISTINCT"]


@ALL
def test_header_names_what_the_query_projects(question: Question) -> None:
    """The query selects the header's columns, then a variable for each parameter."""
    assert projected(question) == [
        *question.columns,
        *(parameter.variable for parameter in question.parameters),
    ]


@ALL
def test_header_is_complete(question: Question) -> None:
    """Name, title, question and example of a header are complete and well formed."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", question.name)
    assert not question.title.endswith(".")
    assert question.question.endswith("?")
    assert question.example.startswith(f"inspectgraph query {question.name}")
    assert len({one.title for one in questions()}) == len(questions())
    kinds = {kind for parameter in question.parameters for kind in parameter.kinds}
    assert kinds <= {*KINDS, "integer", "statement"}
    if question.theme.startswith("parameter "):
        assert question.parameter(question.theme.removeprefix("parameter ")).kinds == (
            "theme",
        )


@ALL
def test_every_row_leads_to_a_statement(question: Question, store: Store) -> None:
    """Each row has a statement's id, or the header says which question lists them."""
    places = [
        place
        for place, name in enumerate(question.columns)
        if re.fullmatch(r"(.+_)?statement", name)
    ]
    assert bool(places) != bool(question.statements)
    answer = ask(store, question.name, **example(question))
    known = {
        str(getattr(quad.object, "value", ""))
        for quad in store.quads_for_pattern(None, INSP.statementId, None, None)
    }
    for row in answer.rows:
        ids = [row[place] for place in places]
        assert set(filter(None, ids)) <= known
        assert not places or any(ids)
    if question.counted:
        (command,) = re.findall(r"`([^`]+)`", question.counted)
        other, *options = shlex.split(command)[2:]
        names = {one.removeprefix("--") for one in options if one.startswith("--")}
        (listing,) = [one for one in questions() if one.name == other]
        assert names <= {one.name for one in listing.parameters}
        assert (question.counted in answer.covers) == bool(answer.rows)


@pytest.mark.slow
def test_the_statements_are_those_that_other_questions_count(store: Store) -> None:
    """`statements` gives as many rows as the questions on pairs and bodies count."""
    pair, other, number = ask(store, "themes-together").rows[0]
    found = ask(store, "statements", theme=pair, other_theme=other).rows
    assert len({row[0::4] for row in found}) == number
    for body, _, number, _ in ask(store, "bodies-by-area", authority="sefton").rows:
        assert len(ask(store, "statements", body=body).rows) == number


@ALL
def test_a_difference_names_an_engine_with_its_version(question: Question) -> None:
    """A note on other rows names an engine, its version and a reason."""
    for text in question.differs:
        assert re.fullmatch(r"(rdflib|Virtuoso|Oxigraph server) [0-9.]+ – .+", text)


@ALL
def test_query_is_plain_sparql(question: Question) -> None:
    """A query declares exactly the prefixes that it uses, and orders its rows."""
    assert "\nORDER BY " in question.text
    declared = set(re.findall(r"^PREFIX (\w+): <", question.text, re.MULTILINE))
    body = re.sub(r'#.*|"[^"]*"|<[^>]*>', "", question.text)
    assert declared == set(re.findall(r"(?<![\w?])(\w+):(?=\w)", body))


@ALL
def test_question_has_an_answer(question: Question, store: Store) -> None:
    """Each example gives rows, except in the questions that are known to be empty."""
    assert bool(ask(store, question.name, **example(question)).rows) != (
        question.name in EMPTY
    )


@pytest.fixture(scope="module")
def shuffled(store: Store) -> Store:
    """Return a store of the same quads that came in another order."""
    copy = Store()
    copy.extend(sorted(store, key=lambda quad: str(quad)[::-1]))
    return copy


@ALL
def test_order_does_not_depend_on_the_store(
    question: Question, store: Store, shuffled: Store
) -> None:
    """The same rows in the same order, whatever the order in which the quads came."""
    assert (
        ask(shuffled, question.name, **example(question)).rows
        == ask(store, question.name, **example(question)).rows
    )


@ALL
def test_values_in_the_text_give_what_bound_values_give(
    question: Question, store: Store
) -> None:
    """Values written into the query text give the same rows as bound values."""
    found = store.query(
        with_values(question, store, example(question)), use_default_graph_as_union=True
    )
    assert isinstance(found, QuerySolutions)
    expected = ask(store, question.name, **example(question)).terms
    assert tuple(tuple(row)[: len(question.columns)] for row in found) == expected


@pytest.fixture(scope="module")
def elsewhere(store: Store) -> Graph:
    """Return the union of all graphs in rdflib, another engine."""
    return in_rdflib(store)


@pytest.mark.slow
@ALL
def test_another_engine_gives_the_same_rows(
    question: Question, store: Store, elsewhere: Graph
) -> None:
    """In rdflib the rows are the same, since the query files are plain SPARQL 1.1."""
    if question.name in NOT_ELSEWHERE:
        pytest.skip(NOT_ELSEWHERE[question.name])
    assert gives_the_same_rows(elsewhere, store, question, example(question))


@pytest.mark.slow
@ALL
def test_example_works_as_a_command(question: Question, graphs: Path) -> None:
    """The header's example runs as a command once the graph's folder is added."""
    words = [
        word
        for word in shlex.split(question.example)[1:]
        if word not in {"--reports", "../reports"}
    ]
    found = CliRunner().invoke(
        main, [*words, "--graphs", str(graphs)], catch_exceptions=False
    )
    assert found.exit_code == 0
    assert "Covers " in found.stdout
    assert found.stderr == ""


@pytest.mark.parametrize(
    ("name", "parameter", "narrow"),
    [
        ("strengths-by-theme", "theme", "placement-stability"),
        ("strengths-by-theme", "authority", "halton"),
        ("weaknesses-by-theme", "theme", "early-help"),
        ("weaknesses-by-theme", "authority", "Sefton"),
        ("recommendations", "report", "knowsley-sif-2014"),
        ("recommendations", "band", "areas for improvement"),
        ("judgements", "report", "halton-jar-2008"),
        ("quoted-judgements", "report", "knowsley-aca-2011"),
        ("judgements-that-fell", "authority", "knowsley"),
        ("repeated-recommendations", "authority", "knowsley"),
        ("silent-themes", "report", "knowsley-aca-2011"),
        ("events", "authority", "halton"),
        ("comparisons", "from", "sif"),
        ("comparisons", "to", "jar"),
        ("themes-together", "minimum", "5"),
    ],
)
def test_optional_parameter_restricts(
    name: str, parameter: str, narrow: str, store: Store
) -> None:
    """An optional parameter leaves only some of the rows, in the same order."""
    every, some = ask(store, name).rows, ask(store, name, **{parameter: narrow}).rows
    assert some
    assert [row for row in every if row in set(some)] == list(some)


def test_optional_parameters_divide_the_answer(store: Store) -> None:
    """The answers for each authority together are the answer for all."""
    every = ask(store, "weaknesses-by-theme").rows
    parts = [
        ask(store, "weaknesses-by-theme", authority=name).rows
        for name in ("sefton", "knowsley", "halton")
    ]
    assert {row for part in parts for row in part} == set(every)
    assert sum(map(len, parts)) == len(every)


def test_default_of_a_parameter_is_that_of_the_query(store: Store) -> None:
    """The query uses the default 3 of the header if no value is given."""
    text = next(one.text for one in questions() if one.name == "themes-together")
    found = store.query(text, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    bound = store.query(
        text,
        use_default_graph_as_union=True,
        substitutions={Variable("given_minimum"): Literal(3)},
    )
    assert [tuple(row)[:3] for row in found] == [tuple(row)[:3] for row in bound]  # type: ignore[union-attr]


def test_narrower_themes_are_included(store: Store) -> None:
    """Answers on a broad theme include those on its narrower themes."""
    narrow, broad = (
        ask(store, "theme-uptake", theme="CAF").rows,
        ask(store, "theme-uptake", theme="early help").rows,
    )
    assert set(narrow) < set(broad)
    assert narrow == ask(store, "caf-uptake").rows


def test_a_report_without_date_or_timescale_is_not_lost(store: Store) -> None:
    """Statements stay in the answers when dates and timescales are missing."""
    base = "https://w3id.org/inspectgraph/def/"
    gone = {
        f"{base}published",
        f"{base}fieldwork",
        f"{base}orderDate",
        f"{base}timescale",
    }
    bare = Store()
    bare.extend(quad for quad in store if quad.predicate.value not in gone)
    for name in (
        "caf-uptake",
        "judgements",
        "recommendations",
        "quoted-judgements",
        "who-inspected",
        "coverage",
    ):
        assert len(ask(bare, name).rows) == len(ask(store, name).rows)


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (
            "#+ title: T\n#+ question: Q?\n#+ columns: a\n#+ example: e",
            "no header line 'parameters'",
        ),
        ("#+ titel: T", "malformed header line: #\\+ titel: T"),
        (
            (
                "#+ title: T\n#+ question: Q?\n#+ columns: a\n#+ example: e\n#+"
                " parameters: theme"
            ),
            "malformed parameter",
        ),
    ],
)
def test_spoilt_header_is_told(header: str, told: str) -> None:
    """A question whose header cannot be read is named."""
    with pytest.raises(QueryError, match=told) as caught:
        read_question("spoilt", header)
    assert caught.value.code == "bad-header"


def test_the_page_lists_every_question() -> None:
    """queries/README.md has a row for each, with its parameters."""
    page = (Path(__file__).parents[2] / "queries" / "README.md").read_text(
        encoding="utf-8"
    )
    rows = re.findall(r"^\| `([a-z-]+)` \| [^|]+ \| ([^|]*)\|$", page, re.MULTILINE)
    assert [name for name, _ in rows if name in {one.name for one in questions()}] == [
        one.name for one in questions()
    ]
    for name, options in rows:
        for question in questions():
            if question.name == name:
                assert set(re.findall(r"\[?--(\w+)", options)) - {"reports"} == {
                    one.name for one in question.parameters
                }
