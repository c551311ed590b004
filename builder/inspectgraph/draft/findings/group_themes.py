"""Themes of groups of children: education of looked after children, health of care leavers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from inspectgraph.draft.lexicon.tables import column, read_table

__all__ = ["of_groups"]

#: The theme of older young people's work and study. Words that name it do not make the
#: theme of a group.
_OF_WORK = "care-leavers-in-education-and-work"


@dataclass(frozen=True, slots=True)
class _Made:
    """A theme that follows from a group of children with some topics, or with some words."""

    theme: str
    group: str
    topics: frozenset[str]
    words: re.Pattern[str]

    def follows(self, themes: Sequence[str], groups: Sequence[str], text: str) -> bool:
        """Return whether the theme follows from what a text names."""
        if self.group not in groups:
            return False
        if not self.topics.isdisjoint(themes):
            return True
        if _OF_WORK in themes:
            return False
        return bool(self.words.search(text))


def of_groups(
    themes: Sequence[str], groups: Sequence[str], text: str, always: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the themes of words about some groups of children, the surest first.

    >>> of_groups(("attendance",), ("looked-after-children",), "Their attendance is good.")
    ('education-of-looked-after-children', 'attendance')

    Args:
        themes: The themes that the words name.
        groups: The groups of children that they are about.
        text: The words.
        always: Themes of the whole section.
    """
    made = []
    for one in _rules():
        if one.follows(themes, groups, text):
            made.append(one.theme)
    found = dict.fromkeys((*always, *made, *themes))
    if made:
        _leave_out("replaced", found, keep={*always, *made})
    narrow = dict(found)
    _leave_out("group", narrow, keep=set())
    return tuple(narrow or found)


def _leave_out(reading: str, themes: dict[str, None], keep: set[str]) -> None:
    """Remove the themes that give way: `replaced` to one of a group, `group` to any other."""
    for theme in _themes(reading) - keep:
        themes.pop(theme, None)


@cache
def _rules() -> tuple[_Made, ...]:
    """Return the themes that follow from a group and a topic."""
    return tuple(
        _Made(
            row["theme"],
            row["group"],
            frozenset(row["topics"].split()),
            re.compile(row["pattern"], re.I),
        )
        for row in read_table("group-themes")
    )


@cache
def _themes(reading: str) -> frozenset[str]:
    """Return the themes that give way to others in one way."""
    return frozenset(column("theme-precedence", "theme", reading=reading))
