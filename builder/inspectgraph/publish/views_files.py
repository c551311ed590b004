"""The files of views. Each file is made when it is requested.

A service makes only the requested page. A site is written file by file, so memory use
does not grow with the number of pages.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import ParamSpec

from inspectgraph.files.spreadsheet import safe_csv
from inspectgraph.publish.site import File

__all__ = ["Maker", "csv_file", "made"]

#: A function that makes the content of a file.
Maker = Callable[[], bytes]
_P = ParamSpec("_P")


def made(
    make: Callable[_P, File], *given: _P.args, **named: _P.kwargs
) -> Callable[[], bytes]:
    """Return a function that calls `make` and returns the content of the file.

    `make` returns both the path and the content of the file.
    """
    return lambda: partial(make, *given, **named)()[1]


def csv_file(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table as CSV, safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return safe_csv(out.getvalue(), "\n").encode()
