"""Data written on one line as YAML: our strict loader and PyYAML read the same data back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from inspectgraph.files.yaml_positions import parse_yaml
from inspectgraph.files.yaml_write import to_flow, to_scalar
from inspectgraph.model.characters import refused_in

#: Texts that look like something else to one reader of YAML or another.
LOOKALIKES = (
    *("1_000", "0x1F", "0o17", "0b11", "017", "08", "1e3", "1E3", "1.5e3", "1.5e+3"),
    *(
        "12",
        "-12",
        "+12",
        "18.5",
        "18.",
        "1:30",
        "1:30:00",
        "190:20:30.15",
        ".5",
        ".inf",
        ".nan",
    ),
    *("yes", "No", "on", "OFF", "y", "N", "true", "FALSE", "null", "Null", "~", ""),
    *("2014-04-29", "2014-4-9 10:00:00", "2001-12-14t21:59:43.10-05:00", "<<", "="),
    *(
        " a",
        "a ",
        " ",
        "\t",
        "a\tb",
        "a\nb",
        "\n",
        "a #b",
        "#b",
        "a: b",
        "a:",
        ": b",
        "- a",
        "-",
    ),
    *(
        "{a",
        "a}",
        "[a",
        "a]",
        "a, b",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "%a",
        "@a",
        "`a",
        "? a",
        "---",
        "...",
    ),
    *(
        '"',
        "'",
        "it's",
        "\\",
        "a\\nb",
        "\x85",
        "\u2028",
        "\ufeff",
        "\x07",
        "\U0001f600",
    ),
)
#: Words that are plain to every reader, and need no quotes.
PLAIN = (
    "good",
    "29 April – 21 May 2014",
    "p1",
    "31e",
    "1-2",
    "£5 (of 10)",
    "it’s",
    "e1",
    "0xG",
)

TEXTS = st.text(max_size=30) | st.from_regex(r"[-+0-9._:eExob]{1,12}", fullmatch=True)
SCALARS = TEXTS.filter(lambda text: not [*refused_in(text)]) | st.sampled_from(
    [text for text in LOOKALIKES if not [*refused_in(text)]]
)
VALUES = st.recursive(
    SCALARS | st.integers(-999, 999) | st.booleans() | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(SCALARS, inner, max_size=3)
    ),
    max_leaves=6,
)


def ours(text: str) -> Any:
    """Return what our loader reads, when nothing is wrong with it."""
    tree = parse_yaml(text, "x.yaml")
    assert not tree.problems, text
    return tree.data


def with_examples(test: Any) -> Any:
    """Add every text that looks like another type to a test's examples."""
    for text in LOOKALIKES:
        if not [*refused_in(text)]:
            test = example(text)(test)
    return test


@with_examples
@settings(max_examples=500)
@given(SCALARS)
def test_a_text_reads_back_as_this_text(text: str) -> None:
    """Both readers get the same text, alone, as value, as key and between brackets."""
    scalar = to_scalar(text)
    written = f"a: {scalar}\nb: [{scalar}, {scalar}]\nc: {{{scalar}: {scalar}}}\n"
    expected = {"a": text, "b": [text, text], "c": {text: text}}
    assert yaml.safe_load(written) == expected
    if text != "<<":  # our loader refuses this key, however it is written
        assert ours(written) == expected


@given(st.text(max_size=30))
def test_characters_that_our_loader_refuses_reach_pyyaml(text: str) -> None:
    """Invisible characters are escaped, so that no reader drops them in silence."""
    assert yaml.safe_load(f"a: {to_scalar(text)}\n") == {"a": text}


@given(VALUES)
def test_every_value_reads_back(value: Any) -> None:
    """Both readers get the same lists and mappings of texts, numbers and booleans."""
    written = f"a: {to_flow(value)}\n"
    assert yaml.safe_load(written) == {"a": value}
    if "<<" not in written:
        assert ours(written) == {"a": value}


@pytest.mark.parametrize("text", [text for text in LOOKALIKES if text != "it's"])
def test_look_alikes_are_quoted(text: str) -> None:
    """A text that a YAML reader would take for something else is written in quotes."""
    assert to_scalar(text).startswith('"')


@pytest.mark.parametrize("text", PLAIN)
def test_plain_words_are_not_quoted(text: str) -> None:
    """Quotes where none are needed would only be noise in a file that people edit."""
    assert to_scalar(text) == text


def test_numbers_and_days_are_written_as_such() -> None:
    """A number has no exponent and keeps its zeros; a day has no quotes."""
    record = {
        "value": Decimal("3.50"),
        "big": Decimal("1E+3"),
        "day": date(2014, 4, 29),
    }
    written = to_flow(record)
    assert written == "{value: 3.50, big: 1000, day: 2014-04-29}"
    assert yaml.safe_load(written)["day"] == date(2014, 4, 29)
