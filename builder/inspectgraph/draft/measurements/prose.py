"""Figures that stand in prose: shares, rates, sums of money, ranks, counts, and what something rose from and to.

A figure whose words name no known indicator is drafted as well, less surely: which
indicator it is, the curator says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from inspectgraph.draft.measurements.comparators import (
    NEARLY,
    PER_CENT,
    Beside,
    values_beside,
)
from inspectgraph.draft.measurements.masks import blank, qualifier_of, without_others
from inspectgraph.draft.measurements.prose_indicators import (
    counts_some,
    indicator_in_prose,
)
from inspectgraph.draft.model import DraftComparator, DraftMeasurement, Period, TextSpan
from inspectgraph.draft.text.dates import find_spans
from inspectgraph.draft.text.numbers import NUMBER, read_number
from inspectgraph.draft.text.structure import Placed, sentences
from inspectgraph.rdf.vocabulary import Concept

__all__ = ["figures_in_prose"]

_TIME = r"(?:\s*(?:\(|in |at |on )[^.,;()%]{2,24}?\)?)?"
_FROM_TO = re.compile(
    rf"\bfrom\s+{NEARLY}(?:a (?:high|low) (?:of"
    rf" )?)?(?P<before>{NUMBER})(?P<pct>{PER_CENT})?{_TIME}\s*,?\s+to\s+"
    rf"{NEARLY}(?P<number>{NUMBER})\b(?P<pct2>{PER_CENT})?(?!\s*(?:years?|miles|weeks|days|months|hours|[ap]m)\b)",
    re.I,
)
_MOVED = re.compile(
    r"\b(?:increas|ris(?:e|es|en|ing)\b|rose|grow|grew|improv|reduc|decreas|fall|fell|declin|drop|up|down|number"
    r"|proportion|rates?|percentage)",
    re.I,
)
_CHANGE_BY = re.compile(
    r"\b(?P<way>increas\w+|ris(?:e|es|en|ing)|rose|grow\w*|grew|improv\w+|reduc\w+|decreas\w+|fall\w*|fell|declin\w+"
    r"|dropp?\w*)\s+(?:\w+"
    rf" )?by\s+{NEARLY}(?P<number>{NUMBER})\b(?P<pct>{PER_CENT}|\s*(?:percentage"
    r" )?points)?",
    re.I,
)
_FALLS = re.compile(r"reduc|decreas|fall|fell|declin|drop", re.I)
_RATE = re.compile(
    rf"\b(?P<number>{NUMBER})\s+(?:\w+\s+)?(?:per|in"
    r" every)\s+(?P<base>10,000|10000|1,000|1000)\b",
    re.I,
)
_SHARE = re.compile(
    rf"\b(?P<number>{NUMBER}){PER_CENT}(?!\s*(?:points|(?:above|below|higher|lower|better|worse|more|less)\b))",
    re.I,
)
_CHANGE_OF = re.compile(
    rf"\b(?P<number>{NUMBER})(?P<pct>{PER_CENT})\s+(?P<way>reduction|fall|drop|decrease|increase|rise)\b",
    re.I,
)
_TIMES = re.compile(
    rf"\b(?P<number>{NUMBER}) times (?:the|higher|more|as|greater)\b", re.I
)
_PART = re.compile(
    rf"\b(?P<number>{NUMBER})\s+(?:out )?of\s+(?:the |these |its |those |their |a total"
    r" of |all )?"
    rf"(?P<of>{NUMBER})\b(?!{PER_CENT})",
    re.I,
)
_NUMBER_IS = re.compile(
    r"\b(?:number|total) of [^.;,\d]{3,80}? (?:is|was|stands at|stood at) (?:now"
    rf" )?{NEARLY}"
    rf"(?P<number>{NUMBER})\b(?!{PER_CENT})",
    re.I,
)
_NONE = re.compile(
    r"\b(?:there (?:are|were|have been)|has|have|had) (?:currently )?(?P<number>no)"
    r" (?P<what>[^.;,]{3,60})",
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
_SHARE_IN_WORDS = re.compile(
    r"\b(?:(?:a|one)[ -](?P<part>quarter|third|half|fifth|tenth)|(?P<half>half)"
    r"|(?P<more>two[- ]thirds|three[- ]quarters))"
    r"\s+(?:of\s+(?!the (?:year|term|day|time|week|month)|a\b|an\b)|(?=(?:all |the"
    r" |these |those |its |their )+"
    r"(?:\w+ )?(?:children|young people|care"
    r" leavers|pupils|schools|families|cases|parents|staff|mothers|carers)\b)"
    r"|(?=(?:had|were|are|have|has)\b))",
    re.I,
)
_MONEY = re.compile(
    r"£\s?(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>million|m\b|billion|bn\b|k\b)?",
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
    rf"\b(?:(?P<number>\d+)(?:st|nd|rd|th)|(?P<word>{'|'.join(_ORDINALS)}))\s+(?:most|least)"
    r" deprived",
    re.I,
)
_POPULATION = re.compile(
    r"\bpopulation(?: (?!is\b|was\b)\w+){0,4}? (?:is|was|of|stands"
    rf" at)\s+{NEARLY}(?P<number>\d{{1,3}}(?:,\d{{3}})+)"
    rf"|(?P<number2>\d{{1,3}}(?:,\d{{3}})+),?(?: \w+){{0,3}}?"
    rf" (?:residents|inhabitants|(?:of the )?population)\b",
    re.I,
)
_COUNTED = (
    r"child(?:ren)?|young people|young"
    r" person|adoptions?|carers?|schools?|homes?|famil(?:y|ies)|pupils?|people|leavers"
    r"|cases?|centres?|referrals?|placements?|workers|adopters|births|plans|orders|posts|units?|settings|childminders"
    r"|practitioners|staff|parents|mothers|fathers|representatives|providers|clubs|classes|contacts|notifications|CAFs"
    r"|audits?|projects|apprentices|residents|households|students|volunteers|users|officers|babies|offences|colleges"
    r"|academies|nurseries|wards|boroughs|teams|exclusions|appeals|statements|reviews|conferences|conceptions|members"
)
_COUNT = re.compile(
    rf"(?<![£\d.,])\b(?P<number>{NUMBER})\b"
    r"(?!\s*(?:%|per\b|percentage|million|billion|or more"
    r"|\w*-?(?:years?|months?|weeks?|days?|hours?|miles|minutes|times)\b))"
    rf"(?=\s+(?:of\s+(?:the|these|those|its|their)\s+)?(?:[a-z'’-]+\s+){{0,4}}?(?:{_COUNTED})\b)",
    re.I,
)
#: What inspectors did, and what only says how many were judged.
_METHOD = re.compile(
    r"\binspectors? (?:\w+"
    r" )?(?:examined|tracked|sampled|reviewed|saw|visited|considered|met|looked|spoke|evaluated)\b"
    r"|\b(?:cases?|contacts|files?|records|those) (?:\w+"
    r" ){0,2}?(?:sampled|tracked|seen|examined|reviewed|spoken to)"
    r" (?:by|during) (?:the |this )?inspect(?:ion|ors)\b|\binspectors found one"
    r" case\b|\bin cases seen\b"
    r"|\bcase files? (?:were|was) (?:examined|sampled)|\bfieldwork\b|\bthe inspection"
    r" (?:team|was carried)",
    re.I,
)
_OWNS = re.compile(
    r"\b(?:operates|runs|provides|there are|council has|authority has)\s+\Z", re.I
)
_SETTING = re.compile(
    r"\s+(?:\w+ )?(?:pupil referral unit|special school|nursery school|secondary"
    r" school|high school|college"
    r"|respite unit|children['’]?s home|residential (?:home|unit)|family"
    r" centre|academy)\b",
    re.I,
)
_JUDGED = re.compile(r"\b(?:judged|graded|rated)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Prose:
    """A sentence in its passage, and the labels of indicators."""

    placed: Placed
    text: str
    above: str
    labels: Mapping[str, Concept]
    period: Period | None

    def figure(
        self, value: Decimal, printed: str, unit: str, kind: str, clause: str
    ) -> DraftMeasurement:
        """Return a figure of this sentence; its indicator by the words of its clause first."""
        slug = indicator_in_prose(
            (clause, self.text, self.above), unit, kind, self.labels
        )
        sure = {"count": 0.6, "change": 0.6}.get(kind, 0.7)
        return DraftMeasurement(
            value=value,
            printed=printed.strip(),
            unit=unit,
            kind=kind,
            indicator=slug,
            period=self.period,
            at=TextSpan(self.placed.unit.id, self.text),
            confidence=sure if slug else round(sure - 0.1, 2),
            rule="figure-in-text",
        )


def figures_in_prose(
    placed: Placed, above: str, labels: Mapping[str, Concept]
) -> Iterator[DraftMeasurement]:
    """Yield the figures of a passage of prose, sentence by sentence."""
    for words in sentences(placed.text):
        if _METHOD.search(words):
            continue
        spans = find_spans(words)
        prose = _Prose(placed, words, above, labels, spans[0] if spans else None)
        text = without_others(words)
        found, text = _moves(prose, text)
        beside, text = values_beside(words, text)
        found += _plain(prose, text)
        for other in beside:
            _set_beside(found, other)
        yield from (figure for _, figure in found)


def _set_beside(found: list[tuple[int, DraftMeasurement]], other: Beside) -> None:
    """Set a value of others beside the figure that it follows most closely, of its own unit where one is."""
    like = [
        index
        for index, (_, figure) in enumerate(found)
        if figure.unit == (other.unit or "number")
    ]
    near = min(
        like or range(len(found)),
        key=lambda index: (
            found[index][0] > other.place,
            abs(found[index][0] - other.place),
        ),
        default=None,
    )
    if near is not None:
        start, figure = found[near]
        found[near] = (
            start,
            replace(figure, comparators=(*figure.comparators, other.value)),
        )


def _moves(prose: _Prose, text: str) -> tuple[list[tuple[int, DraftMeasurement]], str]:
    """Return what a sentence says rose or fell from and to, or by how much, with its place; and the other words."""
    found = []
    for match in _FROM_TO.finditer(text):
        value, before = read_number(match["number"]), read_number(match["before"])
        if value is None or before is None or not _MOVED.search(text):
            continue
        share = match["pct"] or match["pct2"]
        clause = text[: match.start()][-120:] + text[match.end() :][:60]
        printed = f"{match['number']}{'%' if share else ''}"
        figure = prose.figure(
            value,
            printed,
            "percent" if share else "number",
            "share" if share else "count",
            clause,
        )
        earlier = DraftComparator(
            "earlier", before, f"{match['before']}{'%' if share else ''}"
        )
        found.append((match.start("number"), replace(figure, comparators=(earlier,))))
        text = text[: match.start()] + blank(match) + text[match.end() :]
    for match in (*_CHANGE_BY.finditer(text), *_CHANGE_OF.finditer(text)):
        value = read_number(match["number"])
        if value is not None and match["pct"]:
            unit = "percentage-points" if "point" in match["pct"] else "percent"
            signed = -value if _FALLS.match(match["way"]) else value
            figure = prose.figure(
                signed, match["number"] + match["pct"], unit, "change", text
            )
            found.append((match.start("number"), figure))
            text = text[: match.start()] + blank(match) + text[match.end() :]
    return found, text


def _plain(prose: _Prose, text: str) -> Iterator[tuple[int, DraftMeasurement]]:
    """Yield rates, shares, money, ranks and counts in the order of their kinds, each with its place."""
    for pattern, read in (
        (_RATE, _rate),
        (_SHARE, _share),
        (_SHARE_IN_WORDS, _share_in_words),
        (_MONEY, _money),
        (_RANK, _rank),
        (_POPULATION, _population),
        (_TIMES, _times),
        (_PART, _part),
        (_NUMBER_IS, _number_is),
        (_NONE, _none),
        (_COUNT, _count),
    ):
        for match in pattern.finditer(text):
            if figure := read(prose, match):
                yield (
                    match.start(),
                    replace(figure, qualifier=qualifier_of(text[: match.start()])),
                )
        text = pattern.sub(blank, text)


def _rate(prose: _Prose, match: re.Match[str]) -> DraftMeasurement | None:
    value = read_number(match["number"])
    unit = "per-10000" if match["base"].replace(",", "") == "10000" else "per-1000"
    return (
        prose.figure(value, match["number"], unit, "rate", match.string)
        if value is not None
        else None
    )


def _share(prose: _Prose, match: re.Match[str]) -> DraftMeasurement | None:
    value = read_number(match["number"])
    return (
        prose.figure(value, match[0], "percent", "share", _around(match))
        if value is not None
        else None
    )


def _share_in_words(prose: _Prose, match: re.Match[str]) -> DraftMeasurement | None:
    words = (match["part"] or match["half"] or match["more"]).lower().replace("-", " ")
    value = _WORDS_OF_SHARES[words]
    return prose.figure(
        value, re.sub(r"\s+of\s*\Z", "", match[0]), "percent", "share", _around(match)
    )


def _money(prose: _Prose, match: re.Match[str]) -> DraftMeasurement | None:
    value = read_number(match["number"])
    scale = _SCALES.get((match["scale"] or "").lower(), 1)
    return (
        prose.figure(value * scale, match[0], "pounds", "count", _around(match))
        if value is not None
        else None
    )


def _rank(prose: _Prose, match: re.Match[str]) -> DraftMeasurement | None:
    value = Decimal(match["number"] or _ORDINALS.index(match["word"].lower()) + 1)
    return replace(
        prose.figure(value, match[0].split()[0], "place", "rank", ""),
        indicator="deprivation-rank",
    )


def _population(prose: _Prose, match: re.Match[str]) -> DraftMeasurement | None:
    number = match["number"] or match["number2"]
    value = read_number(number)
    return (
        prose.figure(value, number, "number", "count", _around(match))
        if value is not None
        else None
    )


def _times(prose: _Prose, match: re.Match[str]) -> DraftMeasurement | None:
    value = read_number(match["number"])
    return (
        prose.figure(value, match["number"], "times", "ratio", _around(match))
        if value is not None
        else None
    )


def _part(prose: _Prose, match: re.Match[str]) -> DraftMeasurement | None:
    """Return how many of how many; of what was judged, only the quoted grade says it."""
    value, whole = read_number(match["number"]), read_number(match["of"])
    if value is None or whole is None or value > whole or _JUDGED.search(prose.text):
        return None
    return replace(
        prose.figure(
            value, match["number"], "number", "count", match.string[match.end() :][:80]
        ),
        of=whole,
    )


def _number_is(prose: _Prose, match: re.Match[str]) -> DraftMeasurement | None:
    value = read_number(match["number"])
    return (
        prose.figure(value, match["number"], "number", "count", match[0])
        if value is not None
        else None
    )


def _none(prose: _Prose, match: re.Match[str]) -> DraftMeasurement | None:
    """Return that there is none of something that an indicator counts."""
    for what in (
        re.split(r"\b(?:of|for|from|who|that|which|with)\b", match["what"])[0],
        match["what"],
    ):
        figure = prose.figure(Decimal(0), match["number"], "number", "count", what)
        if figure.indicator and not counts_some(
            figure.indicator, match[0][: match.start("number") - match.start()], what
        ):
            return figure
    return None


def _count(prose: _Prose, match: re.Match[str]) -> DraftMeasurement | None:
    """Return a count; one in words only where what it counts is known."""
    value = read_number(match["number"])
    if value is None:
        return None
    clause = f"{match[0]} {re.split(r'[,;()]| and ', match.string[match.end() :])[0]}"
    figure = prose.figure(value, match["number"], "number", "count", clause)
    in_words = not match["number"][0].isdigit()
    if in_words and (figure.indicator is None or not _told(prose, match, value)):
        return None
    some = counts_some(figure.indicator, match.string[: match.start()], clause)
    return replace(figure, indicator=None, confidence=0.5) if some else figure


def _told(prose: _Prose, match: re.Match[str], value: Decimal) -> bool:
    """Return whether a number in words says how many there are, and not how many were judged or that it is one."""
    if _JUDGED.search(prose.text):
        return bool(_OWNS.search(match.string[: match.start()]))
    return value != 1 or bool(_SETTING.match(match.string, match.end()))


def _around(match: re.Match[str]) -> str:
    """Return the words around a figure, from the comma or bracket before to the one after; its own brackets aside."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if before.endswith("(") and after.startswith(")"):
        before, after = before[:-1], after[1:]
    return (
        f"{re.split(r'[,;()]', before)[-1]} {match[0]} {re.split(r'[,;()]', after)[0]}"
    )
