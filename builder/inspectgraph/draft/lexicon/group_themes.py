"""Themes that follow from whom words are about together with what: education of looked after children, and the like."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["of_groups"]

_SCHOOL = frozenset(
    {
        "education",
        "attainment-at-key-stages-1-to-3",
        "attainment-at-key-stage-4",
        "attainment-after-16",
        "attendance",
        "attainment-in-the-early-years",
        "pupil-progress",
        "narrowing-gaps",
        "behaviour-and-exclusions",
        "school-improvement",
    }
)
_HEALTH = frozenset(
    {
        "health",
        "oral-health",
        "mental-health-and-emotional-well-being",
        "access-to-health-services",
    }
)
_WORK = frozenset(
    {
        "education",
        "training",
        "attainment-after-16",
        "not-in-education-employment-or-training",
        "work-based-learning",
    }
)
#: Group, themes or words that with it make a theme, and that theme.
_MADE = (
    (
        "looked-after-children",
        _SCHOOL,
        r"\b(?:education|(?<!after[- ])(?<!of[- ])school(?!"
        r" (?:clubs?|holidays?|nurs))|attain"
        r"|learning(?!"
        r" (?:from|lessons|culture|loops?|cycles?|organisation|difficult|disabilit)))",
        "education-of-looked-after-children",
    ),
    ("looked-after-children", _HEALTH, r"\bhealth", "health-of-looked-after-children"),
    (
        "care-leavers",
        _WORK,
        r"\b(?:employment|university|apprentice)",
        "care-leavers-in-education-and-work",
    ),
    (
        "care-leavers",
        frozenset({"housing"}),
        r"\b(?:accommodation|housing|tenanc)",
        "care-leavers-accommodation",
    ),
    ("care-leavers", _HEALTH, r"\bhealth", "health-of-care-leavers"),
)
#: The theme of older young people's work and study, which is never that of the school
#: of looked after children.
_OF_WORK = "care-leavers-in-education-and-work"
#: Broad themes that what is made of them takes the place of, with what only names the
#: group.
_REPLACED = frozenset(
    {
        "education",
        "health",
        "training",
        "looked-after-children",
        "care-leavers",
        "housing",
    }
)
_GROUPS = frozenset(
    {"looked-after-children", "care-leavers", "learning-difficulties-and-disabilities"}
)


def of_groups(
    themes: Sequence[str], groups: Sequence[str], text: str, always: Sequence[str] = ()
) -> tuple[str, ...]:
    """Return the themes of words about some groups of children, the surest first.

    >>> of_groups(("attendance",), ("looked-after-children",), "Their attendance is good.")
    ('education-of-looked-after-children', 'attendance')

    Args:
        themes: What the words name.
        groups: Whom they are about.
        text: The words.
        always: Themes of all that the section says.
    """
    made = [
        theme
        for group, parts, words, theme in _MADE
        if group in groups
        and (
            parts & set(themes)
            or (re.search(words, text, re.I) and _OF_WORK not in themes)
        )
    ]
    rest = [theme for theme in themes if not (made and theme in _REPLACED)]
    found = tuple(dict.fromkeys((*always, *made, *rest)))
    narrow = tuple(theme for theme in found if theme not in _GROUPS)
    return narrow or found
