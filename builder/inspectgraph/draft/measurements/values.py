"""Read the figures of a sentence: shares, rates, sums of money, ranks and counts.

Each form of a figure, such as `12%` or `12 of 30`, has a pattern and a function. The
function makes a figure from a match of the pattern.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from inspectgraph.draft.lexicon.tables import any_of
from inspectgraph.draft.measurements.changes import MOVED_BY, signed
from inspectgraph.draft.measurements.masks import NEARLY, PER_CENT, take
from inspectgraph.draft.measurements.printed import (
    Printed,
    Sentence,
    clause_after,
    clause_around,
)
from inspectgraph.draft.text.numbers import NUMBER, value_of

__all__ = ["read_values"]

_RATE = re.compile(
    rf"\b(?P<number>{NUMBER})\s+(?:\w+\s+)?(?:per|in every)\s+"
    r"(?P<base>10,000|10000|1,000|1000)\b",
    re.I,
)
_SHARE = re.compile(
    rf"\b(?P<number>{NUMBER}){PER_CENT}"
    r"(?!\s*(?:points|(?:above|below|higher|lower|better|worse|more|less)\b))",
    re.I,
)
_WORDS_OF_SHARES = {
    "quarter": Decimal(25),
    "third": Decimal("33.3"),
    "half": Decimal(50),
    "fifth": Decimal(20),
    "tenth": Decimal(10),
    "two thirds": Decimal("66.7"),
    "three quarters": Decimal(75),
}
_SHARED = (
    r"children|young people|care leavers|pupils|schools|families|cases|parents|staff"
    r"|mothers|carers"
)
_SHARE_IN_WORDS = re.compile(
    r"\b(?:(?:a|one)[ -](?P<part>quarter|third|half|fifth|tenth)|(?P<half>half)"
    r"|(?P<more>two[- ]thirds|three[- ]quarters))"
    r"\s+(?:of\s+(?!the (?:year|term|day|time|week|month)|a\b|an\b)"
    rf"|(?=(?:all |the |these |those |its |their )+(?:\w+ )?(?:{_SHARED})\b)"
    r"|(?=(?:had|were|are|have|has)\b))",
    re.I,
)
_OF = re.compile(r"\s+of\s*\Z")
_MONEY = re.compile(
    r"£\s?(?!\d{1,3} \d{3}(?!\d))(?P<number>\d[\d,]*(?:\.\d+)?)"
    r"\s*(?P<scale>million|m\b|billion|bn\b|k\b)?",
    re.I,
)
_SCALES = {"million": 10**6, "m": 10**6, "billion": 10**9, "bn": 10**9, "k": 1000}
_ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
_RANK = re.compile(
    rf"\b(?P<rank>(?P<number>\d+)(?:st|nd|rd|th)|{'|'.join(_ORDINALS)})"
    r"\s+(?:most|least) deprived",
    re.I,
)
_POPULATION_IS = re.compile(
    r"\bpopulation(?: (?!is\b|was\b)\w+){0,4}? (?:is|was|of|stands at)\s+"
    rf"{NEARLY}(?P<number>\d{{1,3}}(?:,\d{{3}})+)",
    re.I,
)
_RESIDENTS = re.compile(
    r"(?P<number>\d{1,3}(?:,\d{3})+),?(?: \w+){0,3}? (?:residents|inhabitants"
    r"|(?:of the )?population)\b",
    re.I,
)
_TIMES = re.compile(
    rf"\b(?P<number>{NUMBER}) times (?:the|higher|more|as|greater)\b", re.I
)
_PART = re.compile(
    rf"\b(?P<number>{NUMBER})\s+(?:out )?of\s+"
    r"(?:the |these |its |those |their |a total of |all )?"
    rf"(?P<of>{NUMBER})\b(?!{PER_CENT})",
    re.I,
)
_NUMBER_IS = re.compile(
    r"\b(?:number|total) of [^.;,\d]{3,80}? (?:is|was|stands at|stood at) (?:now )?"
    rf"{NEARLY}(?P<number>{NUMBER})\b(?!{PER_CENT})",
    re.I,
)
_NONE = re.compile(
    r"\b(?:there (?:are|were|have been)|has|have|had) (?:currently )?(?P<number>no)"
    r" (?P<what>[^.;,]{3,120})",
    re.I,
)
_WHICH = re.compile(r"\b(?:of|for|from|who|that|which|with)\b")
_COUNTED = (
    r"child(?:ren)?|young people|young person|adoptions?|carers?|schools?|homes?"
    r"|famil(?:y|ies)|pupils?|people|leavers|cases?|centres?|referrals?|assessments?"
    r"|placements?|workers|adopters|births|plans|orders|posts|units?|settings"
    r"|childminders|practitioners|staff|parents|mothers|fathers|representatives"
    r"|providers|clubs|classes|contacts|notifications|CAFs|audits?|projects"
    r"|apprentices|residents|households|students|volunteers|users|officers|babies"
    r"|offences|colleges|academies|nurseries|wards|boroughs|teams|exclusions|appeals"
    r"|statements|reviews|conferences|conceptions|members|live|of whom|of them"
)
_NOT_COUNTED = (
    r"%|per\b|percentage|million|billion|or more"
    r"|\w*-?(?:years?|months?|weeks?|days?|hours?|miles|minutes|times)\b"
)
_COUNT = re.compile(
    rf"(?<![£\d.,])(?<!\bper )\b(?P<number>{NUMBER}|no|none)\b(?!\s*(?:{_NOT_COUNTED}))"
    r"(?=\s*\(or\b|\s+(?:of\s+)?(?:(?:the|these|those|its|their)\s+)?"
    rf"(?:[a-z'’-]+\s+){{0,4}}?(?:{_COUNTED})\b)",
    re.I,
)
_OWNS = re.compile(
    r"\b(?:operates|runs|provides|there are|council has|authority has)\s+\Z", re.I
)
_SETTING = re.compile(
    r"\s+(?:\w+ )?(?:pupil referral unit|special school|nursery school|secondary"
    r" school|high school|college|respite unit|children['’]?s home"
    r"|residential (?:home|unit)|family centre|academy)\b",
    re.I,
)
_JUDGED = any_of(["judged", "graded", "rated"])


def read_values(sentence: Sentence, text: str) -> Iterator[Printed]:
    """Yield the figures of a sentence, one form of figure after another.

    Examples of forms are `12%` and `12 of 30`.

    Args:
        sentence: The sentence.
        text: A copy of the sentence, in which spaces replace everything that must not
            be read as a figure. The copy has the same length as the sentence.
    """
    for form, read in _FORMS:
        matches, rest = take(form, text)
        for match in matches:
            value = read(sentence, match)
            if value is not None:
                yield value
        text = rest


def _value(
    match: re.Match[str], printed: str, unit: str, kind: str, clause: str
) -> Printed:
    """Return a figure whose value is the number in a regex match."""
    return Printed(
        place=match.start("number"),
        value=value_of(match["number"]),
        printed=printed.strip(),
        unit=unit,
        kind=kind,
        clauses=(clause,),
    )


def _rate(_: Sentence, match: re.Match[str]) -> Printed:
    """Read a rate, such as `N per 10,000` or `N per 1,000`.

    The indicator may be named anywhere in the sentence.
    """
    unit = f"per-{match['base'].replace(',', '')}"
    return _value(match, match["number"], unit, "rate", match.string)


def _share(_: Sentence, match: re.Match[str]) -> Printed:
    """Read a share: `N%` or `N per cent`."""
    return _value(match, match[0], "percent", "share", clause_around(match))


def _share_in_words(_: Sentence, match: re.Match[str]) -> Printed:
    """Read a share in words, such as `a third of`."""
    words = match["part"] or match["half"] or match["more"]
    return Printed(
        place=match.start(),
        value=_WORDS_OF_SHARES[words.lower().replace("-", " ")],
        printed=_OF.sub("", match[0]).strip(),
        unit="percent",
        kind="share",
        clauses=(clause_around(match),),
    )


def _money(_: Sentence, match: re.Match[str]) -> Printed:
    """Read a sum in pounds.

    After words such as `rose by`, the sum is a change.
    """
    scale = _SCALES.get((match["scale"] or "").lower(), 1)
    value = value_of(match["number"]) * scale
    kind = "count"
    moved = MOVED_BY.search(match.string[: match.start()])
    if moved:
        value = signed(moved, value)
        kind = "change"
    return Printed(
        place=match.start(),
        value=value,
        printed=match[0].strip(),
        unit="pounds",
        kind=kind,
        clauses=(clause_around(match),),
    )


def _rank(_: Sentence, match: re.Match[str]) -> Printed:
    """Read `Nth most deprived` as a rank of deprivation."""
    number = match["number"] or _ORDINALS.index(match["rank"].lower()) + 1
    return Printed(
        place=match.start(),
        value=Decimal(number),
        printed=match["rank"],
        unit="place",
        kind="rank",
        clauses=(),
        indicator="deprivation-rank",
    )


def _population(_: Sentence, match: re.Match[str]) -> Printed:
    """Read the population of the area: `a population of N` or `N residents`."""
    return _value(match, match["number"], "number", "count", clause_around(match))


def _times(_: Sentence, match: re.Match[str]) -> Printed:
    """Read `N times as many` as a ratio."""
    return _value(match, match["number"], "times", "ratio", clause_around(match))


def _part(sentence: Sentence, match: re.Match[str]) -> Printed | None:
    """Read `N of M` as a count with its total.

    Return None if N is greater than M. Return None also if the sentence is about
    judgements. The counts in such a sentence are drafted as reported judgements.
    """
    value, whole = value_of(match["number"]), value_of(match["of"])
    if value > whole:
        return None
    if _JUDGED.search(sentence.words):
        return None
    return Printed(
        place=match.start("number"),
        value=value,
        printed=match["number"],
        unit="number",
        kind="count",
        clauses=(match.string[match.end() :][:80],),
        of=whole,
    )


def _number_is(_: Sentence, match: re.Match[str]) -> Printed:
    """Read `the number of … is N` as a count."""
    return _value(match, match["number"], "number", "count", match[0])


def _none(_: Sentence, match: re.Match[str]) -> Printed:
    """Read `there are no …` as a count of zero.

    The count is drafted only if its indicator is found.
    """
    return Printed(
        place=match.start("number"),
        value=Decimal(0),
        printed=match["number"],
        unit="number",
        kind="count",
        clauses=(_WHICH.split(match["what"])[0], match["what"]),
        before=match.string[match.start() : match.start("number")],
        only_known=True,
    )


def _count(sentence: Sentence, match: re.Match[str]) -> Printed | None:
    """Read a number before a word for people, places or cases, such as `12 children`.

    Some numbers are drafted only if their indicator is found. These are numbers in
    words and all numbers in standard sections. A standard section has the same figures
    in every report. In any other section, return None for a number in words that is not
    clearly a count.
    """
    in_words = not match["number"][0].isdigit()
    is_unsure = in_words and not sentence.standard
    if is_unsure and not _says_how_many(sentence, match):
        return None
    return Printed(
        place=match.start("number"),
        value=value_of(match["number"]),
        printed=match["number"],
        unit="number",
        kind="count",
        clauses=(clause_after(match),),
        before=match.string[: match.start()],
        only_known=in_words or sentence.standard,
    )


def _says_how_many(sentence: Sentence, match: re.Match[str]) -> bool:
    """Return whether a number in words is a count.

    The word "no" is not a count. The word "one" is a count only before a type of
    provider, such as "special school". In a sentence on judgements, a number is a count
    only after words such as "the council runs".
    """
    value = value_of(match["number"])
    if value == 0:
        return False
    if _JUDGED.search(sentence.words):
        return bool(_OWNS.search(match.string[: match.start()]))
    if value == 1:
        return bool(_SETTING.match(match.string, match.end()))
    return True


#: The forms of figures, in the order in which they are read. The words that match a form
#: are blanked out before the next form is read.
_FORMS: tuple[
    tuple[re.Pattern[str], Callable[[Sentence, re.Match[str]], Printed | None]], ...
] = (
    (_RATE, _rate),
    (_SHARE, _share),
    (_SHARE_IN_WORDS, _share_in_words),
    (_MONEY, _money),
    (_RANK, _rank),
    (_POPULATION_IS, _population),
    (_RESIDENTS, _population),
    (_TIMES, _times),
    (_PART, _part),
    (_NUMBER_IS, _number_is),
    (_NONE, _none),
    (_COUNT, _count),
)
