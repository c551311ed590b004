"""Answers as Python values: rows, columns, and the text that shows an answer."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from inspectgraph.model.errors import QueryError
from inspectgraph.query.answer import Answer, Row
from inspectgraph.query.cells import cells
from inspectgraph.rdf.namespaces import XSD

IRI = NamedNode("https://example.org/a")


def typed(text: str, datatype: NamedNode) -> Literal:
    """Return a literal with a datatype."""
    return Literal(text, datatype=datatype)


@pytest.mark.parametrize(
    ("term", "value", "plain", "cell"),
    [
        (None, None, None, ""),
        (IRI, IRI.value, IRI.value, IRI.value),
        (Literal("a", language="en"), "a", "a", "a"),
        (typed("4.50", XSD.decimal), Decimal("4.5"), Decimal("4.5"), "4.5"),
        (typed("40", XSD.decimal), 40, 40, "40"),
        (typed("4.0", XSD.decimal), 4, 4, "4"),
        (typed("7", XSD.integer), 7, 7, "7"),
        (typed("seven", XSD.integer), "seven", "seven", "seven"),
        (typed("0", XSD.boolean), False, False, "0"),
        (typed("2014", XSD.gYear), 2014, "2014", "2014"),
        (typed("2014-06-30", XSD.date), date(2014, 6, 30), "2014-06-30", "2014-06-30"),
        (typed("2014-13-30", XSD.date), "2014-13-30", "2014-13-30", "2014-13-30"),
        (
            typed("2014-06-30T08:00:00Z", XSD.dateTime),
            datetime(2014, 6, 30, 8, tzinfo=UTC),
            "2014-06-30T08:00:00Z",
            "2014-06-30T08:00:00Z",
        ),
        (
            Triple(IRI, IRI, IRI),
            f"{IRI} {IRI} {IRI}",
            f"{IRI} {IRI} {IRI}",
            f"{IRI} {IRI} {IRI}",
        ),
        (BlankNode("b"), "b", "b", "_:b"),
    ],
)
def test_a_term_has_a_python_value_a_json_value_and_a_text(
    term: Literal | NamedNode | None, value: object, plain: object, cell: str
) -> None:
    """Iteration gives dates and numbers, JSON only numbers, and a faulty value stays text."""
    answer = Answer(("a",), ((term,),), ())
    (row,) = answer
    assert row[0] == value
    assert answer.rows == ((plain,),)
    assert cells(answer) == [(cell,)]


def test_a_row_equals_its_values() -> None:
    """A row equals a tuple of its values, and another row only if the columns agree."""
    row = Row(("a", "b"), (1, 2))
    assert row == (1, 2)
    assert row == Row(("a", "b"), (1, 2))
    assert row != Row(("a", "c"), (1, 2))
    assert (row[-1], row[:1], len(row)) == (2, (1,), 2)
    assert {row: 1}[Row(("a", "b"), (1, 2))] == 1
    assert repr(row) == "Row(a=1, b=2)"


def test_a_column_is_found_by_its_name() -> None:
    """An answer gives rows by number or slice, columns by name, and proposes a similar name."""
    rows = ((Literal("x"), Literal("y")),) * 2
    answer = Answer(("first", "second"), rows, ("Covers nothing.",), hints=("Look.",))
    assert answer[1] == answer[-1] == ("x", "y")
    assert answer[:1] == [("x", "y")]
    assert answer["second"] == ["y", "y"]
    assert answer.notes == ("Look.", "Covers nothing.")
    assert repr(answer).startswith("Answer with 2 rows: first, second\n- Look.")
    assert repr(Answer(("a",), rows[:1], ())) == "Answer with 1 row: a"
    with pytest.raises(QueryError, match="did you mean 'second'"):
        answer["seconds"]
    with pytest.raises(QueryError, match="it has first, second"):
        answer[0]["z"]
