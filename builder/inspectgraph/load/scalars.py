"""Checks of single values: names, texts, numbers, dates, booleans and choices."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from msgspec import inspect

from inspectgraph.files.yaml_positions import KeyPath
from inspectgraph.load.form import DAY, Form, read_day, shown
from inspectgraph.load.guesses import guess_day, guess_flag, guess_number
from inspectgraph.model.characters import character
from inspectgraph.model.lists import holds_separator
from inspectgraph.model.quantities import quantity
from inspectgraph.model.suggest import nearest

__all__ = [
    "Check",
    "check_day",
    "check_flag",
    "check_number",
    "choice_check",
    "string_check",
    "whole_number_check",
]

Check = Callable[[Form, Any, KeyPath], None]

_LONGEST = 2000
#: Words in messages for spaces, line ends and tabs at the ends of a text.
_SPACES = {" ": "spaces", "\n": "a line end", "\t": "a tab"}
_A_DAY = "a day such as 2014-06-30"


def string_check(kind: inspect.StrType, extra: Mapping[str, Any]) -> Check:
    """Return the function that checks a text against names, a pattern or a maximum length.

    `extra` is the description of the field, as `model.fields` declares it.
    """
    if "names" in extra:
        return partial(_check_name, extra["names"])
    if kind.pattern:
        matches = re.compile(kind.pattern).search
        return partial(_check_pattern, matches, extra)
    return partial(_check_text, kind.max_length or _LONGEST)


def _check_name(kind: str, form: Form, value: Any, path: KeyPath) -> None:
    """Report a value that is not an allowed name, such as an unknown theme."""
    if type(value) is str:
        form.name(kind, value, path)
    else:
        form.wrong(value, path, form.expected_name(kind))


def _check_pattern(
    matches: Callable[[str], object],
    extra: Mapping[str, Any],
    form: Form,
    value: Any,
    path: KeyPath,
) -> None:
    """Report a value that is not a text or does not match the pattern."""
    if type(value) is not str:
        form.wrong(value, path, f"{extra['expected']}, in quotes")
    elif not matches(value) or value.endswith("\n"):
        form.report(path, extra["code"], shown(value), extra["expected"])


def _check_text(longest: int, form: Form, value: Any, path: KeyPath) -> None:
    """Report a value that is not a text, or a text that is empty, untidy or too long."""
    if type(value) is not str:
        form.wrong(value, path, _text_meant(value))
    elif not value.strip():
        expected = f"words; {form.may_be_left_out(path)}"
        form.report(path, "empty-text", "the text is empty", expected)
    elif value != value.strip():
        form.report(path, "untidy-text", *_untidy(value))
    elif holds_separator(value):
        expected = "another sign, such as a comma: '||' separates values in tables"
        form.report(path, "list-separator", "the text contains '||'", expected)
    elif len(value) > longest:
        found = f"the text has {len(value)} characters"
        form.report(path, "long-text", found, f"at most {longest}")


def _text_meant(value: Any) -> str:
    """Return a description of the text that should replace a wrong value.

    If the wrong value is a number, true or false, the description shows it in quotes.
    """
    if isinstance(value, bool | int | Decimal):
        return f'text, in quotes: "{str(value).lower()}"'
    return "text"


def _untidy(value: str) -> tuple[str, str]:
    """Describe the white space at the ends of a text, and how to remove it from the text."""
    before = value[: len(value) - len(value.lstrip())]
    after = value[len(value.rstrip()) :]
    found = []
    if before:
        found.append(f"{_spaces(before)} before the text")
    if after:
        found.append(f"{_spaces(after)} after the text")
    expected = "delete it"
    if len(found) > 1:
        expected = "delete them"
    if "\n" in after:
        expected = "'|-' instead of '|', or '>-' instead of '>'"
    return " and ".join(found), f"the text alone: {expected}"


def _spaces(edge: str) -> str:
    """Return a description of the white space before or after a text."""
    if edge.strip(" "):
        signs = dict.fromkeys(edge)
        return " and ".join(_SPACES.get(sign, character(sign)) for sign in signs)
    if len(edge) > 1:
        return quantity(len(edge), "space")
    return "a space"


def whole_number_check(kind: inspect.IntType, _: Mapping[str, Any]) -> Check:
    """Return the function that checks a whole number.

    `kind` has the smallest allowed number.
    """
    return partial(_check_whole_number, kind.ge)


def _check_whole_number(
    least: int | None, form: Form, value: Any, path: KeyPath
) -> None:
    """Report a value that is not a whole number, or is less than `least`."""
    if type(value) is not int:
        meant = guess_number(value, whole=True, least=least)
        form.wrong(value, path, *_number_meant("a whole number", value, meant))
    elif least is not None and value < least:
        form.report(path, "out-of-range", f"the number {value}", f"{least} or more")


def check_number(form: Form, value: Any, path: KeyPath) -> None:
    """Report a value that is not a number."""
    if type(value) not in (int, Decimal):
        expected = "a number such as 602 or 18.5"
        form.wrong(value, path, *_number_meant(expected, value, guess_number(value)))


def _number_meant(expected: str, value: Any, meant: str) -> tuple[str, str]:
    """Return two texts for the message on a value that should be a number.

    The first text states what is expected. The second text is the number that the
    message proposes, or "".

    `meant` is the number that the value probably means, or "".
    """
    if meant and meant == value:
        return f"{meant} without quotes", ""
    return expected, meant


def check_flag(form: Form, value: Any, path: KeyPath) -> None:
    """Report a value that is not true or false."""
    if type(value) is not bool:
        form.wrong(value, path, "true or false", partial(guess_flag, value))


def check_day(form: Form, value: Any, path: KeyPath) -> None:
    """Report a value that is not a date in the calendar."""
    *_, key = ("", *path)
    hint = partial(guess_day, value, key)
    if type(value) is not str:
        form.wrong(value, path, _A_DAY, hint)
    elif not DAY.fullmatch(value):
        form.report(path, "bad-date", shown(value), _A_DAY, hint)
    elif read_day(value) is None:
        form.report(
            path, "no-such-date", f"the day {value} does not exist", "a day that exists"
        )


def choice_check(kind: inspect.LiteralType, _: Mapping[str, Any]) -> Check:
    """Return the function that checks whether a text is one of the allowed words."""
    return partial(_check_choice, tuple(map(str, kind.values)))


def _check_choice(
    choices: tuple[str, ...], form: Form, value: Any, path: KeyPath
) -> None:
    """Report a value that is not one of the allowed words."""
    expected = f"one of {', '.join(choices)}"
    if type(value) is not str:
        form.wrong(value, path, expected)
    elif value not in choices:
        hint = partial(nearest, value, choices)
        form.report(path, "unknown-choice", shown(value), expected, hint)
