"""Divide the text of a unit into sentences, and count the letters and digits of each sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from inspectgraph.model.anchor import squeeze

__all__ = ["sentence_lengths", "sentences"]

#: The most characters of a sentence. Longer text is cut into pieces.
_LONGEST: Final = 1200
_STOP: Final = re.compile(r"(?<=[.!?])['’”\")]*\s+(?=[‘'“\"(]?[A-Z0-9])")
_ABBREVIATION: Final = re.compile(
    r"\b(?:e\.g|i\.e|etc|no|St|Mr|Mrs|Ms|Dr|approx|para)\.\Z", re.I
)
#: The number of an item in a list, without the text of the item.
_NUMBER: Final = re.compile(r"\d{1,3}\.")


def sentences(text: str) -> list[str]:
    """Split a text into sentences.

    An abbreviation such as `e.g.` does not end a sentence, and the number of an item
    belongs to the first sentence of the item.

    >>> sentences("The plan is late. It was due in May.")
    ['The plan is late.', 'It was due in May.']
    """
    found: list[str] = []
    for whole in _STOP.split(" ".join(text.split())):
        for piece in _cut(whole):
            if found and _is_unfinished(found[-1]):
                found[-1] = f"{found[-1]} {piece}"
            elif piece:
                found.append(piece)
    return found


def _is_unfinished(sentence: str) -> bool:
    """Return whether a sentence was wrongly ended at an abbreviation or an item number.

    Examples are `e.g.`, and the `1.` before the text of an item.
    """
    if len(sentence) >= _LONGEST:
        return False
    return bool(_NUMBER.fullmatch(sentence) or _ABBREVIATION.search(sentence[-12:]))


def _cut(sentence: str) -> Iterator[str]:
    """Yield a sentence in pieces of at most `_LONGEST` characters.

    A sentence is cut at a space if possible.
    """
    while len(sentence) > _LONGEST:
        space = sentence.rfind(" ", 0, _LONGEST)
        end = _LONGEST
        if space > 0:
            end = space
        yield sentence[:end].strip()
        sentence = sentence[end:].strip()
    yield sentence


def sentence_lengths(text: str) -> tuple[int, ...]:
    """Count the letters and digits in each sentence of a text.

    The sum of these numbers is the number of letters and digits in the whole text. A
    piece without letters and digits, such as a dash, is not a sentence.

    >>> sentence_lengths("The plan is late. It was due in May 2013.")
    (13, 17)
    """
    lengths = (len(squeeze(sentence)) for sentence in sentences(text))
    return tuple(filter(None, lengths))
