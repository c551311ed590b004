"""The quality of a page's text: whether it is words in order, or unreadable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from inspectgraph.read.pdf.lines import Line

__all__ = ["Shares", "fault_of", "shares_of"]

#: The fewest words of a page that is tested, and the fewest pairs of lines.
_ENOUGH, _ENOUGH_PAIRS = 25, 5
#: The fewest letters of a word that needs a vowel.
_LONG = 3
#: Unicode categories of characters without a meaning: private, unassigned, controls.
_MEANINGLESS = frozenset({"Co", "Cn", "Cc"})
_REPLACEMENT = "\ufffd"
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"[^ -~]")
_VOWEL = re.compile(r"[aeiouy]", re.I)
#: A word of one letter that is not an English word.
_SINGLE_LETTER = re.compile(r"(?![aAI])[^\W\d_]")


class Shares(NamedTuple):
    """The shares of a page's text that are unreadable, from 0 to 1."""

    unknown: float  # characters without a meaning
    single: float  # words of one letter
    mute: float  # words without a vowel
    overlaid: float  # lines that are printed over another line


#: The shares above which the text of a page is unreadable, and the reasons.
#: `benchmarks/pdf_pages.py` prints the shares in published reports.
_MOST = Shares(unknown=0.15, single=0.35, mute=0.5, overlaid=0.3)
_FAULTS = (
    "its fonts do not say which letters they draw",
    "most of its words are single letters",
    "most of its words have no vowel",
    "its lines overlap",
)


def fault_of(lines: Sequence[Line]) -> str:
    """Return why the text of a page is unreadable, or an empty string."""
    for share, most, fault in zip(shares_of(lines), _MOST, _FAULTS, strict=True):
        if share > most:
            return fault
    return ""


def shares_of(lines: Sequence[Line]) -> Shares:
    """Return the unreadable shares of a page's text; of few words, only the first."""
    text = " ".join(line.text for line in lines)
    unknown = _share_of_unknown(text)
    words = _WORD.findall(unicodedata.normalize("NFKD", text))
    if len(words) < _ENOUGH:
        return Shares(unknown, 0.0, 0.0, 0.0)
    # A letter that is an English word does not count.
    letters = filter(_SINGLE_LETTER.fullmatch, words)
    single = len([*letters]) / len(words)
    return Shares(unknown, single, _share_of_mute(words), _share_of_overlaid(lines))


def _share_of_unknown(text: str) -> float:
    """Return the share of characters without a meaning."""
    solid = "".join(text.split())
    if len(solid) < 2 * _ENOUGH:
        return 0.0
    unknown = sum(map(_is_unknown, _FOREIGN.findall(solid)))
    return unknown / len(solid)


def _is_unknown(character: str) -> bool:
    """Return whether a character has no meaning."""
    if character == _REPLACEMENT:
        return True
    return unicodedata.category(character) in _MEANINGLESS


def _share_of_mute(words: Sequence[str]) -> float:
    """Return the share of words without a vowel; abbreviations do not count."""
    long = [*filter(_needs_vowel, words)]
    if len(long) < _ENOUGH:
        return 0.0
    voiced = len([*filter(_VOWEL.search, long)])
    return (len(long) - voiced) / len(long)


def _needs_vowel(word: str) -> bool:
    """Return whether a word of English letters is not an abbreviation."""
    if len(word) < _LONG:
        return False
    if word.isupper():
        return False
    return word.isascii()


def _share_of_overlaid(lines: Sequence[Line]) -> float:
    """Return the share of lines that are printed over the line above."""
    pairs = overlaid = 0
    for above, line in pairwise(lines):
        if above.area == line.area:
            pairs += 1
            overlaid += _overlays(above, line)
    if pairs < _ENOUGH_PAIRS:
        return 0.0
    return overlaid / pairs


def _overlays(above: Line, line: Line) -> bool:
    """Return whether a line overlaps the line above in height and from side to side."""
    least = 0.6 * min(line.size, above.size)
    if not 0 <= above.y - line.y < least:
        return False
    return above.overlaps(line)
