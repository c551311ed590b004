"""A file for an answer: in memory while it is short, and on disk otherwise."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspectgraph.answer.worker import forbid_new_files
from inspectgraph.serve.answer_file import AnswerFile


def test_short_content_makes_no_file(tmp_path: Path) -> None:
    """Content up to the limit stays in memory, also after the file is closed."""
    file = AnswerFile(tmp_path / "answer", 6)
    file.write(b"abc")
    file.write(b"def")
    file.close()
    assert file.content == b"abcdef"
    assert not any(tmp_path.iterdir())


def test_long_content_moves_to_disk_during_a_query(tmp_path: Path) -> None:
    """The file can be made although the query itself must not open any file."""
    file = AnswerFile(tmp_path / "answer", 6)
    with forbid_new_files():
        for part in (b"abc", b"defg", b"h"):
            file.write(part)
        with pytest.raises(OSError, match="Too many open files"):
            (tmp_path / "other").open("wb")
    file.close()
    assert file.content is None
    assert (tmp_path / "answer").read_bytes() == b"abcdefgh"


def test_without_a_limit_the_file_is_on_disk_at_once(tmp_path: Path) -> None:
    """A limit of no bytes makes the file before anything is written."""
    AnswerFile(tmp_path / "answer", 0).close()
    assert (tmp_path / "answer").read_bytes() == b""
