"""Read the pages of a PDF in a separate process, within a time limit."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from inspectgraph.model.errors import (
    TimeLimitError,
    UnreadableError,
    UsageError,
    Where,
)
from inspectgraph.second_reading.pages import Line, Page, Word

__all__ = ["LARGEST", "pages_of"]

#: The size of the largest file that is read, in bytes.
LARGEST: Final = 100_000_000

_MODULE: Final = "inspectgraph.second_reading.extraction"
_HEAD: Final = 1024


def pages_of(path: Path, time_limit: float) -> list[Page]:
    """Return the pages of a PDF, read by a child process.

    Args:
        path: The PDF.
        time_limit: The time limit in seconds. The child process is killed after this
            time.

    Raises:
        UsageError: If pdfminer.six is not installed.
        UnreadableError: If the file is missing, too large, encrypted or damaged, is not a
            PDF, or has no text.
        TimeLimitError: If the child process needs more time.
    """
    _require_pdfminer()
    _check_file(path)
    answer = _answer(path, time_limit)
    if isinstance(answer, dict):
        raise UnreadableError(answer["code"], answer["message"], Where(str(path)))
    pages = [_page(*page) for page in answer]
    if not any(page.lines for page in pages):
        raise UnreadableError("no-text", "the PDF has no text", Where(str(path)))
    return pages


def _require_pdfminer() -> None:
    """Raise `UsageError` if pdfminer.six is not installed."""
    try:
        found = find_spec("pdfminer")
    except ValueError:
        found = None
    if found is None:
        raise UsageError(
            "no-pdfminer",
            "the second reading needs pdfminer.six; run: pip install"
            " 'inspectgraph[confirm]'",
        )


def _check_file(path: Path) -> None:
    """Raise `UnreadableError` if the file is not a PDF or is too large."""
    where = Where(str(path))
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as fault:
        raise UnreadableError("no-file", _no_file(fault), where) from None
    if size > LARGEST:
        message = f"the file has {size} bytes; the limit is {LARGEST}"
        raise UnreadableError("too-large", message, where)
    if b"%PDF-" not in head:
        raise UnreadableError("not-pdf", "the file is not a PDF", where)


def _no_file(fault: OSError) -> str:
    """Return the error message for a file that cannot be opened."""
    return f"the file cannot be opened: {fault.strerror or fault}"


def _answer(path: Path, time_limit: float) -> Any:
    """Return the parsed output of the child process.

    If the process fails, the result is an empty value.
    """
    command = [sys.executable, "-P", "-m", _MODULE, os.fspath(path.absolute())]
    try:
        done = subprocess.run(  # noqa: S603 - this interpreter and a module of ours
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=time_limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        message = f"reading the PDF took longer than {time_limit:g} s"
        raise TimeLimitError("time-limit", message, Where(str(path))) from None
    if done.returncode:
        return {
            "code": "damaged-pdf",
            "message": "the process that read the PDF crashed",
        }
    return json.loads(done.stdout)


def _page(number: int, width: float, lines: Sequence[Any]) -> Page:
    """Make a page from the lists that the child process has printed."""
    return Page(
        number,
        width,
        tuple(Line(tuple(Word(*word) for word in words)) for (words,) in lines),
    )
