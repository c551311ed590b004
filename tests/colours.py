"""Measure the contrast of two colours, and how different they look.

The difference can be measured for people with different colour vision.
"""

from __future__ import annotations

__all__ = ["VIEWERS", "contrast", "difference"]

_Row = tuple[float, float, float]

#: How viewers without one kind of cone see red, green and blue light
#: (Machado and others, 2009).
VIEWERS: dict[str, tuple[_Row, _Row, _Row]] = {
    "everybody": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as defined by WCAG, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def difference(one: str, other: str, viewer: str = "everybody") -> float:
    """Return how different two colours look to a viewer (CIE 1976).

    A difference of 10 is easy to see.
    """
    pairs = zip(_lab(one, viewer), _lab(other, viewer), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def _linear(colour: str) -> _Row:
    """Return the linear amounts of red, green and blue light in a colour."""
    if colour == "white":
        colour = "#ffffff"
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return (red, green, blue)


def _luminance(colour: str) -> float:
    """Return the luminance of a colour, from 0 (black) to 1 (white)."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _lab(colour: str, viewer: str) -> _Row:
    """Return the CIE Lab coordinates of a colour, as a given viewer sees it."""
    light = _linear(colour)
    red, green, blue = (
        min(
            max(sum(share * part for share, part in zip(row, light, strict=True)), 0), 1
        )
        for row in VIEWERS[viewer]
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    a, b, c = (
        part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116
        for part in (x, y, z)
    )
    return (116 * b - 16, 500 * (a - b), 200 * (b - c))
