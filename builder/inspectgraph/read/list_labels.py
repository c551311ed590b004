"""Find the labels at the beginning of list items and paragraphs, except plain numbers.

Examples are `1.1`, `(a)`, `iv.`, `b)`, `R1` and `REC 1`. A label is recognised only if
it continues a list, or if it is the first label of a list and the second label comes
later. Otherwise, the characters are ordinary text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Label", "accept_labels", "label_of"]

_LABEL = re.compile(
    r"(?P<decimal>\d{1,3}(?:\.\d{1,3}){1,3})\.?\s+(?=[^\W\d]|[‘“\"'])"
    r"|(?P<open>\(?)(?P<letters>[A-Za-z]|[ivxl]{2,6}|[IVXL]{2,6})(?P<close>\))\s+(?=\S)"
    r"|(?P<dotted>[A-Za-z]|[ivxl]{2,6}|[IVXL]{2,6})\.\s+(?=[A-Z‘“\"'])"
    r"|(?P<bracket>\(?)(?P<number>\d{1,3})\)\s+(?=\S)"
    r"|(?P<prefix>R|REC|Rec|Recommendation)\s?(?P<count>\d{1,3})(?:[.:)]\s*|\s+)(?=\S)"
)
#: How many labels may be searched for the second label of a list.
_LOOK_AHEAD = 100
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
#: The Roman numerals from 1 to 39.
_ROMAN = [tens + ones for tens in ("", "x", "xx", "xxx") for ones in _ONES][1:]

#: A position in a list: one number, or several numbers as in `1.10`.
Position = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a line, such as `(b)`.

    `printed` is the label with its punctuation. `name` is the form of the label in an
    id. `places` has a pair for each style that the label may have. The pair is the
    style and the label's position in a list of this style. For example, `i)` may be the
    ninth letter or the first Roman numeral.
    """

    printed: str
    name: str
    places: tuple[tuple[str, Position], ...]
    #: Whether the label counts only if it directly follows the label before, without a
    #: gap. This is so if a small letter follows it, as in `1.5 hours`.
    strict: bool = False

    @property
    def is_decimal(self) -> bool:
        """Whether the label has several numbers, as `1.10` has."""
        return self.places[0][0] == "decimal"


def label_of(text: str) -> Label | None:
    """Return the label at the beginning of a line, or None.

    >>> label_of("(b) visit each child").name, label_of("1.10 Plans are kept.").name
    ('b', '1-10')
    >>> label_of("REC 2: Write").name
    'rec-2'
    """
    found = _LABEL.match(text)
    if not found:
        return None
    if found["decimal"]:
        return _decimal(found)
    if found["prefix"]:
        name = found["prefix"].lower()
        places = ((name, (int(found["count"]),)),)
        return Label(found[0], f"{name}-{found['count']}", places)
    if found["number"]:
        style = f"{found['bracket']}1)"
        return Label(found[0], found["number"], ((style, (int(found["number"]),)),))
    return _lettered(found)


def _decimal(found: re.Match[str]) -> Label:
    """Return a label of several numbers, such as `1.10`, from a regex match."""
    numbers = tuple(map(int, found["decimal"].split(".")))
    name = "-".join(map(str, numbers))
    next_character = found.string[found.end() : found.end() + 1]
    places = (("decimal", numbers),)
    return Label(found[0], name, places, strict=next_character.islower())


def _lettered(found: re.Match[str]) -> Label | None:
    """Return a label of letters, such as `(b)` or `iv.`, from a regex match.

    The letters must be one letter of the alphabet or a Roman numeral. Otherwise, the
    result is None.
    """
    printed = found["letters"] or found["dotted"]
    letters = printed.lower()
    if printed.isupper():
        first_letter, first_numeral = "A", "I"
    else:
        first_letter, first_numeral = "a", "i"
    before = found["open"] or ""
    after = found["close"] or "."
    places: list[tuple[str, Position]] = []
    if len(letters) == 1:
        style = f"{before}{first_letter}{after}"
        places.append((style, (ord(letters) - ord("a") + 1,)))
    if letters in _ROMAN:
        style = f"{before}{first_numeral}{after}"
        places.append((style, (_ROMAN.index(letters) + 1,)))
    if not places:
        return None
    return Label(found[0], letters, tuple(places))


def accept_labels(labels: Sequence[Label]) -> list[bool]:
    """Return, for each label, whether the label is part of a list.

    There are two cases. The label may continue a list of the same style. Or the label
    may be the first of a list, and the second label of this list comes later.

    Args:
        labels: The labels at the beginning of a document's lines, in order.
    """
    last: dict[str, Position] = {}
    found = []
    for place, label in enumerate(labels):
        style = _continued_style(label, last)
        if style is None:
            later = labels[place + 1 : place + _LOOK_AHEAD]
            style = _begun_style(label, later)
        if style:
            last[style] = dict(label.places)[style]
        found.append(style is not None)
    return found


def _continued_style(label: Label, last: Mapping[str, Position]) -> str | None:
    """Return the style of the list that a label continues, or None.

    Args:
        label: The label.
        last: The position of the last label of each style.
    """
    for style, position in label.places:
        before = last.get(style)
        if before and _follows(before, position, strict=label.strict):
            return style
    return None


def _follows(before: Position, after: Position, *, strict: bool) -> bool:
    """Return whether two positions can belong to neighbouring items of a list.

    Usually the second position must come directly after the first, as 3 comes after 2.
    If the second position has several numbers, such as `1.10`, other positions may be
    missing between the two.

    Args:
        before: The position of the first item.
        after: The position of the second item.
        strict: Whether the second position must always come directly after the first.
    """
    may_have_gaps = len(after) > 1 and not strict
    if may_have_gaps:
        return before < after
    *sections, last = before
    return after == (*sections, last + 1)


def _begun_style(label: Label, later: Sequence[Label]) -> str | None:
    """Return the style of the list that begins with a label, or None.

    A label begins a list if two conditions are met. The label is the first in a style,
    such as `a` or `1`. The next label of the same style continues the list.
    """
    for style, position in label.places:
        if position[-1] != 1:
            continue
        if _has_next(style, position, later):
            return style
    return None


def _has_next(style: str, position: Position, later: Sequence[Label]) -> bool:
    """Return whether the next label of the same style continues the list."""
    for other in later:
        place = dict(other.places).get(style)
        if place:
            return _follows(position, place, strict=other.strict)
    return False
