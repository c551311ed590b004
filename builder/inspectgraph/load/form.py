"""One file under examination: its data, what it may refer to, and the problems found so far."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from inspectgraph.files.yaml_positions import BROKEN, KeyPath, Tree
from inspectgraph.load.hints import refused_at
from inspectgraph.model.characters import around_plain, plain_letters, with_odd
from inspectgraph.model.errors import Problem, Where, shorten
from inspectgraph.model.faults import FirstFaults
from inspectgraph.model.names import Names, plain_name
from inspectgraph.model.suggest import nearest

__all__ = [
    "DAY",
    "Form",
    "Hint",
    "Reference",
    "read_day",
    "seal_command",
    "shown",
    "with_article",
]

#: How a day is written.
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: How many words a message lists before it names their place instead.
_FEW = 15


@dataclass(frozen=True, slots=True)
class Reference:
    """What a text may name.

    Attributes:
        code: The code of the fault that a name is unknown.
        noun: What messages call one of these.
        slugs: The slugs that there are.
        place: Where they are declared.
        known: Slugs that exist but will not do, each with the reason.
        names: What the slugs are called.
        listed: The slugs that messages list and propose; all where it is empty.
    """

    code: str
    noun: str
    slugs: Collection[str]
    place: str
    known: Mapping[str, str] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    listed: Collection[str] = ()

    @property
    def proposed(self) -> Collection[str]:
        """The slugs that messages list and propose."""
        return self.listed or self.slugs


#: The nearest match, or how to look for it: that takes long, and is done only for what
#: is shown.
Hint = str | Callable[[], str]
Rule = Callable[["Form", dict[str, Any], KeyPath], None]
Guard = Callable[["Form", dict[str, Any], KeyPath], bool]


class Form:
    """One file under examination: its data, what it may refer to, and the problems found so far.

    `guards` look at a mapping before its keys are checked and stop that by answering
    True; `rules` look at it afterwards, for what crosses its keys.
    """

    def __init__(
        self,
        tree: Tree,
        references: Mapping[str, Reference],
        rules: Mapping[type, Rule] | None = None,
        guards: Mapping[type, Guard] | None = None,
    ) -> None:
        self.tree = tree
        self.references = references
        self.rules = rules or {}
        self.guards = guards or {}
        self.faults = FirstFaults()
        self.resolved: dict[KeyPath, str] = {}
        #: The paths of empty values whose keys are required.
        self.needed: set[KeyPath] = set()

    @property
    def problems(self) -> list[Problem]:
        """The first problems found so far, and the number of the others."""
        return self.faults.problems

    def report(
        self,
        path: KeyPath,
        code: str,
        found: str,
        expected: str = "",
        nearest: Hint = "",
    ) -> None:
        """Report a problem with the value at a path."""
        self.faults.add(self.tree.where(path), _maker(code, found, expected, nearest))

    def report_key(
        self,
        path: KeyPath,
        code: str,
        found: str,
        expected: str = "",
        nearest: Hint = "",
    ) -> None:
        """Report a problem with the key at the end of a path."""
        self.faults.add(
            self.tree.where_key(path), _maker(code, found, expected, nearest)
        )

    def wrong(
        self, value: Any, path: KeyPath, expected: str, nearest: Hint = ""
    ) -> None:
        """Report a value of another type than expected, unless it was refused before."""
        if value is None:
            expected = f"{expected}; {self.may_be_left_out(path)}"
            self.report(path, "empty-value", "no value", expected)
        elif value is not BROKEN:
            self.report(path, "wrong-type", shown(value), expected, nearest)

    def may_be_left_out(self, path: KeyPath) -> str:
        """Return whether the key at the end of a path, whose value is empty, is required."""
        if path in self.needed:
            return f"the key '{path[-1]}' is required"
        return "an optional key can be left out"

    def name(self, kind: str, value: str, path: KeyPath, *, key: bool = False) -> None:
        """Check that a text names one of a kind; a kind without a reference is not checked."""
        reference = self.references.get(kind)
        if reference is not None:
            self.look_up(reference, value, path, key=key)

    def expected_name(self, kind: str) -> str:
        """Return what may be named: the slugs of a short list, else what they name."""
        reference = self.references.get(kind)
        if reference:
            return _expected(reference)
        return "a name in small letters, digits and hyphens"

    def look_up(
        self, reference: Reference, value: str, path: KeyPath, *, key: bool = False
    ) -> None:
        """Check that a text is one of the slugs of a reference."""
        if value in reference.slugs:
            return
        meant: Collection[str] = ()
        report = self.report_key
        if not key:
            meant, report = reference.names.find(value), self.report
        if len(meant) == 1:
            self.resolved[path] = next(iter(meant))
        elif meant:
            found = f"'{shorten(value)}', which several entries have as a name"
            report(path, "ambiguous-value", found, f"one of {', '.join(sorted(meant))}")
        elif reason := reference.known.get(value):
            found = f"the {reference.noun} '{value}', {reason}"
            report(path, reference.code, found, _expected(reference))
        else:
            report(path, reference.code, *self._unknown(reference, value, path))

    def _unknown(
        self, reference: Reference, value: str, path: KeyPath
    ) -> tuple[str, str, Hint]:
        """Return what was found, what was expected and the nearest match of an unknown name."""
        found, odd = f"unknown {reference.noun} '{shorten(value)}'", with_odd(value)
        if odd:
            plain = plain_letters(value).strip("\"'")
            if plain in reference.slugs:
                return *_odd_name(reference, value, plain), ""
            # where plain signs do not help either, odd ones are not the fault
            if reference.names.find(plain):
                found += odd
        parts = re.split("[;,/ ]+", value)
        if len(parts) > 1 and set(parts).issubset(reference.slugs):
            return found, f"a comma between the names: '{', '.join(parts)}'", ""
        hint = partial(self._nearest, reference, value, path)
        return found, _expected(reference), hint

    def _nearest(self, reference: Reference, value: str, path: KeyPath) -> str:
        """Return the nearest slug that would be accepted in this place, or nothing."""
        refused = refused_at(self.tree.data, path)
        return nearest(
            plain_name(value).replace(" ", "-"),
            set(reference.proposed) - refused,
        )


def _odd_name(reference: Reference, value: str, plain: str) -> tuple[str, str]:
    """Return which signs make a name differ from one that exists, and what to write."""
    if around := around_plain(value, plain):
        found = f"the {reference.noun} '{plain}' with {around}"
        if " and " in around:
            return found, f"'{plain}' alone: delete them"
        return found, f"'{plain}' alone: delete it"
    found = f"unknown {reference.noun} '{shorten(value)}'{with_odd(value)}"
    return found, f"'{plain}' in plain letters, signs and spaces"


def _maker(
    code: str, found: str, expected: str, hint: Hint
) -> Callable[[Where], Problem]:
    """Return what makes a problem once it is known that it is shown."""
    if isinstance(hint, str):
        return lambda where: Problem(where, code, found, expected, hint)
    return lambda where: Problem(where, code, found, expected, hint())


def _expected(reference: Reference) -> str:
    if 0 < len(reference.proposed) <= _FEW:
        return f"one of {', '.join(sorted(reference.proposed))}"
    return f"{with_article(reference.noun)} of {reference.place}"


def read_day(value: Any) -> date | None:
    """Return the day that a text such as `2014-06-30` means, or None for a day that does not exist.

    >>> read_day("2014-02-30") is None
    True
    """
    if not isinstance(value, str):
        return None
    if not DAY.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def seal_command(file: str) -> str:
    """Return the command that turns the quotations of an extract into anchors."""
    return f"inspectgraph seal {file} --reports FOLDER"


def with_article(noun: str) -> str:
    """Return a noun with `a` or `an` before it.

    >>> with_article("anchor")
    'an anchor'
    """
    if noun[0] in "aeio":
        return f"an {noun}"
    return f"a {noun}"


def shown(value: Any) -> str:
    """Return in words what a value is.

    >>> shown("Good"), shown([1])
    ("the text 'Good'", 'a list')
    """
    if isinstance(value, str):
        return f"the text '{shorten(value)}'{with_odd(value)}"
    if isinstance(value, bool):
        return f"'{value}'".lower()
    if isinstance(value, dict | list):
        if isinstance(value, dict):
            return "a mapping"
        return "a list"
    return f"the number {value}"
