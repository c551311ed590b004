"""Whether the text of a page is words in order, or rubble that no section should be made of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from inspectgraph.read.lines import Line

__all__ = ["fault_of"]

#: How many words a page must have before it is judged.
_ENOUGH = 25
#: The share of words of one letter, of words without a vowel, of characters without meaning, and of lines that
#: stand on each other, above which a page is rubble. The pages of published reports stay below a third of each.
_MOST_SINGLE, _MOST_MUTE, _MOST_UNKNOWN, _MOST_OVERLAID = 0.35, 0.5, 0.15, 0.3
_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile(r"[aeiouy]", re.I)
#: Words of one letter that English has, and letters that number the items of a list.
_SINGLE = frozenset("aAI")


def fault_of(lines: Sequence[Line]) -> str:
    """Return why the text of a page is rubble, or nothing."""
    text = " ".join(line.text for line in lines)
    words = _WORD.findall(unicodedata.normalize("NFKD", text))
    if _share_of_unknown(text) > _MOST_UNKNOWN:
        return "its fonts do not say which letters they draw"
    if len(words) < _ENOUGH:
        return ""
    single = sum(len(word) == 1 and word not in _SINGLE for word in words)
    if single > _MOST_SINGLE * len(words):
        return "most of its words are single letters"
    if _share_of_mute(words) > _MOST_MUTE:
        return "most of its words have no vowel"
    if _share_of_overlaid(lines) > _MOST_OVERLAID:
        return "its lines stand on each other"
    return ""


def _share_of_unknown(text: str) -> float:
    """Return the share of characters that stand for nothing: private ones, unassigned ones, replacements."""
    solid = "".join(text.split())
    if len(solid) < 2 * _ENOUGH:
        return 0.0
    unknown = sum(unicodedata.category(character) in {"Co", "Cn", "Cc"} or character == "\ufffd" for character in solid)
    return unknown / len(solid)


def _share_of_mute(words: Sequence[str]) -> float:
    """Return the share of words without a vowel among those of three letters or more; abbreviations do not count."""
    long = [word for word in words if len(word) > 2 and not word.isupper() and word.isascii()]
    return sum(not _VOWEL.search(word) for word in long) / len(long) if len(long) >= _ENOUGH else 0.0


def _share_of_overlaid(lines: Sequence[Line]) -> float:
    """Return the share of lines whose letters are drawn over those of the line above."""
    pairs = [pair for pair in pairwise(lines) if pair[0].area == pair[1].area]
    return sum(_overlays(*pair) for pair in pairs) / len(pairs) if len(pairs) >= 5 else 0.0


def _overlays(above: Line, line: Line) -> bool:
    """Return whether two lines share their height and their place."""
    near = 0 <= above.y - line.y < 0.6 * min(line.size, above.size)
    return near and above.x0 < line.x1 and line.x0 < above.x1
