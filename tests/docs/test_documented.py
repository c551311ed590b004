"""Tests of the checker of the documentation: it finds wrong pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.documented import Runner, read_page


def run(tmp_path: Path, text: str) -> None:
    """Write a page with the given text, and run it in an empty folder."""
    folder = tmp_path / "folder"
    folder.mkdir(parents=True)
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    Runner(read_page(page), folder).run()


def test_output_that_agrees_passes(tmp_path: Path) -> None:
    """Output that matches the page passes; `…` stands for some lines, or for part of a line."""
    run(tmp_path, "```console\n$ printf 'one\\ntwo 2\\nthree\\n'\none\ntwo …\n…\n```\n")


def test_output_that_differs_fails(tmp_path: Path) -> None:
    """Output that differs from the page in one word fails."""
    with pytest.raises(AssertionError, match="shows"):
        run(tmp_path, "```console\n$ echo one\ntwo\n```\n")


def test_output_that_is_not_shown_fails(tmp_path: Path) -> None:
    """Output that the page neither shows nor leaves out with `…` fails."""
    with pytest.raises(AssertionError, match="prints"):
        run(tmp_path, "```console\n$ echo one\n```\n")


def test_a_failing_command_fails_unless_the_page_says_so(tmp_path: Path) -> None:
    """A command that fails is accepted only if the page gives its exit code."""
    run(tmp_path, "```console exit=3\n$ (exit 3)\n```\n")
    with pytest.raises(AssertionError, match="ends with 3"):
        run(tmp_path / "again", "```console\n$ (exit 3)\n```\n")


def test_folders_and_files_last_through_a_page(tmp_path: Path) -> None:
    """A file that one block writes, and a change of folder, are kept for later commands."""
    run(
        tmp_path,
        "```text file=a/b.txt\nhello\n```\n\n```console\n$ cd a\n$ cat"
        " b.txt\nhello\n```\n",
    )


def test_python_blocks_share_their_names(tmp_path: Path) -> None:
    """A Python block can use names that an earlier block defined."""
    run(tmp_path, "```python\nx = 1\n```\n\n```python\nassert x == 1\n```\n")
    with pytest.raises(AssertionError):
        run(
            tmp_path / "again",
            "```python\nx = 1\n```\n\n```python\nassert x == 2\n```\n",
        )
