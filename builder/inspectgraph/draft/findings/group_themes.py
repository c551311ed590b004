"""Add themes that are about one group of children.

An example of such a theme is the education of looked after children.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from inspectgraph.draft.lexicon.tables import column, read_table

__all__ = ["of_groups"]

#: The theme of care leavers' work and study. In a text with this theme, a word such as
#: `education` adds no other theme for a group.
_OF_WORK = "care-leavers-in-education-and-work"


@dataclass(frozen=True, slots=True)
class _Made:
    """A rule from the table `group-themes` that adds a theme for a group of children.

    Args:
        theme: The theme that the rule adds.
        group: The group of children that the text has to be about.
        topics: Themes. The rule applies to a text that names one of them.
        words: A pattern. The rule also applies to a text that matches it.
    """

    theme: str
    group: str
    topics: frozenset[str]
    words: re.Pattern[str]

    def follows(self, themes: Sequence[str], groups: Sequence[str], text: str) -> bool:
        """Return whether this rule adds its theme to a text."""
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
    """Return the themes of a text span, including the themes for its groups of children.

    A theme for a group comes before general themes and can replace them.

    >>> of_groups(("attendance",), ("looked-after-children",), "Their attendance is good.")
    ('education-of-looked-after-children', 'attendance')

    Args:
        themes: The themes that the text names.
        groups: The groups of children that the text is about.
        text: The words of the text span.
        always: The themes that every text span of the section gets.
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
    """Remove the themes that have a given class in the table `theme-precedence`.

    Args:
        reading: The class. `replaced` is for general themes that give way to the theme
            of a group of children. `group` is for themes that only name a group of
            children.
        themes: The themes, which the function changes.
        keep: The themes that are never removed.
    """
    for theme in _themes(reading) - keep:
        themes.pop(theme, None)


@cache
def _rules() -> tuple[_Made, ...]:
    """Return the rules of the table `group-themes`."""
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
    """Return the themes that have a given class in the table `theme-precedence`.

    The class of a theme, such as `replaced`, is in the column `reading`.
    """
    return frozenset(column("theme-precedence", "theme", reading=reading))
