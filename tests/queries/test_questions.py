"""The files of the questions: their headers, their order, their parameters, and their use from the command line."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import Literal, QuerySolutions, RdfFormat, Store, Variable
from rdflib import Graph

from inspectgraph.cli import main
from inspectgraph.model.errors import QueryError
from inspectgraph.query import Question, ask, questions
from inspectgraph.query.parameters import KINDS, find_value
from inspectgraph.query.questions import GIVEN, read_question

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
}


def given(question: Question) -> dict[str, str]:
    """Return the values that the question's example gives to its parameters."""
    words = shlex.split(question.example)[3:]
    values = zip(words[::2], words[1::2], strict=True)
    return {
        name.removeprefix("--"): value for name, value in values if name != "--reports"
    }


def with_values(question: Question, store: Store) -> str:
    """Return the query with the values of the example written into its text."""
    terms = {
        name: find_value(store, question.parameter(name), value).term
        for name, value in given(question).items()
    }
    text = question.text
    for name, term in terms.items():
        text = with_value(text, f"?{GIVEN}{name}", str(term))
    return text


def with_value(text: str, variable: str, term: str) -> str:
    """Give a variable its value in the WHERE of the innermost SELECTs that name it."""
    heads = re.finditer(r"SELECT\b.*?\bWHERE \{", text, re.DOTALL)
    named = [head.end() for head in heads if variable in head[0].split()]
    for start in reversed(named):
        within = range(start, closing_brace(text, start))
        if not any(other in within for other in named if other != start):
            text = f"{text[:start]} VALUES {variable} {{ {term} }}{text[start:]}"
    return text


def closing_brace(text: str, start: int) -> int:
    """Return the place of the brace that closes the group which begins at a place."""
    depth = 1
    for brace in re.finditer(r"[{}]", text[start:]):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return start + brace.start()
    raise ValueError(text[start:])


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
    """The columns first, then one variable for each parameter."""
    assert projected(question) == [
        *question.columns,
        *(parameter.variable for parameter in question.parameters),
    ]


@ALL
def test_header_is_complete(question: Question) -> None:
    """A title without full stop, a question with its mark, an example of the question itself."""
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
def test_query_is_plain_sparql(question: Question) -> None:
    """It declares its prefixes, is ordered, and names each variable of a parameter in every sub-select that uses it."""
    assert "\nORDER BY " in question.text
    declared = set(re.findall(r"^PREFIX (\w+): <", question.text, re.MULTILINE))
    body = re.sub(r'#.*|"[^"]*"|<[^>]*>', "", question.text)
    assert declared == set(re.findall(r"(?<![\w?])(\w+):(?=\w)", body))


@ALL
def test_question_has_an_answer(question: Question, store: Store) -> None:
    """The example of each gives rows, but for those that are empty by nature."""
    assert bool(ask(store, question.name, **given(question)).rows) != (
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
        ask(shuffled, question.name, **given(question)).rows
        == ask(store, question.name, **given(question)).rows
    )


@ALL
def test_values_in_the_text_give_what_bound_values_give(
    question: Question, store: Store
) -> None:
    """The way that README.md tells for other clients: VALUES in the innermost SELECTs that name the variable."""
    found = store.query(with_values(question, store), use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    expected = ask(store, question.name, **given(question)).terms
    assert tuple(tuple(row)[: len(question.columns)] for row in found) == expected


@pytest.fixture(scope="module")
def elsewhere(store: Store) -> Graph:
    """Return the union of all graphs in rdflib, another engine."""
    triples = (
        store.dump(format=RdfFormat.N_TRIPLES, from_graph=name) or b""
        for name in store.named_graphs()
    )
    return Graph().parse(data=b"".join(triples), format="nt")


@pytest.mark.slow
@ALL
def test_another_engine_gives_the_same_rows(
    question: Question, store: Store, elsewhere: Graph
) -> None:
    """The files are SPARQL 1.1 and lean on nothing of the engine that the project uses."""
    if question.name in NOT_ELSEWHERE:
        pytest.skip(NOT_ELSEWHERE[question.name])
    width, answer = len(question.columns), elsewhere.query(with_values(question, store))
    found = {
        tuple(None if term is None else str(term) for term in row)[:width]  # type: ignore[union-attr]
        for row in answer
    }
    rows = ask(store, question.name, **given(question)).terms
    assert found == {
        tuple(getattr(term, "value", None) for term in row) for row in rows
    }


@ALL
def test_example_works_as_a_command(question: Question, graphs: Path) -> None:
    """As it stands in the header, with the folder of the graph added."""
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
    """With it the rows are some of those without, in the same order; without it none is missing."""
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
    """The header says 3, and so does the query where nothing is bound."""
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
    """All that is said on a theme is said on the broader one."""
    narrow, broad = (
        ask(store, "theme-uptake", theme="CAF").rows,
        ask(store, "theme-uptake", theme="early help").rows,
    )
    assert set(narrow) < set(broad)
    assert narrow == ask(store, "caf-uptake").rows


def test_a_report_without_date_or_timescale_is_not_lost(store: Store) -> None:
    """Without dates and timescales, the answers hold the same statements."""
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
        ("#+ titel: T", "not understood: #\\+ titel: T"),
        (
            (
                "#+ title: T\n#+ question: Q?\n#+ columns: a\n#+ example: e\n#+"
                " parameters: theme"
            ),
            "parameter that is not",
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
