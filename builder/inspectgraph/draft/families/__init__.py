"""The families of reports: one module a family, one line here.

A family knows its titles, its aspects and scale, where grades are printed, and how it
sorts what should be done. To add one, write a module with a `FAMILY` and name it in
`_MODULES`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from inspectgraph.draft.families.base import Family
from inspectgraph.draft.text.structure import Outline

__all__ = ["choose", "families"]

_MODULES = (
    "jar_older",
    "jar_newer",
    "apa",
    "aca",
    "sla",
    "car",
    "sif",
    "lscb",
    "ilacs",
    "focused_visit",
    "monitoring_visit",
    "joint_targeted",
)


@cache
def families() -> tuple[Family, ...]:
    """Return all families, the general one last."""
    names = (*_MODULES, "general")
    return tuple(
        import_module(f"inspectgraph.draft.families.{name}").FAMILY for name in names
    )


def choose(outline: Outline) -> tuple[Family, float]:
    """Return the family that a report says it is of, and how sure that is.

    The title that stands first decides; without a title of a known form, the labels in
    the table of grades.
    """
    *known, general = families()
    found = [
        (place, family)
        for family in known
        if (place := family.place(outline)) is not None
    ]
    if not found:
        by_rows = [family for family in known if family.has_rows(outline)]
        return (by_rows[0], 0.85) if len(by_rows) == 1 else (general, 0.3)
    place, family = min(found, key=lambda pair: pair[0])
    return family, 0.98 if place < 900 else 0.85
