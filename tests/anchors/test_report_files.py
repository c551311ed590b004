"""Tests of how the files of reports are found by name and compared with the file read."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from inspectgraph.anchors.report_files import find_reports, published_files
from inspectgraph.cli import main

NAME = "netherford-sif-2015"
PUBLISHED = "Netherford - 5 May 2015.md"


def with_document(project: Path, digest: str, name: str = PUBLISHED) -> Path:
    """Record in an extract which file was read, and return the file of its report."""
    file = project / "extracts" / f"{NAME}.yaml"
    text = file.read_text(encoding="utf-8")
    record = f'document: {{sha256: "{digest}", file: {name}}}\n'
    file.write_text(text.replace("language: en\n", f"language: en\n{record}"))
    return project / "reports" / f"{NAME}.md"


def digest_of(file: Path) -> str:
    """Return the SHA-256 digest of a file."""
    return sha256(file.read_bytes()).hexdigest()


def verify(project: Path, monkeypatch: pytest.MonkeyPatch, *options: str) -> Result:
    """Run `inspectgraph verify` in a project."""
    monkeypatch.chdir(project)
    return CliRunner().invoke(main, ["verify", "--reports", "reports", *options])


def test_a_report_is_found_under_its_published_name(tmp_path: Path) -> None:
    """A report is found under its published name.

    If there is also a file with the name of the extract, that file is used.
    """
    for name in ("Netherby (final).pdf", "east.pdf", "East 2015.pdf"):
        (tmp_path / name).write_bytes(b"")
    published = {"netherby": "Netherby (final).pdf", "east": "East 2015.pdf"}
    found = find_reports(tmp_path, [*published, "west"], published)
    assert found == {
        "netherby": tmp_path / "Netherby (final).pdf",
        "east": tmp_path / "east.pdf",
    }


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"document: x",
        b"document: {file: 3}",
        b"document: {file: [x.pdf]}",
        b"document: {",
        b"document: \xff",
        b"- document: {file: x.pdf}",
    ],
)
def test_an_extract_with_faults_gives_no_name(tmp_path: Path, content: bytes) -> None:
    """If an extract is faulty, no published name is read from it, and no error is raised."""
    file = tmp_path / "netherby.yaml"
    file.write_bytes(content)
    assert published_files([file, tmp_path / "none.yaml"]) == {
        "netherby": "",
        "none": "",
    }


def test_verify_finds_the_file_and_warns_of_another(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`verify` finds a file by its published name, and warns if its digest differs.

    The words are still looked up, and the exit code is 0.
    """
    report = with_document(small_copy, "0123456789abcdef" * 4)
    digest = digest_of(report)
    report.rename(report.with_name(PUBLISHED))
    done = verify(small_copy, monkeypatch)
    assert (done.exit_code, done.stdout) == (0, "")
    assert (
        f"extracts/{NAME}.yaml:11:20: warning: {PUBLISHED} is not the file that was read"
        f" for this extract: the SHA-256 of the file begins with {digest[:12]}, not"
        " 0123456789ab; the report may have been published again\n"
    ) in done.stderr
    assert "in 2 of 2 reports" in done.stderr


@pytest.mark.parametrize("name", [PUBLISHED, "netherford.pdf"])
def test_verify_is_silent_on_the_same_file_and_on_a_text_of_a_pdf(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """`verify` gives no warning for the same file, or for a text made from a PDF.

    The digest of the PDF does not apply to the text.
    """
    digest = "0" * 64
    if name == PUBLISHED:
        digest = digest_of(small_copy / "reports" / f"{NAME}.md")
    with_document(small_copy, digest, name)
    done = verify(small_copy, monkeypatch)
    assert "warning" not in done.output
    assert done.exit_code == 0


def test_seal_and_review_find_it_too(
    small_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`seal` and `review` also find a report under its published name."""
    report = with_document(small_copy, "0" * 64)
    report.rename(report.with_name(PUBLISHED))
    monkeypatch.chdir(small_copy)
    for command in (["seal", f"extracts/{NAME}.yaml"], ["review", NAME]):
        done = CliRunner().invoke(main, [*command, "--reports", "reports"], input="q\n")
        assert "no report" not in done.output
        assert done.exit_code == 0
