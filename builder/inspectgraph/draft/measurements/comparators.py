"""Values of others, and of earlier times, that stand beside a figure; in prose each with its place in the sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from inspectgraph.draft.measurements.masks import blank
from inspectgraph.draft.model import DraftComparator
from inspectgraph.draft.text.numbers import NUMBER, read_number

__all__ = ["BESIDE", "NEARLY", "PER_CENT", "Beside", "comparison", "values_beside"]

PER_CENT = r"\s*(?:%|per cent\b|percent\b)"
#: Words that may stand between a preposition and its number.
NEARLY = (
    r"(?:just |over |under |nearly |about |almost |around |approximately |some"
    r" |currently |more than )*"
)
_RATE = r"\s*(?:\b\w+ )?\bper 10,?000\b"
_REGIONS = (
    r"(?:north|south)[- ](?:east|west)|(?:east|west) midlands|east of"
    r" England|Yorkshire|London"
)
#: A value as the pages about an area print it.
BESIDE = re.compile(
    r"(?:\(|,\s*|\b)(?:which is |this is |(?:well |just |slightly )?"
    r"(?:above|below|higher than|lower than|in line with|compared"
    r" (?:with|to)|against)\s+)?(?:the |a |an )?"
    rf"(?P<whom>regional|{_REGIONS}|national|England|English|statistical"
    r" neighbours?['’]?"
    r"|similar (?:areas?|authorities|councils?)['’]?)"
    r"\s*(?:average|figure|rate|comparator|level)?\s*"
    rf"(?:is|was|of|at|being|\()\s*(?P<number>{NUMBER})\s*(?P<pct>%|per cent)?\)?"
    r"|\bcompared (?:with|to)\s+(?:about |around |an? average of"
    rf" )?(?P<number2>{NUMBER})\s*(?P<pct2>%|per cent)?\s+"
    r"(?P<whom2>nationally|in the country as a whole|in England|for England|in similar"
    r" areas|in the region|regionally"
    r"|in the previous year|the year before|last year)",
    re.I,
)
#: A value in more forms than those pages print.
_IN_PROSE = re.compile(
    rf"\b(?:nationally|national|regional|similar|England)\b[^.;,()\d]{{0,30}}?\b(?:of|at|is|was)\s+{NEARLY}"
    rf"(?P<number0>{NUMBER})(?:(?P<pct0>{PER_CENT})|(?P<rate0>{_RATE}))"
    r"|\b(?:increase|rise|improvement|reduction|fall|decrease|up|down)\s+(?:\w+"
    r" )?(?P<was>from)\s+"
    rf"(?P<number4>{NUMBER})(?P<pct4>{PER_CENT})?"
    rf"|(?<=%),?\s+(?P<then>from)\s+{NEARLY}(?P<number5>{NUMBER})(?P<pct5>{PER_CENT})"
    r"|\b(?:(?:national|regional|local|statutory|England|floor)\s+)?(?:target|average|neighbours['’]?|authorities|areas"
    r"|comparators?|nationally|England)\s*,?\s*(?:of|is|was|at|being|\()\s*(?:a"
    r" (?:level|rate) of\s+)?"
    rf"{NEARLY}(?P<number1>{NUMBER})(?:(?P<pct1>{PER_CENT})|(?P<rate1>{_RATE}))?\)?"
    r"|\b(?:compared|in comparison)"
    rf" (?:with|to)\s+[^.;,()\d]{{0,50}}?(?P<number2>{NUMBER})(?P<pct2>{PER_CENT})?"
    r"(?:\s+(?:nationally|in similar areas|regionally|for all (?:children|pupils)))?"
    rf"|\(\s*{NEARLY}(?P<number3>{NUMBER})(?P<pct3>{PER_CENT})?\s+(?:nationally|in"
    r" England)\)",
    re.I,
)
_PER_10000 = re.compile(_RATE, re.I)
_NUMBERS = range(6)
#: Whose a value is, by the words beside it.
_WHOM = (
    ("target", re.compile(r"target", re.I)),
    (
        "similar-areas",
        re.compile(r"neighbour|similar|comparator|authorities|areas", re.I),
    ),
    ("region", re.compile(rf"region|{_REGIONS}", re.I)),
    ("national", re.compile(r"national|England|English|country", re.I)),
    ("earlier", re.compile(r"previous|before|last", re.I)),
)
#: How words go on after a value of an earlier time.
_EARLIER = re.compile(
    r"[^.;]{0,20}?\b(?:(?:19|20)\d\d|(?:previous|last|preceding) (?:\w+ )?year|year"
    r" before|previously)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Beside:
    """A value beside a figure: where it stands, in which unit if one is printed, and whose it is."""

    place: int
    unit: str | None
    value: DraftComparator


def comparison(match: re.Match[str], unit: str) -> DraftComparator:
    """Return the value that stands beside a figure."""
    number = match["number"] or match["number2"]
    whom = match["whom"] or match["whom2"]
    printed = (
        f"{number}%"
        if (match["pct"] or match["pct2"]) and unit == "percent"
        else number
    )
    return DraftComparator(
        _named(whom) or "national", read_number(number) or Decimal(0), printed
    )


def values_beside(words: str, text: str) -> tuple[list[Beside], str]:
    """Return the values beside figures in a sentence, and the sentence without them.

    Args:
        words: The sentence.
        text: The same, as long, with spaces in the place of dates and other numbers that measure nothing.
    """
    found = []
    for match in BESIDE.finditer(text):
        value = comparison(match, "percent")
        rate = "per-10000" if _PER_10000.match(text, match.end()) else None
        found.append(
            Beside(
                match.start(), "percent" if value.printed.endswith("%") else rate, value
            )
        )
    text = BESIDE.sub(blank, text)
    found += [_beside(match, words) for match in _IN_PROSE.finditer(text)]
    return found, _IN_PROSE.sub(blank, text)


def _beside(match: re.Match[str], words: str) -> Beside:
    """Return the value that a match prints; national where nothing says whose it is."""
    parts = match.groupdict()
    number = next(filter(None, (parts[f"number{n}"] for n in _NUMBERS)))
    share = any(parts.get(f"pct{n}") for n in _NUMBERS)
    unit = (
        "percent"
        if share
        else "per-10000"
        if parts["rate0"] or parts["rate1"]
        else None
    )
    value = DraftComparator(
        _whom(match, words),
        read_number(number) or Decimal(0),
        f"{number}%" if share else number,
    )
    return Beside(match.start(), unit, value)


def _whom(match: re.Match[str], words: str) -> str:
    """Return with whom or what a match compares."""
    if match["was"] or match["then"]:
        return "earlier"
    return _named(match[0]) or (
        "earlier" if _EARLIER.match(words, match.end()) else "national"
    )


def _named(words: str) -> str | None:
    """Return whose value words name, or None."""
    return next((name for name, pattern in _WHOM if pattern.search(words)), None)
