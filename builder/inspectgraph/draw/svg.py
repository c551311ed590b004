"""A small writer of SVG: elements with their attributes in the order given, numbers rounded to a tenth."""

from __future__ import annotations

from inspectgraph.draw.escaping import attribute
from inspectgraph.draw.escaping import text as element_text
from inspectgraph.draw.text_metrics import FONT

__all__ = ["curve", "label", "tag"]


def tag(element: str, *children: str, **attributes: str | float | None) -> str:
    """Return an element. Underscores in names of attributes stand for hyphens; None leaves an attribute out.

    >>> tag("circle", cx=1.25, r=3, stroke_width=2, fill=None)
    '<circle cx="1.2" r="3" stroke-width="2"/>'
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    return (
        f"<{element}{written}>{''.join(children)}</{element}>"
        if children
        else f"<{element}{written}/>"
    )


def _value(value: str | float) -> str:
    """Return the value of an attribute."""
    return attribute(value) if isinstance(value, str) else f"{round(value, 1):g}"


def label(
    text: str, x: float, y: float, size: float, **attributes: str | float | None
) -> str:
    """Return a text whose line stands at the height y."""
    return tag(
        "text",
        element_text(text),
        x=x,
        y=y,
        font_size=size,
        font_family=FONT,
        **attributes,
    )


def curve(x: float, y: float, x2: float, y2: float) -> str:
    """Return the path of a curve that leaves and arrives level."""
    middle = (x + x2) / 2
    return (
        f"M{x:.1f},{y:.1f}C{middle:.1f},{y:.1f} {middle:.1f},{y2:.1f} {x2:.1f},{y2:.1f}"
    )
