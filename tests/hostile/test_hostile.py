"""Texts that look like markup or code take no effect anywhere, and come back as they were."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import networkx as nx
import openpyxl
import pytest
from click.testing import CliRunner, Result
from pyoxigraph import (
    Literal,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
)

from browser import Shown, opened, parsed
from hostile.projects import AUTHORITIES, write_project
from hostile.texts import INVISIBLE, TEXTS
from inspectgraph.cli import COMMANDS, main
from inspectgraph.cli.draw import NAMES
from inspectgraph.cli.export import FORMATS as EXPORTS
from inspectgraph.cli.query import _FORMATS as ANSWERS
from inspectgraph.cli.validate import FORMATS as REPORTS
from inspectgraph.load import load_project
from inspectgraph.model.errors import ExtractError, Problem
from inspectgraph.model.lists import SEPARATOR
from inspectgraph.model.registry import Body
from inspectgraph.query import questions
from inspectgraph.rdf.iris import graph
from inspectgraph.rdf.namespaces import BASE

pytestmark = pytest.mark.slow

SMALL_REPORT = (
    Path(__file__).parents[1] / "projects/small/reports/netherford-sif-2015.md"
)
#: The names of the bodies that each have one of the texts as their name.
BODIES = f"""SELECT ?n ?name {{ ?body skos:prefLabel ?name . BIND(STR(?body) AS ?iri)
    FILTER(REGEX(?iri, "^{BASE}id/body/h[0-9]+$")) BIND(STRAFTER(?iri, "/body/h") AS ?n) }} ORDER BY xsd:integer(?n)"""

#: The elements of pictures and pages.
SVG = {
    "svg",
    "title",
    "desc",
    "rect",
    "g",
    "path",
    "text",
    "tspan",
    "circle",
    "line",
    "defs",
    "clippath",
    "pattern",
}
PAGE = {
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "h1",
    "ul",
    "li",
    "script",
    "form",
    "label",
    "output",
    "input",
    "select",
    "option",
    "span",
    "button",
    "p",
    "div",
    "details",
    "summary",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project after build, draw and export."""
    made = write_project(tmp_path_factory.mktemp("hostile") / "project")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made)
        for arguments in (
            ["build"],
            ["draw", "--html", "-o", "pages"],
            ["export", "--format", "csv", "-o", "tables"],
        ):
            result = CliRunner().invoke(main, arguments)
            assert result.exit_code == 0, result.output
    return made


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return the command line, called in the project."""
    monkeypatch.chdir(folder)
    return lambda *arguments, **options: CliRunner().invoke(
        main, arguments, catch_exceptions=False, **options
    )


def authorities(folder: Path) -> list[str]:
    """Return the names of the authorities with reports that hold the texts."""
    with_reports = {f"{BASE}id/authority/hostile-{n}" for n in range(AUTHORITIES)}
    quads = parse((folder / "graphs" / "registry.ttl").read_bytes(), RdfFormat.TURTLE)
    return [
        quad.object.value
        for quad in quads
        if isinstance(quad.object, Literal)
        and quad.predicate.value.endswith("#prefLabel")
        and str(quad.subject)[1:-1] in with_reports
    ]


def test_there_are_sixty_texts() -> None:
    """At least sixty texts are listed, all different and without spaces at the ends."""
    assert len(TEXTS) == len(set(TEXTS)) >= 60
    assert all(text == text.strip() for text in TEXTS)


@pytest.mark.parametrize("text", INVISIBLE, ids=ascii)
def test_marks_of_direction_are_refused_or_kept(text: str, tmp_path: Path) -> None:
    """An invisible mark in a name is either named in a sentence, or published as it is."""
    made = write_project(tmp_path / "project", [text, *TEXTS[1:]])
    names, problems = _loaded(made)
    assert problems or names["h0"].name == text
    assert all("U+" in problem.sentence for problem in problems)


def _loaded(folder: Path) -> tuple[dict[str, Body], tuple[Problem, ...]]:
    """Return the bodies of a project, or the problems for which it is refused."""
    try:
        return load_project(folder).registry.bodies, ()
    except ExtractError as error:
        return {}, error.problems


# Commands


def test_no_command_ends_in_a_traceback(run: Run, folder: Path) -> None:
    """Every command ends with this project as it does with any other."""
    report = folder / "reports" / "netherford-sif-2015.md"
    report.parent.mkdir(exist_ok=True)
    paragraphs = (f"{n}. {text}" for n, text in enumerate(TEXTS, 1))
    report.write_text("\n\n".join(["# Report", *paragraphs]) + "\n", encoding="utf-8")
    with (folder / "tags.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = ((n, "netherford-sif-2015", text, text) for n, text in enumerate(TEXTS))
        csv.writer(stream).writerows([("id", "document", "tag", "content"), *rows])
    calls = {
        "agreement": [
            "agreement",
            "extracts",
            "extracts",
            "--differences",
        ],
        "build": ["build", "--no-draw", "-o", "again"],
        "confirm": ["confirm", "netherford-sif-2015", "--reports", "reports"],
        "coverage": [
            "coverage",
            "netherford-sif-2015",
            "--reports",
            "reports",
            "--thin",
        ],
        "diff": ["diff", ".", "graphs"],
        "draft": ["draft", str(report), "-o", "draft.yaml"],
        "draw": ["draw", "network", "-o", "pictures"],
        "evaluate": [
            "evaluate",
            "extracts/netherford-sif-2015.yaml",
            "extracts/netherford-sif-2015.yaml",
        ],
        "export": ["export", "--format", "trig"],
        "import": ["import", "tags.csv", "--reports", "reports", "-o", "imported"],
        "find": ["find", "body", "--limit", "1000"],
        "load": ["load", "--store", "http://127.0.0.1:9/query"],
        "publish": ["publish", "site"],
        "query": ["query", "who-inspected"],
        "questions": ["questions"],
        "read": ["read", str(report)],
        "release": ["release", "releases"],
        "review": ["review", "netherford-sif-2015"],
        "schema": ["schema"],
        "seal": ["seal", "extracts/netherford-sif-2015.yaml", "--reports", "reports"],
        "serve": ["serve", "--host", "192.0.2.1"],
        "show": ["show", "hostile-sif-2015-1/p5-h001"],
        "validate": ["validate"],
        "verify": ["verify", "--reports", "reports"],
    }
    assert set(calls) == set(COMMANDS)
    for name, arguments in calls.items():
        result = run(*arguments)
        assert result.exit_code in {0, 1, 2, 3}, f"{name}: {result.output}"
        assert "Traceback" not in result.output


def test_a_statement_is_shown_with_its_texts(run: Run) -> None:
    """The JSON has note, doubt and body as they are; no control character reaches a terminal."""
    for n in range(0, len(TEXTS), 7):
        name = f"hostile-sif-2015-{n % AUTHORITIES}/p5-h{n:03}"
        found = json.loads(run("show", name, "--format", "json").stdout)
        assert found["note"] == TEXTS[n]
        assert found["facts"]["doubt"] == [TEXTS[n]]
        text = run("show", name)
        assert text.exit_code == 0
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text.stdout)


def test_pages_of_the_site_show_every_text_and_gain_no_element(
    run: Run, folder: Path
) -> None:
    """The page of each body has its name as text; no name adds an element or a script."""
    assert run("publish", "site").exit_code == 0
    plain = parsed((folder / "site" / "about.html").read_text(encoding="utf-8"))
    known = plain.elements | {"h3", "h4", "span", "code", "button"}
    for n, name in enumerate(TEXTS):
        page = folder / "site" / "body" / f"h{n}.html"
        shown = parsed(page.read_text(encoding="utf-8"))
        (title,) = shown.texts["h1"]
        assert title[1:] == name[1:]
        assert shown.elements <= known
        assert not {name for name, _ in shown.attributes if name.startswith("on")}


@pytest.fixture(scope="module")
def findings(folder: Path) -> list[object]:
    """Return the findings of the project."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        found: list[object] = json.loads(
            CliRunner().invoke(main, ["validate", "--format", "json"]).stdout
        )["findings"]
    return found


@pytest.mark.parametrize("form", REPORTS)
def test_findings_come_back(form: str, run: Run, findings: list[object]) -> None:
    """Each format of findings can be read and has as many findings as the others."""
    result = run("validate", "--format", form)
    assert result.exit_code == 0, result.output
    text = result.stdout
    found: dict[str, Callable[[], int]] = {
        "table": lambda: len(text.splitlines()) - 1,
        "json": lambda: len(json.loads(text)["findings"]),
        "sarif": lambda: len(json.loads(text)["runs"][0]["results"]),
        "github": lambda: len(
            re.findall(r"^::(?:error|warning|notice) ", text, re.MULTILINE)
        ),
        "ttl": lambda: sum(
            quad.predicate.value.endswith("#result")
            for quad in parse(text, RdfFormat.TURTLE)
        ),
    }
    assert found[form]() == len(findings) > 100


@pytest.mark.parametrize(
    "name",
    [one.name for one in questions() if not any(p.required for p in one.parameters)],
)
def test_questions_give_the_same_rows_in_every_format(name: str, run: Run) -> None:
    """An answer has as many rows in each format, and the same values in JSON and CSV."""
    answers = {
        form: run("query", name, "--format", form).stdout_bytes.decode()
        for form in ("csv", "tsv", "json", "md", "xml")
    }
    rows = json.loads(answers["json"])["results"]["bindings"]
    columns = json.loads(answers["json"])["head"]["vars"]
    expected = [
        [row[column]["value"] if column in row else "" for column in columns]
        for row in rows
    ]
    assert list(csv.reader(io.StringIO(answers["csv"], newline="")))[1:] == expected
    assert len(answers["tsv"].splitlines()) == len(rows) + 1
    assert len(re.findall(r"^\| ", answers["md"], re.MULTILINE)) == len(rows) + 2


@pytest.mark.parametrize("form", [form for form in ANSWERS if form != "ttl"])
def test_names_come_back_from_an_answer(form: str, run: Run) -> None:
    """Names are in every format of an answer what they are in the extract."""
    result = run("query", "-", "--format", form, input=BODIES)
    assert result.exit_code == 0, result.output
    text = result.stdout_bytes.decode()
    if form == "table":
        shown = "".join(text.split())
        assert all("".join(name.split()) in shown for name in TEXTS if len(name) < 40)
    else:
        assert _READERS[form](text) == list(TEXTS)


def _solutions(form: QueryResultsFormat) -> Callable[[str], list[str]]:
    def read(text: str) -> list[str]:
        solutions = parse_query_results(text, format=form)
        assert isinstance(solutions, QuerySolutions)
        return [row["name"].value for row in solutions]

    return read


def _csv_names(text: str) -> list[str]:
    return [row["name"] for row in csv.DictReader(io.StringIO(text, newline=""))]


def _markdown_names(text: str) -> list[str]:
    from markdown_it import MarkdownIt

    shown = parsed(MarkdownIt("gfm-like", {"linkify": False}).render(text))
    assert shown.elements <= {"table", "thead", "tbody", "tr", "th", "td", "p"}
    return [cell.removesuffix("\n") for cell in shown.texts["td"][1::2]]


_READERS = {
    "csv": _csv_names,
    "tsv": _solutions(QueryResultsFormat.TSV),
    "xml": _solutions(QueryResultsFormat.XML),
    "json": _solutions(QueryResultsFormat.JSON),
    "md": _markdown_names,
}


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_names_come_back_from_a_safe_answer(form: str, run: Run) -> None:
    """With one apostrophe taken away where one was added, every name is what it was."""
    text = run(
        "query", "-", "--format", form, "--safe", input=BODIES
    ).stdout_bytes.decode()
    names = _READERS[form](text)
    signs = ("=", "+", "-", "@", "\t", "\r", "\n")
    assert not any(name.startswith(signs) for name in names)
    assert [
        name[1:] if re.match(r"'+[=+\-@]", name) else name for name in names
    ] == list(TEXTS)


# Formats


@pytest.fixture(scope="module")
def quads(folder: Path) -> set[str]:
    """Return the quads of the published files but for the ontology, which has blank nodes."""
    files = [
        *folder.glob("graphs/reports/*.ttl"),
        *(folder / "graphs" / f"{n}.ttl" for n in ("registry", "inferred")),
    ]
    return {str(quad) for file in files for quad in _in_graph(file)}


def _in_graph(file: Path) -> list[Quad]:
    """Return the triples of a published file as quads of its graph."""
    triples = parse(file.read_bytes(), RdfFormat.TURTLE)
    return [
        Quad(one.subject, one.predicate, one.object, graph(file.stem))
        for one in triples
    ]


@pytest.mark.parametrize(
    ("form", "parser"),
    [
        ("nquads", RdfFormat.N_QUADS),
        ("trig", RdfFormat.TRIG),
        ("jsonld", RdfFormat.JSON_LD),
    ],
)
def test_formats_of_the_graph_hold_the_same_quads(
    form: str, parser: RdfFormat, run: Run, quads: set[str]
) -> None:
    """What is published in Turtle is what the other formats hold, text by text."""
    content = run("export", "--format", form).stdout_bytes
    ontology = f"<{BASE}graph/ontology>"
    found = {
        str(quad) for quad in parse(content, parser) if str(quad.graph_name) != ontology
    }
    assert found == quads
    every = "\n".join(quads)
    assert all(str(Literal(text)) in every for text in TEXTS)


def test_every_format_is_written(run: Run) -> None:
    """Formats that write several files do not fail on any text."""
    for form in set(EXPORTS) - {"nquads", "trig", "jsonld", "graphml", "gexf"}:
        assert run("export", "--format", form, "-o", f"out-{form}").exit_code == 0


def test_notes_come_back_from_annotations_and_projects(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    """Notes are the same texts in Web Annotations and in a REFI-QDA project."""
    shutil.copy(SMALL_REPORT, tmp_path / "hostile-sif-2015-1.md")
    data = json.loads(run("export", "--format", "annotations").stdout)
    bodies = (body for one in data["first"]["items"] for body in one["body"])
    notes = {body["value"] for body in bodies if body["type"] == "TextualBody"}
    assert set(TEXTS) <= notes
    file = tmp_path / "p.qdpx"
    options = ("-o", str(file), "--reports", str(tmp_path))
    assert run("export", "--format", "qdpx", *options).exit_code in {0, 1}
    xml = ET.fromstring(ZipFile(file).read("project.qde"))  # noqa: S314 - our own
    described = {one.text for one in xml.iter("{urn:QDA-XML:project:1.0}Description")}
    found = run(
        "import", str(file), "--reports", str(tmp_path), "-o", str(tmp_path / "o")
    )
    assert found.exit_code in {0, 1}, found.output
    assert described & set(TEXTS)


def test_names_and_notes_come_back_from_the_network(run: Run) -> None:
    """GraphML read by networkx has the names of bodies and the notes of findings."""
    network = nx.read_graphml(
        io.BytesIO(run("export", "--format", "graphml").stdout_bytes)
    )
    labels = [network.nodes[f"body:h{n}"]["label"] for n in range(len(TEXTS))]
    assert labels == list(TEXTS)
    notes = {data.get("note") for _, data in network.nodes(data=True)}
    assert set(TEXTS) <= notes


def test_names_and_notes_come_back_from_the_tables(folder: Path) -> None:
    """A note is one cell, and a body one entry of a list."""
    described = json.loads(
        (folder / "tables" / "csv-metadata.json").read_text(encoding="utf-8")
    )
    assert SEPARATOR in json.dumps(described)
    with (folder / "tables" / "statements.csv").open(
        encoding="utf-8", newline=""
    ) as stream:
        rows = {
            row["id"]: row
            for row in csv.DictReader(stream)
            if row["id"].startswith("p5-h")
        }
    for n, text in enumerate(TEXTS):
        row = rows[f"p5-h{n:03}"]
        assert row["note"] == row["doubt"] == text
        assert sorted(row["bodies"].split(SEPARATOR)) == sorted(
            [text, TEXTS[(n + 1) % len(TEXTS)]]
        )


def test_names_and_notes_come_back_from_the_data_package(folder: Path) -> None:
    """In frictionless, no cell has a fault, a note is a text, and each body one entry of a list."""
    from frictionless import Package
    from frictionless.resources import TableResource

    resource = Package(folder / "tables" / "datapackage.json").get_resource(
        "statements"
    )
    assert isinstance(resource, TableResource)
    rows = {row["id"]: row for row in resource.read_rows() if "p5-h" in row["id"]}
    assert resource.validate().valid
    for n, text in enumerate(TEXTS):
        row = rows[f"p5-h{n:03}"]
        assert row["note"] == row["doubt"] == text
        bodies = [text, TEXTS[(n + 1) % len(TEXTS)]]
        assert sorted(row["bodies"]) == sorted(bodies)


def test_notes_come_back_from_the_workbook_and_the_database(run: Run) -> None:
    """A note is one cell of a sheet, never a formula, and one value of the database."""
    content = run("export", "--format", "xlsx").stdout_bytes
    sheet = openpyxl.load_workbook(io.BytesIO(content))["statements"]
    place = [cell.value for cell in sheet[1]].index("note")
    cells = [row[place] for row in sheet.iter_rows(min_row=2)]
    assert set(TEXTS) <= {cell.value for cell in cells}
    assert {cell.data_type for cell in cells if cell.value} == {"s"}
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(run("export", "--format", "sqlite").stdout_bytes)
        notes = {note for (note,) in database.execute("SELECT note FROM statements")}
    assert set(TEXTS) <= notes


def test_the_list_of_published_files_is_one_table(folder: Path) -> None:
    """Titles in the page of the published files are no markup."""
    from markdown_it import MarkdownIt

    page = (folder / "graphs" / "README.md").read_text(encoding="utf-8")
    shown = parsed(
        MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(page)
    )
    assert shown.elements <= {
        "h1",
        "p",
        "code",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "a",
    }


# Pictures and pages


@pytest.mark.parametrize("name", NAMES)
def test_pictures_hold_names_as_texts(name: str, folder: Path) -> None:
    """A picture is well formed, has no element but its own, and shows or titles each name in full."""
    root = ET.fromstring((folder / "graphs" / "pictures" / f"{name}.svg").read_bytes())  # noqa: S314 - our own
    assert {element.tag.rpartition("}")[2].lower() for element in root.iter()} <= SVG
    assert not [
        key
        for element in root.iter()
        for key in element.attrib
        if key.startswith("on") or "href" in key
    ]
    texts = [" ".join(text.split()) for text in root.itertext()]
    if name in {"network", "timeline"}:
        for authority in authorities(folder)[: 5 if name == "timeline" else None]:
            assert " ".join(authority.split()) in " ".join(texts)


@pytest.mark.parametrize("name", NAMES)
def test_pages_hold_names_as_data(name: str, folder: Path) -> None:
    """A page has only its own script, or none: no name opens or closes one."""
    page = (folder / "pages" / f"{name}.html").read_text(encoding="utf-8")
    shown = parsed(page)
    assert shown.elements <= PAGE | SVG
    scripts = shown.texts.get("script", [])
    assert len(scripts) == {"network": 1, "councils": 1}.get(name, 0)
    assert "unsafe-inline' 'unsafe-eval" not in page.partition("<title>")[0]


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for what a browser keeps."""
    return tmp_path_factory.mktemp("browser")


def test_the_browser_tells_what_it_refuses(tmp_path: Path, profile: Path) -> None:
    """The browser reports a script that a policy forbids, so silence means none."""
    page = tmp_path / "page.html"
    policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">'
    page.write_text(
        f"<!DOCTYPE html>{policy}<script>document.title = 'x'</script>",
        encoding="utf-8",
    )
    assert opened(page, profile).complaints


@pytest.mark.parametrize("name", NAMES)
def test_a_browser_shows_pages_as_they_are_meant(
    name: str, folder: Path, profile: Path
) -> None:
    """A browser draws each page without complaint and without elements from a name."""
    page = folder / "pages" / f"{name}.html"
    shown = opened(page, profile)
    before = parsed(page.read_text(encoding="utf-8"))
    assert shown.complaints == []
    assert shown.elements <= PAGE | SVG
    assert shown.texts["title"][0] == before.texts["title"][0]
    assert len(shown.texts["text"]) > 8
    assert not [
        pair
        for pair in shown.attributes
        if pair[0] in {"src", "href", "action"} or pair[0].startswith("on")
    ]
    assert shown.texts.get("td", []) == before.texts.get("td", [])
    _check_names(name, shown, authorities(folder))


def _check_names(name: str, shown: Shown, names: list[str]) -> None:
    """Check that the names of authorities are on a page as they are in the registry."""
    assert len(names) == AUTHORITIES
    if name == "network":
        assert set(names) <= set(shown.texts["option"])
        assert set(names) <= {
            value for key, value in shown.attributes if key == "data-label"
        }
    elif name == "timeline":
        assert len(set(names) & set(shown.texts["td"])) >= AUTHORITIES - 1
    elif name == "councils":
        assert set(names) & set(shown.texts["th"])
