"""The colours of the pictures."""

from __future__ import annotations

__all__ = ["GREY", "INK", "QUIET", "blend"]

#: Text; lesser text (5.7:1 on white); lines that only guide the eye.
INK, QUIET, GREY = "#1f2328", "#5b636b", "#d5d9de"


def blend(one: str, other: str, share: float) -> str:
    """Return the colour that lies a share of the way from one colour to another.

    >>> blend("#000000", "#ff8000", 0.5)
    '#804000'
    """
    mixed = (
        round(low + share * (high - low))
        for low, high in zip(_channels(one), _channels(other), strict=True)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _channels(colour: str) -> bytes:
    return bytes.fromhex(colour.removeprefix("#"))
