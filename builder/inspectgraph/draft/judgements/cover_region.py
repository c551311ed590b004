"""Find the units that may contain the grades on a report's cover."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from inspectgraph.draft.text.structure import Outline, Placed
from inspectgraph.model.anchor import squeeze

__all__ = ["LONG", "apart", "cover_region", "is_key"]

#: A unit with `LONG` characters or more is prose. This does not hold for the front page
#: and the `_NEAR` units after it, where a long unit may be a table.
LONG, _NEAR = 400, 12
#: The key of a scale in squeezed text: every grade with its number.
_KEY = re.compile(
    r"[a-z]{0,90}?4(?:excellent|outstanding){1,2}3good2adequate1inadequate"
)
#: The number of units at the beginning of a report that can belong to its cover.
_FIRST_UNITS = 40
_NO_ROW = {"contents", "furniture", "note"}


def cover_region(outline: Outline) -> tuple[Placed, ...]:
    """Return the units that may contain the grades on the cover of a report.

    These are the units of the front page and the first units after this page. Long
    units, which are prose, are left out unless they are near the front page.
    """
    front = outline.select({"front"}, without={"furniture", "contents"})
    region = {placed.unit.id: placed for placed in front}
    first = filter(_may_be_cover, outline.placed[:_FIRST_UNITS])
    nearest = _NEAR + len(front)
    for number, placed in enumerate(first):
        is_near = number < nearest
        if is_near or len(placed.text) < LONG:
            region.setdefault(placed.unit.id, placed)
    return tuple(region.values())


def _may_be_cover(placed: Placed) -> bool:
    """Return whether a unit may belong to the cover.

    The result depends on the kind of the unit, and on the part of the report that
    contains the unit.
    """
    if placed.unit.kind in _NO_ROW:
        return False
    return placed.part not in {"earlier", "annex"}


def is_key(placed: Placed) -> bool:
    """Return whether a unit is the key that explains a grade scale and lists all its grades."""
    return bool(_KEY.fullmatch(squeeze(placed.text)))


def apart(units: Iterable[Placed], longest: int) -> list[Placed]:
    """Replace the text of each long unit with a placeholder. Long units are prose.

    Without the placeholder, a label before the prose would be combined with a grade
    after the prose.

    Args:
        units: The units to copy.
        longest: A unit with this many characters or more is long.
    """
    found: list[Placed] = []
    for placed in units:
        is_long = len(placed.text) >= longest
        unit = placed.unit
        if is_long:
            unit = replace(placed.unit, text="prose")
        found.append(replace(placed, unit=unit))
    return found
