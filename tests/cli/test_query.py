"""Tests of the commands `inspectgraph query` and `inspectgraph questions`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from inspectgraph.answer.worker import Request, reply_to
from inspectgraph.cli import main
from inspectgraph.files.atomic import write_set
from inspectgraph.query.questions import questions

PROJECT = Path(__file__).parents[1] / "projects" / "small"


@pytest.fixture(scope="module")
def graphs(
    small_files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return a folder with the graph of the small project, published."""
    folder = tmp_path_factory.mktemp("published") / "graphs"
    write_set(folder, small_files)
    return folder


def run(*words: object, given: str | bytes = "", width: int = 100) -> Result:
    """Run a command, and return its result."""
    environment = {"COLUMNS": str(width), "NO_COLOR": "1"}
    return CliRunner().invoke(
        main,
        list(map(str, words)),
        input=given,
        env=environment,
        catch_exceptions=False,
    )


def test_named_question_is_a_command(graphs: Path) -> None:
    """Each named question is a subcommand.

    Its parameters are options, and its table ends with the number of reports it covers.
    """
    found = run("query", "theme-uptake", "--theme", "CAF", "--graphs", graphs)
    assert found.exit_code == 0
    assert "netherford-jar-2008" in found.stdout
    assert "Covers 2 of 2 reports" in found.stdout
    assert found.stderr == ""


@pytest.mark.parametrize("form", ["csv", "tsv", "json"])
def test_data_and_talk_are_apart(graphs: Path, form: str) -> None:
    """Data formats print rows to standard output and messages to standard error."""
    found = run("query", "caf-uptake", "--graphs", graphs, "--format", form)
    assert "Covers" not in found.stdout
    assert found.stderr.startswith("Covers 2 of 2 reports")
    if form == "json":
        assert json.loads(found.stdout)["head"]["vars"][0] == "report"


def test_shared_options_may_stand_before_the_name(graphs: Path) -> None:
    """Options can stand before the name of the question; options after the name win."""
    before = run("query", "--format", "csv", "--graphs", graphs, "coverage")
    assert (
        before.stdout
        == run("query", "coverage", "--graphs", graphs, "--format", "csv").stdout
    )
    assert run(
        "query", "--format", "csv", "coverage", "--graphs", graphs, "--format", "md"
    ).stdout.startswith("| report")


def test_query_from_a_file_and_from_standard_input(
    graphs: Path, tmp_path: Path
) -> None:
    """A query from a file and a query from standard input give the same answer."""
    text = "SELECT ?name { ?s a insp:Report ; dcterms:identifier ?name } ORDER BY ?name"
    file = tmp_path / "q.rq"
    file.write_text(text, encoding="utf-8")
    expected = "name\r\nnetherford-jar-2008\r\nnetherford-sif-2015\r\n"
    assert (
        run(
            "query", "--file", file, "--graphs", graphs, "--format", "csv"
        ).stdout_bytes.decode()
        == expected
    )
    assert (
        run(
            "query", "-", "--graphs", graphs, "--format", "csv", given=text
        ).stdout_bytes.decode()
        == expected
    )


def test_graph_is_printed_as_turtle(graphs: Path) -> None:
    """The graph that a CONSTRUCT query returns is printed as Turtle by default."""
    text = "CONSTRUCT { ?s a insp:Report } WHERE { ?s a insp:Report }"
    assert "a insp:Report" in run("query", "-", "--graphs", graphs, given=text).stdout
    assert run(
        "query", "-", "--graphs", graphs, "--format", "csv", given=text
    ).stdout.startswith("subject,predicate,object")


@pytest.mark.parametrize(
    ("words", "told", "code"),
    [
        (["caf-uptke"], "did you mean 'caf-uptake'?", 2),
        (["caf-uptke", "--help"], "did you mean 'caf-uptake'?", 2),
        (["theme-uptake"], "Missing option '--theme'", 2),
        (["theme-uptake", "--tehme", "x"], "--tehme", 2),
        (
            ["theme-uptake", "--theme", '"> . } DROP'],
            "there is no theme '\"> . } DROP'",
            2,
        ),
        (
            ["theme-uptake", "--theme", "CAF", "--format", "ttl"],
            "for rows, use table",
            2,
        ),
        (
            ["theme-uptake", "--theme", "CAF", "--format", "xls"],
            "'xls' is not one of",
            2,
        ),
        ([], "name a question", 2),
        (["--file", "none.rq"], "none.rq: the file does not exist", 3),
        (
            ["--file", "none.rq", "coverage"],
            "both the question 'coverage' and the query in none.rq",
            2,
        ),
        (["coverage", "--graphs", "nowhere"], "the folder has no published graph", 3),
    ],
)
def test_what_cannot_be_asked_is_told(
    graphs: Path, words: list[str], told: str, code: int
) -> None:
    """A wrong command gives a message on standard error and no output."""
    found = run("query", *([] if "nowhere" in words else ["--graphs", graphs]), *words)
    assert found.exit_code == code
    assert told in found.stderr
    assert found.stdout == ""


def test_input_that_is_no_text_is_told(graphs: Path) -> None:
    """Standard input that is not UTF-8 is refused, with the position of the wrong byte."""
    found = run("query", "-", "--graphs", graphs, given=b"SELECT '\xff' {}")
    assert (found.exit_code, found.stdout) == (3, "")
    assert "standard input:1:9: byte 8 (0xff) is not UTF-8" in found.stderr


def test_reports_are_looked_up_first(
    graphs: Path, small_copy: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With `--reports`, the words of statements are looked up in the reports first.

    If a report has changed, the affected statements are listed as lost.
    """
    monkeypatch.chdir(small_copy)
    whole = run(
        "query",
        "rests-on-orphans",
        "--graphs",
        graphs,
        "--reports",
        small_copy / "reports",
    )
    assert "was found exactly once" in whole.stdout
    file = small_copy / "reports" / "netherford-jar-2008.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("young carers", "young helpers"),
        encoding="utf-8",
    )
    spoilt = run(
        "query",
        "rests-on-orphans",
        "--graphs",
        graphs,
        "--reports",
        small_copy / "reports",
        "--format",
        "csv",
    )
    rows = spoilt.stdout.splitlines()
    assert rows[0] == "report,unit,state,statement"
    assert len(rows) > 1
    assert all("lost" in row for row in rows[1:])


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_each_question_has_help(question: object) -> None:
    """The help text of each question names all its parameters."""
    name = getattr(question, "name", "")
    found = run("query", name, "--help")
    assert found.exit_code == 0
    assert f"inspectgraph query {name}" in found.stdout
    for parameter in getattr(question, "parameters", ()):
        assert f"--{parameter.name}" in found.stdout


def test_help_lists_the_questions() -> None:
    """The help text of `query` names all questions."""
    found = run("query", "--help").stdout
    assert all(one.name in found for one in questions())


def test_questions_lists_them_all() -> None:
    """`questions` lists all questions as a table, as Markdown and as JSON."""
    assert all(one.name in run("questions").stdout for one in questions())
    assert run("questions", "--format", "md").stdout.count("\n") == len(questions()) + 2
    told = json.loads(run("questions", "--format", "json").stdout)
    assert [one["name"] for one in told] == [one.name for one in questions()]
    (theme,) = next(one["parameters"] for one in told if one["name"] == "theme-uptake")
    assert theme["required"] is True


def test_a_terminal_gets_colour_where_rich_is_there(
    graphs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal, tables are coloured if the library rich is installed.

    The words are the same without it.
    """
    from inspectgraph.cli import terminal

    plain = run("query", "coverage", "--graphs", graphs).stdout
    monkeypatch.setattr(terminal, "is_terminal", lambda: True)
    coloured = run("query", "coverage", "--graphs", graphs).stdout
    assert click.unstyle(coloured).split() == plain.split()
    # The command may answer in a new process, which would not see this change.
    monkeypatch.setitem(sys.modules, "rich.console", None)
    wanted = Request(question="coverage", graphs=str(graphs), colour=True)
    assert reply_to(wanted).output.decode() == plain


def test_heavy_libraries_stay_away() -> None:
    """The modules for queries import no heavy library, such as rdflib."""
    import subprocess

    code = (
        "import sys; from inspectgraph.cli import query; from inspectgraph.query import"
        " ask; from inspectgraph.rdf import store; from inspectgraph.query import"
        " serialise; from inspectgraph.answer import table; print([name for name in"
        " ('rdflib', 'pyshacl', 'networkx', 'rich', 'yaml', 'msgspec') if name in"
        " sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"
