"""Measurements: printed figures with unit, qualifier, period and what stands beside them for comparison.

The context pages of reports print the same figures everywhere, so that the words around a figure tell what it
measures. Elsewhere only shares, rates and counts of what an indicator names are taken. Ages, years, key stages,
sections of acts and dates are no measurements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from inspectgraph.drafting.dates import find_spans
from inspectgraph.drafting.indicators import indicator_of
from inspectgraph.drafting.model import At, Comparison, Figure, Span
from inspectgraph.drafting.outline import Outline, Placed, sentences
from inspectgraph.drafting.printed_numbers import NUMBER, read_number

__all__ = ["find_figures"]

#: Sections that print the same figures in every report.
_CONTEXT = re.compile(r"(?:children living|child protection|children looked after) in this area\Z", re.I)
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
    r"|\bone-to-one\b"
    r"|\bmost deprived \d+%(?: (?:to|and) \d+%)?|\b24[- ]hour\b|\b14\s?[-–]\s?19\b|\b0\s?[-–]\s?\d+\b",
    re.I,
)
_PERCENT = re.compile(rf"(?P<number>{NUMBER})\s*(?:%|per cent\b|percent\b)", re.I)
_RATE = re.compile(
    rf"(?P<number>{NUMBER})\s+(?:children\s+)?(?:per|in every)\s+(?P<base>10,000|10000|1,000|1000)\b", re.I
)
_CHANGE = re.compile(
    rf"(?:(?P<number>{NUMBER})\s*(?:%|per cent)\s+)?\b(?P<way>increase|rise|reduction|decrease|fall|drop)\b"
    rf"(?:\s+(?:from|on|against)\s+(?P<before>{NUMBER}|none)\b(?P<share>\s*%)?"
    rf"(?:\s*\((?P<rate>{NUMBER}) per[^)]*\)|\s*\([^)]*\))?(?:\s*,?\s*(?:at|in|on)\s+(?P<when>[^.;,()]{{4,24}}))?)?",
    re.I,
)
_BESIDE = re.compile(
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
_COUNTED = (
    r"child(?:ren)?|young people|adoptions?|carers?|schools?|homes?|families|pupils?|people|leavers|cases?|live"
    r"|centres?|referrals?|assessments?|placements?|workers|adopters|of whom|of them|births|plans|orders|posts"
    r"|units?|settings|childminders"
)
_COUNT = re.compile(
    rf"\b(?P<number>{NUMBER}|no|none)\b(?!\s*(?:%|per cent|per\b))"
    rf"(?=\s*\(or\b|\s+(?:of\s+)?(?:[a-z'’-]+\s+){{0,3}}?(?:{_COUNTED})\b)",
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


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a passage, its words before, and what else is known about it."""

    placed: Placed
    text: str
    above: str
    context: bool
    period: Span | None


def find_figures(outline: Outline) -> tuple[Figure, ...]:
    """Return the figures of the report proper, in order."""
    found: list[Figure] = []
    texts = {placed.unit.id: placed.text for placed in outline.placed}
    for placed in outline.placed:
        if placed.part not in {"body", "board"} or placed.unit.kind not in {"paragraph", "bullet"}:
            continue
        above = texts.get(placed.unit.parent or "", "") if placed.unit.kind == "bullet" else ""
        listed = (len(above) < 400 and above.endswith(":")) or "/" in (placed.unit.parent or "")
        above = above if listed else placed.stem
        found += _in_unit(placed, above)
    return tuple(found)


def _in_unit(placed: Placed, above: str) -> list[Figure]:
    """Return the figures of one passage; what a change is from stands beside the figure before it."""
    context = bool(_CONTEXT.match(placed.section))
    found: list[Figure] = []
    for words in sentences(placed.text):
        spans = find_spans(words)
        sentence = _Sentence(placed, words, above, context, spans[0] if spans else None)
        text, beside, changes = _parted(words)
        figures = list(_values(sentence, text))
        if figures and beside:
            last = figures[-1]
            figures[-1] = replace(last, comparators=tuple(_comparison(match, last.unit) for match in beside))
        found += figures
        for match in changes:
            _set_beside(found, match)
            if match["number"] and (figure := _change(sentence, match)):
                found.append(figure)
    return found


def _parted(words: str) -> tuple[str, list[re.Match[str]], list[re.Match[str]]]:
    """Return a sentence without dates, ages and comparisons, and the comparisons and changes that it prints."""
    text = words
    for span in find_spans(text):
        text = text.replace(span.printed, " " * len(span.printed))
    text = _NO_FIGURE.sub(_blank, text)
    beside = list(_BESIDE.finditer(text))
    text = _BESIDE.sub(_blank, text)
    changes = [match for match in _CHANGE.finditer(text) if match["number"] or match["before"]]
    for match in changes:
        text = text[: match.start()] + _blank(match) + text[match.end() :]
    return text, beside, changes


def _blank(match: re.Match[str]) -> str:
    """Return as many spaces as a match has characters, so that places stay."""
    return " " * len(match[0])


def _set_beside(found: list[Figure], match: re.Match[str]) -> None:
    """Set the values that a change is from beside the count and the rate before it."""
    for name, units in (("before", {"number"}), ("rate", {"per-10000", "per-1000"})):
        value = read_number(match[name]) if match[name] else None
        index = next((n for n in range(len(found) - 1, -1, -1) if found[n].unit in units), None)
        if value is not None and index is not None and not match["share"]:
            beside = Comparison("earlier", value, match[name], None)
            found[index] = replace(found[index], comparators=(*found[index].comparators, beside))


def _values(sentence: _Sentence, text: str) -> Iterator[Figure]:
    """Yield shares, rates and counts in the order in which they stand."""
    found: list[tuple[int, Figure]] = []
    masked = text
    for pattern, kind in ((_RATE, "rate"), (_PERCENT, "share"), (_COUNT, "count")):
        for match in pattern.finditer(masked):
            figure = _figure(sentence, text, match, kind)
            if figure is not None:
                found.append((match.start("number"), figure))
        masked = pattern.sub(_blank, masked)
    yield from (figure for _, figure in sorted(found, key=lambda pair: pair[0]))


def _figure(sentence: _Sentence, text: str, match: re.Match[str], kind: str) -> Figure | None:
    """Return the figure that a match prints, where its words tell what it measures."""
    value = read_number(match["number"])
    if value is None:
        return None
    unit = {"share": "percent", "count": "number"}.get(kind) or (
        "per-10000" if match["base"].replace(",", "") == "10000" else "per-1000"
    )
    clause = _clause(text, match, kind)
    wider = sentence.context or kind != "count"
    indicator = indicator_of(sentence.above if wider else "", sentence.text if wider else "", clause, unit)
    if indicator is None and (kind == "count" or not sentence.context):
        return None
    if kind == "count" and not sentence.context and match["number"].isalpha():
        return None
    qualifier = next((name for name, pattern in _QUALIFIERS if pattern.search(text[: match.start("number")])), None)
    printed = match[0].strip() if kind == "share" else match["number"]
    sure = 0.95 if sentence.context and indicator else 0.7 if indicator else 0.6
    sure -= 0.1 if kind == "count" and not sentence.context else 0
    return Figure(
        value=value, printed=printed, unit=unit, kind=kind, indicator=indicator, qualifier=qualifier,
        period=sentence.period, at=At(sentence.placed.unit.id, sentence.text), confidence=round(sure, 2),
        rule="figure-in-context" if sentence.context else "figure-in-text",
    )  # fmt: skip


def _clause(text: str, match: re.Match[str], kind: str) -> str:
    """Return the words around a figure, up to the next comma or bracket; of a count only those that follow."""
    before = re.split(r"[,;()]", text[: match.start()])[-1] if kind != "count" else ""
    after = re.split(r"[,;()]|\band\b", text[match.end() :])[0] if kind == "count" else text[match.end() :]
    return f"{before} {match[0]} {re.split(r'[,;()]', after)[0]}"


def _comparison(match: re.Match[str], unit: str) -> Comparison:
    """Return the value that stands beside a figure."""
    number = match["number"] or match["number2"]
    whom = match["whom"] or match["whom2"]
    printed = f"{number}%" if (match["pct"] or match["pct2"]) and unit == "percent" else number
    with_ = next(name for name, pattern in _WHOM if pattern.search(whom))
    return Comparison(with_, read_number(number) or Decimal(0), printed)


def _change(sentence: _Sentence, match: re.Match[str]) -> Figure | None:
    """Return a printed change, falls below zero, with the value of the earlier time beside it."""
    value = read_number(match["number"])
    indicator = indicator_of(sentence.above, sentence.text, sentence.text, "percent") or indicator_of(
        sentence.placed.text, sentence.placed.text, sentence.placed.text, "number"
    )
    if value is None or (indicator is None and not sentence.context):
        return None
    falls = match["way"].lower() in {"reduction", "decrease", "fall", "drop"}
    before = read_number(match["before"]) if match["before"] else None
    times = find_spans(match["when"] or "")
    beside: tuple[Comparison, ...] = ()
    if before is not None:
        beside = (Comparison("earlier", before, match["before"], times[0] if times else None),)
    return Figure(
        value=-value if falls else value, printed=f"{match['number']}%", unit="percent", kind="change",
        indicator=indicator, comparators=beside, at=At(sentence.placed.unit.id, sentence.text),
        confidence=0.9 if sentence.context and indicator else 0.65, rule="figure-of-change",
    )  # fmt: skip
