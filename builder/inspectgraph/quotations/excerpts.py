"""Split an excerpt at its ellipses and at the words in square brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

__all__ = ["Part", "parts_of"]

_OMISSION: Final = r"[\[(]?\s*(?:…|\.\s?\.\s?\.(?:\s?\.)?)\s*[\])]?"
#: An ellipsis; the number or bullet of a paragraph; words in square brackets; or
#: brackets round a part of a word, as in `[T]he` or `child[ren]`.
_MARK: Final = re.compile(
    rf"(?P<omission>{_OMISSION})"
    r"|(?P<label>(?:\A|(?<=[.:;?!]\s)|\n)\s*(?:\d{1,3}(?:\.\d{1,3})*[.)]|[•▪■●])\s+(?=[^\W\d]))"
    r"|(?P<letters>\[[^\W\d_]{1,3}\](?=[^\W\d_])|(?<=[^\W\d_])\[[^\W\d_]{1,4}\])"
    r"|(?P<insertion>\[[^\[\]]{1,200}\])"
)
_WORD: Final = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an excerpt that the document must contain in one piece.

    `before` names the mark before this part: `ellipsis`, `paragraph number` or
    `insertion in brackets`. If the excerpt begins with this part, `before` is "".
    `inserted` has the words in the brackets. `after` has the words in brackets after
    the last part of an excerpt.
    """

    text: str
    before: str = ""
    inserted: str = ""
    after: str = ""


def parts_of(excerpt: str) -> tuple[list[Part], list[str]]:
    """Return the parts of an excerpt, and the names of the marks that divide it.

    >>> parts, marks = parts_of("[T]he plan … works [in Ferry]")
    >>> [part.text for part in parts], marks
    (['The plan', 'works'], ['ellipsis', 'insertion in brackets'])
    """
    parts: list[Part] = []
    marks: list[str] = []
    text, before, inserted, end = "", "", "", 0
    for mark in _MARK.finditer(excerpt):
        text += excerpt[end : mark.start()]
        end = mark.end()
        if mark["letters"]:
            text += mark[0].strip("[]")
            marks.append("insertion in brackets")
            continue
        if _WORD.search(text):
            parts.append(Part(text.strip(), before, inserted))
            before, inserted = "", ""
        text = ""
        kind = _kind(mark)
        marks.append(kind)
        # An ellipsis leaves out more than brackets do.
        before = before if before == "ellipsis" else kind
        inserted += f" {(mark['insertion'] or '').strip('[]')}"
    text += excerpt[end:]
    if _WORD.search(text):
        parts.append(Part(text.strip(), before, inserted))
    elif parts:
        parts[-1] = replace(parts[-1], after=inserted)
    return parts, sorted(set(marks))


def _kind(mark: re.Match[str]) -> str:
    """Return the name of a mark in an excerpt, such as `ellipsis`."""
    if mark["omission"]:
        return "ellipsis"
    return "paragraph number" if mark["label"] else "insertion in brackets"
