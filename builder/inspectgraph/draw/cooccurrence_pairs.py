"""Draw the list of theme pairs: names, bars divided by polarity, and a legend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from inspectgraph.draw.cooccurrence import PARTS, PairCount
from inspectgraph.draw.legend import flow, swatch
from inspectgraph.draw.medium import Medium
from inspectgraph.draw.palette import BLUE, INK, PAPER
from inspectgraph.draw.picture import Block
from inspectgraph.draw.svg import box, group, line, middle_label, tag, tooltip

__all__ = ["PairList", "bar", "bar_legend", "hatch"]

#: The colours of strengths, of weaknesses, which are hatched, and of other statements.
_WEAK, _OTHER = "#d9730d", "#aab2ba"
#: The font size of the names of pairs.
_SIZE: Final = 11.5
_LEGEND: Final = 24.0


def _fill(part: str, medium: Medium) -> str:
    """Return the fill colour or hatching of one part of a bar."""
    fills = {PARTS[0]: BLUE, PARTS[1]: f"url(#{_hatch_id(medium)})", PARTS[2]: _OTHER}
    return fills[part]


def _hatch_id(medium: Medium) -> str:
    # A page has the picture in two sizes; an id is there once.
    return f"hatched-weaknesses-{medium.name}"


def hatch(medium: Medium) -> str:
    """Return the hatching that marks weaknesses.

    The hatching is also visible in black and white.
    """
    paper = tag("rect", width=5, height=5, fill=_WEAK)
    stripe = tag("rect", width=1.5, height=5, fill="#ffffff")
    pattern = tag(
        "pattern",
        paper,
        stripe,
        id=_hatch_id(medium),
        width=5,
        height=5,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return tag("defs", pattern)


def bar_legend(medium: Medium) -> Block:
    """Return the legend that explains the parts of a bar."""
    entries = (swatch(_fill(part, medium), part, _LEGEND) for part in PARTS)
    return flow(entries, medium.room, _LEGEND)


def bar(
    pair: PairCount, place: tuple[float, float, float], scale: float, medium: Medium
) -> Iterator[str]:
    """Yield the parts of one bar from left to right: strengths, weaknesses, others.

    Args:
        pair: The pair of themes.
        place: The left end of the bar, its vertical middle, and its height, in pixels.
        scale: The length of the bar for one statement, in pixels.
        medium: The size of the picture.
    """
    left, y, height = place
    for part in PARTS:
        if count := pair.parts[part]:
            right = left + count * scale
            facts = {"Themes": pair.name, "Part": part, "Statements": count}
            yield box(
                *(left, y - height / 2, right, y + height / 2),
                tooltip(facts),
                fill=_fill(part, medium),
                stroke=PAPER,
                stroke_width=0.5,
            )
            left = right


@dataclass(frozen=True, slots=True)
class PairList:
    """A list of pairs of themes, drawn as rows from the top down.

    Attributes:
        pairs: The pairs.
        medium: The size of the picture.
        bars: The horizontal position at which the bars begin. The names end to the left
            of this position.
        longest: The length of the longest bar, in pixels.
        row: The height of a row, in pixels.
        size: The font size.
    """

    pairs: Sequence[PairCount]
    medium: Medium
    bars: float
    longest: float
    row: float
    size: float = _SIZE

    def middle(self, n: int) -> float:
        """Return the vertical middle of a row."""
        return (n + 0.5) * self.row

    def rows(self, labels: Sequence[str]) -> Iterator[str]:
        """Yield the rows of the list; each row has a name, a bar and a number of statements.

        Args:
            labels: The shortened name of each pair of themes, from the top down.
        """
        scale = self.longest / max((pair.total for pair in self.pairs), default=1)
        for n, (pair, shown) in enumerate(zip(self.pairs, labels, strict=True)):
            y = self.middle(n)
            end = self.bars + pair.total * scale
            name = {"full": pair.name, "text_anchor": "end", "fill": INK}
            place = (self.bars, y, self.row - 6)
            yield group(
                [
                    middle_label(shown, self.bars - 10, y, self.size, **name),
                    *bar(pair, place, scale, self.medium),
                    middle_label(str(pair.total), end + 6, y, self.size, fill=INK),
                    line(
                        *(self.bars, y - self.row / 2, self.bars, y + self.row / 2),
                        stroke=INK,
                    ),
                ]
            )
