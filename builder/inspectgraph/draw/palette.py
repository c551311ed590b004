"""The colours that all pictures share, and a function that mixes two colours."""

from __future__ import annotations

__all__ = ["BAND", "GREY", "INK", "QUIET", "blend"]

#: The colours of text, of secondary text (contrast 5.7:1 on white) and of guide lines.
INK, QUIET, GREY = "#1f2328", "#5b636b", "#d5d9de"

#: The colour of bands behind text (contrast with `QUIET` 5.2:1).
BAND = "#e9edf1"


def blend(one: str, other: str, share: float) -> str:
    """Mix two colours; `share`, from 0 to 1, is the part of the second.

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
