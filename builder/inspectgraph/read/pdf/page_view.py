"""Convert a PDF page to the page that a reader sees: upright, and measured in points."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

__all__ = ["Box", "Point", "View", "rotate"]

Point = tuple[float, float]
#: The left, lower, right and upper edge of a rectangle.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class View:
    """The transformation from a PDF page to the page as a reader sees it.

    `box` is the visible part of the page. `quarters` is the number of quarter turns to
    the left by which the text is rotated. `scale` converts lengths from units of the
    page to points.
    """

    box: Box
    quarters: int = 0
    scale: float = 1.0

    @property
    def width(self) -> float:
        """The width of the page in this view, in points."""
        left, bottom, right, top = self.box
        if self.quarters % 2:
            width = top - bottom
        else:
            width = right - left
        return self.scale * width

    @property
    def height(self) -> float:
        """The height of the page in this view, in points."""
        left, bottom, right, top = self.box
        if self.quarters % 2:
            height = right - left
        else:
            height = top - bottom
        return self.scale * height

    def point(self, x: float, y: float) -> Point:
        """Convert the position of a point on the page to this view.

        >>> View((0, 0, 600, 800), 1).point(100, 700)
        (700.0, 500.0)
        """
        left, bottom, right, top = self.box
        by_quarters = (
            (x - left, y - bottom),
            (y - bottom, right - x),
            (right - x, top - y),
            (top - y, x - left),
        )
        across, up = by_quarters[self.quarters % 4]
        return self.scale * across, self.scale * up

    def area(self, box: Box) -> Box:
        """Convert the position of a rectangle on the page to this view."""
        x0, y0 = self.point(box[0], box[1])
        x1, y1 = self.point(box[2], box[3])
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def rotate(x: float, y: float, degrees: float) -> Point:
    """Return a point after rotation to the left about the origin, by an angle in degrees.

    >>> [round(place) for place in rotate(10, 0, 90)]
    [0, 10]
    """
    across, up = cos(radians(degrees)), sin(radians(degrees))
    return x * across - y * up, x * up + y * across
