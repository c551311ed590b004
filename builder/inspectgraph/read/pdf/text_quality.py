"""Whether the text of a page is words in order, or rubble that no section should be made of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from inspectgraph.read.pdf.lines import Line

__all__ = ["Shares", "fault_of", "shares_of"]

#: How many words a page must have before it is judged.
_ENOUGH = 25
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"[^ -~]")
_VOWEL = re.compile(r"[aeiouy]", re.I)
#: Words of one letter that English has, and letters that number the items of a list.
_SINGLE = frozenset("aAI")


class Shares(NamedTuple):
    """What share of a page is no text as people read it, from 0 to 1."""

    unknown: float  # characters that stand for nothing
    single: float  # words of one letter
    mute: float  # words without a vowel
    overlaid: float  # lines that stand on another line


#: The shares above which a page is rubble, and what is said of it then.
#: `benchmarks/pdf_pages.py` prints how high they are on published reports.
_MOST = Shares(unknown=0.15, single=0.35, mute=0.5, overlaid=0.3)
_FAULTS = (
    "its fonts do not say which letters they draw",
    "most of its words are single letters",
    "most of its words have no vowel",
    "its lines stand on each other",
)


def fault_of(lines: Sequence[Line]) -> str:
    """Return why the text of a page is rubble, or nothing."""
    judged = zip(shares_of(lines), _MOST, _FAULTS, strict=True)
    return next((fault for share, most, fault in judged if share > most), "")


def shares_of(lines: Sequence[Line]) -> Shares:
    """Return what shares of a page are no text as people read it; a page with few words has none."""
    text = " ".join(line.text for line in lines)
    words = _WORD.findall(unicodedata.normalize("NFKD", text))
    unknown = _share_of_unknown(text)
    if len(words) < _ENOUGH:
        return Shares(unknown, 0.0, 0.0, 0.0)
    single = sum(len(word) == 1 and word not in _SINGLE for word in words) / len(words)
    return Shares(unknown, single, _share_of_mute(words), _share_of_overlaid(lines))


def _share_of_unknown(text: str) -> float:
    """Return the share of characters that stand for nothing: private ones, unassigned ones, replacements."""
    solid = "".join(text.split())
    if len(solid) < 2 * _ENOUGH:
        return 0.0
    foreign = _FOREIGN.findall(solid)
    unknown = sum(
        unicodedata.category(character) in {"Co", "Cn", "Cc"} or character == "\ufffd"
        for character in foreign
    )
    return float(unknown / len(solid))


def _share_of_mute(words: Sequence[str]) -> float:
    """Return the share of words without a vowel among those of three letters or more; abbreviations do not count."""
    long = [
        word
        for word in words
        if len(word) > 2 and not word.isupper() and word.isascii()
    ]
    return (
        sum(not _VOWEL.search(word) for word in long) / len(long)
        if len(long) >= _ENOUGH
        else 0.0
    )


def _share_of_overlaid(lines: Sequence[Line]) -> float:
    """Return the share of lines whose letters are drawn over those of the line above."""
    pairs = [pair for pair in pairwise(lines) if pair[0].area == pair[1].area]
    return (
        sum(_overlays(*pair) for pair in pairs) / len(pairs) if len(pairs) >= 5 else 0.0
    )


def _overlays(above: Line, line: Line) -> bool:
    """Return whether two lines share their height and their place."""
    near = 0 <= above.y - line.y < 0.6 * min(line.size, above.size)
    return near and above.x0 < line.x1 and line.x0 < above.x1
