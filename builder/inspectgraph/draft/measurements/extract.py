"""Measurements: printed figures with unit, qualifier, period and what stands beside them for comparison.

The context pages of reports print the same figures everywhere, so that the words around
a figure tell what it measures; prose has rules of its own. Ages, years, key stages,
sections of acts and dates are no measurements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from inspectgraph.draft.measurements.comparators import BESIDE, comparison
from inspectgraph.draft.measurements.indicators import indicator_of
from inspectgraph.draft.measurements.masks import blank, qualifier_of, without_others
from inspectgraph.draft.measurements.prose import figures_in_prose
from inspectgraph.draft.model import DraftComparator, DraftMeasurement, Period, TextSpan
from inspectgraph.draft.text.dates import find_spans
from inspectgraph.draft.text.numbers import NUMBER, read_number
from inspectgraph.draft.text.structure import Outline, Placed, sentences
from inspectgraph.rdf.vocabulary import Concept

__all__ = ["find_figures"]

#: Sections that print the same figures in every report.
_CONTEXT = re.compile(
    r"(?:children living|child protection|children looked after) in this area\Z", re.I
)
_PERCENT = re.compile(rf"(?P<number>{NUMBER})\s*(?:%|per cent\b|percent\b)", re.I)
_RATE = re.compile(
    rf"(?P<number>{NUMBER})\s+(?:children\s+)?(?:per|in"
    r" every)\s+(?P<base>10,000|10000|1,000|1000)\b",
    re.I,
)
_CHANGE = re.compile(
    rf"(?:(?P<number>{NUMBER})\s*(?:%|per"
    r" cent)\s+)?\b(?P<way>increase|rise|reduction|decrease|fall|drop)\b"
    rf"(?:\s+(?:from|on|against)\s+(?P<before>{NUMBER}|none)\b(?P<share>\s*%)?"
    rf"(?:\s*\((?P<rate>{NUMBER})"
    r" per[^)]*\)|\s*\([^)]*\))?(?:\s*,?\s*(?:at|in|on)\s+(?P<when>[^.;,()]{4,24}))?)?",
    re.I,
)
_COUNTED = (
    r"child(?:ren)?|young"
    r" people|adoptions?|carers?|schools?|homes?|families|pupils?|people|leavers|cases?|live"
    r"|centres?|referrals?|assessments?|placements?|workers|adopters|of whom|of"
    r" them|births|plans|orders|posts"
    r"|units?|settings|childminders"
)
_COUNT = re.compile(
    rf"\b(?P<number>{NUMBER}|no|none)\b(?!\s*(?:%|per cent|per\b))"
    rf"(?=\s*\(or\b|\s+(?:of\s+)?(?:[a-z'’-]+\s+){{0,3}}?(?:{_COUNTED})\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a passage, its words before, and what else is known about it."""

    placed: Placed
    text: str
    above: str
    period: Period | None


def find_figures(
    outline: Outline, labels: Mapping[str, Concept]
) -> tuple[DraftMeasurement, ...]:
    """Return the figures of the report, in order.

    Args:
        outline: The report.
        labels: The indicators, by slug.
    """
    found: list[DraftMeasurement] = []
    texts = {placed.unit.id: placed.text for placed in outline.placed}
    for placed in outline.placed:
        if placed.part not in {
            "body",
            "board",
            "earlier",
            "annex",
        } or placed.unit.kind not in {"paragraph", "bullet"}:
            continue
        above = (
            texts.get(placed.unit.parent or "", "")
            if placed.unit.kind == "bullet"
            else ""
        )
        listed = (len(above) < 400 and above.endswith(":")) or "/" in (
            placed.unit.parent or ""
        )
        above = above if listed else placed.stem
        if _CONTEXT.match(placed.section):
            found += _in_unit(placed, above)
        else:
            found += figures_in_prose(placed, above, labels)
    return tuple(found)


def _in_unit(placed: Placed, above: str) -> list[DraftMeasurement]:
    """Return the figures of one passage; what a change is from stands beside the figure before it."""
    found: list[DraftMeasurement] = []
    for words in sentences(placed.text):
        spans = find_spans(words)
        sentence = _Sentence(placed, words, above, spans[0] if spans else None)
        text, beside, changes = _parted(words)
        figures = list(_values(sentence, text))
        if figures and beside:
            last = figures[-1]
            figures[-1] = replace(
                last,
                comparators=tuple(comparison(match, last.unit) for match in beside),
            )
        found += figures
        for match in changes:
            _set_beside(found, match)
            if match["number"] and (figure := _change(sentence, match)):
                found.append(figure)
    return found


def _parted(words: str) -> tuple[str, list[re.Match[str]], list[re.Match[str]]]:
    """Return a sentence without dates, ages and comparisons, and the comparisons and changes that it prints."""
    text = without_others(words)
    beside = list(BESIDE.finditer(text))
    text = BESIDE.sub(blank, text)
    changes = [
        match for match in _CHANGE.finditer(text) if match["number"] or match["before"]
    ]
    for match in changes:
        text = text[: match.start()] + blank(match) + text[match.end() :]
    return text, beside, changes


def _set_beside(found: list[DraftMeasurement], match: re.Match[str]) -> None:
    """Set the values that a change is from beside the count and the rate before it."""
    for name, units in (("before", {"number"}), ("rate", {"per-10000", "per-1000"})):
        value = read_number(match[name]) if match[name] else None
        index = next(
            (n for n in range(len(found) - 1, -1, -1) if found[n].unit in units), None
        )
        if value is not None and index is not None and not match["share"]:
            beside = DraftComparator("earlier", value, match[name], None)
            found[index] = replace(
                found[index], comparators=(*found[index].comparators, beside)
            )


def _values(sentence: _Sentence, text: str) -> Iterator[DraftMeasurement]:
    """Yield shares, rates and counts in the order in which they stand."""
    found: list[tuple[int, DraftMeasurement]] = []
    masked = text
    for pattern, kind in ((_RATE, "rate"), (_PERCENT, "share"), (_COUNT, "count")):
        for match in pattern.finditer(masked):
            figure = _figure(sentence, text, match, kind)
            if figure is not None:
                found.append((match.start("number"), figure))
        masked = pattern.sub(blank, masked)
    yield from (figure for _, figure in sorted(found, key=lambda pair: pair[0]))


def _figure(
    sentence: _Sentence, text: str, match: re.Match[str], kind: str
) -> DraftMeasurement | None:
    """Return the figure that a match prints, where its words tell what it measures."""
    value = read_number(match["number"])
    if value is None:
        return None
    unit = {"share": "percent", "count": "number"}.get(kind) or (
        "per-10000" if match["base"].replace(",", "") == "10000" else "per-1000"
    )
    clause = _clause(text, match, kind)
    indicator = indicator_of(sentence.above, sentence.text, clause, unit)
    if indicator is None and kind == "count":
        return None
    qualifier = qualifier_of(text[: match.start("number")])
    printed = match[0].strip() if kind == "share" else match["number"]
    return DraftMeasurement(
        value=value,
        printed=printed,
        unit=unit,
        kind=kind,
        indicator=indicator,
        qualifier=qualifier,
        period=sentence.period,
        at=TextSpan(sentence.placed.unit.id, sentence.text),
        confidence=0.95 if indicator else 0.6,
        rule="figure-in-context",
    )


def _clause(text: str, match: re.Match[str], kind: str) -> str:
    """Return the words around a figure, up to the next comma or bracket; of a count only those that follow."""
    before = re.split(r"[,;()]", text[: match.start()])[-1] if kind != "count" else ""
    after = (
        re.split(r"[,;()]|\band\b", text[match.end() :])[0]
        if kind == "count"
        else text[match.end() :]
    )
    return f"{before} {match[0]} {re.split(r'[,;()]', after)[0]}"


def _change(sentence: _Sentence, match: re.Match[str]) -> DraftMeasurement | None:
    """Return a printed change, falls below zero, with the value of the earlier time beside it."""
    value = read_number(match["number"])
    indicator = indicator_of(
        sentence.above, sentence.text, sentence.text, "percent"
    ) or indicator_of(
        sentence.placed.text, sentence.placed.text, sentence.placed.text, "number"
    )
    if value is None:
        return None
    falls = match["way"].lower() in {"reduction", "decrease", "fall", "drop"}
    before = read_number(match["before"]) if match["before"] else None
    times = find_spans(match["when"] or "")
    beside: tuple[DraftComparator, ...] = ()
    if before is not None:
        beside = (
            DraftComparator(
                "earlier", before, match["before"], times[0] if times else None
            ),
        )
    return DraftMeasurement(
        value=-value if falls else value,
        printed=f"{match['number']}%",
        unit="percent",
        kind="change",
        indicator=indicator,
        comparators=beside,
        at=TextSpan(sentence.placed.unit.id, sentence.text),
        confidence=0.9 if indicator else 0.65,
        rule="figure-of-change",
    )
