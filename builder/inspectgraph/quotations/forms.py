"""Name the differences in form between a quotation and the words as printed.

The quotation and the printed words have the same letters and digits. The characters
between two letters may differ, such as a line end, a hyphen or a quotation mark. Each
kind of difference has a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from inspectgraph.quotations.source_text import letter_places

__all__ = ["FORMS", "divided_words", "forms_of"]

_HYPHENS = "-\u00ad\u2010\u2011"
_INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
#: The kinds of signs between letters, in the order in which they are compared.
_SIGNS: Final = {
    "markup": re.compile(r"</?[A-Za-z][^<>]*>|[*_`\\#|]+"),
    "hyphen at line end": re.compile(rf"[{_HYPHENS}][ \t]*\n\s*"),
    "invisible characters": re.compile(f"[{_INVISIBLE}]"),
    "quotation marks": re.compile("['\"`´‘’‚‛“”„‟«»ʼ′″]+"),
    "dash": re.compile("[‒–—−]"),
    "hyphen": re.compile(f"[{_HYPHENS}]"),
    "white space": re.compile(r"\s+"),
    "punctuation": re.compile(r"\S+"),
}
_JOINTS: Final = frozenset({"hyphen at line end", "dash", "hyphen"})
_LIGATURES: Final = re.compile("[ﬀ-ﬆĳŉǆǉǌ]")
#: The names of all differences in form that one passage can have.
FORMS: Final = (*_SIGNS, "word division", "letter case", "ligature", "other characters")
_LETTER = re.compile(r"[^\W_]+")


def forms_of(quoted: str, printed: str) -> list[str]:
    r"""Return the names of the differences in form, in the order of `FORMS`.

    Args:
        quoted: The words as quoted.
        printed: The words as printed, with the same letters and digits.

    >>> forms_of("the safeguarding board's", "the safe-\nguarding board’s")
    ['hyphen at line end', 'quotation marks']
    """
    one, other = letter_places(quoted), letter_places(printed)
    found = set(_letters(quoted, one, printed, other))
    for (a, b), (c, d) in zip(pairwise(one), pairwise(other), strict=True):
        left, right = quoted[a + 1 : b], printed[c + 1 : d]
        if left != right:
            found.update(_between(left, right))
    return [name for name in FORMS if name in found]


def divided_words(quoted: str, printed: str) -> Iterator[tuple[str, str]]:
    """Yield the two halves of each word that a space divides in only one of two texts.

    >>> list(divided_words("it is no table", "it is notable"))
    [('no', 'table')]
    """
    one, other = letter_places(quoted), letter_places(printed)
    for (a, b), (c, d) in zip(pairwise(one), pairwise(other), strict=True):
        left, right = quoted[a + 1 : b], printed[c + 1 : d]
        if left.isspace() and not right:
            yield _halves(quoted, a, b)
        elif right.isspace() and not left:
            yield _halves(printed, c, d)


def _halves(text: str, first: int, second: int) -> tuple[str, str]:
    """Return the word that ends at the offset `first`, and the word that begins at `second`."""
    before = _LETTER.findall(text[max(first - 40, 0) : first + 1])
    after = _LETTER.match(text, second)
    return before[-1].casefold(), after[0].casefold() if after else ""


def _letters(
    quoted: str, one: Iterable[int], printed: str, other: Iterable[int]
) -> Iterator[str]:
    """Yield the name of each difference in letters between quoted and printed words."""
    for a, b in zip(one, other, strict=True):
        left, right = quoted[a], printed[b]
        if left == right:
            continue
        if left.casefold() == right.casefold():
            yield "letter case"
        elif _LIGATURES.match(left) or _LIGATURES.match(right):
            yield "ligature"
        else:
            yield "other characters"


def _between(left: str, right: str) -> Iterator[str]:
    """Yield the name of each difference between the signs in two texts."""
    if not left.strip() and not right.strip():
        yield "white space" if left and right else "word division"
        return
    for name, signs in _SIGNS.items():
        if signs.findall(left) != signs.findall(right):
            yield name
            if name in _JOINTS:
                return  # with the spaces around it, it is one difference
        left, right = signs.sub("", left), signs.sub("", right)
