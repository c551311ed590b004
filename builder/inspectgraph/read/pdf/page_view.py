"""How a page of a PDF is looked at: turned so that most of its text is upright, in points of an ordinary size."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians, sin

__all__ = ["Box", "Point", "View", "turned"]

Point = tuple[float, float]
#: Left, lower, right and upper edge.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class View:
    """The visible box of a page, how many quarter turns to the left its text stands, and a scale."""

    box: Box
    quarters: int = 0
    scale: float = 1.0

    @property
    def width(self) -> float:
        """The width of the page as it is looked at."""
        left, bottom, right, top = self.box
        return self.scale * (top - bottom if self.quarters % 2 else right - left)

    @property
    def height(self) -> float:
        """The height of the page as it is looked at."""
        left, bottom, right, top = self.box
        return self.scale * (right - left if self.quarters % 2 else top - bottom)

    def point(self, x: float, y: float) -> Point:
        """Return where a point of the page is seen, from the lower left.

        >>> View((0, 0, 600, 800), 1).point(100, 700)
        (700.0, 500.0)
        """
        left, bottom, right, top = self.box
        match self.quarters % 4:
            case 0:
                seen = (x - left, y - bottom)
            case 1:
                seen = (y - bottom, right - x)
            case 2:
                seen = (right - x, top - y)
            case _:
                seen = (top - y, x - left)
        return self.scale * seen[0], self.scale * seen[1]

    def area(self, box: Box) -> Box:
        """Return where a box of the page is seen."""
        (x0, y0), (x1, y1) = self.point(box[0], box[1]), self.point(box[2], box[3])
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def turned(x: float, y: float, degrees: float) -> Point:
    """Return a point turned to the left about the origin.

    >>> [round(place) for place in turned(10, 0, 90)]
    [0, 10]
    """
    across, up = cos(radians(degrees)), sin(radians(degrees))
    return x * across - y * up, x * up + y * across
