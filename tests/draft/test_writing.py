"""Tests of drafts as files, and of the command `draft` that writes them.

A draft can be loaded, its anchors are correct, and it repeats no words of the report.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from draft_samples import CARE, LEADERS, ilacs, jar, knowledge
from inspectgraph.cli import main
from inspectgraph.draft import Knowledge, draft_document
from inspectgraph.draft.batch import draft_files, reports_in
from inspectgraph.draft.output.extract import extract_text
from inspectgraph.draft.single import Wanted
from inspectgraph.files.unit_list import write_units
from inspectgraph.load import load_context, load_extract
from inspectgraph.model.anchor import find
from inspectgraph.read import Document, read_report, read_text
from processes import default_signals

SMALL = Path(__file__).parents[1] / "projects" / "small"
TODAY = date(2026, 11, 21)
REPORTS = sorted((SMALL / "reports").glob("*.md"))


@pytest.fixture(scope="module")
def known() -> Knowledge:
    """Return the registry and concept schemes of the small project."""
    return Knowledge.of(SMALL)


def written(document: Document, known: Knowledge, name: str) -> str:
    """Return the draft of a report as the YAML text of an extract."""
    return extract_text(
        draft_document(document, known), document, known, name, today=TODAY
    )


def test_a_draft_loads_and_its_anchors_hold(known: Knowledge, tmp_path: Path) -> None:
    """A draft can be loaded, each anchor is found once, and each statement is marked."""
    document = read_report(SMALL / "reports" / "netherford-jar-2008.md")
    file = tmp_path / "netherford-draft.yaml"
    file.write_text(written(document, known, file.stem), encoding="utf-8")
    file.with_suffix(".units.tsv").write_text(
        write_units(document.listed()), encoding="utf-8"
    )
    extract = load_extract(file, load_context(SMALL)).extract
    assert extract.unconfirmed
    assert extract.curation.method == "drafted"
    assert len(extract.statements) > 5
    assert all(statement.draft for statement in extract.statements)
    assert extract.drafted is not None
    assert {"framework", "authorities", "title"} <= extract.drafted.marks.keys()
    for anchor in extract.anchors():
        assert (
            len(
                find(document.by_id[anchor.unit].squeezed, anchor.length, anchor.digest)
            )
            == 1
        )


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
def test_a_draft_holds_no_sentence_of_the_report(
    report: Path, known: Knowledge
) -> None:
    """A draft does not repeat six consecutive words of a paragraph."""
    document = read_report(report)
    text = " ".join(written(document, known, "netherford").split()).casefold()
    for unit in document.units:
        words = unit.text.casefold().split()
        runs = (" ".join(words[n : n + 6]) for n in range(len(words) - 5))
        assert not [
            run for run in runs if unit.kind in {"paragraph", "bullet"} and run in text
        ]


def test_the_same_report_gives_the_same_bytes(known: Knowledge) -> None:
    """Drafting the same report again gives the same bytes."""
    document = read_report(REPORTS[0])
    assert written(document, known, "a") == written(document, known, "a")


def test_an_unknown_authority_is_left_to_the_curator(tmp_path: Path) -> None:
    """If the authority is unknown, the draft has none, and contains a question."""
    title = "Inspection of Nowhere Borough Council local authority children's services"
    document = read_text(ilacs(f"The {CARE}\tGood\n", title=title), "nowhere")
    text = written(document, knowledge(), "nowhere")
    assert "# Question: The report names 'Nowhere Borough Council'" in text
    assert yaml.safe_load(text)["authorities"] == []


def test_a_recommendation_without_a_theme_says_so() -> None:
    """A recommendation whose theme is not recognised has a doubt that says so."""
    body = (
        "Recommendations\n\nFor immediate action\n\nThe council should:\n\n- mend the"
        " roof of the town hall.\n"
    )
    extract = yaml.safe_load(
        written(read_text(jar("Safeguarding\t2\n", body), "x"), knowledge(), "x")
    )
    (recommendation,) = extract["recommendations"]
    assert "No theme" in recommendation["doubt"]


# The command


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Return a folder with two reports, a README and a broken PDF."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for report in REPORTS:
        (folder / report.name).write_bytes(report.read_bytes())
    (folder / "README.md").write_text("About these reports.", encoding="utf-8")
    (folder / "broken.pdf").write_text(
        "<!DOCTYPE html><html>gone</html>", encoding="utf-8"
    )
    return folder


def test_draft_writes_extract_and_units(tmp_path: Path) -> None:
    """`draft` writes an extract with the name of the file, and its list of units."""
    out = tmp_path / "drafts" / "netherford-2015.yaml"
    result = CliRunner().invoke(main, ["draft", str(REPORTS[0]), "-o", str(out)])
    assert result.exit_code == 0, result.output
    assert (
        yaml.safe_load(out.read_text(encoding="utf-8"))["report"] == "netherford-2015"
    )
    assert (
        (out.parent / "netherford-2015.units.tsv")
        .read_text(encoding="utf-8")
        .startswith("id\tkind")
    )


def test_draft_never_replaces_a_file_unasked(tmp_path: Path) -> None:
    """`draft` does not replace an existing extract without `--force`."""
    out = tmp_path / "x.yaml"
    out.write_text("curated", encoding="utf-8")
    result = CliRunner().invoke(main, ["draft", str(REPORTS[0]), "-o", str(out)])
    assert (result.exit_code, out.read_text(encoding="utf-8")) == (2, "curated")
    assert (
        CliRunner()
        .invoke(main, ["draft", str(REPORTS[0]), "-o", str(out), "--force"])
        .exit_code
        == 0
    )


def test_draft_never_replaces_a_unit_list_unasked(tmp_path: Path) -> None:
    """`draft` does not replace an existing list of units without `--force`.

    It does so if the new list is the same.
    """
    out, units = tmp_path / "x.yaml", tmp_path / "x.units.tsv"
    units.write_text("curated", encoding="utf-8")
    result = CliRunner().invoke(main, ["draft", str(REPORTS[0]), "-o", str(out)])
    assert (result.exit_code, units.read_text(encoding="utf-8"), out.exists()) == (
        2,
        "curated",
        False,
    )
    assert "x.units.tsv" in result.stderr
    assert (
        CliRunner()
        .invoke(main, ["draft", str(REPORTS[0]), "-o", str(out), "--force"])
        .exit_code
        == 0
    )
    out.unlink()
    assert (
        CliRunner().invoke(main, ["draft", str(REPORTS[0]), "-o", str(out)]).exit_code
        == 0
    )


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="needs groups of processes")
def test_an_interrupted_draft_says_so(tmp_path: Path) -> None:
    """If `draft` is interrupted, it exits with 130 and prints no traceback.

    Ctrl-C reaches all processes of a terminal.
    """
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(60):
        (folder / f"report-{number}.md").write_bytes(REPORTS[0].read_bytes())
    code = "from inspectgraph.cli import main; main()"
    command = [
        sys.executable,
        "-c",
        code,
        "draft",
        str(folder),
        "-o",
        str(tmp_path / "out"),
        "-j",
        "2",
    ]
    with subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=default_signals,
    ) as process:
        while not list(tmp_path.glob("out/*.yaml")):
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        _, messages = process.communicate()
    assert process.returncode == 130
    assert messages.strip().endswith("Interrupted")
    assert "Traceback" not in messages
    assert len(list(tmp_path.glob("out/*.yaml"))) < 60


def test_draft_prints_one_object() -> None:
    """`draft --json` prints one object with the documented keys."""
    result = CliRunner().invoke(main, ["draft", str(REPORTS[0]), "--json"])
    found = json.loads(result.stdout)
    assert list(found)[:12] == [
        "authority",
        "framework",
        "reference",
        "published",
        "inspection",
        "inspectorates",
        "judgements",
        "reported",
        "recommendations",
        "strengths",
        "weaknesses",
        "measurements",
    ]
    assert {"aspect", "grade", "rank", "source", "unit", "confidence", "rule"} == found[
        "judgements"
    ][0].keys()


def test_one_bad_file_never_stops_the_others(reports: Path, tmp_path: Path) -> None:
    """A broken file in a folder is reported, and all other reports are drafted.

    The exit code is 3.
    """
    out = tmp_path / "out"
    result = CliRunner().invoke(main, ["draft", str(reports), "-o", str(out)])
    assert result.exit_code == 3
    assert "broken.pdf" in result.stderr
    assert sorted(path.name for path in out.glob("*.yaml")) == [
        f"{report.stem}.yaml" for report in REPORTS
    ]


def test_several_processes_write_the_same(reports: Path) -> None:
    """Several processes write the same files as one process."""
    wanted = Wanted(SMALL, TODAY, as_json=False, time_limit=60)
    paths = reports_in(reports)
    one, two = (
        {done.path: done.files for done in draft_files(paths, wanted, jobs)}
        for jobs in (1, 2)
    )
    assert one == two


def test_a_folder_needs_a_folder(reports: Path) -> None:
    """To draft a folder, an output folder must be given."""
    assert CliRunner().invoke(main, ["draft", str(reports)]).exit_code == 2


def test_a_table_of_a_file_with_pipes_is_no_crash() -> None:
    """A text that consists of an unusual table gives a draft with questions."""
    draft = draft_document(
        read_text(f"| {LEADERS} | Good |\n|---|---|\n", "x"), knowledge()
    )
    assert draft.questions


def test_draft_json_gives_the_place_of_the_words_of_a_finding() -> None:
    """`draft --json` gives the position of a finding's words.

    Start and length count only letters and digits, as in an anchor.
    """
    result = CliRunner().invoke(main, ["draft", str(REPORTS[0]), "--json"])
    units = read_report(REPORTS[0]).by_id
    findings = json.loads(result.stdout)["findings"]
    assert findings
    for one in findings:
        assert (
            0
            <= one["start"]
            < one["start"] + one["length"]
            <= len(units[one["unit"]].squeezed)
        )


def test_without_a_project_the_registry_is_that_of_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a project, the package's registry is used, whatever the current folder has."""
    registry = tmp_path / "extracts" / "registry"
    registry.mkdir(parents=True)
    (registry / "authorities.yaml").write_text("[]: nonsense\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "knowsley" in Knowledge.of(None).registry.authorities
