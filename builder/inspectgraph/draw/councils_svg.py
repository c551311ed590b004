"""Draw the overall grades of councils as SVG: legend, regimes, and a strip per council.

A strip is the time line of one council, with marks. The picture, its page and the
published site share these elements. Some elements change their colours in dark mode.
CSS classes mark these elements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from inspectgraph.draw.comparability import ON_STEP, STEPS
from inspectgraph.draw.councils import (
    FIELDS,
    Council,
    CouncilMark,
    Councils,
    Regime,
    Split,
)
from inspectgraph.draw.escaping import text as element_text
from inspectgraph.draw.legend import Entry, entry
from inspectgraph.draw.links import NO_SITE, Links
from inspectgraph.draw.palette import (
    BAND,
    GREY,
    INK,
    ON_DARK,
    ON_LIGHT,
    PAPER,
    QUIET,
)
from inspectgraph.draw.svg import (
    TARGET,
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
from inspectgraph.draw.text_metrics import text_width, wrap

__all__ = [
    "LEGEND_HEIGHT",
    "REGIME",
    "YEARS",
    "YearAxis",
    "axis_of",
    "legend",
    "patterns",
    "regime_band",
    "spelled_out",
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
#: In pixels: the heights of a line of years, of a regime with its two lines, and of a
#: line of the legend.
YEARS, REGIME, LEGEND_HEIGHT = 20.0, 36.0, 26.0
#: The font size of regimes, and of a letter on a mark.
_SIZE, _LETTER = 12.0, 11.0
#: The space left of the first year and right of the last; and between two marks, for
#: pictures without and with links.
_MARGIN, _APART, _APART_TARGETS = 12.0, 19.0, float(TARGET)
#: The distance from the middle of a mark to the base line of its letter; in a triangle.
_MIDDLE, _LOWER = 3.9, 5.9


@dataclass(frozen=True, slots=True)
class YearAxis:
    """The time axis: its left and right edge in pixels, and its first and last year."""

    left: float
    right: float
    first: int
    last: int

    def x(self, day: date) -> float:
        """Return the horizontal position of a day.

        A day outside the axis is put at the nearer end of the axis.
        """
        begin = date(self.first, 1, 1).toordinal()
        end = date(self.last + 1, 1, 1).toordinal()
        share = (day.toordinal() - begin) / (end - begin)
        room = self.right - self.left - 2 * _MARGIN
        return self.left + _MARGIN + min(max(share, 0), 1) * room

    def splits(self, splits: Iterable[Split]) -> list[Split]:
        """Return the changes to a council that fall within the years of the axis."""
        return [each for each in splits if self.first <= each.day.year <= self.last]

    def years(self) -> dict[int, float]:
        """Return the horizontal position of the first day of each year."""
        return {n: self.x(date(n, 1, 1)) for n in range(self.first, self.last + 1)}


def axis_of(councils: Councils, left: float, right: float) -> YearAxis:
    """Return the time axis, from the year of the first mark to the year of the last mark."""
    days = [mark.day for mark in councils.marks]
    return YearAxis(left, right, min(days).year, max(days).year)


def years(axis: YearAxis, y: float) -> Iterator[str]:
    """Yield the labels of the years, each in the middle of its year."""
    step = 1 if _year_width(axis) > 30 else 2
    for year, x in axis.years().items():
        if (year - axis.last) % step == 0:
            middle = x + _year_width(axis) / 2
            look = {"text_anchor": "middle", "fill": QUIET, "class_": "quiet"}
            yield middle_label(str(year), middle, y, 11, **look)


def _year_width(axis: YearAxis) -> float:
    return (axis.right - axis.left - 2 * _MARGIN) / (axis.last - axis.first + 1)


def regime_band(regime: Regime, axis: YearAxis, top: float) -> str:
    """Return the band of a regime: a bar that spans the time in which the regime was in use.

    The band shows the name and the time in use. If there is not enough space, the band
    shows the short name and the years, or only the short name.
    """
    begin, end = _ends(regime, axis)
    name, time = _band_words(regime, end - begin)
    y = top + REGIME / 2
    band = box(begin, top + 1, end, top + REGIME - 2, fill=BAND, class_="band")
    look = {"full": regime.title, "fill": INK, "class_": "ink"}
    if not time:
        return group([band, middle_label(name, begin + 6, y, _SIZE, **look)])
    words = [
        middle_label(name, begin + 6, y - 7.5, _SIZE, **look),
        middle_label(time, begin + 6, y + 7, _SIZE, **look),
    ]
    return group([band, *words])


def _ends(regime: Regime, axis: YearAxis) -> tuple[float, float]:
    """Return the left and right end of the band of a regime, in pixels."""
    first, last = regime.time.first, regime.time.last
    begin = axis.x(first) if first and first.year >= axis.first else axis.left
    end = axis.x(last) if last and last.year <= axis.last else axis.right
    return begin, max(end, begin + 24)


def _band_words(regime: Regime, width: float) -> tuple[str, str]:
    """Return the name and the time that a band shows.

    If the time does not fit into the band, it is "".
    """
    room = width - 12
    name, time = (
        next((words for words in each if text_width(words, _SIZE) <= room), "")
        for each in (regime.names, (regime.time.words, regime.years))
    )
    if name:
        return name, time
    return wrap(regime.names[1], _SIZE, max(room, 12), lines=1)[0], time


def spelled_out(regimes: Iterable[Regime], axis: YearAxis) -> Iterator[Entry]:
    """Yield a legend entry for each regime whose full name does not fit its band."""
    for regime in regimes:
        begin, end = _ends(regime, axis)
        shown, _ = _band_words(regime, end - begin)
        if shown != regime.names[0]:
            words = f"{shown}: {regime.title}"
            yield entry([], words, LEGEND_HEIGHT, indent=0, room=axis.right)


# A strip


def strip(
    council: Council,
    axis: YearAxis,
    y: float,
    *,
    on_page: bool = False,
    links: Links = NO_SITE,
) -> Iterator[str]:
    """Yield the strip of a council.

    The strip is a time line, which shows the marks of the council and the changes to
    the council.

    Args:
        council: The council.
        axis: The time axis of all strips.
        y: The vertical middle of the strip.
        on_page: Whether the keyboard can reach the marks.
        links: The links to the pages of the site.
    """
    splits = axis.splits(council.splits)
    begins = [axis.x(split.day) for split in splits if split.is_first]
    ends = [axis.x(split.day) for split in splits if split.is_last]
    left, right = max(begins, default=axis.left), min(ends, default=axis.right)
    yield line(left, y, right, y, stroke=GREY, class_="guide")
    for split in splits:
        yield _split(split, axis.x(split.day), y, on_page=on_page)
    apart = _APART_TARGETS if on_page or links.site else _APART
    places = _places(council.marks, axis, apart)
    for mark, x in zip(council.marks, places, strict=True):
        href = links.report(mark.report)
        yield _mark(mark, x, y, on_page=on_page, href=href)


def _places(marks: Sequence[CouncilMark], axis: YearAxis, apart: float) -> list[float]:
    """Return the horizontal position of each mark.

    Marks that would touch each other are moved apart.
    """
    places: list[float] = []
    for mark in marks:
        x = axis.x(mark.day)
        places.append(max(x, places[-1] + apart) if places else x)
    limit = axis.right - _MARGIN + 2
    for n in reversed(range(len(places))):
        places[n] = min(places[n], limit)
        limit = places[n] - apart
    return places


def _split(split: Split, x: float, y: float, *, on_page: bool) -> str:
    """Return the sign for a change to a council: two slanted lines with a tooltip."""
    text = f"{split.day.day} {split.day:%B %Y}: {split.note}"
    parts = [tag("title", element_text(text)), *_slashes(x, y)]
    return _reachable(parts, "split", text, on_page=on_page)


def _slashes(x: float, y: float) -> Iterator[str]:
    """Yield the two slanted lines that show a change, and a white gap behind the lines."""
    yield line(x - 2.5, y, x + 2.5, y, stroke=PAPER, stroke_width=4, class_="gap")
    for shift in (-2.5, 2.5):
        ends = (x + shift - 2.5, y + 7, x + shift + 2.5, y - 7)
        yield line(*ends, stroke=INK, stroke_width=1.6, class_="slash")


def _mark(mark: CouncilMark, x: float, y: float, *, on_page: bool, href: str) -> str:
    """Return the mark of a grade, or of an inspection that has no overall grade."""
    facts = dict(zip(FIELDS, mark.facts, strict=True))
    parts = [tooltip(facts), *_sign(mark.step, mark.letter, x, y, quoted=mark.quoted)]
    if on_page or href:
        half = TARGET / 2
        parts.insert(1, box(x - half, y - half, x + half, y + half, fill="transparent"))
    if href:
        drawn = tag("g", *parts, class_="mark", aria_label=mark.text)
        return tag("a", drawn, href=href)
    return _reachable(parts, "mark", mark.text, on_page=on_page)


def _sign(
    step: str, letter: str, x: float, y: float, *, quoted: bool = False
) -> Iterator[str]:
    """Yield the filled, hatched or outlined shape of a mark, and the letter on the mark."""
    shape, radius = _SHAPES[step]
    fill = f"url(#{_pattern(step)})" if quoted else STEPS.get(step, PAPER)
    look: dict[str, Value] = {"fill": fill, "stroke": INK, "stroke_width": 1.2}
    yield symbol(shape, x, y, radius, class_="shape" if step else "open", **look)
    yield label(
        letter,
        x,
        y + (_LOWER if shape == "triangle-up" else _MIDDLE),
        _LETTER,
        font_weight="bold",
        text_anchor="middle",
        fill=ON_LIGHT if quoted else ON_STEP.get(step, INK),
        class_=None if step else "ink",
        stroke=ON_DARK if quoted else None,
        stroke_width=2 if quoted else None,
        paint_order="stroke" if quoted else None,
    )


def _reachable(parts: Sequence[str], name: str, text: str, *, on_page: bool) -> str:
    """Return a group of elements; on a page, a keyboard or screen reader can reach the group."""
    if not on_page:
        return tag("g", *parts)
    return tag("g", *parts, class_=name, tabindex="0", role="img", aria_label=text)


def patterns() -> str:
    """Return the hatchings that mark quoted grades."""
    found = []
    for step, fill in STEPS.items():
        paper = tag("rect", width=4, height=4, fill=ON_DARK)
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


def legend(councils: Councils, axis: YearAxis) -> Iterator[Entry]:
    """Yield the legend entries that the picture needs, each with its width and elements.

    Positions are relative to the upper left corner of an entry. Each entry is
    `LEGEND_HEIGHT` pixels high.
    """
    y = LEGEND_HEIGHT / 2
    for step, grade, letter in _graded_entries(councils.marks):
        yield _entry(_sign(step, letter, 10, y), grade)
    if any(mark.quoted for mark in councils.marks):
        sign = _sign("second", "", 10, y, quoted=True)
        yield _entry(sign, "quoted by a later report")
    for letter, text in {
        "–": "no overall grade awarded",
        "?": "overall grade not in the graph",
    }.items():
        if any(mark.letter == letter for mark in councils.marks):
            yield _entry(_sign("", letter, 10, y), text)
    if axis.splits(councils.splits):
        yield _entry(_slashes(10, y), "council created or abolished")


def _entry(sign: Iterable[str], words: str) -> Entry:
    return entry(list(sign), words, LEGEND_HEIGHT, indent=26)


def _graded_entries(marks: Sequence[CouncilMark]) -> list[tuple[str, str, str]]:
    """Return the scale position, words and letter of each grade.

    The best grade comes first.
    """
    order = list(STEPS)
    found = {(mark.step, mark.grade, mark.letter) for mark in marks if mark.step}
    return sorted(found, key=lambda entry: (order.index(entry[0]), entry[1]))
