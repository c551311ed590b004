"""Answers as frames and as tables in HTML: types, notes, links, and what is escaped."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from xml.etree.ElementTree import fromstring

import pandas as pd
import polars as pl
import pytest
from pyoxigraph import Literal, NamedNode, Store

from inspectgraph.model.errors import UsageError
from inspectgraph.query import Answer, ask, ask_sparql
from inspectgraph.query.html import MOST_ROWS, html_table
from inspectgraph.rdf.namespaces import XSD


def typed(value: str, datatype: NamedNode) -> Literal:
    """Return a literal."""
    return Literal(value, datatype=datatype)


def column(*terms: Any) -> Answer:
    """Return an answer with one column."""
    return Answer(("value",), tuple((term,) for term in terms), ())


DAY = typed("2014-06-30", XSD.date)
ONE = typed("1", XSD.integer)
CASES: list[tuple[str, Answer, str, Any, list[Any]]] = [
    ("dates", column(DAY, None), "datetime64[s]", pl.Date, [date(2014, 6, 30), None]),
    (
        "dates that some reports do not print",
        column(DAY, Literal("not printed")),
        "datetime64[s]",
        pl.Date,
        [date(2014, 6, 30), None],
    ),
    ("integers", column(ONE, None), "Int64", pl.Int64, [1, None]),
    (
        "counts",
        column(typed("12", XSD.nonNegativeInteger)),
        "Int64",
        pl.Int64,
        [12],
    ),
    (
        "numbers",
        column(ONE, typed("2.5", XSD.decimal)),
        "Float64",
        pl.Float64,
        [1.0, 2.5],
    ),
    (
        "booleans",
        column(typed("true", XSD.boolean), typed("0", XSD.boolean), None),
        "boolean",
        pl.Boolean,
        [True, False, None],
    ),
    (
        "times",
        column(typed("2014-06-30T12:00:00Z", XSD.dateTime)),
        "datetime64[us, UTC]",
        pl.Datetime,
        [datetime(2014, 6, 30, 12, tzinfo=UTC)],
    ),
    (
        "texts",
        column(Literal("a", language="en"), None),
        "string",
        pl.String,
        ["a", None],
    ),
    (
        "IRIs",
        column(NamedNode("https://example.org/a")),
        "string",
        pl.String,
        ["https://example.org/a"],
    ),
    ("mixed", column(DAY, ONE), "string", pl.String, ["2014-06-30", "1"]),
    (
        "text among dates",
        column(DAY, Literal("soon")),
        "string",
        pl.String,
        ["2014-06-30", "soon"],
    ),
    (
        "no such day",
        column(typed("2014-13-01", XSD.date)),
        "string",
        pl.String,
        ["2014-13-01"],
    ),
    (
        "a day with a zone",
        column(typed("2014-06-30Z", XSD.date)),
        "string",
        pl.String,
        ["2014-06-30Z"],
    ),
    ("a month", column(typed("2014-06", XSD.date)), "string", pl.String, ["2014-06"]),
    (
        "too large",
        column(typed("123456789012345678901", XSD.integer)),
        "string",
        pl.String,
        ["123456789012345678901"],
    ),
    ("no value", column(None), "string", pl.String, [None]),
    ("no row", column(), "string", pl.String, []),
]


@pytest.mark.parametrize(
    ("answer", "in_pandas", "in_polars", "values"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_a_column_has_the_type_of_its_values(
    answer: Answer, in_pandas: str, in_polars: Any, values: list[Any]
) -> None:
    """Empty cells are NA; what does not fit into the type is text, and not lost."""
    frame = answer.to_pandas()
    assert str(frame["value"].dtype) == in_pandas
    kept = [None if pd.isna(one) else one for one in frame["value"]]
    if in_pandas == "datetime64[s]":
        kept = [one and one.date() for one in kept]
    assert kept == values
    series = answer.to_polars()["value"]
    assert series.dtype == in_polars
    assert series.to_list() == values


def test_a_frame_has_every_row_column_and_note(small_store: Store) -> None:
    """The notes are in `attrs`, which pandas keeps with the frame."""
    answer = ask(small_store, "caf-uptake")
    frame = answer.to_pandas()
    assert tuple(frame.columns) == answer.columns == tuple(answer.to_polars().columns)
    assert len(frame) == len(answer) == len(answer.to_polars()) > 0
    assert tuple(frame.attrs["notes"]) == answer.notes
    assert frame[frame["polarity"] == "strength"].attrs["notes"] == list(answer.notes)


def test_a_note_says_where_na_is_not_printed() -> None:
    """A note says in how many rows of a column NA means that nothing is printed."""
    frame = column(DAY, Literal("not printed"), None).to_pandas()
    note = "In the column value, NA stands for 'not printed' in 1 row."
    assert frame.attrs["notes"] == [note]
    assert column(Literal("not printed"), Literal("a")).to_pandas().attrs["notes"] == []


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_missing_library_is_named_with_its_extra(
    monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    """The error for a missing library contains the command that installs it."""
    monkeypatch.setitem(__import__("sys").modules, library, None)
    with pytest.raises(UsageError, match=rf"{library} is missing.*\[frames\]"):
        getattr(column(ONE), f"to_{library}")()


def test_html_links_ids_and_has_all_notes(small_store: Store) -> None:
    """Reports and statements lead to their IRIs; the notes are below."""
    answer = ask(small_store, "caf-uptake")
    tree = fromstring(html_table(answer))  # noqa: S314 - our own text
    targets = {link.text: link.get("href") for link in tree.iter("a")}
    report, statement = answer[0]["report"], answer[0]["statement"]
    base = f"https://w3id.org/inspectgraph/id/report/{report}"
    assert targets[str(report)] == base
    assert targets[str(statement)] == f"{base}/statement/{statement}"
    assert ["".join(item.itertext()) for item in tree.iter("li")] == list(answer.notes)


def test_html_escapes_everything() -> None:
    """Values and notes from a graph run no script, and hide no characters."""
    evil = "<script>alert(1)</script>"
    answer = Answer(
        (evil, "report"),
        ((Literal(f"{evil}\u202e"), Literal('x" onclick="a')),),
        (f"{evil} https://example.org/?a=1&b=2.",),
    )
    shown = html_table(answer)
    fromstring(shown)  # noqa: S314 - well-formed
    assert "<script" not in shown
    assert 'onclick="' not in shown
    assert "\\u202e" in shown
    assert 'href="https://example.org/?a=1&amp;b=2"' in shown


def test_html_links_no_script_address() -> None:
    """An IRI is a link only if it is a web address."""
    shown = html_table(column(NamedNode("javascript:alert(1)")))
    assert "<a " not in shown


def test_a_long_table_says_how_many_rows_are_left_out() -> None:
    """No row is left out in silence."""
    shown = html_table(column(*[ONE] * (MOST_ROWS + 5)))
    assert shown.count("<tr>") == MOST_ROWS + 1
    assert "5 more rows" in shown


def test_a_graph_and_yes_or_no_are_tables_as_well(small_store: Store) -> None:
    """CONSTRUCT and ASK have rows, too."""
    triples = ask_sparql(small_store, "DESCRIBE <https://w3id.org/inspectgraph/theme/>")
    assert tuple(triples.to_pandas().columns) == ("subject", "predicate", "object")
    yes = ask_sparql(small_store, "ASK { ?s ?p ?o }")
    assert yes.to_pandas()["answer"].tolist() == [True]
    assert "true" in html_table(yes)
