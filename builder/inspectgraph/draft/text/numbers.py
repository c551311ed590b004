"""Read numbers as reports print them: in figures such as `1,118`, and in words."""

from __future__ import annotations

import re
from decimal import Decimal

from inspectgraph.draft.lexicon.tables import either

__all__ = ["NUMBER", "has_number", "read_number", "value_of"]

_UNITS = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {
    **{word: number for number, word in enumerate(_UNITS)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    "hundred": 100,
    "no": 0,
    "none": 0,
    "a": 1,
}
_ONE = either(_UNITS[1:10])
#: Numbers in words, the longer ones first.
_IN_WORDS = (
    *(f"{ten}(?:[- ](?:{_ONE}))?" for ten in _TENS),
    *sorted(_UNITS, key=len, reverse=True),
)

#: The place after the first or a middle group of digits in `1 250 000`. The digits before
#: it are no year, and not the end of a decimal, a date or a range.
_AFTER_GROUP = r"(?<=\d )(?<!\d{4} )(?<![.,/–-]\d )(?<![.,/–-]\d\d )(?<![.,/–-]\d\d\d )"
#: The first or the last group of digits in `1 250`, which may be one number or two.
_ONE_OF_GROUPS = rf"(?:{_AFTER_GROUP}\d{{3}}(?!\d)|\d{{1,3}} \d{{3}}(?![\d.,]*\d))"
#: The pattern of a number in figures or in words. A number in groups with spaces between
#: them is not read, since one of its groups alone would be a wrong value.
NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?"
    rf"|(?<!\d\.)(?!{_ONE_OF_GROUPS})\d+(?:\.\d+)?|{either(_IN_WORDS)})"
)


#: A number in any form: figures, words, shares such as `a third`, ranks and `no`.
_ANY_NUMBER = re.compile(
    rf"\d|\b(?:{either(_IN_WORDS)}|hundreds?|no|none|half|halv\w+|doubl\w+|trebl\w+"
    r"|tripl\w+|twice|quarters?|thirds?|first|second|fourth|fifths?|sixth|seventh|eighth"
    r"|ninth|tenths?)\b",
    re.I,
)


def has_number(text: str) -> bool:
    """Return whether a text may have a number that is a measured value.

    >>> has_number("A third of plans are late."), has_number("Plans are late.")
    (True, False)
    """
    return bool(_ANY_NUMBER.search(text))


def read_number(text: str) -> Decimal | None:
    """Return the value of a text that is one number in figures or words.

    Return None for any other text.

    >>> read_number("1,118"), read_number("twenty-three"), read_number("None")
    (Decimal('1118'), Decimal('23'), Decimal('0'))
    """
    plain = text.strip().lower().replace(",", "")
    if re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return Decimal(plain)
    words = re.split(r"[-\s]+", plain)
    if not _WORDS.keys() >= set(words):
        return None
    return Decimal(sum(map(_WORDS.__getitem__, words)))


def value_of(printed: str) -> Decimal:
    """Return the value of a printed number, such as `1,118`, "no" or "none".

    Raises:
        ValueError: If the text is not a number.

    >>> value_of("1,118"), value_of("no")
    (Decimal('1118'), Decimal('0'))
    """
    value = read_number(printed)
    if value is None:
        raise ValueError(f"'{printed}' is not a number")
    return value
