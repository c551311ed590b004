"""Find words such as `about` before figures, and blank out numbers such as dates.

Dates, ages and similar numbers are not measurements. Spaces replace such numbers before
the figures are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from inspectgraph.draft.text.dates import find_spans

__all__ = [
    "NEARLY",
    "PER_CENT",
    "blank",
    "first_named",
    "qualifier_of",
    "take",
    "without_others",
]

#: The unit sign of a share.
PER_CENT = r"\s*(?:%|per cent\b|percent\b)"
#: Words that may come between a preposition and its number.
NEARLY = (
    r"(?:just |over |under |nearly |about |almost |around |approximately |some"
    r" |currently |more than )*"
)
#: Numbers that are not measurements: ages, years, numbered items, set phrases.
_NO_FIGURE = re.compile(
    r"\b(?:aged?|ages?|under the age of|over the age of|years? of"
    r" age|until|turn(?:ed|ing)?) (?:of )?"
    r"\d+(?:[–-]\d+| (?:and|to|or) \d+)?(?: years?(?: old)?)?"
    r"|\b\d+(?:[–-]\d+)?(?:[- ](?:and|to|or)[- ]\d+)?[- ]?(?:years?[- ]olds?|years? of"
    r" age|(?:th|st) birthdays?)\b"
    r"|\b(?:under|over)[- ]?(?:18|16|21|25|five|5)s?\b(?!%)"
    r"|\b(?:key"
    r" stages?|section|regulation|year|tier|level|stage|grade|block|annex|page|part"
    r"|outcome|figure|volume"
    r"|phase|ward)s? \d+(?:(?:,| and| or| to) \d+)*[A-Z]?\b"
    r"|\b(?:19|20)\d\d(?:[-–/]\d\d(?:\d\d)?)?\b|\b\d+\+|\b[A-Z]\*? to"
    r" [A-Z]\b|\bA\*?\s?[-–]\s?C\b"
    r"|\bfive (?:A|good|or more|outcomes)\b|\bone (?:of|or|to one|another|in"
    r" which)\b|\b(?:no|this) one\b"
    r"|\bone-to-one\b|\b(?:post|pre|key stage)[- ]?\d+\b"
    r"|\b(?:\d{1,3} )*\d+(?:\.\d+)? (?:or more )?(?:miles|hours)\b"
    r"|\b(?:(?:\d{1,3} )*\d+|\w+) or more\b"
    r"|\bexceed\w* (?:\w+ ){0,3}?by \d+(?:\.\d+)?%"
    r"|\bmost deprived \d+%(?: (?:to|and) \d+%)?|\b24[-"
    r" ]hour\b|\b14\s?[-–]\s?19\b|\b0\s?[-–]\s?\d+\b",
    re.I,
)
#: The qualifier of a figure, such as `about`, by the words right before the figure. The
#: first pattern that matches decides.
_QUALIFIERS = tuple(
    (name, re.compile(rf"\b(?:{words})\s+\Z", re.I))
    for name, words in (
        ("about", "approximately|about|around|roughly|some|circa|an estimated"),
        ("at-least", "at least|no fewer than"),
        ("up-to", "up to|at most"),
        ("nearly", "nearly|almost|just under|close to"),
        ("over", "over|more than|above|in excess of|just over"),
        ("under", "under|less than|fewer than|below"),
    )
)


def without_others(words: str) -> str:
    """Put spaces in place of dates, ages and other numbers that are not measurements."""
    text = words
    for span in find_spans(words):
        text = text.replace(span.printed, " " * len(span.printed))
    return _NO_FIGURE.sub(blank, text)


def blank(match: re.Match[str]) -> str:
    """Return one space for each character of a regex match.

    If these spaces replace the match, all offsets in the text remain valid.
    """
    return " " * len(match[0])


def take(pattern: re.Pattern[str], text: str) -> tuple[list[re.Match[str]], str]:
    """Return the matches of a pattern, and the text with the matches blanked out.

    Spaces replace each match, so the length of the text stays the same.
    """
    matches = list(pattern.finditer(text))
    if matches:
        text = pattern.sub(blank, text)
    return matches, text


def qualifier_of(before: str) -> str | None:
    """Return the qualifier of a figure, such as `about`, or None.

    Args:
        before: The words before the figure.
    """
    return first_named(_QUALIFIERS, before)


def first_named(names: Iterable[tuple[str, re.Pattern[str]]], text: str) -> str | None:
    """Return the name of the first pattern in a list that matches a text, or None.

    Args:
        names: Pairs of name and pattern, in order of precedence.
        text: The text to search.
    """
    for name, pattern in names:
        if pattern.search(text):
            return name
    return None
