"""The picture of a council's inspections by year, for the page of the council."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from markupsafe import Markup

from inspectgraph.draw.councils import Councils
from inspectgraph.draw.councils_svg import YearAxis, axis_of, patterns, strip
from inspectgraph.draw.svg import line
from inspectgraph.publish.year_strips import (
    bands_and_years,
    head_height,
    legend_list,
    picture,
)

__all__ = ["council_strip"]

#: In pixels: the width of the strip of a council, and the height of its row.
_WIDTH, _ROW = 820, 30
_FRAME: Final = Markup(
    '{}<div class="frame" tabindex="0" role="region"'
    ' aria-label="{}: grades over time, a picture that scrolls">{}</div>'
)


def council_strip(councils: Councils, iri: str) -> Markup | None:
    """Return the picture of a council's inspections by year, or None if there are none."""
    rows = (one for own in councils.regions.values() for one in own if one.iri == iri)
    own = next(rows, None)
    if own is None:
        return None
    axis = axis_of(councils, 0, _WIDTH)
    top = head_height(councils)
    parts = [
        patterns(),
        *bands_and_years(councils, axis),
        *_guides(axis, top),
        *strip(own, axis, top + _ROW / 2, on_page=True),
    ]
    only = replace(councils, regions={own.region: (own,)})
    words = legend_list(only, axis)
    return _FRAME.format(words, own.name, picture(parts, _WIDTH, top + _ROW))


def _guides(axis: YearAxis, top: float) -> list[str]:
    """Return the vertical lines of all years."""
    return [line(x, top, x, top + _ROW, class_="guide") for x in axis.years().values()]
