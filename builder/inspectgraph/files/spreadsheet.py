"""Keep spreadsheets from taking a value for a formula.

A value gets an apostrophe before it where it starts with one of the signs that start a
formula, with apostrophes before them or not, so that taking one apostrophe away gives
the value back. A plain number keeps its sign.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Final

from inspectgraph.model.lists import SEPARATOR

__all__ = ["csv_row", "neutralise", "safe_csv", "safe_tsv"]

#: What starts a formula: the signs, their full-width forms, and white space that is
#: dropped.
_FORMULA: Final = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
#: The same in a term as Turtle writes it.
_FORMULA_TERM: Final = re.compile("'*(?:[=+\\-@\uff1d\uff0b\uff0d\uff20]|\\\\[trn])")
_NUMBER: Final = re.compile(
    r"[-+]?(?:[0-9][0-9,]*(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?%?"
)
_SPECIAL: Final = re.compile(r'[",\r\n]')


def neutralise(value: str) -> str:
    """Return a value as a spreadsheet shows it and does not run it.

    >>> neutralise("=1+1"), neutralise("-3.5"), neutralise("- a"), neutralise("'=1")
    ("'=1+1", '-3.5', "'- a", "''=1")
    """
    if _NUMBER.fullmatch(value):
        return value
    if not _FORMULA.match(value):
        return value
    return f"'{value}"


def safe_csv(text: str) -> str:
    """Return a table in CSV without formulas; the values of a list count each by itself."""
    ending = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    rows = csv.reader(io.StringIO(text, newline=""))
    return "".join(csv_row(map(_neutralise_list, row), ending) for row in rows)


def safe_tsv(text: str) -> str:
    """Return SPARQL results in TSV whose literals cannot be taken for formulas.

    A spreadsheet takes the quotation marks of a literal away, so the apostrophe follows
    the first.
    """
    return "\n".join(map(_safe_line, text.split("\n")))


def _safe_line(line: str) -> str:
    return "\t".join(map(_neutralise_term, line.split("\t")))


def csv_row(cells: Iterable[str], ending: str) -> str:
    """Return a row of a table in CSV, with quotes where a cell needs them."""
    return ",".join(map(_csv_cell, cells)) + ending


def _csv_cell(value: str) -> str:
    if not _SPECIAL.search(value):
        return value
    doubled = value.replace('"', '""')
    return f'"{doubled}"'


def _neutralise_list(cell: str) -> str:
    return SEPARATOR.join(map(neutralise, cell.split(SEPARATOR)))


def _neutralise_term(term: str) -> str:
    r"""Return a term as TSV writes it.

    >>> _neutralise_term('"=1+1"@en'), _neutralise_term('"-5"^^<http://example.org/>')
    ('"\'=1+1"@en', '"-5"^^<http://example.org/>')
    """
    if not term.startswith('"'):
        return neutralise(term)
    value, quote, ending = term[1:].rpartition('"')
    if _NUMBER.fullmatch(value) or not _FORMULA_TERM.match(value):
        return term
    return f"\"'{value}{quote}{ending}"
