"""Tests that a command imports only the libraries that it uses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from inspectgraph.files.atomic import write_set
from spoilt.pdfs import report

#: Libraries that take long to import, and modules of Python that do.
HEAVY = frozenset(
    {
        "asyncio",
        "concurrent",
        "http",
        "hypothesis",
        "lxml",
        "markdown_it",
        "msgspec",
        "multiprocessing",
        "networkx",
        "numpy",
        "pandas",
        "pygments",
        "pyoxigraph",
        "pyparsing",
        "pypdfium2",
        "pyshacl",
        "rdflib",
        "rich",
        "ruamel",
        "ssl",
        "unittest",
        "xml",
        "yaml",
    }
)

#: What each command may import of them, in the process that the user starts and in the
#: one that answers a query.
COMMANDS: dict[str, set[str]] = {
    "--version": set(),
    "--help": set(),
    **{
        f"{name} --help": set()
        for name in ("build", "draft", "draw", "export", "import", "read", "seal")
    },
    "questions": {"pyoxigraph"},
    "query caf-uptake": {"pyoxigraph"},
    "read REPORT.md": {"markdown_it", "msgspec"},
    "read REPORT.pdf": {"msgspec"},
    "draft REPORT.md": {"markdown_it", "msgspec", "pyoxigraph", "yaml"},
    "draft REPORT.pdf --json": {
        "msgspec",
        "multiprocessing",
        "pyoxigraph",
        "pypdfium2",
        "yaml",
    },
    "export --format nquads": {"pyoxigraph"},
    "export --format jsonld": {"msgspec", "pyoxigraph"},
    "export --format graphml": {"pyoxigraph"},
}

#: Runs the command line and prints, as the last line of standard error, which modules
#: have been imported at its end.
RUN = """
import atexit, sys
def report():
    print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
atexit.register(report)
from inspectgraph.cli import main
main(sys.argv[1:], prog_name="inspectgraph")
"""


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a report as PDF and as Markdown."""
    folder = tmp_path_factory.mktemp("reports")
    (folder / "REPORT.pdf").write_bytes(report(1))
    text = "# Netherby\n\n## Early help\n\n1. Help comes early.\n"
    (folder / "REPORT.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def graphs(
    small_files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return the published graph of the small project."""
    folder = tmp_path_factory.mktemp("published") / "graphs"
    write_set(folder, small_files)
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_imports_what_it_uses(
    command: str, reports: Path, graphs: Path
) -> None:
    """A command imports no heavy library except those that are listed for it."""
    words = [
        str(reports / word) if (reports / word).is_file() else word
        for word in command.split()
    ]
    if words[0] in {"query", "export"}:
        words += ["--graphs", str(graphs)]
    done = subprocess.run(
        [sys.executable, "-c", RUN, *words],
        capture_output=True,
        text=True,
        check=True,
    )
    imported = set(done.stderr.splitlines()[-1].split())
    assert "inspectgraph" in imported
    assert imported & HEAVY <= COMMANDS[command]


def test_reading_a_pdf_imports_no_parser_of_markdown() -> None:
    """The process that reads a PDF imports no heavy library except msgspec and pypdfium2."""
    code = (
        "import sys; from inspectgraph.read.pdf import checks, layout, pages, sandbox;"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert set(done.stdout.split()) & HEAVY == {"msgspec", "pypdfium2"}
