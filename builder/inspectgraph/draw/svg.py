"""A small writer of SVG: elements with attributes in the order given, rounded to a tenth."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from inspectgraph.draw.escaping import attribute
from inspectgraph.draw.escaping import text as element_text
from inspectgraph.draw.text_metrics import FONT

__all__ = [
    "SHAPES",
    "WIDTH",
    "Value",
    "box",
    "curve",
    "document",
    "group",
    "label",
    "line",
    "middle_label",
    "symbol",
    "tag",
    "tooltip",
]

#: The width of every picture, in pixels.
WIDTH: Final = 1280

#: The value of an attribute; None leaves the attribute out.
Value = str | float | None

#: How far the base line of a text lies below its middle, as a share of the font size.
_BELOW_MIDDLE: Final = 0.3

#: Half the height of a triangle of equal sides, as a share of half a side.
_HALF: Final = 0.866
#: The corners of symbols, from -1 to 1 in both directions; a circle has none.
SHAPES: Final[Mapping[str, tuple[tuple[float, float], ...]]] = {
    "circle": (),
    "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    "diamond": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "triangle-up": ((0, -_HALF), (1, _HALF), (-1, _HALF)),
    "triangle-down": ((0, _HALF), (-1, -_HALF), (1, -_HALF)),
    "cross": (
        *((-1, -0.4), (-0.4, -0.4), (-0.4, -1), (0.4, -1), (0.4, -0.4), (1, -0.4)),
        *((1, 0.4), (0.4, 0.4), (0.4, 1), (-0.4, 1), (-0.4, 0.4), (-1, 0.4)),
    ),
    "triangle-right": ((_HALF, 0), (-_HALF, 1), (-_HALF, -1)),
    "triangle-left": ((-_HALF, 0), (_HALF, -1), (_HALF, 1)),
}


def document(  # noqa: PLR0913 - a document has this many parts
    name: str,
    description: str,
    height: int,
    parts: Iterable[str],
    *,
    role: str = "img",
    on_page: bool = False,
) -> str:
    """Return a whole picture, each of its parts on a line.

    Args:
        name: What the picture shows.
        description: What it covers and how to read it, for those who do not see it.
        height: Its height in pixels; the width is `WIDTH`.
        parts: The elements in the order in which they are painted.
        role: What the picture is for assistive technology.
        on_page: Whether a page holds it. Its name is an attribute there: a title would be
            a tooltip of the whole picture.
    """
    title = tag("title", element_text(name), id="title")
    described = tag("desc", element_text(description), id="desc")
    paper = tag("rect", width=WIDTH, height=height, fill="white")
    body = "\n".join([described, paper, *parts, ""])
    return tag(
        "svg",
        f"\n{body}" if on_page else f"\n{title}\n{body}",
        xmlns="http://www.w3.org/2000/svg",
        width=WIDTH,
        height=height,
        viewBox=f"0 0 {WIDTH} {height}",
        role=role,
        aria_label=name if on_page else None,
        aria_describedby="desc" if on_page else None,
        aria_labelledby=None if on_page else "title desc",
    )


def tag(element: str, *children: str, **attributes: Value) -> str:
    """Return an element. Underscores in names of attributes become hyphens.

    >>> tag("circle", cx=1.25, r=3, stroke_width=2, fill=None)
    '<circle cx="1.2" r="3" stroke-width="2"/>'
    """
    start = element
    for name, value in attributes.items():
        if value is not None:
            start += _attribute(name, value)
    if not children:
        return f"<{start}/>"
    return f"<{start}>{''.join(children)}</{element}>"


def _attribute(name: str, value: str | float) -> str:
    """Return an attribute, after a blank."""
    written = attribute(value) if isinstance(value, str) else f"{round(value, 1):g}"
    return f' {name.rstrip("_").replace("_", "-")}="{written}"'


def group(parts: Iterable[str], **attributes: Value) -> str:
    """Return a group of elements, each on a line."""
    return tag("g", "\n".join(["", *parts, ""]), **attributes)


# Texts


def label(
    text: str, x: float, y: float, size: float, *, full: str = "", **attributes: Value
) -> str:
    """Return a text whose base line is at the height y.

    A text that is a shortened form of `full` has the full one as its tooltip.
    """
    children = [element_text(text)]
    if full not in ("", text):
        children.append(tag("title", element_text(full)))
    return tag(
        "text", *children, x=x, y=y, font_size=size, font_family=FONT, **attributes
    )


def middle_label(
    text: str, x: float, y: float, size: float, *, full: str = "", **attributes: Value
) -> str:
    """Return a text whose middle is at the height y."""
    return label(text, x, y + _BELOW_MIDDLE * size, size, full=full, **attributes)


def tooltip(facts: Mapping[str, object]) -> str:
    """Return a title, which a browser shows as a tooltip: a line for each fact.

    In the file it is one line, so that a changed mark is a changed line.

    >>> tooltip({"Theme": "Early help", "Statements": 3})
    '<title>Theme: Early help&#10;Statements: 3</title>'
    """
    lines = (element_text(f"{name}: {value}") for name, value in facts.items())
    return tag("title", "&#10;".join(lines))


# Shapes


def line(x: float, y: float, x2: float, y2: float, **attributes: Value) -> str:
    """Return a straight line."""
    return tag("path", d=f"M{x:.1f},{y:.1f}L{x2:.1f},{y2:.1f}", **attributes)


def box(
    left: float,
    top: float,
    right: float,
    bottom: float,
    *children: str,
    **attributes: Value,
) -> str:
    """Return a rectangle, given by its edges."""
    width, height = right - left, bottom - top
    return tag(
        "rect", *children, x=left, y=top, width=width, height=height, **attributes
    )


def symbol(
    shape: str, x: float, y: float, radius: float, *children: str, **attributes: Value
) -> str:
    """Return a symbol of one of the `SHAPES` around a point."""
    corners = SHAPES[shape]
    if not corners:
        return tag("circle", *children, cx=x, cy=y, r=radius, **attributes)
    points = (
        f"{x + radius * right:.1f},{y + radius * down:.1f}" for right, down in corners
    )
    return tag("path", *children, d=f"M{'L'.join(points)}Z", **attributes)


def curve(x: float, y: float, x2: float, y2: float) -> str:
    """Return the path of a curve that leaves and arrives level."""
    middle = (x + x2) / 2
    return (
        f"M{x:.1f},{y:.1f}C{middle:.1f},{y:.1f} {middle:.1f},{y2:.1f} {x2:.1f},{y2:.1f}"
    )
