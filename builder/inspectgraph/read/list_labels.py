"""Labels of lists and paragraphs other than plain numbers: 1.1, (a), iv., b), R1, REC 1.

A label counts when the document goes on with the next one, so that a sentence that
happens to have one at the beginning of a line keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

__all__ = ["Label", "accepted", "label_of"]

_LABEL = re.compile(
    r"(?P<decimal>\d{1,3}(?:\.\d{1,3}){1,3})\.?\s+(?=[^\W\d]|[‘“\"'])"
    r"|(?P<open>\(?)(?P<letters>[A-Za-z]|[ivxl]{2,6}|[IVXL]{2,6})(?P<close>\))\s+(?=\S)"
    r"|(?P<dotted>[A-Za-z]|[ivxl]{2,6}|[IVXL]{2,6})\.\s+(?=[A-Z‘“\"'])"
    r"|(?P<bracket>\(?)(?P<number>\d{1,3})\)\s+(?=\S)"
    r"|(?P<prefix>R|REC|Rec|Recommendation)\s?(?P<count>\d{1,3})(?:[.:)]\s*|\s+)(?=\S)"
)
#: How many labels further on a second one may stand.
_LOOK_AHEAD = 100
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
#: The Roman numbers from 1 to 39.
_ROMAN = [tens + ones for tens in ("", "x", "xx", "xxx") for ones in _ONES][1:]


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the beginning of a line: what is printed, and the styles and places it may have in a list."""

    printed: str
    name: str
    places: tuple[tuple[str, tuple[int, ...]], ...]
    #: Whether it has to be the very next one: a small letter follows it, as it may in a
    #: sentence.
    strict: bool = False

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
        strict = text[found.end() : found.end() + 1].islower()
        return Label(
            found[0], "-".join(map(str, numbers)), (("decimal", numbers),), strict
        )
    if found["prefix"]:
        name = found["prefix"].lower()
        return Label(
            found[0], f"{name}-{found['count']}", ((name, (int(found["count"]),)),)
        )
    if number := found["number"]:
        return Label(found[0], number, ((f"{found['bracket']}1)", (int(number),)),))
    return _lettered(found)


def _lettered(found: re.Match[str]) -> Label | None:
    """Return the label that letters are: of the alphabet, Roman numbers, or either."""
    printed = found["letters"] or found["dotted"]
    letters = printed.lower()
    style = f"{found['open'] or ''}{{}}{found['close'] or '.'}"
    alphabet, roman = ("A", "I") if printed.isupper() else ("a", "i")
    places = []
    if len(letters) == 1:
        places.append((style.format(alphabet), (ord(letters) - ord("a") + 1,)))
    if letters in _ROMAN:
        places.append((style.format(roman), (_ROMAN.index(letters) + 1,)))
    return Label(found[0], letters, tuple(places)) if places else None


def accepted(labels: Sequence[Label]) -> list[bool]:
    """Return which of the labels of a document's lines, in order, are those of a list.

    A label is the next one of its style, or a first one that a second one follows.
    """
    last: dict[str, tuple[int, ...]] = {}
    found = []
    for place, label in enumerate(labels):
        style = _continued(label, last) or _begun(
            label, labels[place + 1 : place + _LOOK_AHEAD]
        )
        if style:
            last[style] = dict(label.places)[style]
        found.append(style is not None)
    return found


def _continued(label: Label, last: Mapping[str, tuple[int, ...]]) -> str | None:
    """Return the style of a list that a label goes on with."""
    return next(
        (
            name
            for name, at in label.places
            if name in last and _follows(last[name], at, label.strict)
        ),
        None,
    )


def _follows(before: tuple[int, ...], after: tuple[int, ...], strict: bool) -> bool:
    """Return whether a place in a list follows another; numbers with a section may leave some out."""
    if len(after) > 1 and not strict:
        return before < after
    return after == (*before[:-1], sum(before[-1:]) + 1)


def _begun(label: Label, later: Iterable[Label]) -> str | None:
    """Return the style of a list that a label begins, if the next label of the style is a second one."""
    firsts = [(name, at) for name, at in label.places if at[-1] == 1]
    for name, at in firsts:
        places = ((dict(other.places).get(name), other.strict) for other in later)
        second, strict = next(
            ((place, strict) for place, strict in places if place is not None),
            (None, False),
        )
        if second is not None and _follows(at, second, strict):
            return name
    return None
