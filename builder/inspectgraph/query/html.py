"""Show an answer in a notebook: a table in HTML, with links and with all its notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.files.console import escape_controls
from inspectgraph.model.quantities import quantity
from inspectgraph.query.answer import Answer
from inspectgraph.query.cells import cells
from inspectgraph.rdf.iris import data_base, report, report_part
from inspectgraph.rdf.lookup import Term

__all__ = ["MOST_ROWS", "html_table", "linked", "safe"]

#: The most rows that are shown; frames and iteration have all.
MOST_ROWS: Final = 60

#: What ids look like; only such texts become links.
_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_COLUMN: Final = re.compile(r"(?:.+_)?(statement|report)")
_NUMBER: Final = re.compile(r"[-+]?[0-9][0-9,.]*%?")
_WEB: Final = re.compile(r"https?://[^\s<>\"'`]*[^\s<>\"'`.,;:)]")
_TOP: Final = "vertical-align: top; text-align: "
#: The most letters of a cell of a column that is never wrapped, such as a date.
_SHORT: Final = 12


def html_table(answer: Answer) -> str:
    """Return an answer as HTML: at most `MOST_ROWS` rows, and all notes below.

    IRIs are links, and so are the ids of reports and statements. Every text is escaped.
    """
    texts = cells(answer)
    styles = [
        _style([row[place] for row in texts]) for place in range(len(answer.columns))
    ]
    head = "".join(
        f'<th style="{style}">{safe(name)}</th>'
        for name, style in zip(answer.columns, styles, strict=True)
    )
    with data_base(answer.base):
        body = "".join(
            _row(answer, terms, shown, styles)
            for terms, shown in zip(
                answer.terms[:MOST_ROWS], texts[:MOST_ROWS], strict=True
            )
        )
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    return f"<div>{table}{''.join(_below(answer))}</div>"


def safe(text: str) -> str:
    """Return a text for HTML: markup and control characters are escaped.

    >>> safe("a < b")
    'a &lt; b'
    """
    return escape(escape_controls(text))


def linked(text: str) -> str:
    """Return a sentence for HTML, in which web addresses are links.

    >>> linked("See https://example.org/a.")
    'See <a href="https://example.org/a">https://example.org/a</a>.'
    """
    parts, end = [], 0
    for found in _WEB.finditer(text):
        parts += [safe(text[end : found.start()]), _link(found[0], found[0])]
        end = found.end()
    return "".join([*parts, safe(text[end:])])


def _row(
    answer: Answer,
    terms: tuple[Term | None, ...],
    shown: tuple[str, ...],
    styles: Sequence[str],
) -> str:
    """Return a table row in HTML.

    Args:
        answer: The answer.
        terms: The terms of the row.
        shown: The terms as texts.
        styles: The style of each column.
    """
    parts = []
    for place, text in enumerate(shown):
        address = _address(answer.columns, terms, place)
        content = _link(address, text) if address else safe(text)
        parts.append(f'<td style="{styles[place]}">{content}</td>')
    return f"<tr>{''.join(parts)}</tr>"


def _address(
    columns: tuple[str, ...], terms: tuple[Term | None, ...], place: int
) -> str:
    """Return the address to which a table cell links, or "" if the cell has no link.

    A cell that has a web address links to this address. A cell that has the id of a
    report or statement links to this report or statement. The report of a statement is
    named in another column of the same row. The name of that column has `report` in
    place of `statement`.
    """
    term = terms[place]
    if isinstance(term, NamedNode):
        return term.value if _WEB.fullmatch(term.value) else ""
    found = _COLUMN.fullmatch(columns[place])
    identity = _identity(term)
    if not found or not identity:
        return ""
    if found[1] == "report":
        return report(identity).value
    column = columns[place].replace("statement", "report")
    name = _identity(terms[columns.index(column)]) if column in columns else ""
    return report_part(name, "statement", identity).value if name else ""


def _identity(term: Term | None) -> str:
    """Return the id in a cell, or "" if the cell is not an id."""
    value = getattr(term, "value", "")
    return value if _ID.fullmatch(value) else ""


def _below(answer: Answer) -> Iterator[str]:
    """Yield the HTML below the table: the number of omitted rows, and the notes."""
    if len(answer) > MOST_ROWS:
        more = quantity(len(answer) - MOST_ROWS, "more row")
        yield f"<p>… {more}; <code>to_pandas()</code> has all.</p>"
    if answer.notes:
        yield f"<ul>{''.join(f'<li>{linked(note)}</li>' for note in answer.notes)}</ul>"


def _style(texts: Sequence[str]) -> str:
    """Return the style of a column: numbers are right-aligned, and short texts stay on one line."""
    found = [text for text in texts if text]
    is_numeric = bool(found) and all(map(_NUMBER.fullmatch, found))
    style = f"{_TOP}{'right' if is_numeric else 'left'}"
    if max(map(len, found), default=0) <= _SHORT:
        style += "; white-space: nowrap"
    return style


def _link(address: str, text: str) -> str:
    """Return a link in HTML."""
    return f'<a href="{escape(address)}">{safe(text)}</a>'
