"""Find the words and figures of a text, and classify the differences between two passages.

Changed figures and changed negations have their own kinds, because such changes alter
the meaning of a quotation.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product
from typing import Final, Literal, NamedTuple

from inspectgraph.model.unit_text import UnitText

__all__ = ["Kind", "Token", "has_negation", "kind_of", "negating_halves", "tokens_of"]

#: The kinds of differences, the gravest first.
Kind = Literal["figure", "negation", "words"]

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_APOSTROPHES: Final = str.maketrans("", "", "'’")
_NUMBER_WORDS: Final = """
zero one two three four five six seven eight nine ten eleven twelve thirteen
fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty
seventy eighty ninety hundred hundreds thousand thousands million millions billion dozen
dozens once twice thrice half halves third thirds quarter quarters fifth tenth double
treble triple first second fourth sixth seventh eighth ninth single both
"""
_NEGATION_WORDS: Final = """
no not nor never none nothing nobody nowhere neither without cannot hardly barely
scarcely fail fails failed failing lack lacks lacked lacking unless except ain't aren't can't
couldn't didn't doesn't don't hadn't hasn't haven't isn't mustn't needn't shouldn't wasn't
weren't won't wouldn't few little rarely seldom
"""
_NUMBERS: Final = frozenset(_NUMBER_WORDS.split())
_NEGATIONS: Final = frozenset(_NEGATION_WORDS.translate(_APOSTROPHES).split())
_PREFIXES: Final = (
    "un",
    "in",
    "im",
    "il",
    "ir",
    "dis",
    "non",
    "mis",
    "anti",
    "counter",
)
#: Words that make another word of the next one, or of the one before, by a space.
_FIRST_HALVES: Final = frozenset({*_PREFIXES, "no", "not", "never", "a", "under"})
_SECOND_HALVES: Final = frozenset({"less", "not", "free"})


class Token(NamedTuple):
    """A word or figure of a text.

    `form` is the spelling that is used for comparisons. `start` and `end` are offsets
    in the text.
    """

    form: str
    start: int
    end: int


def tokens_of(text: UnitText) -> list[Token]:
    """Return the words and figures of a text, in order.

    The form of a figure includes its signs and decimal point. A word is in lower case,
    without apostrophes.

    >>> [token.form for token in tokens_of(UnitText.of("It's £1,250 (3.5 %)"))]
    ['its', '£1250', '3.5%']
    """
    found: list[Token] = []
    figures = text.figures
    number = 0
    for word in _WORD.finditer(text.normal):
        while number < len(figures) and figures[number].start < word.start():
            number += 1
        if found and word.start() < found[-1].end:
            continue
        if number < len(figures) and word.start() <= figures[number].start < word.end():
            figure = figures[number]
            end = max(word.end(), figure.end)
            found.append(Token(figure.form, word.start(), end))
        else:
            form = word[0].casefold().translate(_APOSTROPHES)
            found.append(Token(form, *word.span()))
    return found


def kind_of(quoted: Sequence[str], printed: Sequence[str]) -> Kind:
    """Return the kind of the difference between quoted words and printed words.

    >>> kind_of(["12"], ["21"]), kind_of([], ["not"]), kind_of(["effective"], ["ineffective"])
    ('figure', 'negation', 'negation')
    """
    if _numbers(quoted) != _numbers(printed):
        return "figure"
    if _negations(quoted) != _negations(printed):
        return "negation"
    if any(_is_opposite(*pair) for pair in product(quoted[:40], printed[:40])):
        return "negation"
    return "words"


def has_negation(words: Iterable[str]) -> str:
    """Return the first negation among some words, or "" if there is none."""
    return next((word for word in words if word in _NEGATIONS), "")


def negating_halves(first: str, second: str) -> bool:
    """Return whether a space between the two halves of a word can change the meaning.

    >>> negating_halves("no", "table"), negating_halves("safe", "guarding")
    (True, False)
    """
    return first in _FIRST_HALVES or second in _SECOND_HALVES


def _numbers(words: Iterable[str]) -> list[str]:
    """Return the figures and the spelt-out numbers among some words, in order."""
    return [word for word in words if word in _NUMBERS or any(map(str.isdecimal, word))]


def _negations(words: Iterable[str]) -> Counter[str]:
    return Counter(word for word in words if word in _NEGATIONS)


def _is_opposite(one: str, other: str) -> bool:
    """Return whether two words are opposites, such as `effective` and `ineffective`.

    Their difference must be a negating prefix, or the endings `ful` and `less`.
    """
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 4:
        return False
    if any(longer == prefix + shorter for prefix in _PREFIXES):
        return True
    ends = (("less", "ful"), ("ful", "less"))
    return any(
        one.endswith(end) and other == one.removesuffix(end) + opposite
        for end, opposite in ends
    )
