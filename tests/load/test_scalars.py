"""Single values: which are refused, with which code, and which value a message proposes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pytest
from msgspec import inspect

from inspectgraph.files.yaml_positions import Tree
from inspectgraph.load.form import Form
from inspectgraph.load.guesses import guess_day, guess_number, guess_time
from inspectgraph.load.references import Declared
from inspectgraph.load.scalars import string_check, whole_number_check
from inspectgraph.model.errors import Problem
from inspectgraph.rdf.vocabulary import Vocabulary

NOTHING: Mapping[str, Any] = MappingProxyType({})


def problems(kind: inspect.StrType | inspect.IntType, value: object) -> list[Problem]:
    """Return the problems that are reported for a value under the key `key`."""
    form = Form(Tree("x.yaml", {"key": value}), {})
    if isinstance(kind, inspect.IntType):
        whole_number_check(kind, NOTHING)(form, value, ("key",))
    else:
        string_check(kind, NOTHING)(form, value, ("key",))
    return form.problems


@pytest.mark.parametrize(
    ("value", "code", "expected"),
    [
        ("a" * 2000, "", ""),
        ("a" * 2001, "long-text", "at most 2000"),
        ("a || b", "list-separator", "'||' separates values"),
        ("a\n", "untidy-text", "'|-' instead of '|'"),
        (" a", "untidy-text", "delete it"),
        (" a\t", "untidy-text", "delete them"),
        (" ", "empty-text", "words"),
    ],
)
def test_a_text_is_tidy_and_not_too_long(value: str, code: str, expected: str) -> None:
    """A text has at most 2,000 characters, no white space at its ends and no `||`."""
    found = problems(inspect.StrType(), value)
    assert [one.code for one in found] == [code] * bool(code)
    assert all(expected in one.sentence for one in found)


@pytest.mark.parametrize(("value", "code"), [(1, ""), (0, "out-of-range")])
def test_the_least_number_is_allowed(value: int, code: str) -> None:
    """A number equal to the least number is accepted, and a smaller number is refused."""
    found = problems(inspect.IntType(ge=1), value)
    assert [one.code for one in found] == [code] * bool(code)


@pytest.mark.parametrize(
    ("value", "least", "meant"),
    [
        ("5", 5, "5"),
        ("4", 5, ""),
        ("£1,250", None, "1250"),
        ("1e10", None, "10000000000"),
        ("1e11", None, ""),
        ("inf", None, ""),
    ],
)
def test_a_proposed_number_would_be_accepted(
    value: str, least: int | None, meant: str
) -> None:
    """A proposal has no exponent and at most eleven digits, and is not below the least number."""
    assert guess_number(value, least=least) == meant


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("February 2016", "2016-02-01", "2016-02-29"),
        ("2015-02", "2015-02-01", "2015-02-28"),
        ("2015", "2015-01-01", "2015-12-31"),
        ("2015-13", "", ""),
        ("June", "", ""),
    ],
)
def test_a_month_stands_for_its_first_and_last_day(
    value: str, earliest: str, latest: str
) -> None:
    """A month and a year are proposed as their first or last day, and alone as no day."""
    assert guess_day(value, "earliest") == earliest
    assert guess_day(value, "latest") == latest
    assert guess_day(value) == ""


def test_a_proposed_time_keeps_the_printed_words() -> None:
    """Words are proposed as they stand, other values in quotes, and nothing for no time."""
    assert guess_time("June 2014").startswith(
        "{printed: June 2014, earliest: 2014-06-01"
    )
    assert guess_time("06/2014") == ""
    assert guess_time("2014-06") == (
        '{printed: "2014-06", earliest: 2014-06-01, latest: 2014-06-30}'
    )


@pytest.mark.parametrize(
    ("kind", "slug", "other"),
    [
        ("bodies", "council", "a kind of body"),
        ("authorities", "council", "a kind of body"),
        ("services", "childrens-centre", "a type of service"),
        ("services", "netherford", "one of the authorities"),
        ("inspectorates", "panel", "one of the bodies"),
        ("bodies", "panel", ""),
        ("authorities", "panel", ""),
        ("frameworks", "netherford", ""),
    ],
)
def test_a_slug_names_one_organisation_or_service(
    kind: str, slug: str, other: str, vocabulary: Vocabulary
) -> None:
    """A slug is taken if a concept has it, or a record of a file that comes earlier."""
    slugs = {
        "authorities": frozenset({"netherford"}),
        "bodies": frozenset({"panel"}),
    }
    assert Declared(vocabulary, slugs).taken(kind, slug) == other
