"""Draw the graph: network, heat map, timeline, and themes that occur together.

Each drawing is an SVG file 1280 pixels wide, or one HTML page that works offline. The
same quads give the same bytes, in whatever order the store returns them: no random
numbers are used, and coordinates are rounded.
"""

from __future__ import annotations

from inspectgraph.draw.render import NAMES, drawable_names, pages, pictures

__all__ = [
    "NAMES",
    "drawable_names",
    "pages",
    "pictures",
]
