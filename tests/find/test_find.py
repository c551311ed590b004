"""Plain words find what a researcher means, in any case and number."""

from __future__ import annotations

import csv
import json
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Store

from inspectgraph.build import assemble, build
from inspectgraph.cli import main
from inspectgraph.cli.find import KINDS as CHOICES
from inspectgraph.find import KINDS, find
from inspectgraph.load import load_project

WORDS = Path(__file__).parent / "words.tsv"
#: Of fifty searches, this many must have what is meant among the first five answers.
NEEDED = 48
FIRST = 5


@pytest.fixture(scope="module")
def store(five: Path) -> Store:
    """Return the graph of the five reports that were curated in full."""
    return assemble(load_project(five))


def slugs(store: Store, words: str, *kinds: str) -> list[str]:
    """Return the slugs of what is found."""
    return [hit.slug for hit in find(store, words, kinds or KINDS)]


@pytest.mark.slow
def test_researchers_find_what_they_mean(store: Store) -> None:
    """At least 48 of 50 natural searches have what is meant among the first five answers."""
    with WORDS.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    assert len(rows) == 50
    missed = []
    for row in rows:
        first = find(store, row["words"])[:FIRST]
        meant = (row["kind"], row["slug"])
        if meant not in {(hit.kind, hit.slug.rpartition("/")[2]) for hit in first}:
            missed.append((row["words"], [hit.slug for hit in first]))
    assert len(rows) - len(missed) >= NEEDED, missed


@pytest.mark.parametrize(
    "words",
    ["foster carers", "Foster Carer", "FOSTERING", "foster-carers", "fosterers"],
)
def test_case_and_number_do_not_matter(store: Store, words: str) -> None:
    """A theme is found by its name and other names, however somebody writes them."""
    assert "foster-care" in slugs(store, words, "theme")


def test_a_preferred_name_comes_before_another_name(store: Store) -> None:
    """Of two themes that match, the one with that preferred name comes first."""
    first, second, *_ = find(store, "mental health", ["theme"])
    assert first.label == "mental health and emotional well-being"
    assert not first.because
    assert second.slug == "parental-mental-health-and-substance-misuse"


def test_themes_next_to_a_theme_follow(store: Store) -> None:
    """After a found theme come its narrower, broader and related themes."""
    hits = {hit.slug: hit.because for hit in find(store, "breastfeeding", ["theme"])}
    assert next(iter(hits)) == "breastfeeding"
    assert any(because.endswith("than breastfeeding") for because in hits.values())


def test_statements_come_last_with_report_and_unit(store: Store) -> None:
    """Statements come last, contain the words, and give report, unit and a command."""
    hits = find(store, "obesity")
    kinds = [hit.kind for hit in hits]
    assert kinds == sorted(kinds, key="statement".__eq__)
    said = [hit for hit in hits if hit.kind == "statement"]
    assert said
    for hit in said:
        assert "obes" in hit.label.lower()
        assert hit.slug.startswith(f"{hit.report}/{hit.unit.replace('/', '-')}")
        assert hit.command == f"inspectgraph query evidence --statement {hit.slug}"


def test_kinds_are_chosen(store: Store) -> None:
    """With a kind given, nothing of another kind is found, not even a neighbour."""
    hits = find(store, "police", ["body", "inspectorate"])
    assert hits
    assert {hit.kind for hit in hits} <= {"body", "inspectorate"}


@pytest.mark.parametrize("words", ["", "the", "'", "qwxz", "(?)", "\u0000"])
def test_words_that_nothing_has_find_nothing(store: Store, words: str) -> None:
    """Small words, signs and unknown words have an empty answer and no error."""
    assert find(store, words) == []


@pytest.fixture(scope="module")
def built(five: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built project with the five reports."""
    folder = tmp_path_factory.mktemp("find") / "project"
    shutil.copytree(five, folder)
    build(folder, draw=False)
    return folder


def run(folder: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Result:
    """Run the command line in a project."""
    monkeypatch.chdir(folder)
    return CliRunner().invoke(main, arguments)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("authority", "halton"),
        ("theme", "attendance"),
        ("framework", "joint area review"),
        ("inspectorate", "Ofsted"),
        ("aspect", "staying safe"),
        ("indicator", "exclusions"),
        ("body", "police"),
        ("service", "CAMHS"),
        ("report", "Sefton 2007"),
        ("statement", "obesity"),
    ],
)
def test_the_command_to_go_on_with_runs(
    built: Path, monkeypatch: pytest.MonkeyPatch, kind: str, words: str
) -> None:
    """For each kind, the command that a result proposes runs and prints an answer."""
    result = run(built, monkeypatch, "find", words, "--kind", kind, "--format", "json")
    (hit, *_) = json.loads(result.stdout)
    assert hit["kind"] == kind
    name, *arguments = shlex.split(hit["command"])
    assert name == "inspectgraph"
    again = run(built, monkeypatch, *arguments)
    assert again.exit_code == 0, again.output
    assert again.stdout


@pytest.mark.slow
def test_the_text_names_what_was_found(
    built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each name has its kind, its slug and its command; what is left out is counted."""
    result = run(built, monkeypatch, "find", "mental", "health", "--limit", "1")
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "theme: mental health and emotional well-being"
        " (mental-health-and-emotional-well-being)\n"
        "  inspectgraph query theme-uptake --theme"
        " mental-health-and-emotional-well-being\n"
    )
    assert "more statements; `--limit" in result.stderr


def test_nothing_found_is_said(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A search without an answer ends with a sentence; in JSON, with an empty list."""
    result = run(built, monkeypatch, "find", "qwxz")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "nothing in the graph has the words 'qwxz'" in result.stderr
    result = run(built, monkeypatch, "find", "qwxz", "--format", "json")
    assert (result.exit_code, result.stdout) == (0, "[]\n")
    result = run(built, monkeypatch, "find", "?!")
    assert result.exit_code == 2


def test_the_command_knows_the_kinds() -> None:
    """The choices of the option are the kinds of the search."""
    assert CHOICES == KINDS
