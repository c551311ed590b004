"""Draw the overall grades of councils as SVG: legend, regimes, and a strip per council.

The picture and the page share these elements. Classes name what a page colours anew in
dark mode.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from inspectgraph.draw.comparability import STEPS
from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.councils import (
    FIELDS,
    TITLE,
    Council,
    CouncilMark,
    Councils,
    Regime,
    Split,
    read_councils,
)
from inspectgraph.draw.escaping import text as element_text
from inspectgraph.draw.palette import BAND, GREY, INK, QUIET
from inspectgraph.draw.picture import Picture
from inspectgraph.draw.svg import (
    Value,
    box,
    group,
    label,
    line,
    middle_label,
    symbol,
    tag,
    tooltip,
)
from inspectgraph.draw.text_metrics import names_apart, text_width, wrap

__all__ = [
    "LEGEND_HEIGHT",
    "REGIME",
    "YEARS",
    "YearAxis",
    "axis_of",
    "councils_picture",
    "legend",
    "patterns",
    "regime_band",
    "strip",
    "years",
]

#: The shape of a mark by the place of its grade on the scale, with the radius that
#: leaves room for a letter; "" is the mark of an inspection without an overall grade.
_SHAPES: Final[Mapping[str, tuple[str, float]]] = {
    "highest grade of its scale": ("diamond", 9.6),
    "second": ("circle", 7.8),
    "third": ("square", 8),
    "lowest": ("triangle-up", 9),
    "": ("circle", 7.8),
}
#: The colour of the letter on each fill, with a contrast of at least 4.5.
_LETTERS: Final[Mapping[str, str]] = dict(
    zip(STEPS, (INK, INK, "white", "white"), strict=True)
)
#: In pixels: the edges of the axis and the right end of names, in the picture.
_LEFT, _RIGHT, _NAMES = 250.0, 1224.0, 240
#: In pixels: the heights of a row, of a line of years, of a regime, of a heading with its
#: years, and of a line of the legend; and the gap below a region.
_ROW, YEARS, REGIME, _HEADING, LEGEND_HEIGHT, _GAP = 20.0, 20.0, 22.0, 30.0, 26.0, 12.0
#: The font size of names, of regimes and of the legend, and of a letter on a mark.
_SIZE, _LETTER = 12.0, 11.0
#: The space left of the first year and right of the last, and between two marks.
_MARGIN, _APART = 12.0, 18.0
#: The distance from the middle of a mark to the base line of its letter; in a triangle.
_MIDDLE, _LOWER = 3.9, 5.9
#: The space for the text of an entry of the legend.
_ENTRY: Final = 320


@dataclass(frozen=True, slots=True)
class YearAxis:
    """The time axis: its edges in pixels, and its first and last year."""

    left: float
    right: float
    first: int
    last: int

    def x(self, day: date) -> float:
        """Return the position of a day; a day before or after the axis is at its end."""
        begin = date(self.first, 1, 1).toordinal()
        end = date(self.last + 1, 1, 1).toordinal()
        share = (day.toordinal() - begin) / (end - begin)
        room = self.right - self.left - 2 * _MARGIN
        return self.left + _MARGIN + min(max(share, 0), 1) * room

    def splits(self, splits: Iterable[Split]) -> list[Split]:
        """Return the splits that happened within the years of the axis."""
        return [each for each in splits if self.first <= each.day.year <= self.last]

    def years(self) -> dict[int, float]:
        """Return the position of the first day of each year."""
        return {n: self.x(date(n, 1, 1)) for n in range(self.first, self.last + 1)}


def axis_of(councils: Councils, left: float, right: float) -> YearAxis:
    """Return the axis for all marks, from the first regime that awarded one of them."""
    days = [mark.day for mark in councils.marks]
    return YearAxis(left, right, min(days).year, max(days).year)


def councils_picture(corpus: Corpus) -> Picture:
    """Build the picture of the overall grades of councils."""
    councils = read_councils(corpus)
    elements, height = _elements(councils)
    return Picture(
        title=TITLE,
        subtitle=councils.subtitle,
        elements=tuple(elements),
        height=height,
        header=FIELDS,
        rows=tuple(mark.facts for mark in councils.marks),
    )


def _elements(councils: Councils) -> tuple[list[str], float]:
    """Return the elements of the picture and its height."""
    if not councils.regions:
        return [], 0
    axis = axis_of(councils, _LEFT, _RIGHT)
    names = _shown_names(councils)
    found = [patterns()]
    left, top = 0.0, 0.0
    for width, parts in legend(councils, axis):
        if left + width > _RIGHT + 22:
            left, top = 0.0, top + LEGEND_HEIGHT
        found.append(group(parts, transform=f"translate({left:g},{top:g})"))
        left += width
    top += LEGEND_HEIGHT + _GAP
    for regime in councils.regimes:
        found.append(regime_band(regime, axis, top))
        top += REGIME
    for region, rows in councils.regions.items():
        found += _region(region, rows, axis, top, names)
        top += _HEADING + len(rows) * _ROW + _GAP
    return found, top


def _shown_names(councils: Councils) -> dict[str, str]:
    """Return the name of each council by IRI, in one line; no two look alike."""
    names = {
        council.iri: council.name
        for rows in councils.regions.values()
        for council in rows
    }
    lines = names_apart(names, lambda name: wrap(name, _SIZE, _NAMES, lines=1))
    return {iri: lines[iri][0] for iri in names}


def _region(
    name: str,
    rows: Sequence[Council],
    axis: YearAxis,
    top: float,
    names: Mapping[str, str],
) -> Iterator[str]:
    """Yield a region: its name, the years, and a strip for each council."""
    first = top + _HEADING
    bottom = first + len(rows) * _ROW
    (heading,) = wrap(name, 14, _NAMES, bold=True, lines=1)
    look = {"font_weight": "bold", "fill": INK}
    yield middle_label(heading, 0, first - 12, 14, full=name, **look)
    yield from years(axis, first - 12)
    for x in axis.years().values():
        yield line(x, first, x, bottom, stroke=GREY)
    for n, council in enumerate(rows):
        y = first + (n + 0.5) * _ROW
        shown = names[council.iri]
        yield middle_label(shown, 0, y, _SIZE, full=council.name, fill=INK)
        yield from strip(council, axis, y)


def years(axis: YearAxis, y: float) -> Iterator[str]:
    """Yield the year numbers, each at the middle of its year."""
    step = 1 if _year_width(axis) > 30 else 2
    for year, x in axis.years().items():
        if (year - axis.last) % step == 0:
            middle = x + _year_width(axis) / 2
            look = {"text_anchor": "middle", "fill": QUIET, "class_": "quiet"}
            yield middle_label(str(year), middle, y, 11, **look)


def _year_width(axis: YearAxis) -> float:
    return (axis.right - axis.left - 2 * _MARGIN) / (axis.last - axis.first + 1)


def regime_band(regime: Regime, axis: YearAxis, top: float) -> str:
    """Return the band of a regime over the time in which it was in use, and its name.

    The name begins in the band. If it would pass the end of the axis, it is shortened.
    """
    first, last = regime.time.first, regime.time.last
    begin = axis.x(first) if first and first.year >= axis.first else axis.left
    end = axis.x(last) if last and last.year <= axis.last else axis.right
    room = axis.right - begin - 12
    full, short = regime.titles
    name = full if text_width(full, _SIZE) <= room else short
    (shown,) = wrap(name, _SIZE, max(room, 40), lines=1)
    x, y = begin + 6, top + REGIME / 2
    band = box(begin, top + 2, end, top + REGIME - 2, fill=BAND, class_="band")
    words = middle_label(shown, x, y, _SIZE, full=full, fill=INK, class_="ink")
    return group([band, words])


# A strip


def strip(
    council: Council, axis: YearAxis, y: float, *, on_page: bool = False
) -> Iterator[str]:
    """Yield the strip of a council: a line while it exists, its splits and its marks.

    Args:
        council: The council.
        axis: The time axis.
        y: The vertical middle of the strip.
        on_page: Whether the keyboard can reach the marks.
    """
    splits = axis.splits(council.splits)
    begins = [axis.x(split.day) for split in splits if split.is_first]
    ends = [axis.x(split.day) for split in splits if split.is_last]
    left, right = max(begins, default=axis.left), min(ends, default=axis.right)
    yield line(left, y, right, y, stroke=GREY, class_="guide")
    for split in splits:
        yield _split(split, axis.x(split.day), y, on_page=on_page)
    for mark, x in zip(council.marks, _places(council.marks, axis), strict=True):
        yield _mark(mark, x, y, on_page=on_page)


def _places(marks: Sequence[CouncilMark], axis: YearAxis) -> list[float]:
    """Return the position of each mark; marks that would touch are moved apart."""
    places: list[float] = []
    for mark in marks:
        x = axis.x(mark.day)
        places.append(max(x, places[-1] + _APART) if places else x)
    limit = axis.right - _MARGIN + 2
    for n in reversed(range(len(places))):
        places[n] = min(places[n], limit)
        limit = places[n] - _APART
    return places


def _split(split: Split, x: float, y: float, *, on_page: bool) -> str:
    """Return the two slanted lines of a split, with its day and note as a tooltip."""
    text = f"{split.day.day} {split.day:%B %Y}: {split.note}"
    parts = [tag("title", element_text(text)), *_slashes(x, y)]
    return _reachable(parts, "split", text, on_page=on_page)


def _slashes(x: float, y: float) -> Iterator[str]:
    """Yield two slanted lines, over a white gap in the line of the council."""
    yield line(x - 2.5, y, x + 2.5, y, stroke="white", stroke_width=4, class_="gap")
    for shift in (-2.5, 2.5):
        ends = (x + shift - 2.5, y + 7, x + shift + 2.5, y - 7)
        yield line(*ends, stroke=INK, stroke_width=1.6, class_="slash")


def _mark(mark: CouncilMark, x: float, y: float, *, on_page: bool) -> str:
    """Return the mark of a grade, or of an inspection without one."""
    facts = dict(zip(FIELDS, mark.facts, strict=True))
    parts = [tooltip(facts), *_sign(mark.step, mark.letter, x, y, quoted=mark.quoted)]
    return _reachable(parts, "mark", mark.text, on_page=on_page)


def _sign(
    step: str, letter: str, x: float, y: float, *, quoted: bool = False
) -> Iterator[str]:
    """Yield the shape and the letter of a mark: filled, hatched, or an outline."""
    shape, radius = _SHAPES[step]
    fill = f"url(#{_pattern(step)})" if quoted else STEPS.get(step, "none")
    look: dict[str, Value] = {"fill": fill, "stroke": INK, "stroke_width": 1.2}
    yield symbol(shape, x, y, radius, class_="shape" if step else "open", **look)
    yield label(
        letter,
        x,
        y + (_LOWER if shape == "triangle-up" else _MIDDLE),
        _LETTER,
        font_weight="bold",
        text_anchor="middle",
        fill=INK if quoted else _LETTERS.get(step, INK),
        class_=None if step else "ink",
        stroke="white" if quoted else None,
        stroke_width=2 if quoted else None,
        paint_order="stroke" if quoted else None,
    )


def _reachable(parts: Sequence[str], name: str, text: str, *, on_page: bool) -> str:
    """Return a group; on a page the keyboard reaches it and a screen reader reads it."""
    if not on_page:
        return tag("g", *parts)
    return tag("g", *parts, class_=name, tabindex="0", role="img", aria_label=text)


def patterns() -> str:
    """Return the hatched fills of quoted grades."""
    found = []
    for step, fill in STEPS.items():
        paper = tag("rect", width=4, height=4, fill="white")
        stripe = tag("rect", width=2, height=4, fill=fill)
        found.append(
            tag(
                "pattern",
                paper,
                stripe,
                id=_pattern(step),
                width=4,
                height=4,
                patternUnits="userSpaceOnUse",
                patternTransform="rotate(45)",
            )
        )
    return tag("defs", *found)


def _pattern(step: str) -> str:
    return f"hatched-{step.partition(' ')[0]}"


# The legend


def legend(councils: Councils, axis: YearAxis) -> Iterator[tuple[float, list[str]]]:
    """Yield the entries of the legend that the picture needs: width and elements.

    An entry is drawn from its upper left corner and is `LEGEND_HEIGHT` pixels high.
    """
    y = LEGEND_HEIGHT / 2
    for step, grade, letter in _graded_entries(councils.marks):
        yield _entry(list(_sign(step, letter, 10, y)), grade)
    if any(mark.quoted for mark in councils.marks):
        sign = list(_sign("second", "", 10, y, quoted=True))
        yield _entry(sign, "quoted by a later report")
    for letter, text in {
        "–": "no overall grade awarded",
        "?": "overall grade not in the graph",
    }.items():
        if any(mark.letter == letter for mark in councils.marks):
            yield _entry(list(_sign("", letter, 10, y)), text)
    if axis.splits(councils.splits):
        yield _entry(list(_slashes(10, y)), "council created or abolished")


def _entry(sign: Sequence[str], text: str) -> tuple[float, list[str]]:
    """Return the width and the elements of an entry of the legend."""
    look = {"fill": INK, "class_": "ink"}
    (shown,) = wrap(text, _SIZE, _ENTRY, lines=1)
    words = middle_label(shown, 26, LEGEND_HEIGHT / 2, _SIZE, full=text, **look)
    return 26 + text_width(shown, _SIZE) + 22, [*sign, words]


def _graded_entries(marks: Sequence[CouncilMark]) -> list[tuple[str, str, str]]:
    """Return the place, the words and the letter of each grade, the best first."""
    order = list(STEPS)
    found = {(mark.step, mark.grade, mark.letter) for mark in marks if mark.step}
    return sorted(found, key=lambda entry: (order.index(entry[0]), entry[1]))
