"""Anchors: a position in the letters and digits of one unit, and how it is made and found again.

An anchor names a unit of a report and some of its words by length, start and digest. Everything is
counted in the *squeezed* text: tags removed, NFKC, case folded, and only Unicode letters and decimal
digits kept. So an anchor survives another conversion of the same report, with its other hyphens,
quotation marks, spaces and line ends, and it holds none of the report's words.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256

from inspectgraph.errors import AnchorError
from inspectgraph.wording import quantity

__all__ = ["DIGEST_LENGTH", "Found", "digest", "find", "seal", "squeeze", "words_at"]

DIGEST_LENGTH = 12
#: The fewest words a quotation may have, unless it is the whole unit.
FEWEST_WORDS = 5

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


@dataclass(frozen=True, slots=True)
class Found:
    """Some words of a unit, by their place in its squeezed text."""

    length: int
    start: int
    digest: str


def squeeze(text: str) -> str:
    """Return only the letters and decimal digits of a text, tags removed, NFKC, case folded.

    >>> squeeze("The CAF's up-to-date plan")
    'thecafsuptodateplan'
    >>> squeeze("30<sup>th</sup> most")
    '30thmost'
    """
    folded = unicodedata.normalize("NFKC", _TAG.sub("", text)).casefold()
    if folded.isascii():
        return re.sub(r"[^a-z0-9]+", "", folded)
    kept = (c for c in folded if (category := unicodedata.category(c))[0] == "L" or category == "Nd")
    return "".join(kept)


def digest(squeezed: str) -> str:
    """Return the first 12 hexadecimal digits of the SHA-256 of squeezed words.

    >>> digest(squeeze("The CAF's up-to-date plan"))
    '923349d7d732'
    """
    return sha256(squeezed.encode()).hexdigest()[:DIGEST_LENGTH]


def find(squeezed: str, length: int, wanted: str) -> list[int]:
    """Return every start at which `length` characters of a squeezed text have the wanted digest."""
    last = len(squeezed) - length
    return [start for start in range(last + 1) if digest(squeezed[start : start + length]) == wanted]


def seal(quotation: str, text: str) -> Found:
    """Turn a quotation from a unit into an anchor.

    Args:
        quotation: Words copied from the report.
        text: The unit's own text, as `read` gives it.

    Raises:
        AnchorError: If the words are fewer than five and not the whole unit, if they are not in the
            unit, or if they occur in it more than once.
    """
    words, whole = squeeze(quotation), squeeze(text)
    if not words:
        raise AnchorError("anchor-empty", "the quotation holds no letter and no digit", "words of the unit")
    if words != whole and len(quotation.split()) < FEWEST_WORDS:
        raise AnchorError(
            "anchor-too-short",
            f"a quotation of {quantity(len(quotation.split()), 'word')}",
            f"at least {FEWEST_WORDS} words, or the whole unit",
        )
    start = whole.find(words)
    if start < 0:
        raise AnchorError("anchor-not-found", "a quotation that is not in the unit", "words copied from this unit")
    if whole.find(words, start + 1) >= 0:
        raise AnchorError("anchor-ambiguous", "a quotation that occurs more than once in the unit", "paste more words")
    return Found(len(words), start, digest(words))


def words_at(text: str, start: int, length: int) -> str:
    """Return the words of a text that a stretch of its squeezed text stands for.

    >>> words_at("The CAF's up-to-date plan", 7, 8)
    'up-to-date'
    """
    plain = _TAG.sub("", text)
    places = [place for place, character in enumerate(plain) for _ in squeeze(character)]
    return plain[places[start] : places[start + length - 1] + 1]
