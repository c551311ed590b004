"""Find the passage in a document that is most similar to a quotation.

The module also finds the differences between the words of the passage and the words of
the quotation.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import islice
from typing import Final

from inspectgraph.model.anchor import squeeze
from inspectgraph.model.unit_text import UnitText
from inspectgraph.quotations.source_text import SourceText
from inspectgraph.quotations.words import Kind, Token, kind_of, tokens_of

__all__ = ["Difference", "Joined", "Nearest", "Words", "joined", "nearest"]

#: The share of a quotation's words that the nearest passage must have, in order.
_SHARE: Final = 0.6
#: The fewest words that it must have.
_FEWEST: Final = 3
#: How many of a quotation's words vote for passages, the most votes of a word, the width
#: of a ballot, and how many passages are compared word by word.
_VOTERS: Final = 12
_MOST_VOTES: Final = 2000
_WIDTH: Final = 8
_COMPARED: Final = 3
#: The most words between two passages that count as words left out of one passage.
_LEFT_OUT: Final = 12


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of a quotation, and the words printed in their place; either may be ""."""

    kind: Kind
    quoted: str
    printed: str

    def __str__(self) -> str:
        if not self.quoted:
            return f"leaves out '{self.printed}'"
        if not self.printed:
            return f"adds '{self.quoted}'"
        return f"has '{self.quoted}' for '{self.printed}'"


@dataclass(frozen=True, slots=True)
class Nearest:
    """The passage that is most similar to a quotation, and all differences between the two.

    `start` and `length` give the span of the passage, counted in letters and digits.
    """

    start: int
    length: int
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """Two passages that a quotation joins: the start and the length of each.

    `between` is the number of words between the passages. It is negative if the second
    passage comes first.
    """

    starts: tuple[int, int]
    lengths: tuple[int, int]
    between: int


class Words:
    """The words of a document, and an index for finding passages in it."""

    def __init__(self, text: UnitText) -> None:
        self.text, self.tokens = text, tokens_of(text)
        self.by_form: dict[str, list[int]] = {}
        for place, token in enumerate(self.tokens):
            self.by_form.setdefault(token.form, []).append(place)
        self._starts = [token.start for token in self.tokens]

    def word_at(self, letter: int) -> int:
        """Return the index of the word that contains a given letter of the text."""
        return bisect_right(self._starts, self.text.places[letter]) - 1

    def between(self, first: int, last: int) -> list[Token]:
        """Return the words that begin between two letters of the text.

        Each letter is given by its offset among the letters and digits of the text.
        """
        begin = bisect_right(self._starts, self.text.places[first])
        return self.tokens[begin : bisect_left(self._starts, self.text.places[last])]


def nearest(quoted: UnitText, words: Words) -> Nearest | None:
    """Return the passage that has the most words in common with a quotation.

    The result is None if no passage is similar to the quotation.
    """
    own = tokens_of(quoted)
    forms = [token.form for token in own]
    best: list[Match] = []
    for diagonal in _diagonals(forms, words):
        first = max(diagonal - 2 * _WIDTH, 0)
        last = min(diagonal + len(own) + 3 * _WIDTH, len(words.tokens))
        best = max(best, _found_in(forms, words, first, last), key=_size)
    if _size(best) < max(_FEWEST, _SHARE * len(own)):
        return None
    passage = words.tokens[
        _begin(best, quoted, own, words) : _end(best, quoted, own, words)
    ]
    differences = _differences(own, quoted.normal, passage, words.text.normal)
    return Nearest(*_span(words.text, passage), tuple(differences))


def _size(blocks: Sequence[Match]) -> int:
    """Return the total number of words in the given blocks of matching words."""
    return sum(block.size for block in blocks)


def _begin(
    blocks: Sequence[Match], quoted: UnitText, own: Sequence[Token], words: Words
) -> int:
    """Return the index of the first word of the passage around the matching blocks.

    The quotation may have words before the first matching block. If the letters of
    these words come directly before the block in the document, the passage begins with
    these letters. Otherwise, the passage has as many words before the block as the
    quotation has.
    """
    unknown, first = blocks[0].a, blocks[0].b
    if not unknown:
        return first
    start, length = _span(quoted, own[:unknown])
    letters = quoted.squeezed[start : start + length]
    place, _ = _span(words.text, words.tokens[first : first + 1])
    if words.text.squeezed.endswith(letters, 0, place):
        return words.word_at(place - len(letters))
    return max(first - unknown, 0)


def _end(
    blocks: Sequence[Match], quoted: UnitText, own: Sequence[Token], words: Words
) -> int:
    """Return the index of the first word after a passage.

    The passage is the part of the document that is nearest to the quotation. The
    quotation may have further words after the last matching block. If the letters of
    these words are directly after the block in the document, the passage ends with
    these letters. Otherwise, the passage is extended by the number of these words.
    """
    after = blocks[-1].a + blocks[-1].size
    last = blocks[-1].b + blocks[-1].size
    if after == len(own):
        return last
    start, length = _span(quoted, own[after:])
    letters = quoted.squeezed[start : start + length]
    place, size = _span(words.text, words.tokens[last - 1 : last])
    if words.text.squeezed.startswith(letters, place + size):
        return words.word_at(place + size + len(letters) - 1) + 1
    return min(last + len(own) - after, len(words.tokens))


def _diagonals(forms: Sequence[str], words: Words) -> list[int]:
    """Return the places in a document at which a quotation probably begins.

    Each word that the document shares with the quotation votes for places at which the
    quotation may begin. Rare words count most.
    """
    votes: Counter[int] = Counter()
    found = [
        (words.by_form[form], order)
        for order, form in enumerate(forms)
        if form in words.by_form
    ]
    for places, order in sorted(found, key=lambda pair: len(pair[0]))[:_VOTERS]:
        weight = 1000 // len(places) + 1
        for place in places[:_MOST_VOTES]:
            ballot = (place - order) // _WIDTH
            votes[ballot] += 2 * weight
            votes[ballot + 1] += weight
            votes[ballot - 1] += weight
    return [ballot * _WIDTH for ballot, _ in votes.most_common(_COMPARED)]


def _found_in(forms: Sequence[str], words: Words, first: int, last: int) -> list[Match]:
    """Return the blocks of words that a quotation shares with a part of a document.

    The blocks are in order. In each block, `a` is the index of the block's first word
    in the quotation. `b` is the index of the same word in the document.
    """
    stretch = [token.form for token in words.tokens[first:last]]
    matcher = SequenceMatcher(None, forms, stretch, autojunk=False)
    return [
        Match(block.a, block.b + first, block.size)
        for block in matcher.get_matching_blocks()
        if block.size
    ]


def _differences(
    own: Sequence[Token], quoted: str, passage: Sequence[Token], printed: str
) -> Iterator[Difference]:
    """Yield the differences between the words of a quotation and of a passage.

    Words that differ only in a hyphen or a space are not reported.
    """
    one, other = [token.form for token in own], [token.form for token in passage]
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        left, right = _words(quoted, own[a:b]), _words(printed, passage[c:d])
        kind = kind_of(one[a:b], other[c:d])
        if kind != "words" or squeeze(left) != squeeze(right):
            yield Difference(kind, left, right)


def _words(text: str, tokens: Sequence[Token]) -> str:
    """Return consecutive words of a text on one line.

    A single figure is returned with its signs, such as a percent sign.
    """
    if not tokens:
        return ""
    if len(tokens) == 1 and not tokens[0].form.isalnum():
        return tokens[0].form
    return " ".join(text[tokens[0].start : tokens[-1].end].split())


def _span(text: UnitText, passage: Sequence[Token]) -> tuple[int, int]:
    """Return the start and the length of consecutive words in a text.

    Both numbers count only the letters and digits of the text.
    """
    start = bisect_left(text.places, passage[0].start)
    return start, bisect_left(text.places, passage[-1].end) - start


def joined(quoted: UnitText, source: SourceText, words: Words) -> Joined | None:
    """Return the two passages that a quotation joins without an ellipsis.

    Each passage has at least three words of the quotation. The result is None if the
    quotation does not join two passages.
    """
    own = tokens_of(quoted)
    if len(own) < 2 * _FEWEST:
        return None
    ends = [_span(quoted, own[: number + 1])[1] for number in range(len(own))]
    number = _longest_beginning(quoted.squeezed, ends, source.squeezed)
    if not _FEWEST <= number <= len(own) - _FEWEST:
        return None
    first, second = (
        quoted.squeezed[: ends[number - 1]],
        quoted.squeezed[ends[number - 1] :],
    )
    starts = list(islice(source.occurrences(first), 50))
    others = list(islice(source.occurrences(second), 50))
    if not starts or not others:
        return None
    one, other = min(
        ((one, other) for one in starts for other in others),
        key=lambda pair: (pair[1] < pair[0], abs(pair[1] - pair[0])),
    )
    end = one + len(first)
    between = len(words.between(end - 1, other)) if end <= other else -1
    if 0 <= between <= _LEFT_OUT:
        return None
    return Joined((one, other), (len(first), len(second)), between)


def _longest_beginning(squeezed: str, ends: Sequence[int], source: str) -> int:
    """Return the greatest n for which a document has the first n words of a quotation.

    The document must have these words without a gap. The result is 0 if the document
    lacks the first word.
    """
    low, high = 0, len(ends)
    while low < high:
        middle = (low + high + 1) // 2
        if squeezed[: ends[middle - 1]] in source:
            low = middle
        else:
            high = middle - 1
    return low
