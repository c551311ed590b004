"""Reading YAML: plain data, the place of every value, and what is refused."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspectgraph.files.text import LARGEST, decode
from inspectgraph.files.yaml_positions import BROKEN, DEEPEST, parse_yaml
from inspectgraph.model.errors import UnreadableError

TEXT = "a:\n  - {b: 1, c: two}\n  - b: 3\n    c:\n      - four\n"


def codes(text: str | bytes) -> list[str]:
    """Return the codes of what is wrong with a text."""
    return [problem.code for problem in parse_yaml(text, "x.yaml").problems]


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 1),
        (("a",), 2, 3),
        (("a", 0, "c"), 2, 15),
        (("a", 1, "b"), 3, 8),
        (("a", 1, "c", 0), 5, 9),
        (("a", 1, "missing", "deeper"), 3, 5),
        (("a", 0, "c", 7), 2, 15),
        (("a", 9), 2, 3),
    ],
)
def test_every_value_has_its_place(
    path: tuple[str | int, ...], line: int, column: int
) -> None:
    """A path that leads too far gives the place of the last value that exists on it."""
    where = parse_yaml(TEXT, "x.yaml").where(path)
    assert (where.line, where.column) == (line, column)


def test_an_index_into_one_anchor_is_skipped() -> None:
    """The path to a list's first anchor also finds a single anchor without a list."""
    where = parse_yaml("at: {unit: p1}\n", "x.yaml").where(("at", 0, "unit"))
    assert (where.line, where.column) == (1, 12)


def test_keys_have_their_own_place() -> None:
    """A fault of a key points at the key, not at its value."""
    where = parse_yaml(TEXT, "x.yaml").where_key(("a", 1, "c"))
    assert (where.line, where.column) == (4, 5)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("602", 602),
        ("-3", -3),
        ("18.50", Decimal("18.50")),
        ("true", True),
        ("null", None),
        ("", None),
        ("2014-02-30", "2014-02-30"),
        ("no", "no"),
        ("010", "010"),
        ("0x1F", "0x1F"),
        ("1:30", "1:30"),
        ("1e3", "1e3"),
        (".5", ".5"),
        ("1_000", "1_000"),
        (".inf", ".inf"),
        ("123456789012", "123456789012"),
        ('"602"', "602"),
    ],
)
def test_only_plain_numbers_are_numbers(text: str, value: object) -> None:
    """Only text that can be nothing but a number is read as a number."""
    data = parse_yaml(f"a: {text}\n", "x.yaml").data["a"]
    assert (data, type(data)) == (value, type(value))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a: 1\na: 2\n", "duplicate-key"),
        ("'a': 1\na: 2\n", "duplicate-key"),
        ("a: &x 1\nb: *x\n", "yaml-anchor"),
        ("a: &x [*x]\n", "yaml-anchor"),
        ("a: !!str 1\n", "yaml-tag"),
        ("a: !own {b: 1}\n", "yaml-tag"),
        ("<<: {a: 1}\n", "yaml-merge"),
        ("1: a\n", "key-not-text"),
        ("true: a\n", "key-not-text"),
        ("? [a]\n: b\n", "key-not-text"),
        ("a: *x\n", "yaml-syntax"),
        ("a: [1\n", "yaml-syntax"),
        ("a: 1\n---\nb: 2\n", "yaml-syntax"),
        ('a: "\\ud800"\n', "lone-surrogate"),
        ('a: "\\0"\n', "control-character"),
        ("a: b\u2028c\n", "control-character"),
        ("a: b\u202ec\n", "control-character"),
        ("[" * (DEEPEST + 1), "too-deep"),
        ("- " * (DEEPEST + 1), "too-deep"),
        ("? " * (DEEPEST + 1), "too-deep"),
    ],
)
def test_what_leaves_room_for_guesses_is_refused(text: str, code: str) -> None:
    """Each refusal has its code, and is told once."""
    assert codes(text) == [code]


def test_a_refused_value_is_marked() -> None:
    """A marker replaces a refused value, so that no second fault is told of it."""
    assert parse_yaml("a: !x 1\n", "x.yaml").data == {"a": BROKEN}


def test_nesting_up_to_the_bound_is_read() -> None:
    """The bound lies above what an extract needs."""
    assert codes("[" * DEEPEST + "]" * DEEPEST) == []


def test_all_problems_of_a_file_are_found() -> None:
    """A problem does not hide the next."""
    assert codes("a: !x 1\nb: {c: 1, c: 2}\n3: d\n") == [
        "yaml-tag",
        "duplicate-key",
        "key-not-text",
    ]


def test_byte_order_mark_and_windows_line_ends_are_no_fault() -> None:
    """A file saved by a Windows editor is read, and places are counted as the editor counts them."""
    tree = parse_yaml("\ufeffa: 1\r\nb: é 😀\r\n".encode(), "x.yaml")
    assert (tree.data, tree.problems) == ({"a": 1, "b": "é 😀"}, ())
    assert tree.where(("b",)).line == 2


def test_columns_count_characters() -> None:
    """A letter outside ASCII is one column, not its bytes."""
    where = parse_yaml('{a: "é😀", b: 1}', "x.yaml").where(("b",))
    assert (where.line, where.column) == (1, 14)


def test_bytes_that_are_not_utf_8_are_named() -> None:
    """The message names the offset and the byte, and the place is that of the byte."""
    with pytest.raises(
        UnreadableError, match=r"x\.yaml:2:4: byte 8 \(0xe9\)"
    ) as raised:
        parse_yaml(b"a: 1\nb: \xe9\n", "x.yaml")
    assert raised.value.exit_code == 3


def test_a_surrogate_in_the_bytes_is_not_utf_8() -> None:
    """Half a character, encoded, is refused where it stands."""
    with pytest.raises(UnreadableError, match="not UTF-8"):
        parse_yaml("a: \ud800\n", "x.yaml")


def test_a_file_beyond_the_bound_is_not_read() -> None:
    """A file larger than the limit is refused before it is parsed."""
    with pytest.raises(UnreadableError, match="larger than"):
        decode(b" " * (LARGEST + 1), "x.yaml")


PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**10), 10**10) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(min_size=1, max_size=8), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_any_bytes_give_data_or_a_problem(raw: bytes) -> None:
    """Any bytes give data or problems; only an unreadable file raises an error."""
    try:
        tree = parse_yaml(raw, "x.yaml")
    except UnreadableError:
        return
    assert all(
        problem.where.line >= 1 and problem.where.column >= 1
        for problem in tree.problems
    )


@given(st.text(alphabet="{}[]:,-?&*!|>'\"%@`# \n\tab1~<", max_size=60))
def test_any_punctuation_gives_data_or_a_problem(text: str) -> None:
    """Signs that mean something in YAML never raise."""
    tree = parse_yaml(text, "x.yaml")
    assert tree.problems or tree.data is not BROKEN


@given(PLAIN)
def test_what_json_writes_is_read_back(value: object) -> None:
    """JSON is read as YAML with the same data, unless it contains a refused form."""
    tree = parse_yaml(json.dumps({"a": value}, ensure_ascii=False), "x.yaml")
    assert tree.problems or tree.data == {"a": value}
