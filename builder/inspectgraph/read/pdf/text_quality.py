"""Decide whether the text of a PDF page is readable: real words in the right order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from inspectgraph.read.pdf.lines import Line

__all__ = ["Shares", "fault_of", "shares_of"]

#: The fewest words, and the fewest pairs of lines, on a page that is tested.
_ENOUGH, _ENOUGH_PAIRS = 25, 5
#: The fewest letters of a word that must have a vowel.
_LONG = 3
#: Unicode categories of characters without a meaning: private use, unassigned, control.
_MEANINGLESS = frozenset({"Co", "Cn", "Cc"})
_REPLACEMENT = "\ufffd"
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"[^ -~]")
_VOWEL = re.compile(r"[aeiouy]", re.I)
#: A word of one letter other than `a` and `I`.
_SINGLE_LETTER = re.compile(r"(?![aAI])[^\W\d_]")


class Shares(NamedTuple):
    """The share of unreadable text on a page, from 0 to 1, for each of four reasons."""

    unknown: float  # characters without a meaning
    single: float  # words of one letter
    mute: float  # words without a vowel
    overlaid: float  # lines that are printed over another line


#: If a share is above its limit here, the text of a page is unreadable. `_FAULTS` has
#: the reason for each share. `benchmarks/pdf_pages.py` prints the shares in published
#: reports.
_MOST = Shares(unknown=0.15, single=0.35, mute=0.5, overlaid=0.3)
_FAULTS = (
    "its fonts do not map their glyphs to letters",
    "most of its words are single letters",
    "most of its words have no vowel",
    "its lines overlap",
)


def fault_of(lines: Sequence[Line]) -> str:
    """Return the reason why the text of a page is unreadable.

    Return an empty string for a readable page.
    """
    for share, most, fault in zip(shares_of(lines), _MOST, _FAULTS, strict=True):
        if share > most:
            return fault
    return ""


def shares_of(lines: Sequence[Line]) -> Shares:
    """Return the shares of unreadable text on a page.

    On a page with few words, only the share of unknown characters is tested.
    """
    text = " ".join(line.text for line in lines)
    unknown = _share_of_unknown(text)
    words = _WORD.findall(unicodedata.normalize("NFKD", text))
    if len(words) < _ENOUGH:
        return Shares(unknown, 0.0, 0.0, 0.0)
    # The English words `a` and `I` do not count.
    letters = filter(_SINGLE_LETTER.fullmatch, words)
    single = len([*letters]) / len(words)
    return Shares(unknown, single, _share_of_mute(words), _share_of_overlaid(lines))


def _share_of_unknown(text: str) -> float:
    """Return the share of characters without a meaning, from 0 to 1."""
    solid = "".join(text.split())
    if len(solid) < 2 * _ENOUGH:
        return 0.0
    unknown = sum(map(_is_unknown, _FOREIGN.findall(solid)))
    return unknown / len(solid)


def _is_unknown(character: str) -> bool:
    """Return whether a character has no meaning, such as a private use character."""
    if character == _REPLACEMENT:
        return True
    return unicodedata.category(character) in _MEANINGLESS


def _share_of_mute(words: Sequence[str]) -> float:
    """Return the share of words without a vowel, from 0 to 1.

    Words that need no vowel, such as abbreviations, are not counted. The share is 0 if
    few words are counted.
    """
    long = [*filter(_needs_vowel, words)]
    if len(long) < _ENOUGH:
        return 0.0
    voiced = len([*filter(_VOWEL.search, long)])
    return (len(long) - voiced) / len(long)


def _needs_vowel(word: str) -> bool:
    """Return whether a word should have a vowel.

    Such a word is long enough, has English letters and is not an abbreviation.
    """
    if len(word) < _LONG:
        return False
    if word.isupper():
        return False
    return word.isascii()


def _share_of_overlaid(lines: Sequence[Line]) -> float:
    """Return the share of lines that are printed on top of another line, from 0 to 1."""
    pairs = overlaid = 0
    for above, line in pairwise(lines):
        if above.area == line.area:
            pairs += 1
            overlaid += _overlays(above, line)
    if pairs < _ENOUGH_PAIRS:
        return 0.0
    return overlaid / pairs


def _overlays(above: Line, line: Line) -> bool:
    """Return whether a line is printed on top of the line above."""
    least = 0.6 * min(line.size, above.size)
    if not 0 <= above.y - line.y < least:
        return False
    return above.overlaps(line)
