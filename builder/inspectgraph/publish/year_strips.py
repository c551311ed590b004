"""Draw the bands, the years and the legend for pictures of grades by year."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from inspectgraph.draw.councils import Councils
from inspectgraph.draw.councils_svg import (
    LEGEND_HEIGHT,
    REGIME,
    YEARS,
    YearAxis,
    legend,
    regime_band,
    years,
)
from inspectgraph.draw.svg import tag

__all__ = ["bands_and_years", "head_height", "legend_list", "picture"]


def head_height(councils: Councils) -> float:
    """Return the height of the bands and the years, in pixels."""
    return len(councils.regimes) * REGIME + YEARS


def bands_and_years(councils: Councils, axis: YearAxis) -> list[str]:
    """Return the bands that show when frameworks were in use, and the years below the bands."""
    bands = [
        regime_band(one, axis, n * REGIME) for n, one in enumerate(councils.regimes)
    ]
    return [*bands, *years(axis, head_height(councils) - YEARS / 2)]


def legend_list(
    councils: Councils, axis: YearAxis, *, is_hidden: bool = False
) -> Markup:
    """Return the legend as an HTML list of labelled pictures.

    Args:
        councils: The councils whose grades are drawn.
        axis: The axis of years.
        is_hidden: Whether a screen reader skips the pictures.
    """
    entries = (
        f"<li>{picture(parts, width, LEGEND_HEIGHT, is_hidden=is_hidden)}</li>"
        for width, parts in legend(councils, axis)
    )
    return Markup(f'<ul class="legend">{"".join(entries)}</ul>')  # noqa: S704 - drawn


def picture(
    parts: Iterable[str], width: float, height: float, *, is_hidden: bool = False
) -> Markup:
    """Return an SVG picture.

    Args:
        parts: The elements of the picture. `draw` made them and escaped every text in
            them.
        width: The width, in pixels.
        height: The height, in pixels.
        is_hidden: Whether a screen reader skips the picture, because a table has the
            same facts.
    """
    hidden = "true" if is_hidden else None
    drawn = tag(
        "svg", *parts, width=round(width), height=round(height), aria_hidden=hidden
    )
    return Markup(drawn)  # noqa: S704 - escaped by `draw`
