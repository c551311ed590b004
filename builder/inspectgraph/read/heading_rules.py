"""Test whether a text is a heading, and whether it opens an annex or a time band.

A time band is a group of recommendations with one timescale.
"""

from __future__ import annotations

import re

from inspectgraph.read.blocks import Block
from inspectgraph.read.sequences import first_match

__all__ = [
    "MOST_HEADING_LINES",
    "annex_id",
    "ends_in_grade_line",
    "may_head",
    "time_band",
]

#: The most lines of a heading.
MOST_HEADING_LINES = 3
#: The most characters of a heading in a source without marked headings.
_LONGEST = 160
#: Headings that name a timescale of recommendations, and the id of each time band.
_TIME_BANDS = (
    (re.compile(r".*\bimmediate action", re.I | re.S), "immediate"),
    (re.compile(r".*\bsix months", re.I | re.S), "six-months"),
    (re.compile(r".*\blonger term", re.I | re.S), "longer-term"),
)
_ANNEX = re.compile(r"(?:annex|appendix)\b[\s:]*(?:([A-Z0-9])\b)?", re.I)
_HEADING_WITH_COLON = re.compile(
    r"(?:(?:Section|Annex|Appendix|What|Record of main findings|Key"
    r" judge?ment)\b|(?:The )?[Ii]nspection outcomes:"
    r"|.{9,}: (?:outstanding|good|requires improvement(?: to be good)?|inadequate)\Z)"
)
#: The last line of a heading, where that line is a grade.
_GRADE_LINE = re.compile(
    r"\n(?:Grade:? )?(?:[1-4] ?\(?)?(?:outstanding|good|adequate|inadequate|requires"
    r" improvement(?: to be good)?)\)?\Z",
    re.I,
)


def time_band(text: str) -> str | None:
    """Return the id of the timescale that a heading names, or None.

    >>> time_band("Within the next six months"), time_band("Leadership")
    ('six-months', None)
    """
    return first_match(_TIME_BANDS, text)


def annex_id(text: str) -> str | None:
    """Return the id of the annex that a heading opens, or None for other headings.

    >>> annex_id("Annex B: about this visit"), annex_id("Appendix"), annex_id("Leadership")
    ('annex-b', 'annex', None)
    """
    found = _ANNEX.match(text)
    if not found:
        return None
    if found[1]:
        return f"annex-{found[1].lower()}"
    return "annex"


def may_head(text: str) -> bool:
    """Return whether a text can be a heading: short, capitalised, without a full stop.

    >>> may_head("Overall effectiveness"), may_head("The board met in Netherford.")
    (True, False)
    """
    if len(text) > _LONGEST:
        return False
    if not text[:1].isupper():
        return False
    if ":" in text and not _HEADING_WITH_COLON.match(text):
        return False
    last = text[-1]
    return last.isalnum() or last in "?)"


def ends_in_grade_line(block: Block) -> bool:
    """Return whether a block has several lines, the last of which is a grade."""
    return bool(_GRADE_LINE.search(block.text))
