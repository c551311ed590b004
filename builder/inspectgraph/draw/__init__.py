"""Graph → pictures: the network, the heat map, the timeline and the themes that occur together.

Each is an SVG of 1280 pixels, or one HTML page that works offline. The same quads give
the same bytes, in whatever order a store holds them: nothing is drawn at random,
numbers are rounded, texts are measured with the font that vl-convert brings along
(Liberation Sans).
"""

from __future__ import annotations

from inspectgraph.draw.render import NAMES, drawable_names, pages, pictures

__all__ = [
    "NAMES",
    "drawable_names",
    "pages",
    "pictures",
]
