"""Protect tables from formula injection, so that a spreadsheet shows a value as text.

A value that begins like a formula, for example with `=`, gets an apostrophe at its
beginning. If a value already has apostrophes before `=`, it also gets one more. So the
removal of one apostrophe always restores the original value. A plain number such as
`-3.5` is not changed.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from typing import Final

from inspectgraph.model.lists import SEPARATOR

__all__ = ["csv_row", "neutralise", "safe_csv", "safe_tsv"]

#: The start of a formula: one of its signs, a full-width form of a sign, or white space
#: that spreadsheets drop. Apostrophes may come first.
_FORMULA: Final = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
#: The start of a formula in an RDF term in the syntax of Turtle.
_FORMULA_TERM: Final = re.compile("'*(?:[=+\\-@\uff1d\uff0b\uff0d\uff20]|\\\\[trn])")
_NUMBER: Final = re.compile(
    r"[-+]?(?:[0-9][0-9,]*(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?%?"
)
_SPECIAL: Final = re.compile(r'[",\r\n]')


def neutralise(value: str) -> str:
    """Put an apostrophe before a value that a spreadsheet would run as a formula.

    Any other value is returned unchanged.

    >>> neutralise("=1+1"), neutralise("-3.5"), neutralise("- a"), neutralise("'=1")
    ("'=1+1", '-3.5', "'- a", "''=1")
    """
    if _NUMBER.fullmatch(value):
        return value
    if not _FORMULA.match(value):
        return value
    return f"'{value}"


def safe_csv(text: str, ending: str = "") -> str:
    """Return a CSV table whose values a spreadsheet does not run as formulas.

    If a cell has several values, separated by ` || `, each value is protected
    separately.
    """
    if not ending:
        ending = "\r\n" if text.partition("\n")[0].endswith("\r") else "\n"
    rows = csv.reader(io.StringIO(text, newline=""))
    return "".join(csv_row(map(_neutralise_list, row), ending) for row in rows)


def safe_tsv(text: str) -> str:
    """Return SPARQL results in TSV that a spreadsheet does not run as formulas.

    A literal that begins like a formula gets an apostrophe. A spreadsheet removes the
    quotation marks around the literal. So the apostrophe is inserted after the opening
    quotation mark, not before it.
    """
    return "\n".join(map(_safe_line, text.split("\n")))


def _safe_line(line: str) -> str:
    """Return a line of a TSV table that a spreadsheet does not run as a formula."""
    return "\t".join(map(_neutralise_term, line.split("\t")))


def csv_row(cells: Iterable[str], ending: str) -> str:
    """Return one row of a CSV table, with quotation marks around cells if needed."""
    return ",".join(map(_csv_cell, cells)) + ending


def _csv_cell(value: str) -> str:
    """Return a cell of a CSV table, with quotation marks around it if needed."""
    if not _SPECIAL.search(value):
        return value
    doubled = value.replace('"', '""')
    return f'"{doubled}"'


def _neutralise_list(cell: str) -> str:
    """Protect the values of a cell, so that a spreadsheet runs no value as a formula.

    A cell has one value, or several values separated by ` || `.
    """
    return SEPARATOR.join(map(neutralise, cell.split(SEPARATOR)))


def _neutralise_term(term: str) -> str:
    r"""Return an RDF term that a spreadsheet does not run as a formula.

    A term that begins like a formula gets an apostrophe. Any other term is not changed.

    >>> _neutralise_term('"=1+1"@en'), _neutralise_term('"-5"^^<http://example.org/>')
    ('"\'=1+1"@en', '"-5"^^<http://example.org/>')
    """
    if not term.startswith('"'):
        return neutralise(term)
    value, quote, ending = term[1:].rpartition('"')
    if _NUMBER.fullmatch(value) or not _FORMULA_TERM.match(value):
        return term
    return f"\"'{value}{quote}{ending}"
