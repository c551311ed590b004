"""Make an anchor from a quotation, and find the words of an anchor in a report again.

An anchor identifies some words in a unit of a report by length, start and digest. All
three refer to the *squeezed* text of the unit. The squeezed text has only letters and
decimal digits, and no tags. The text is in NFKC and case folded. So an anchor still
matches if the report was converted to text in another way. For example, hyphens,
quotation marks, spaces and line ends may differ. An anchor contains no words of the
report.

Squeezed text cannot distinguish 3.5 from 35. So an anchor also has a digest of each
figure, and its words must begin and end at word boundaries.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from itertools import repeat
from typing import Literal

from inspectgraph.model.errors import AnchorError, shorten
from inspectgraph.model.figures import (
    MARKS,
    UNIT_SIGNS,
    different_figure,
    figures_digest,
    forms,
)
from inspectgraph.model.quantities import quantity
from inspectgraph.model.unit_text import UnitText, is_kept

__all__ = [
    "DIGEST_LENGTH",
    "AnchorState",
    "Found",
    "LookUp",
    "digest",
    "find",
    "look_up",
    "other_figure",
    "seal",
    "squeeze",
    "words_at",
]

#: The results of a look-up in one unit. `verify` adds a result for a missing unit.
AnchorState = Literal[
    "found", "figures-unchecked", "figure-differs", "inside-word", "ambiguous", "lost"
]

DIGEST_LENGTH = 12
#: The least number of words of a quotation that is not the whole unit.
FEWEST_WORDS = 5

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
#: Characters that are neither letters nor figures of any kind.
_NO_LETTERS = re.compile(r"[\W_]+")
#: Signs of a figure just before its digits, and just after its digits.
_SIGN_BEFORE = re.compile(r"(?:[<>≤≥±~£€$¥¢]\s?|(?<![^\s(])[+\-–\u2212]){1,4}\Z")
_SIGN_AFTER = re.compile(r"\s?[%‰]|\+")


@dataclass(frozen=True, slots=True)
class Found:
    """The position of some words in a unit, and their digests.

    `length` and `start` count letters and digits. `digest` is the digest of the words.
    `figures` has the digests of the figures in the words, joined by hyphens.
    """

    length: int
    start: int
    digest: str
    figures: str = ""

    @property
    def fields(self) -> dict[str, str | int]:
        """The keys and values of an anchor. The key of the unit is left out.

        The key `figures` is absent if the words have no figures.
        """
        fields: dict[str, str | int] = {
            "length": self.length,
            "start": self.start,
            "digest": self.digest,
        }
        if self.figures:
            return fields | {"figures": self.figures}
        return fields


@dataclass(frozen=True, slots=True)
class LookUp:
    """The result of the search for an anchor in its unit.

    `starts` lists the positions in the unit at which the anchor's digest matches.
    `detail` names the figure that differs, or the word that the anchor cuts in two.
    """

    state: AnchorState
    starts: tuple[int, ...] = ()
    detail: str = ""


def squeeze(text: str) -> str:
    """Return only the letters and decimal digits of a text, without tags.

    The result is in NFKC and case folded.

    >>> squeeze("The CAF's up-to-date plan")
    'thecafsuptodateplan'
    >>> squeeze("30<sup>th</sup> most")
    '30thmost'
    """
    folded = unicodedata.normalize("NFKC", _TAG.sub("", text)).casefold()
    letters = _NO_LETTERS.sub("", folded)
    if letters.isascii():
        return letters
    return "".join(filter(is_kept, letters))


def digest(squeezed: str) -> str:
    """Return the digest of a squeezed text: 12 hexadecimal digits of its SHA-256.

    >>> digest(squeeze("The CAF's up-to-date plan"))
    '923349d7d732'
    """
    return sha256(squeezed.encode()).hexdigest()[:DIGEST_LENGTH]


def find(squeezed: str, length: int, wanted: str) -> list[int]:
    """Find a piece of text in a unit by the digest of the piece.

    Return each position at which such a piece starts.

    Args:
        squeezed: The letters and digits of a unit, as returned by `squeeze`.
        length: The length of the piece.
        wanted: The digest of the piece.
    """
    last = len(squeezed) - length
    found: list[int] = []
    for start in range(last + 1):
        if digest(squeezed[start : start + length]) == wanted:
            found.append(start)
    return found


def look_up(unit: UnitText, length: int, wanted: str, figures: str) -> LookUp:
    """Look an anchor up in the text of its unit.

    Args:
        unit: The text of the unit, as read from a report.
        length: The number of letters and digits in the anchored words.
        wanted: The digest of the anchored words.
        figures: The digest of each number in the anchored words, joined by hyphens. It
            is "" if the anchor has no such digests.
    """
    starts = tuple(find(unit.squeezed, length, wanted))
    if len(starts) != 1:
        if starts:
            return LookUp("ambiguous", starts)
        return LookUp("lost", starts)
    if cut := _cut_word(unit, starts[0], length):
        return LookUp("inside-word", starts, cut)
    printed = unit.figures_at(starts[0], length)
    if printed and not figures:
        return LookUp("figures-unchecked", starts)
    place = different_figure(printed, figures)
    if place is None:
        return LookUp("found", starts)
    return LookUp("figure-differs", starts, _difference(printed, figures, place))


def seal(quotation: str, text: str | UnitText) -> Found:
    """Make an anchor from a quotation of a unit.

    Args:
        quotation: Words copied from the report.
        text: The text of the unit, as `read` shows it.

    Raises:
        AnchorError: If the quotation does not occur exactly once in the unit. If the
            quotation has fewer than five words and is not the whole unit. If the
            quotation begins or ends inside a word. If a figure of the quotation differs
            from the unit.
    """
    if isinstance(text, str):
        unit = UnitText.of(text)
    else:
        unit = text
    words, whole = squeeze(quotation), unit.squeezed
    _check_length(quotation, words, whole)
    start = _only_start(words, whole)
    if cut := _cut_word(unit, start, len(words)):
        found = f"the quotation {cut}"
        raise AnchorError("anchor-inside-word", found, "whole words and figures")
    printed = unit.figures_at(start, len(words))
    _check_figures(UnitText.of(quotation), printed)
    return Found(len(words), start, digest(words), figures_digest(printed))


def _check_length(quotation: str, words: str, whole: str) -> None:
    """Raise `AnchorError` if a quotation is too short and is not the whole unit."""
    if not words:
        found = "the quotation contains neither letters nor digits"
        raise AnchorError("anchor-empty", found, "words of the unit")
    count = len(quotation.split())
    if words != whole and count < FEWEST_WORDS:
        found = f"the quotation has only {quantity(count, 'word')}"
        expected = f"at least {FEWEST_WORDS} words, or the whole unit"
        raise AnchorError("anchor-too-short", found, expected)


def _only_start(words: str, whole: str) -> int:
    """Return the position at which words start in a unit.

    Only letters and digits are counted. Raise `AnchorError` if the words do not occur
    exactly once in the unit.
    """
    start = whole.find(words)
    if start < 0:
        found = "the quotation is not in the unit"
        raise AnchorError("anchor-not-found", found, "words copied from this unit")
    if whole.find(words, start + 1) >= 0:
        found = "the quotation occurs more than once in the unit"
        raise AnchorError(
            "anchor-ambiguous", found, "a longer quotation, which occurs only once"
        )
    return start


def _cut_word(unit: UnitText, start: int, length: int) -> str:
    """Return a description of a word that a span cuts in two, or "" if the span cuts no word."""
    if unit.begins_inside_word(start):
        return f"begins inside '{shorten(unit.word_at(start))}'"
    if unit.ends_inside_word(start, length):
        return f"ends inside '{shorten(unit.word_at(start + length - 1))}'"
    return ""


def _difference(printed: list[str], figures: str, place: int) -> str:
    """Return a description of the figure that does not match its digest.

    `place` is the index of the figure.
    """
    count = len(figures.split("-"))
    if len(printed) == count:
        return (
            f"the {_ordinal(place + 1)} figure of the words differs: the report prints"
            f" '{printed[place]}'"
        )
    there = "no further figure"
    if place < len(printed):
        there = f"'{printed[place]}' as the {_ordinal(place + 1)}"
    return (
        f"the words have {len(printed)} figures, and the anchor has {count}: the report"
        f" prints {there}"
    )


def _check_figures(quotation: UnitText, printed: list[str]) -> None:
    """Raise `AnchorError` if a figure of a quotation differs from the printed figure.

    The quotation may omit a sign, such as `£` or `%`, at its start or end.
    """
    different = other_figure(quotation, printed)
    if different is None:
        return
    found, there = different
    expected = f"{there}, as printed in the unit"
    raise AnchorError("anchor-other-figure", f"{found} in the quotation", expected)


def other_figure(quotation: UnitText, printed: list[str]) -> tuple[str, str] | None:
    """Return the first figure of a quotation that differs from the printed figure.

    If no figure differs, return None. The quotation may omit a sign, such as `£` or
    `%`, at its start or end.

    Args:
        quotation: The words as quoted.
        printed: The printed figures in normal form.

    Returns:
        The figure as quoted and as printed, each in quotation marks, or `no further
        figure`.

    >>> other_figure(UnitText.of("about 35 of them"), ["3.5"])
    ("'35'", "'3.5'")
    """
    quoted = forms(quotation.figures)
    wanted = _with_signs_as_quoted(quotation, quoted, printed)
    place = different_figure(wanted, figures_digest(quoted))
    if place is None:
        return None
    return _figure_at(quoted, place), _figure_at(printed, place)


def _with_signs_as_quoted(
    quotation: UnitText, quoted: list[str], printed: list[str]
) -> list[str]:
    """Return the printed figures, changed to match the signs of a quotation.

    If the quotation omits a sign at its start or end, the sign is removed from the
    printed figure.
    """
    wanted = list(printed)
    if not quoted:
        return wanted
    if len(quoted) != len(wanted):
        return wanted
    first, last = quotation.figures[0], quotation.figures[-1]
    if first.start == quotation.places[0] and quoted[0][0] not in MARKS:
        wanted[0] = wanted[0].lstrip(MARKS)
    if last.end == quotation.places[-1] + 1 and quoted[-1][-1] not in UNIT_SIGNS:
        wanted[-1] = wanted[-1].rstrip(UNIT_SIGNS)
    return wanted


def _figure_at(figures: list[str], place: int) -> str:
    """Return the figure at an index, in quotation marks.

    If there is no figure at the index, return `no further figure`.
    """
    if place < len(figures):
        return f"'{figures[place]}'"
    return "no further figure"


def _ordinal(number: int) -> str:
    """Return a number as an ordinal, such as `3rd`.

    >>> [_ordinal(number) for number in (1, 2, 3, 4, 11, 21, 112)]
    ['1st', '2nd', '3rd', '4th', '11th', '21st', '112th']
    """
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def words_at(text: str, start: int, length: int) -> str:
    """Return the words in a given span of a text's letters and digits.

    A sign of a figure at the start or end of the span is included.

    >>> words_at("The CAF's up-to-date plan", 7, 8)
    'up-to-date'
    >>> words_at("costs: £3.5 (3 %)", 5, 3)
    '£3.5 (3 %'
    """
    plain = _TAG.sub("", text)
    places: list[int] = []
    for place, character in enumerate(plain):
        places += repeat(place, len(squeeze(character)))
    first, last = places[start], places[start + length - 1] + 1
    before, after = _SIGN_BEFORE.search(plain, 0, first), _SIGN_AFTER.match(plain, last)
    begin, end = first, last
    if before and plain[first].isdecimal():
        begin = before.start()
    if after and plain[last - 1].isdecimal():
        end = after.end()
    return plain[begin:end]
