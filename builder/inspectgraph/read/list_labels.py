"""Labels of lists and paragraphs other than plain numbers: 1.1, (a), iv., b), R1, REC 1.

A label counts when the document goes on with the next one, so that a sentence that happens to have one at the
beginning of a line keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Label", "accepted", "label_of"]

_LABEL = re.compile(
    r"(?P<decimal>\d{1,3}(?:\.\d{1,3}){1,3})\.?\s+(?=[A-Z‘“\"'])"
    r"|(?P<open>\(?)(?P<letters>[a-z]|[ivxl]{2,6})(?P<close>\))\s+(?=\S)"
    r"|(?P<dotted>[a-z]|[ivxl]{2,6})\.\s+(?=[A-Z‘“\"'])"
    r"|(?P<bracket>\(?)(?P<number>\d{1,3})\)\s+(?=\S)"
    r"|(?P<prefix>R|REC|Rec|Recommendation)\s?(?P<count>\d{1,3})(?:[.:)]\s*|\s+)(?=\S)"
)
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
#: The Roman numbers from 1 to 39.
_ROMAN = [tens + ones for tens in ("", "x", "xx", "xxx") for ones in _ONES][1:]


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a line: what is printed, and the styles and places it may have in a list."""

    printed: str
    name: str
    places: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def is_decimal(self) -> bool:
        """Whether the label numbers paragraphs by section, as 1.10 does."""
        return self.places[0][0] == "decimal"


def label_of(text: str) -> Label | None:
    """Return the label that a line begins with, or None.

    >>> label_of("(b) visit each child").name, label_of("1.10 Plans are kept.").name, label_of("REC 2: Write").name
    ('b', '1-10', 'rec-2')
    """
    found = _LABEL.match(text)
    if not found:
        return None
    if decimal := found["decimal"]:
        numbers = tuple(map(int, decimal.split(".")))
        return Label(found[0], "-".join(map(str, numbers)), (("decimal", numbers),))
    if found["prefix"]:
        name = found["prefix"].lower()
        return Label(found[0], f"{name}-{found['count']}", ((name, (int(found["count"]),)),))
    if number := found["number"]:
        return Label(found[0], number, ((f"{found['bracket']}1)", (int(number),)),))
    letters = found["letters"] or found["dotted"]
    style = f"{found['open'] or ''}{{}}{found['close'] or '.'}"
    places = []
    if len(letters) == 1:
        places.append((style.format("a"), (ord(letters) - ord("a") + 1,)))
    if letters in _ROMAN:
        places.append((style.format("i"), (_ROMAN.index(letters) + 1,)))
    return Label(found[0], letters, tuple(places)) if places else None


def accepted(labels: Sequence[Label | None]) -> list[bool]:
    """Return which of the labels of a document's lines, in order, are those of a list.

    A label is the next one of its style, or a first one that a second one follows.
    """
    last: dict[str, tuple[int, ...]] = {}
    found = []
    for place, label in enumerate(labels):
        style = next((name for name, at in label.places if _goes_on(last.get(name), at)), None) if label else None
        style = style or (_begun(label, labels[place + 1 :]) if label else None)
        if label and style:
            last[style] = dict(label.places)[style]
        found.append(style is not None)
    return found


def _goes_on(before: tuple[int, ...] | None, after: tuple[int, ...]) -> bool:
    """Return whether a place in a list follows another; sections may skip numbers, lists may not."""
    if before is None:
        return False
    return before < after if len(after) > 1 else sum(before) + 1 == sum(after)


def _begun(label: Label, later: Iterable[Label | None]) -> str | None:
    """Return the style of a list that a label begins, if the next label of the style is a second one."""
    firsts = [(name, at) for name, at in label.places if at[-1] == 1]
    for name, at in firsts:
        following = (dict(other.places).get(name) for other in later if other)
        second = next((other for other in following if other is not None), None)
        if second is not None and (second > at if len(at) > 1 else second == (2,)):
            return name
    return None
