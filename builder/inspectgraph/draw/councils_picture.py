"""The picture of council grades: for each region, a row for each of its councils.

On a phone, the name of a council is above its row of marks. On slides and paper, a
sheet that begins in the middle of a region repeats the heading of the region.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.councils import FIELDS, TITLE, Council, Councils, read_councils
from inspectgraph.draw.councils_svg import (
    LEGEND_HEIGHT,
    REGIME,
    YearAxis,
    axis_of,
    legend,
    patterns,
    regime_band,
    spelled_out,
    strip,
    years,
)
from inspectgraph.draw.legend import flow
from inspectgraph.draw.links import Links
from inspectgraph.draw.look import Look
from inspectgraph.draw.medium import Medium
from inspectgraph.draw.palette import GREY, INK
from inspectgraph.draw.picture import Block, Picture
from inspectgraph.draw.svg import TARGET, group, linked, middle_label, tag
from inspectgraph.draw.text_metrics import names_apart, text_width, wrap

__all__ = ["councils_picture"]

#: In pixels: the heights of a row and of the heading of a region; the height of the name
#: of a council above its strip; and the gap below a region.
_ROW, _HEADING, _NAME, _GAP = 20.0, 30.0, 18.0, 12.0
#: The font sizes of names and of regions.
_SIZE, _REGION = 12.0, 14


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The layout that all rows share: the time axis, the names, and the row height."""

    medium: Medium
    links: Links
    axis: YearAxis
    names: Mapping[str, str]

    @property
    def row(self) -> float:
        """The height of a row in pixels; rows with links are higher."""
        if self.medium.is_narrow:
            return _NAME + TARGET + 4
        return TARGET if self.links.site else _ROW

    @property
    def middle(self) -> float:
        """The vertical position of the marks in a row, in pixels from its top."""
        return _NAME + TARGET / 2 if self.medium.is_narrow else self.row / 2


def councils_picture(corpus: Corpus, look: Look) -> Picture:
    """Build the picture of the overall grades of councils."""
    councils = read_councils(corpus)
    medium = look.medium
    key, blocks = Block(0, ()), []
    if councils.regions:
        left = 0.0 if medium.is_narrow else _names_end(medium)
        axis = axis_of(councils, left, medium.room)
        names = _shown_names(councils, (left or medium.room) - 10)
        sheet = _Sheet(medium, look.links, axis, names)
        key = _key(councils, sheet)
        for region, rows in councils.regions.items():
            blocks += list(_region(region, rows, sheet))
    return Picture(
        medium=medium,
        title=TITLE,
        subtitle=councils.subtitle,
        blocks=tuple(blocks),
        key=key,
        header=FIELDS,
        rows=tuple(mark.facts for mark in councils.marks),
    )


def _names_end(medium: Medium) -> float:
    """Return the horizontal position where the names of councils end and the axis begins."""
    return min(250.0, round(0.24 * medium.room))


def _shown_names(councils: Councils, room: float) -> dict[str, str]:
    """Return the name of each council on one line.

    Long names are shortened. No two shortened names look alike.
    """
    names = {
        council.iri: council.name
        for rows in councils.regions.values()
        for council in rows
    }
    lines = names_apart(names, lambda name: wrap(name, _SIZE, room, lines=1))
    return {iri: lines[iri][0] for iri in names}


def _key(councils: Councils, sheet: _Sheet) -> Block:
    """Return the elements at the top of each sheet: the legend, and a band for each regime."""
    entries = [
        *legend(councils, sheet.axis),
        *spelled_out(councils.regimes, sheet.axis),
    ]
    block = flow(entries, sheet.medium.room, LEGEND_HEIGHT)
    found = [patterns(), *block.elements]
    top = block.height + _GAP
    for regime in councils.regimes:
        found.append(regime_band(regime, sheet.axis, top))
        top += REGIME
    return Block(top, tuple(found))


def _region(name: str, rows: Sequence[Council], sheet: _Sheet) -> Iterator[Block]:
    """Yield a block for each council of a region; the first block also has the heading."""
    again = Block(_HEADING, tuple(_heading(f"{name} (continued)", sheet)))
    for n, council in enumerate(rows):
        drawn = tuple(_row(council, sheet))
        gap = _GAP if n == len(rows) - 1 else 0
        if n:
            yield Block(sheet.row + gap, drawn, again)
        else:
            moved = group(drawn, transform=f"translate(0,{_HEADING:g})")
            heading = _heading(name, sheet)
            yield Block(_HEADING + sheet.row + gap, (*heading, moved))


def _heading(name: str, sheet: _Sheet) -> Iterator[str]:
    """Yield the elements of a region's heading: the name of the region, and the years."""
    narrow = sheet.medium.is_narrow
    room = sheet.medium.room if narrow else sheet.axis.left - 10
    (shown,) = wrap(name, _REGION, room, bold=True, lines=1)
    look = {"font_weight": "bold", "fill": INK}
    y = 6 if narrow else _HEADING - 12
    yield middle_label(shown, 0, y, _REGION, full=name, **look)
    yield from years(sheet.axis, _HEADING - 7 if narrow else y)


def _row(council: Council, sheet: _Sheet) -> Iterator[str]:
    """Yield the elements of a council's row: its name, its time line and its marks."""
    shown = sheet.names[council.iri]
    top = _NAME if sheet.medium.is_narrow else 0
    y = _NAME / 2 if sheet.medium.is_narrow else sheet.middle
    lines = "".join(
        f"M{x:.1f},{top:g}V{sheet.row:g}" for x in sheet.axis.years().values()
    )
    yield tag("path", d=lines, stroke=GREY)
    name = middle_label(shown, 0, y, _SIZE, full=council.name, fill=INK)
    width = text_width(shown, _SIZE)
    href = sheet.links.council(council.iri)
    yield from linked(href, width / 2, y, name, size=(width, 0))
    yield from strip(council, sheet.axis, sheet.middle, links=sheet.links)
