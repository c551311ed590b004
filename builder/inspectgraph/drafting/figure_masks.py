"""What surrounds figures: numbers that are none, values that stand beside a figure, and how exact it is said to be."""

from __future__ import annotations

import re
from decimal import Decimal

from inspectgraph.drafting.dates import find_spans
from inspectgraph.drafting.model import Comparison
from inspectgraph.drafting.printed_numbers import NUMBER, read_number

__all__ = ["BESIDE", "blank", "comparison", "qualifier_of", "without_others"]

#: What looks like a number and is no measurement: ages, years, numbered things, set phrases.
_NO_FIGURE = re.compile(
    r"\b(?:aged?|ages?|under the age of|over the age of|years? of age|until|turn(?:ed|ing)?) (?:of )?"
    r"\d+(?:[–-]\d+| (?:and|to|or) \d+)?(?: years?(?: old)?)?"
    r"|\b\d+(?:[–-]\d+)?(?:[- ](?:and|to|or)[- ]\d+)?[- ]?(?:years?[- ]olds?|years? of age|(?:th|st) birthdays?)\b"
    r"|\b(?:under|over)[- ]?(?:18|16|21|25|five|5)s?\b(?!%)"
    r"|\b(?:key stages?|section|regulation|year|tier|level|stage|grade|block|annex|page|part|outcome|figure|volume"
    r"|phase|ward)s? \d+(?:(?:,| and| or| to) \d+)*[A-Z]?\b"
    r"|\b(?:19|20)\d\d(?:[-–/]\d\d(?:\d\d)?)?\b|\b\d+\+|\b[A-Z]\*? to [A-Z]\b|\bA\*?\s?[-–]\s?C\b"
    r"|\bfive (?:A|good|or more|outcomes)\b|\bone (?:of|or|to one|another|in which)\b|\b(?:no|this) one\b"
    r"|\bone-to-one\b|\b(?:post|pre|key stage)[- ]?\d+\b|\b\d+(?:\.\d+)? (?:or more )?(?:miles|hours)\b|\b\w+ or more\b"
    r"|\bexceed\w* (?:\w+ ){0,3}?by \d+(?:\.\d+)?%"
    r"|\bmost deprived \d+%(?: (?:to|and) \d+%)?|\b24[- ]hour\b|\b14\s?[-–]\s?19\b|\b0\s?[-–]\s?\d+\b",
    re.I,
)
BESIDE = re.compile(
    r"(?:\(|,\s*|\b)(?:which is |this is |(?:well |just |slightly )?"
    r"(?:above|below|higher than|lower than|in line with|compared (?:with|to)|against)\s+)?(?:the |a |an )?"
    r"(?P<whom>national|England|English|statistical neighbours?['’]?|similar (?:areas?|authorities|councils?)['’]?"
    r"|regional|north[- ]west)\s*(?:average|figure|rate|comparator|level)?\s*"
    rf"(?:is|was|of|at|being|\()\s*(?P<number>{NUMBER})\s*(?P<pct>%|per cent)?\)?"
    rf"|\bcompared (?:with|to)\s+(?:about |around |an? average of )?(?P<number2>{NUMBER})\s*(?P<pct2>%|per cent)?\s+"
    r"(?P<whom2>nationally|in the country as a whole|in England|for England|in similar areas|in the region|regionally"
    r"|in the previous year|the year before|last year)",
    re.I,
)
_QUALIFIERS = (
    ("about", re.compile(r"\b(?:approximately|about|around|roughly|some|circa|an estimated)\s+\Z", re.I)),
    ("at-least", re.compile(r"\b(?:at least|no fewer than)\s+\Z", re.I)),
    ("up-to", re.compile(r"\b(?:up to|at most)\s+\Z", re.I)),
    ("nearly", re.compile(r"\b(?:nearly|almost|just under|close to)\s+\Z", re.I)),
    ("over", re.compile(r"\b(?:over|more than|above|in excess of|just over)\s+\Z", re.I)),
    ("under", re.compile(r"\b(?:under|less than|fewer than|below)\s+\Z", re.I)),
)
_WHOM = (
    ("similar-areas", re.compile(r"neighbour|similar", re.I)),
    ("region", re.compile(r"region|north", re.I)),
    ("earlier", re.compile(r"previous|before|last", re.I)),
    ("national", re.compile(r"", re.I)),
)


def without_others(words: str) -> str:
    """Return a sentence with spaces in the place of dates, ages, stages and other numbers that measure nothing."""
    text = words
    for span in find_spans(text):
        text = text.replace(span.printed, " " * len(span.printed))
    return _NO_FIGURE.sub(blank, text)


def blank(match: re.Match[str]) -> str:
    """Return as many spaces as a match has characters, so that places stay."""
    return " " * len(match[0])


def qualifier_of(before: str) -> str | None:
    """Return how exact a figure is said to be by the words right before it."""
    return next((name for name, pattern in _QUALIFIERS if pattern.search(before)), None)


def comparison(match: re.Match[str], unit: str) -> Comparison:
    """Return the value that stands beside a figure."""
    number = match["number"] or match["number2"]
    whom = match["whom"] or match["whom2"]
    printed = f"{number}%" if (match["pct"] or match["pct2"]) and unit == "percent" else number
    with_ = next(name for name, pattern in _WHOM if pattern.search(whom))
    return Comparison(with_, read_number(number) or Decimal(0), printed)
