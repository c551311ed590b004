"""Tests of `inspectgraph confirm`: its output, the files it leaves unchanged, its exit codes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from confirm.test_comparison import NAME, READING, drafted, with_grade
from inspectgraph.cli import main
from inspectgraph.confirm import files
from inspectgraph.model.errors import UnreadableError, Where
from inspectgraph.second_reading import Reading


@pytest.fixture
def project(small_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project that contains a draft of grades and the report's PDF."""
    drafted(small_copy)
    (small_copy / "pdfs").mkdir()
    (small_copy / "pdfs" / f"{NAME}.pdf").write_bytes(b"%PDF-1.4")
    monkeypatch.chdir(small_copy)
    return small_copy


def confirm(*options: str) -> Result:
    """Run `inspectgraph confirm` on the PDFs of the project."""
    return CliRunner().invoke(main, ["confirm", "--reports", "pdfs", *options])


def reads(monkeypatch: pytest.MonkeyPatch, found: Reading | UnreadableError) -> None:
    """Replace the second reader, so that it returns a given reading or fails."""

    def read(*_: object, **__: object) -> Reading:
        if isinstance(found, UnreadableError):
            raise found
        return found

    monkeypatch.setattr(files, "read", read)


def test_agreement_confirms_and_ends_well(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If both readings agree, the extract is confirmed and the exit code is 0.

    A second run finds nothing to confirm.
    """
    reads(monkeypatch, READING)
    done = confirm()
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == (
        "1 report read a second time: 6 judgements confirmed, 0 differences\n"
    )
    text = (project / "extracts" / f"{NAME}.yaml").read_text(encoding="utf-8")
    assert text.count("confirmed: two-programs") == 6
    assert "draft:" not in text
    assert confirm().stderr.startswith("0 reports read a second time")


@pytest.mark.parametrize("options", [[], ["--check"], [NAME]])
def test_a_difference_is_one_line(
    project: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    """Each difference is printed on one line, and the exit code is 1.

    With --check, the extract is not changed.
    """
    file = project / "extracts" / f"{NAME}.yaml"
    before = file.read_bytes()
    reads(monkeypatch, with_grade("adoption-performance", "good"))
    done = confirm(*options)
    assert done.exit_code == 1
    assert done.stdout == (
        f"extracts/{NAME}.yaml: sif/adoption-performance: the draft has outstanding, and the"
        " second reading has good\n"
    )
    assert (file.read_bytes() == before) == ("--check" in options)


def test_a_pdf_that_cannot_be_read_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a PDF cannot be read, the message says why, and its extract stays unchanged."""
    file = project / "extracts" / f"{NAME}.yaml"
    before = file.read_bytes()
    error = UnreadableError("no-text", "the PDF has no text", Where("pdfs/x.pdf"))
    reads(monkeypatch, error)
    done = confirm()
    assert "the PDF has no text" in done.stderr
    assert "Traceback" not in done.output
    assert done.exit_code == UnreadableError.exit_code
    assert file.read_bytes() == before


def test_an_extract_with_a_fault_is_told_at_its_line(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A faulty extract is reported and not changed.

    It is not compared with a second reading.
    """
    file = project / "extracts" / f"{NAME}.yaml"
    text = file.read_text(encoding="utf-8").replace("outstanding", "outstandig")
    file.write_text(text, encoding="utf-8")
    reads(monkeypatch, READING)
    done = confirm()
    assert "unknown grade 'outstandig'" in done.stderr
    assert done.exit_code == 1
    assert file.read_text(encoding="utf-8") == text


def test_another_pdf_is_told_and_compared(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the PDF is not the file that was read before, a warning says so.

    The readings are compared and confirmed all the same.
    """
    file = project / "extracts" / f"{NAME}.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        f"{text}document: {{sha256: '{'a' * 64}', file: As published.pdf}}\n",
        encoding="utf-8",
    )
    (project / "pdfs" / f"{NAME}.pdf").rename(project / "pdfs" / "As published.pdf")
    reads(monkeypatch, READING)
    done = confirm()
    assert done.stderr.startswith(
        f"extracts/{NAME}.yaml: warning: As published.pdf is not the file that was read"
    )
    assert f"not {'a' * 12};" in done.stderr
    assert "6 judgements confirmed" in done.stderr
    assert done.exit_code == 0


def test_an_extract_without_its_pdf_is_named(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An extract without a PDF is named in a message, and the other extracts are confirmed."""
    reads(monkeypatch, READING)
    done = confirm(NAME, "netherford-jar-2008")
    assert done.stderr.endswith(
        "the folder has no PDF for: extracts/netherford-jar-2008.yaml\n"
    )
    assert done.exit_code == 0


def test_a_folder_without_the_pdf_is_told(project: Path) -> None:
    """If the folder contains no PDF of any draft, the command fails with one message."""
    (project / "pdfs" / f"{NAME}.pdf").unlink()
    done = confirm()
    assert "the folder contains no PDF of the reports of these extracts" in done.stderr
    assert done.exit_code == UnreadableError.exit_code


def test_the_names_of_councils_are_those_of_the_project(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second reader gets the names of the project's own authorities."""
    seen: list[object] = []

    def read(*_: object, authorities: object, **__: object) -> Reading:
        seen.append(authorities)
        return replace(READING)

    monkeypatch.setattr(files, "read", read)
    confirm()
    (names,) = seen
    assert isinstance(names, dict)
    assert names["netherford"] == "netherford"
