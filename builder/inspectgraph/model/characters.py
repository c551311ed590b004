"""Characters that a reader cannot see or distinguish, and the rules against them.

An invisible character splits a word in every search. It also makes a difference between
two names that look equal. So invisible characters are refused in all texts of a
curator. They are allowed only where an emoji or the script of a language needs them. A
special space, such as the no-break space, is allowed inside a text. It is refused at
the ends of a text, in names, and in the structure of a file. A letter of another
alphabet that looks like a plain letter is refused in names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, starmap
from typing import Final
from unicodedata import category, name, normalize

__all__ = [
    "CLASSES",
    "CONTROLS",
    "CharacterClass",
    "around_plain",
    "character",
    "describe_odd",
    "invisible",
    "is_invisible",
    "plain_letters",
    "plain_spaces",
    "refused_in",
    "visible",
    "with_odd",
]


@dataclass(frozen=True, slots=True)
class CharacterClass:
    """A class of characters to which the same rule applies.

    Attributes:
        title: The name of the class.
        ranges: The first and the last code point of each range.
        where: The places at which the characters are refused.
        allowed: The places at which the characters are allowed.
    """

    title: str
    ranges: tuple[tuple[int, int], ...]
    where: str
    allowed: str = ""


_EVERYWHERE: Final = "everywhere"

#: All classes of characters with a rule. The first eight are the invisible ones.
CLASSES: Final = (
    CharacterClass(
        "control characters",
        ((0x00, 0x08), (0x0B, 0x0C), (0x0E, 0x1F), (0x7F, 0x9F)),
        _EVERYWHERE,
        "inside a text, a tab or a line end",
    ),
    CharacterClass("line and paragraph separators", ((0x2028, 0x2029),), _EVERYWHERE),
    CharacterClass(
        "marks and overrides of the direction of writing",
        ((0x061C, 0x061C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x206F)),
        _EVERYWHERE,
    ),
    CharacterClass(
        "soft hyphen, zero-width space, word joiner, byte order mark inside a file",
        (
            (0xAD, 0xAD),
            (0x34F, 0x34F),
            (0x180E, 0x180E),
            (0x200B, 0x200B),
            (0x2060, 0x2065),
            (0xFEFF, 0xFEFF),
        ),
        _EVERYWHERE,
        "a byte order mark at the beginning of a file is dropped",
    ),
    CharacterClass(
        "zero-width joiner and non-joiner",
        ((0x200C, 0x200D),),
        "between letters of scripts that do not join, such as Latin",
        "after a letter of a joining script (Arabic, the scripts of India …) and inside"
        " an emoji",
    ),
    CharacterClass(
        "variation selectors",
        ((0x180B, 0x180D), (0x180F, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF)),
        "after any sign that has no variants",
        "after a symbol, such as an emoji, and after a Chinese character",
    ),
    CharacterClass(
        "invisible fillers, tag characters and annotation marks",
        (
            (0x115F, 0x1160),
            (0x17B4, 0x17B5),
            (0x3164, 0x3164),
            (0xFFA0, 0xFFA0),
            (0xFFF0, 0xFFFB),
            (0x1BCA0, 0x1BCA3),
            (0x1D173, 0x1D17A),
            (0xE0000, 0xE00FF),
            (0xE01F0, 0xE0FFF),
        ),
        _EVERYWHERE,
    ),
    CharacterClass(
        "halves of characters, and code points that are no characters",
        ((0xD800, 0xDFFF), (0xFFFE, 0xFFFF)),
        _EVERYWHERE,
    ),
    CharacterClass(
        "spaces other than the plain one, such as the no-break space",
        (
            (0xA0, 0xA0),
            (0x1680, 0x1680),
            (0x2000, 0x200A),
            (0x202F, 0x202F),
            (0x205F, 0x205F),
            (0x3000, 0x3000),
        ),
        "at the ends of a text, in names, keys and numbers, as indentation, after a"
        " colon or dash of YAML",
        "inside a text; in the graph, a plain space replaces each of them",
    ),
    CharacterClass(
        "letters and signs that look like plain ones: Cyrillic and Greek letters, curly"
        " quotes, long dashes, and full-width characters",
        (),
        "in names, keys, dates and numbers",
        "inside a text; a dash or an apostrophe in a name is treated as the plain one",
    ),
)

_JOINERS: Final = CLASSES[4]
_SELECTORS: Final = CLASSES[5]
_SPACES: Final = CLASSES[8]


def _pattern(*ranges: tuple[int, int]) -> re.Pattern[str]:
    """Return a pattern that matches any character in the given ranges of code points."""
    spans = "".join(starmap("\\U{:08x}-\\U{:08x}".format, ranges))
    return re.compile(f"[{spans}]")


@cache
def invisible() -> re.Pattern[str]:
    """Return a pattern that matches every character that a reader cannot see."""
    return _pattern(*chain.from_iterable(one.ranges for one in CLASSES[:8]))


@cache
def _odd_space() -> re.Pattern[str]:
    return _pattern(*_SPACES.ranges)


@cache
def _joiner() -> re.Pattern[str]:
    return _pattern(*_JOINERS.ranges)


@cache
def _needs_context() -> re.Pattern[str]:
    return _pattern(*_JOINERS.ranges, *_SELECTORS.ranges)


@cache
def _joining() -> re.Pattern[str]:
    return _pattern(*_JOINING)


@cache
def _ideograph() -> re.Pattern[str]:
    return _pattern(*_IDEOGRAPHS)


#: Control characters, separators, overrides: what a terminal or another reader may act
#: on.
CONTROLS: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)

#: Where scripts lie whose letters join, or in which a joiner chooses the form of a
#: letter.
_JOINING: Final = (
    (0x600, 0x8FF),
    (0x900, 0xDFF),
    (0xF00, 0x109F),
    (0x1780, 0x18AF),
    (0x1A20, 0x1AAF),
    (0x1B00, 0x1C4F),
    (0xA840, 0xA8FF),
    (0xA980, 0xA9DF),
    (0xAA60, 0xAA7F),
    (0xABC0, 0xABFF),
    (0xFB50, 0xFDFF),
    (0xFE70, 0xFEFE),
    (0x10A00, 0x10AFF),
    (0x11000, 0x11FFF),
    (0x1E900, 0x1E95F),
)
#: Unicode categories of emoji, of their skin tones, and of symbols with a coloured
#: variant.
_SYMBOL_CATEGORIES: Final = frozenset({"So", "Sk", "Sm"})
_IDEOGRAPHS: Final = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))

#: Letters and signs that look like a plain one, but that NFKC does not convert to it.
_LOOK_ALIKES: Final = str.maketrans(
    {
        **dict(
            zip(
                "асеорхуіјѕԁһԛԝвкмнтАВЕКМНОРСТХІЈЅ",
                "aceopxyijsdhqwbkmhtABEKMHOPCTXIJS",
                strict=True,
            )
        ),
        **dict(
            zip("αβεικνορτυχοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abeiknoptuxoABEZHIKMNOPTYX", strict=True)
        ),
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‘’‚‛′ʼ", "'"),
        **dict(zip("ıɡ⁄∕∶：", "ig//::", strict=True)),
    }
)


#: Words in messages for characters without a name, by Unicode category.
_UNNAMED: Final = {"Cc": "(a control character)", "Cs": "(half a character)"}


def character(sign: str) -> str:
    """Return the code point and the name of a character, for messages.

    >>> character("\u200b"), character("\u0007")
    ('U+200B ZERO WIDTH SPACE', 'U+0007 (a control character)')
    """
    code = f"U+{ord(sign):04X}"
    named = name(sign, _UNNAMED.get(category(sign), ""))
    return f"{code} {named}".rstrip()


def is_invisible(sign: str, before: str = "") -> bool:
    """Return whether a character is invisible and not needed.

    Some scripts and emojis need an invisible character after certain characters.
    `before` is the previous character, or "" at the start of a text.

    >>> is_invisible("\u200d", "a"), is_invisible("\u200d", "क्"[-1]), is_invisible("é", "a")
    (True, False, False)
    """
    if not invisible().match(sign):
        return False
    if not before:
        return True
    if _needs_context().match(sign):
        return not _is_needed(sign, before)
    return True


def _is_needed(sign: str, before: str) -> bool:
    """Return whether a joiner or a variation selector is needed after a character."""
    if _joining().match(before):
        return True
    is_symbol = category(before) in _SYMBOL_CATEGORIES
    if not _joiner().match(sign):
        return is_symbol or bool(_ideograph().match(before))
    if sign != "\u200d":
        return False
    return is_symbol or before == "\ufe0f"


def refused_in(text: str) -> Iterator[int]:
    """Yield the index of each invisible character that is refused in every text."""
    for found in invisible().finditer(text):
        if is_invisible(found[0], text[found.start() - 1 : found.start()]):
            yield found.start()


def visible(text: str) -> str:
    r"""Replace each invisible character of a text with its code point.

    >>> visible("a\u200bb")
    'a<U+200B>b'
    """
    return invisible().sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


def plain_letters(text: str) -> str:
    """Replace unusual letters, signs and spaces of a text with similar plain characters.

    Invisible characters are removed.

    >>> [plain_letters(text) for text in ("g\u043eod\u00a0", "two\u2011fold", "“good”")]
    ['good', 'two-fold', '"good"']
    """
    known = normalize(
        "NFKC", invisible().sub("", text).translate(_LOOK_ALIKES)
    ).translate(_LOOK_ALIKES)
    return _odd_space().sub(" ", known).strip()


def describe_odd(text: str) -> str:
    """Return a description of the first unusual character in a name, or "" if all are plain.

    >>> describe_odd("g\u043eod")
    'U+043E CYRILLIC SMALL LETTER O as character 2'
    """
    for place, sign in enumerate(text, 1):
        if sign.isascii():
            continue
        if plain_letters(sign) != sign:
            return f"{character(sign)} as character {place}"
    return ""


def with_odd(text: str) -> str:
    """Return a phrase with the result of `describe_odd`, such as ` with U+00A0 …`.

    The phrase is empty if all characters are plain.
    """
    odd = describe_odd(text)
    if odd:
        return f" with {odd}"
    return ""


def around_plain(text: str, plain: str) -> str:
    """Return a description of the characters before and after a plain name in a text.

    Return "" if the text does not contain the plain name.

    >>> around_plain("good\u00a0", "good")
    'U+00A0 NO-BREAK SPACE after it'
    """
    if plain not in text:
        return ""
    before, _, after = text.partition(plain)
    found = []
    if before:
        found.append(f"{_characters(before)} before it")
    if after:
        found.append(f"{_characters(after)} after it")
    return " and ".join(found)


def _characters(signs: str) -> str:
    """Describe some characters. A repeated character is described once."""
    return " and ".join(map(character, dict.fromkeys(signs)))


def plain_spaces(text: str) -> str:
    """Replace every kind of space with a plain space.

    The graph has only plain spaces in its texts.
    """
    return _odd_space().sub(" ", text)
