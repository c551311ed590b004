"""Tests of `inspectgraph read` and `inspectgraph draft`: formats, pages, limits and remarks."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inspectgraph.cli import main
from inspectgraph.read.pdf.sandbox import _used_up
from processes import bounded
from spoilt.harmful import scanned
from spoilt.pdfs import report

TEXT = """\
# Netherby

## Early help

1. Help comes *early*.

2. Leaders should:

- meet weekly:
    - with minutes
- and [write]

## What next
"""


def run(*words: object) -> Result:
    """Run a command, and return its result."""
    return CliRunner().invoke(main, list(map(str, words)), catch_exceptions=False)


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """Return a small invented report as a Markdown file."""
    path = tmp_path / "netherby.md"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """Return a PDF that has two pages of text and one scanned page."""
    path = tmp_path / "netherby.pdf"
    path.write_bytes(scanned(2, 1))
    return path


def test_markdown_shows_each_unit_with_its_id(text: Path) -> None:
    """Markdown output shows each unit of a report with its id.

    Sections are headings, bullets are nested as in the report, and special characters
    are escaped.
    """
    lines = run("read", text, "--format", "md").stdout.splitlines()
    assert [line for line in lines if line] == [
        "## `netherby` Netherby",
        "## `early-help` Early help",
        "`p1` Help comes early.",
        "`p2` Leaders should:",
        "- `p2/1` meet weekly:",
        "    - `p2/1/1` with minutes",
        r"- `p2/2` and \[write\]",
        "## `what-next` What next",
    ]


def test_json_says_where_a_unit_stands(text: Path, tmp_path: Path) -> None:
    """JSON output gives the line or page of each unit of a report.

    A unit of a text has a line, and a unit of a PDF has a page. Spans are positions of
    characters in the source.
    """
    units = {
        unit["id"]: unit
        for unit in json.loads(run("read", text, "--format", "json").stdout)
    }
    assert (units["p1"]["line"], units["p1"]["page"]) == (5, None)
    (first, last), *_ = units["p1"]["spans"]
    assert TEXT[first:last] == "1. Help comes *early*."

    path = tmp_path / "three.pdf"
    path.write_bytes(report(3))
    pages = [
        unit["page"]
        for unit in json.loads(run("read", path, "--format", "json").stdout)
    ]
    assert set(pages) == {1, 2, 3}
    assert {
        unit["line"]
        for unit in json.loads(run("read", path, "--format", "json").stdout)
    } == {None}


def test_markdown_says_where_a_page_begins(tmp_path: Path) -> None:
    """Markdown output has a comment before the first unit of each page."""
    path = tmp_path / "three.pdf"
    path.write_bytes(report(3))
    lines = run("read", path, "--format", "md").stdout.splitlines()
    assert [line for line in lines if line.startswith("<!--")] == [
        f"<!-- page {page} -->" for page in (1, 2, 3)
    ]


@pytest.mark.parametrize("command", [["read"], ["draft", "--json"]])
def test_time_is_bounded(command: list[str], tmp_path: Path) -> None:
    """A PDF that takes longer than the time limit is refused with exit code 4."""
    path = tmp_path / "long.pdf"
    path.write_bytes(report(400))
    found = run(*command, path, "--time-limit", "0.1")
    assert found.exit_code == 4
    assert "could not be read within 0.1 s of processor time" in found.stderr


@pytest.mark.skipif(
    not hasattr(signal, "setitimer"), reason="this system cannot count processor time"
)
@pytest.mark.parametrize(
    ("work", "ended"), [("time.sleep(1)", False), ("while True: pass", True)]
)
def test_only_processor_time_counts(work: str, ended: bool) -> None:
    """The time limit counts processor time.

    So a process that sleeps is not ended, but a process that works too long is.
    """
    code = (
        "import time; from inspectgraph.read.pdf.sandbox import _bound;"
        f" _bound(0.3)\n{work}"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], preexec_fn=bounded(60), check=False
    )
    assert _used_up(done.returncode) is ended
    assert (done.returncode == 0) is not ended


@pytest.mark.parametrize("value", ["nan", "inf", "0", "-3"])
@pytest.mark.parametrize("command", ["read", "draft"])
def test_time_without_end_is_refused(command: str, value: str) -> None:
    """A time limit that is zero, negative or infinite is refused."""
    found = run(command, "report.pdf", "--time-limit", value)
    assert (found.exit_code, found.stdout) == (2, "")
    assert "--time-limit" in found.stderr


def test_what_cannot_be_read_is_told_and_asked(pdf: Path, tmp_path: Path) -> None:
    """`draft` warns about pages without text, and writes a question about them."""
    missing = "the text of 1 of 3 pages is missing"
    found = run("draft", pdf, "-o", tmp_path / "netherby.yaml")
    assert missing in found.stderr
    assert missing in (tmp_path / "netherby.yaml").read_text(encoding="utf-8")

    (tmp_path / "reports").mkdir()
    pdf.rename(tmp_path / "reports" / "netherby.pdf")
    assert (
        missing in run("draft", tmp_path / "reports", "-o", tmp_path / "drafts").stderr
    )
