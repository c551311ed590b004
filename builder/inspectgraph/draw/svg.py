"""Functions that write SVG elements as text.

Attributes keep the order in which they are given. Numbers are rounded to one decimal
place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from inspectgraph.draw.escaping import attribute
from inspectgraph.draw.escaping import text as element_text
from inspectgraph.draw.palette import PAPER
from inspectgraph.draw.text_metrics import FONT

__all__ = [
    "SHAPES",
    "TARGET",
    "Value",
    "box",
    "curve",
    "document",
    "group",
    "label",
    "line",
    "linked",
    "middle_label",
    "symbol",
    "tag",
    "tooltip",
]

#: The value of an attribute; None leaves the attribute out.
Value = str | float | None

#: The distance from the middle of a text down to its base line, as a share of the size.
_BELOW_MIDDLE: Final = 0.3

#: Half the height of an equilateral triangle whose side is 2.
_HALF: Final = 0.866
#: The corners of each symbol, with both coordinates from -1 to 1; a circle has none.
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
    size: tuple[float, float],
    parts: Iterable[str],
    *,
    shown: tuple[str, str] | tuple[()] = (),
    role: str = "img",
    page_id: str = "",
) -> str:
    """Return a complete SVG document, with each part on its own line.

    Args:
        name: The title of the picture.
        description: A text for screen readers on the contents of the picture and how to
            read it.
        size: Width and height in pixels.
        parts: The elements, in the order in which they are painted.
        shown: The width and the height at which the picture is displayed, if they
            differ from `size`.
        role: The ARIA role of the picture, for screen readers.
        page_id: The id of the description, if the SVG is part of an HTML page. The name
            is then an attribute, since a browser would show a `<title>` as a tooltip of
            the whole picture.
    """
    width, height = (round(side) for side in size)
    title = tag("title", element_text(name), id="title")
    described = tag("desc", element_text(description), id=page_id or "desc")
    paper = tag("rect", width=width, height=height, fill=PAPER)
    body = "\n".join([described, paper, *parts, ""])
    return tag(
        "svg",
        f"\n{body}" if page_id else f"\n{title}\n{body}",
        xmlns="http://www.w3.org/2000/svg",
        width=shown[0] if shown else width,
        height=shown[1] if shown else height,
        viewBox=f"0 0 {width} {height}",
        role=role,
        aria_label=name if page_id else None,
        aria_describedby=page_id or None,
        aria_labelledby=None if page_id else "title desc",
    )


def tag(element: str, *children: str, **attributes: Value) -> str:
    """Return an SVG element, with underscores in attribute names changed to hyphens.

    An attribute whose value is None is left out.

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
    """Return an attribute in SVG syntax with a leading blank, such as ` cx="1.2"`."""
    written = attribute(value) if isinstance(value, str) else f"{round(value, 1):g}"
    return f' {name.rstrip("_").replace("_", "-")}="{written}"'


def group(parts: Iterable[str], **attributes: Value) -> str:
    """Return a group (`<g>`) of SVG elements, each on its own line."""
    return tag("g", "\n".join(["", *parts, ""]), **attributes)


#: The least width and height of an area that can be clicked, in pixels.
TARGET: Final = 24


def linked(
    href: str, x: float, y: float, *parts: str, size: tuple[float, float] = (0, 0)
) -> list[str]:
    """Return elements as a link, or unchanged if the address is empty.

    The clickable area is at least 24 pixels wide and high.

    Args:
        href: The address of the link, or "".
        x: The horizontal middle of the clickable area.
        y: The vertical middle of the clickable area.
        parts: The elements.
        size: The width and height of the elements, in pixels. A larger size makes the
            clickable area larger.
    """
    if not href:
        return list(parts)
    width, height = (max(TARGET, side) for side in size)
    left, top = x - width / 2, y - height / 2
    area = box(left, top, left + width, top + height, fill="transparent")
    return [tag("a", area, *parts, href=href)]


# Texts


def label(
    text: str, x: float, y: float, size: float, *, full: str = "", **attributes: Value
) -> str:
    """Return an SVG text element whose base line is at `y`.

    If `full` is given and differs from the text, `full` becomes the tooltip.
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
    """Return an SVG text element whose vertical middle is at `y`.

    If `full` is given and differs from the text, `full` becomes the tooltip.
    """
    return label(text, x, y + _BELOW_MIDDLE * size, size, full=full, **attributes)


def tooltip(facts: Mapping[str, object]) -> str:
    """Return a tooltip as an SVG `<title>` element, with a line for each fact.

    The element is a single line of the file, so that a change of one element changes
    only one line.

    >>> tooltip({"Theme": "Early help", "Statements": 3})
    '<title>Theme: Early help&#10;Statements: 3</title>'
    """
    lines = (element_text(f"{name}: {value}") for name, value in facts.items())
    return tag("title", "&#10;".join(lines))


# Shapes


def line(x: float, y: float, x2: float, y2: float, **attributes: Value) -> str:
    """Return a straight line from (`x`, `y`) to (`x2`, `y2`)."""
    return tag("path", d=f"M{x:.1f},{y:.1f}L{x2:.1f},{y2:.1f}", **attributes)


def box(
    left: float,
    top: float,
    right: float,
    bottom: float,
    *children: str,
    **attributes: Value,
) -> str:
    """Return an SVG rectangle with the given edges."""
    width, height = right - left, bottom - top
    return tag(
        "rect", *children, x=left, y=top, width=width, height=height, **attributes
    )


def symbol(
    shape: str, x: float, y: float, radius: float, *children: str, **attributes: Value
) -> str:
    """Return a symbol from `SHAPES`, such as a diamond, with its centre at a point."""
    corners = SHAPES[shape]
    if not corners:
        return tag("circle", *children, cx=x, cy=y, r=radius, **attributes)
    points = (
        f"{x + radius * right:.1f},{y + radius * down:.1f}" for right, down in corners
    )
    return tag("path", *children, d=f"M{'L'.join(points)}Z", **attributes)


def curve(x: float, y: float, x2: float, y2: float) -> str:
    """Return the SVG path data of a curve whose two ends are horizontal."""
    middle = (x + x2) / 2
    return (
        f"M{x:.1f},{y:.1f}C{middle:.1f},{y:.1f} {middle:.1f},{y2:.1f} {x2:.1f},{y2:.1f}"
    )
