"""List the families of reports, and choose the family of a report."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from inspectgraph.draft.families.base import Family
from inspectgraph.draft.text.structure import Outline

__all__ = [
    "choose",
    "families",
]

_MODULES = (
    "jar_older",
    "jar_newer",
    "apa",
    "aca",
    "sla",
    "looked_after",
    "car",
    "sif",
    "lscb",
    "ilacs",
    "focused_visit",
    "monitoring_visit",
    "joint_targeted",
)


#: A title within this number of characters from the start of the cover is a reliable
#: sign of the family.
_HEAD = 900


@cache
def families() -> tuple[Family, ...]:
    """Return all families of report forms; the last family is for reports of an unknown form."""
    names = (*_MODULES, "general")
    return tuple(
        import_module(f"inspectgraph.draft.families.{name}").FAMILY for name in names
    )


def choose(outline: Outline) -> tuple[Family, str]:
    """Return the family of a report, and the name of the rule that recognised it.

    If the report prints titles of several families, the family of the first title is
    chosen. If the report prints no known title, the family is chosen by the labels of
    the grade table, provided that they fit exactly one family. Otherwise the general
    family is chosen, and the rule is `no-family`.
    """
    *known, general = families()
    found: list[tuple[int, Family]] = []
    for family in known:
        place = family.place(outline)
        if place is not None:
            found.append((place, family))
    if found:
        place, family = min(found, key=lambda pair: pair[0])
        rule = "family-by-late-title"
        if place < _HEAD:
            rule = "family-by-title"
        return family, rule
    by_rows = []
    for family in known:
        if family.has_rows(outline):
            by_rows.append(family)
    if len(by_rows) == 1:
        return by_rows[0], "family-by-grade-rows"
    return general, "no-family"
