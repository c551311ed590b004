"""Vega-Lite layers whose places are given in pixels: for charts that lay out their rows and labels themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from inspectgraph.draw.chart import Spec

__all__ = ["Values", "line_layer", "pixels", "text_layer"]

Values = list[dict[str, Any]]

_ENDS: Spec = {"x2": {"field": "x2"}, "y2": {"field": "y2"}}


def pixels(width: float, height: float) -> dict[str, Any]:
    """Return the beginning of a specification: a view whose units are pixels, counted from its upper left corner."""

    def channel(name: str, domain: list[float]) -> Spec:
        scale = {"domain": domain, "nice": False, "zero": False}
        return {"field": name, "type": "quantitative", "axis": None, "scale": scale}

    encoding = {"x": channel("x", [0, width]), "y": channel("y", [height, 0])}
    return {"width": width, "height": height, "encoding": encoding}


def line_layer(
    values: Values, colour: str, width: float, dash: Sequence[float] = ()
) -> Spec:
    """Return a layer of lines from x, y to x2, y2."""
    mark = {
        "type": "rule",
        "stroke": colour,
        "strokeWidth": width,
        **({"strokeDash": list(dash)} if dash else {}),
    }
    return {"data": {"values": values}, "mark": mark, "encoding": _ENDS}


def text_layer(values: Values, look: Spec) -> Spec:
    """Return a layer of texts, each at the middle of its height."""
    mark = {"type": "text", "align": "left", "baseline": "middle", **look}
    return {
        "data": {"values": values},
        "mark": mark,
        "encoding": {"text": {"field": "text"}},
    }
