"""Draw the pictures of a graph: network, heat map, timeline, council grades, theme pairs.

Each drawing is an SVG file, or one HTML page that works offline. The same quads always
give the same bytes, whatever the order in the store. No random numbers are used, and
coordinates are rounded.
"""

from __future__ import annotations

from inspectgraph.draw.links import Links
from inspectgraph.draw.look import Look
from inspectgraph.draw.medium import MEDIA, SIZES
from inspectgraph.draw.palette import THEMES
from inspectgraph.draw.render import NAMES, pages, pictures
from inspectgraph.model.imprint import Imprint

__all__ = [
    "MEDIA",
    "NAMES",
    "SIZES",
    "THEMES",
    "Imprint",
    "Links",
    "Look",
    "pages",
    "pictures",
]
