"""Tests of `inspectgraph diff`, which lists the changes between two versions of a graph.

A patch turns the first version into the second.
"""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import RdfFormat, parse
from rdflib import Dataset

from inspectgraph.build import assemble
from inspectgraph.cli import main
from inspectgraph.diff.blank_nodes import stable
from inspectgraph.export import exported
from inspectgraph.export.published_set import published
from inspectgraph.load import load_project
from inspectgraph.rdf.store import open_published
from inspectgraph.rdf.vocabulary import Vocabulary

SMALL = Path(__file__).parents[1] / "projects" / "small"
SIF = "netherford-sif-2015"
CORRECTION = """
corrections:
  - statement: grades-overall-judgement-a2b3
    key: grade
    was: requires-improvement
    day: 2026-11-30
    reason: The row below it was read.
"""


def run(*arguments: object) -> Result:
    """Run `inspectgraph diff`."""
    return CliRunner().invoke(main, ["diff", *map(str, arguments)])


def write(folder: Path, files: dict[str, bytes]) -> Path:
    """Write a published graph into a folder."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def before(
    small_files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the folder that contains the published graph of the small project."""
    return write(tmp_path_factory.mktemp("before") / "graphs", small_files)


@pytest.fixture(scope="module")
def after(vocabulary: Vocabulary, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small project with a corrected grade, a changed note and a withdrawn finding."""
    folder = tmp_path_factory.mktemp("after") / "project"
    shutil.copytree(SMALL, folder)
    extract = folder / "extracts" / f"{SIF}.yaml"
    text = extract.read_text(encoding="utf-8") + CORRECTION
    head, _, rest = text.partition("  - id: p5-w4x5")
    text = head + rest[rest.index("  - id: ") :]
    for old, new in (
        (
            "aspect: overall-effectiveness\n    grade: requires-improvement",
            "aspect: overall-effectiveness\n    grade: good",
        ),
        ("smaller problems comes late", "small problems comes too late"),
        (
            "withdrawn:\n",
            "withdrawn:\n  - {id: p5-w4x5, reason: It was said of another council.}\n",
        ),
    ):
        assert old in text
        text = text.replace(old, new)
    extract.write_text(text, encoding="utf-8")
    services = folder / "extracts" / "registry" / "services.yaml"
    named = services.read_text(encoding="utf-8")
    assert "Harbour Team" in named
    services.write_text(named.replace("Harbour Team", "Quay Team"), encoding="utf-8")
    project = load_project(folder, vocabulary)
    write(folder / "graphs", published(assemble(project), settings=project.settings))
    return folder


def test_the_same_graph_is_the_same_in_every_form(before: Path, tmp_path: Path) -> None:
    """A folder, an N-Quads file and a TriG file of one graph have no differences.

    The exit code is 0.
    """
    store = open_published(before)
    quads = tmp_path / "dump.nq.gz"
    quads.write_bytes(gzip.compress(exported(store, "nquads")["inspectgraph.nq"]))
    trig = tmp_path / "dump.trig"
    trig.write_bytes(exported(store, "trig")["inspectgraph.trig"])
    for other in (before, quads, trig):
        result = run(before, other)
        assert (result.exit_code, result.output) == (
            0,
            "The two graphs have the same triples.\n",
        ), other
    result = run(quads, trig, "--format", "json")
    assert json.loads(result.stdout)["same"] is True


def test_changes_are_told_in_words(before: Path, after: Path) -> None:
    """Each changed record is printed with its old values, its new values and the reason.

    Unchanged records are not printed.
    """
    result = run(before, after)
    assert result.exit_code == 1
    text = result.stdout
    for expected in (
        "changed judgement grades-overall-judgement-a2b3",
        "grade: requires improvement → good",
        "correction: reason: + The row below it was read.",
        "changed weakness p2-q8r9",
        "note: Help for smaller problems comes late. → Help for small problems comes too late.",
        "withdrawn strength p5-w4x5",
        "reason: It was said of another council.",
        "statements: 1 withdrawn, 1 changed",
        "judgements: 1 changed",
        "registry entries: 1 changed",
    ):
        assert expected in text, expected
    assert "p1-o6p7" not in text
    assert "netherford-jar-2008" not in text


def test_json_has_the_fields_of_both_versions(before: Path, after: Path) -> None:
    """JSON output gives both values of each changed field, with their IRIs and labels.

    If the two versions are exchanged, the values are exchanged too.
    """
    found = json.loads(run(before, after, "--format", "json").stdout)
    turned = json.loads(run(after, before, "--format", "json").stdout)
    (field,) = _grade(found)
    assert [one["label"] for one in field["before"]] == ["requires improvement"]
    assert field["after"][0]["value"].endswith("/scale/sif/good")
    (back,) = _grade(turned)
    assert (back["before"], back["after"]) == (field["after"], field["before"])
    assert (
        found["totals"]["triples"]["added"]
        == turned["totals"]["triples"]["withdrawn"]
        > 0
    )
    assert found["before"]["sha256"] == turned["after"]["sha256"]


def _grade(
    found: dict[
        str, list[dict[str, list[dict[str, list[dict[str, list[dict[str, str]]]]]]]]
    ],
) -> list[dict[str, list[dict[str, str]]]]:
    """Return the changes to the grade of the overall judgement."""
    return [
        field
        for graph in found["graphs"]
        for entry in graph["entries"]
        if entry["id"] == "grades-overall-judgement-a2b3"  # type: ignore[comparison-overlap]
        for field in entry["fields"]
        if field["label"] == "grade"  # type: ignore[comparison-overlap]
    ]


def test_a_report_that_came_or_went(before: Path, tmp_path: Path) -> None:
    """A report that is only in one version is summed up in one line."""
    smaller = Path(shutil.copytree(before, tmp_path / "graphs"))
    (smaller / "reports" / f"{SIF}.ttl").unlink()
    gone, came = run(before, smaller).stdout, run(smaller, before).stdout
    assert "(withdrawn)\n  1 report, " in gone
    assert "(added)\n  1 report, " in came
    assert "reports: 1 withdrawn" in gone


def test_the_patch_makes_the_second_version_of_the_first(
    before: Path, after: Path, tmp_path: Path
) -> None:
    """A patch turns the first version into the second.

    The test applies the patch with rdflib's parser. The same two versions always give
    the same patch.
    """
    file = tmp_path / "changes.rdfp"
    assert run(before, after, "--format", "patch", "-o", file).exit_code == 1
    text = file.read_text(encoding="utf-8")
    assert run(before, after, "--format", "patch").stdout == text
    lines = text.splitlines()
    assert lines[0].startswith("H id <uuid:")
    assert (lines[1], lines[-1]) == ("TX .", "TC .")
    first, second = _quads(before), _quads(after / "graphs")
    dataset = Dataset()
    dataset.parse(data=first, format="nquads")
    dataset.parse(file, format="patch")
    wanted = Dataset()
    wanted.parse(data=second, format="nquads")
    assert set(dataset.quads()) == set(wanted.quads())
    assert {line[0] for line in lines[2:-1]} == {"A", "D"}
    assert {line[2:] for line in lines if line[0] == "D"} <= set(first.splitlines())
    assert not {line[2:] for line in lines if line[0] == "A"} & set(first.splitlines())


def _quads(graphs: Path) -> str:
    """Return the lines of a published graph's N-Quads that mention Netherford."""
    text = exported(open_published(graphs), "nquads")["inspectgraph.nq"].decode()
    return "".join(line + "\n" for line in text.splitlines() if "netherford" in line)


def test_a_patch_has_no_blank_node(before: Path, tmp_path: Path) -> None:
    """A patch is refused if triples with a blank node have changed.

    JSON output still counts these triples.
    """
    changed = Path(shutil.copytree(before, tmp_path / "graphs"))
    ontology = changed / "ontology.ttl"
    with ontology.open("a", encoding="utf-8") as file:
        file.write(
            "\n<https://example.org/a> <https://example.org/b> [ <https://example.org/c> 1 ] .\n"
        )
    patch = tmp_path / "changes.rdfp"
    result = run(before, changed, "--format", "patch", "-o", patch)
    assert (result.exit_code, patch.exists()) == (1, False)
    assert "[blank-nodes-in-patch]" in result.output
    assert (
        json.loads(run(before, changed, "--format", "json").stdout)["totals"][
            "triples"
        ]["added"]
        == 2
    )


def test_labels_of_blank_nodes_do_not_matter(small_files: dict[str, bytes]) -> None:
    """The labels of blank nodes make no difference to the comparison."""
    for_labels: Callable[[], set[tuple[str, str, str]]] = lambda: {  # noqa: E731
        (str(one.subject), str(one.predicate), str(one.object))
        for one in parse(
            small_files["ontology.ttl"], RdfFormat.TURTLE, rename_blank_nodes=True
        )
    }
    one, other = for_labels(), for_labels()
    assert one != other
    assert stable(one) == stable(other)
    assert len(stable(one)) == len(one)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("nothing", None, "no-version"),
        ("empty", "", "no-graph"),
        ("graph.xml", "<a/>", "unknown-dump"),
        ("graph.nq", "<a> <b>", "bad-dump"),
        ("graph.nq", "", "no-graph"),
        ("graph.nq.gz", "no gzip", "bad-dump"),
        (
            "cycle.nq",
            "_:a <https://example.org/b> _:a <https://example.org/g> .\n",
            "blank-nodes",
        ),
    ],
)
def test_bad_input_is_refused(
    before: Path, tmp_path: Path, name: str, content: str | None, code: str
) -> None:
    """A version that cannot be read gives an error with its path and exit code 3."""
    path = tmp_path / name
    if name == "empty":
        path.mkdir()
    elif content is not None:
        path.write_text(content, encoding="utf-8")
    result = run(before, path)
    assert result.exit_code == 3
    assert f"[{code}]" in result.output
    assert str(path) in result.output


def test_a_dump_that_is_cut_off_is_refused(before: Path, tmp_path: Path) -> None:
    """A compressed dump that is cut off is refused, and not read as a smaller version."""
    whole = gzip.compress(_quads(before).encode())
    half = tmp_path / "half.nq.gz"
    half.write_bytes(whole[: len(whole) // 2])
    result = run(before, half)
    assert result.exit_code == 3
    assert "[bad-dump]" in result.output
