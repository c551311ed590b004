"""Graph → pictures: network, heat map, timeline, and themes that occur together.

Each is an SVG file of 1280 pixels, or one HTML page that works offline. The same quads
give the same bytes, in whatever order a store holds them: nothing is random, and numbers
are rounded.
"""

from __future__ import annotations

from inspectgraph.draw.render import NAMES, drawable_names, pages, pictures

__all__ = [
    "NAMES",
    "drawable_names",
    "pages",
    "pictures",
]
