"""Compare words without regard to case, plurals and endings.

The English stemmer of Snowball reduces words to stems, so that *fostering* finds
*foster care*. Everyday words such as *kids* are replaced by the words that reports use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

__all__ = [
    "IRREGULAR",
    "SMALL",
    "Wanted",
    "everyday",
    "label_stems",
    "queries",
    "tokens",
]

#: A query: its stems, in order.
Wanted = tuple[str, ...]

_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_COMPOUND: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
_POSSESSIVE: Final = re.compile(r"['\u2019]s?$")
#: Words too frequent to search for.
# fmt: off
SMALL: Final = frozenset((
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "is", "of",
    "on", "or", "out", "s", "the", "their", "this", "to", "who", "with", "what",
    "which",
))
# fmt: on
#: Plurals that a stemmer cannot know.
IRREGULAR: Final = {"children": "child", "people": "person", "women": "woman"}
#: The least number of first letters that two words with the same stem share.
_SHARED: Final = 3


def tokens(text: str) -> list[str]:
    """Return the words of a text in lower case. Words such as `the` are left out.

    >>> tokens("The Children's views of CAMHS")
    ['children', 'views', 'camhs']
    """
    found = []
    for word in _WORD.findall(text.casefold()):
        plain = _POSSESSIVE.sub("", word)
        if plain not in SMALL:
            found.append(plain)
    return found


def queries(text: str) -> list[Wanted]:
    """Return the queries for a text: its stems, and variants in which two words are joined.

    >>> queries("breast feeding")
    [('breast', 'feed'), ('breastfeed',)]
    """
    words = [word for token in tokens(text) for word in _printed(token)]
    variants = [words]
    for place in range(len(words) - 1):
        joined = words[place] + words[place + 1]
        variants.append([*words[:place], joined, *words[place + 2 :]])
    return list(
        dict.fromkeys(tuple(dict.fromkeys(map(_stem, one))) for one in variants)
    )


def label_stems(text: str, wanted: frozenset[str]) -> tuple[frozenset[str], int]:
    """Return the wanted stems in a text, and the number of words in the text.

    To save time, a word is stemmed only if it begins like a wanted stem. A word with a
    hyphen is also looked up without the hyphen.

    >>> label_stems("emotional well-being", frozenset({"social", "wellb"}))
    (frozenset({'wellb'}), 3)
    """
    words = tokens(text)
    joined = [one.replace("-", "") for one in _COMPOUND.findall(text.casefold())]
    starts = _starts(wanted)
    near = (word for word in (*words, *joined) if word[:_SHARED] in starts)
    return frozenset(map(_stem, near)) & wanted, len(words)


@cache
def _starts(wanted: frozenset[str]) -> frozenset[str]:
    """Return the first three letters of each wanted stem.

    If a stem has an irregular plural, the first three letters of the plural are added.
    """
    plurals = {plural for plural, one in IRREGULAR.items() if _stem(one) in wanted}
    return frozenset(word[:_SHARED] for word in (*wanted, *plurals))


@cache
def _stem(word: str) -> str:
    """Return the stem of a word.

    A short word, such as an abbreviation, is not changed.
    """
    from snowballstemmer import stemmer

    plain = IRREGULAR.get(word, word)
    if len(plain) <= _SHARED:
        return plain
    return str(stemmer("english").stemWord(plain))


def _printed(word: str) -> Iterator[str]:
    """Yield the words that reports use instead of a given word."""
    yield from tokens(everyday().get(word, word))


@cache
def everyday() -> Mapping[str, str]:
    """Return a mapping from everyday words to the words that reports use."""
    text = files("inspectgraph.find").joinpath("everyday.tsv").read_text("utf-8")
    rows: Sequence[str] = text.splitlines()[1:]
    return dict(row.split("\t") for row in rows)
