"""The object that checks one file, with its data, allowed names and problems."""

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

#: The form in which an extract has a day, such as `2014-06-30`.
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: The largest number of allowed names that a message lists. For more names, it gives
#: the file that declares them.
_FEW = 15


@dataclass(frozen=True, slots=True)
class Reference:
    """The slugs that a field allows as names of one kind, such as `theme`.

    Attributes:
        code: The code of the problem for an unknown name.
        noun: The word for such a name in messages, such as `theme`.
        slugs: All allowed slugs.
        expected: A description of an allowed name, such as `a theme of
            ontology/schemes`.
        known: Slugs that exist but are not allowed in the field, each with the reason.
        names: The labels and other names of the slugs.
        listed: The slugs that messages list and propose. If it is empty, messages list
            all allowed slugs.
    """

    code: str
    noun: str
    slugs: Collection[str]
    expected: str
    known: Mapping[str, str] = field(default_factory=dict)
    names: Names = field(default_factory=Names)
    listed: Collection[str] = ()

    @property
    def proposed(self) -> Collection[str]:
        """The slugs that messages list and propose to the user."""
        return self.listed or self.slugs


#: The nearest match, or a function that looks for it. The search is slow, so it is made
#: only for problems that are shown.
Hint = str | Callable[[], str]
Rule = Callable[["Form", dict[str, Any], KeyPath], None]
Guard = Callable[["Form", dict[str, Any], KeyPath], bool]


class Form:
    """The object that checks one file, with its data, allowed names and problems.

    A guard is a function that is called with a record before its keys are checked. If
    the guard returns True, the record is not checked further. A rule is a function that
    is called after the keys are checked. It checks conditions that involve several
    keys. `guards` and `rules` map record types to such functions.
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
        #: The paths of empty values under keys that are required.
        self.needed: set[KeyPath] = set()

    @property
    def problems(self) -> list[Problem]:
        """The first problems found.

        If there are further problems, the last problem gives their number.
        """
        return self.faults.problems

    def report(
        self,
        path: KeyPath,
        code: str,
        found: str,
        expected: str = "",
        nearest: Hint = "",
    ) -> None:
        """Report a problem at the source location of the value at a path.

        Args:
            path: The path of the value.
            code: The code of the problem.
            found: A description of the mistake.
            expected: A description of the allowed values.
            nearest: The nearest match to propose, or a function that finds it.
        """
        self.faults.add(self.tree.where(path), _maker(code, found, expected, nearest))

    def report_key(
        self,
        path: KeyPath,
        code: str,
        found: str,
        expected: str = "",
        nearest: Hint = "",
    ) -> None:
        """Report a problem at the last key of a path.

        The arguments are the same as in `report`.
        """
        self.faults.add(
            self.tree.where_key(path), _maker(code, found, expected, nearest)
        )

    def wrong(
        self, value: Any, path: KeyPath, expected: str, nearest: Hint = ""
    ) -> None:
        """Report an empty value or a value of the wrong type.

        A value that the YAML reader refused is skipped, because it was reported before.
        """
        if value is None:
            expected = f"{expected}; {self.may_be_left_out(path)}"
            self.report(path, "empty-value", "the value is missing", expected)
        elif value is not BROKEN:
            self.report(path, "wrong-type", shown(value), expected, nearest)

    def may_be_left_out(self, path: KeyPath) -> str:
        """Return a phrase for messages about an empty value.

        The phrase states whether the key of the value is required or optional.
        """
        if path in self.needed:
            return f"the key '{path[-1]}' is required"
        return "an optional key can be left out"

    def name(self, kind: str, value: str, path: KeyPath, *, key: bool = False) -> None:
        """Report a text that is not an allowed name of a given kind, such as `theme`.

        If the allowed names of the kind are not known, nothing is reported. `key` is
        true if the text is a key of a mapping.
        """
        reference = self.references.get(kind)
        if reference is not None:
            self.look_up(reference, value, path, key=key)

    def expected_name(self, kind: str) -> str:
        """Return a description of the allowed names of a given kind, such as `theme`.

        If there are few names, the description lists them. Otherwise the description
        gives the file that declares the names.
        """
        reference = self.references.get(kind)
        if reference:
            return _expected(reference)
        return "a name in small letters, digits and hyphens"

    def look_up(
        self, reference: Reference, value: str, path: KeyPath, *, key: bool = False
    ) -> None:
        """Check that a text is an allowed slug, or the label of exactly one slug.

        Any other text is reported, such as a label that two slugs share. The slug of a
        label is stored in `resolved`. If `key` is true, the text is a key of a mapping,
        and labels are not allowed.
        """
        if value in reference.slugs:
            return
        meant: Collection[str] = ()
        report = self.report_key
        if not key:
            meant, report = reference.names.find(value), self.report
        if len(meant) == 1:
            self.resolved[path] = next(iter(meant))
        elif meant:
            found = f"'{shorten(value)}' is the name of several entries"
            report(path, "ambiguous-value", found, f"one of {', '.join(sorted(meant))}")
        elif reason := reference.known.get(value):
            found = f"the {reference.noun} '{value}' {reason}"
            report(path, reference.code, found, _expected(reference))
        else:
            report(path, reference.code, *self._unknown(reference, value, path))

    def _unknown(
        self, reference: Reference, value: str, path: KeyPath
    ) -> tuple[str, str, Hint]:
        """Return a description of an unknown name: the mistake, the fix, and the nearest match."""
        found, odd = f"unknown {reference.noun} '{shorten(value)}'", with_odd(value)
        if odd:
            plain = plain_letters(value).strip("\"'")
            if plain in reference.slugs:
                return *_odd_name(reference, value, plain), ""
            # Mention odd characters only if the name exists without them.
            if reference.names.find(plain):
                found += odd
        parts = re.split("[;,/ ]+", value)
        if len(parts) > 1 and set(parts).issubset(reference.slugs):
            return found, f"a comma between the names: '{', '.join(parts)}'", ""
        hint = partial(self._nearest, reference, value, path)
        return found, _expected(reference), hint

    def _nearest(self, reference: Reference, value: str, path: KeyPath) -> str:
        """Return the most similar slug that is allowed at a path, or "" if none is similar."""
        refused = refused_at(self.tree.data, path)
        return nearest(
            plain_name(value).replace(" ", "-"),
            set(reference.proposed) - refused,
        )


def _odd_name(reference: Reference, value: str, plain: str) -> tuple[str, str]:
    """Return two texts for a message about unusual characters in a name.

    The first text describes the mistake. The second text states what to write instead.
    `plain` is the name written in plain characters.
    """
    if around := around_plain(value, plain):
        found = f"the {reference.noun} '{plain}' has {around}"
        if " and " in around:
            return found, f"'{plain}' alone: delete them"
        return found, f"'{plain}' alone: delete it"
    found = f"unknown {reference.noun} '{shorten(value)}'{with_odd(value)}"
    return found, f"'{plain}' in plain letters, signs and spaces"


def _maker(
    code: str, found: str, expected: str, hint: Hint
) -> Callable[[Where], Problem]:
    """Return a function that makes a `Problem` for a source location.

    If `hint` is a function, it is called only when the returned function is called.
    `hint` finds the nearest match, such as the most similar allowed name.
    """
    if isinstance(hint, str):
        return lambda where: Problem(where, code, found, expected, hint)
    return lambda where: Problem(where, code, found, expected, hint())


def _expected(reference: Reference) -> str:
    """Describe the allowed slugs. The slugs are listed only if there are few."""
    if 0 < len(reference.proposed) <= _FEW:
        return f"one of {', '.join(sorted(reference.proposed))}"
    return reference.expected


def read_day(value: Any) -> date | None:
    """Return the date in a text such as `2014-06-30`, or None for any other value.

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
    """Return a noun with the article `a` or `an` before it.

    >>> with_article("anchor")
    'an anchor'
    """
    if noun[0] in "aeio":
        return f"an {noun}"
    return f"a {noun}"


def shown(value: Any) -> str:
    """Return a description of a value for a message.

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
