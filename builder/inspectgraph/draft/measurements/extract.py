"""Draft measurements: figures with unit, qualifier, period, indicator and comparators.

Some frameworks have standard sections on the children of an area, with the same figures
in every report. In these sections, the whole sentence and its introduction decide the
indicator of a figure. In other prose, a figure whose indicator is unknown gets a lower
confidence, and the curator chooses the indicator. Ages, years, key stages, sections of
acts and dates are not measurements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import filterfalse
from operator import attrgetter, methodcaller

from inspectgraph.draft.confidence import confidence_of
from inspectgraph.draft.measurements.changes import read_changes
from inspectgraph.draft.measurements.comparators import Other, values_of_others
from inspectgraph.draft.measurements.indicators import Indicators
from inspectgraph.draft.measurements.masks import qualifier_of, without_others
from inspectgraph.draft.measurements.printed import Printed, Sentence
from inspectgraph.draft.measurements.values import read_values
from inspectgraph.draft.model import DraftComparator, DraftMeasurement, Period, TextSpan
from inspectgraph.draft.text.dates import find_spans
from inspectgraph.draft.text.numbers import has_number, value_of
from inspectgraph.draft.text.structure import Outline, Placed, sentences
from inspectgraph.rdf.vocabulary import Concept

__all__ = ["find_figures"]

#: Headings of standard sections, which print the same figures in every report.
_STANDARD = re.compile(
    r"(?:children living|child protection|children looked after) in this area\Z", re.I
)
_PARTS = frozenset({"body", "board", "earlier", "annex"})
_KINDS = frozenset({"paragraph", "bullet"})
#: Two rules for each kind of figure: the first for a known indicator, the second for an
#: unknown one.
_STANDARD_RULES = {
    "change": ("change-in-context", "change-in-context-unnamed"),
    "figure": ("figure-in-context", "figure-in-context-unnamed"),
}
_PROSE_RULES = {
    "change": ("change-in-text", "change-in-text-unnamed"),
    "count": ("count-in-text", "count-in-text-unnamed"),
    "rank": ("rank-in-text", "rank-in-text"),
    "figure": ("figure-in-text", "figure-in-text-unnamed"),
}
#: The text of a unit that introduces bullets: it is short and ends in a colon.
_LEAD_IN = re.compile(r".{0,398}:", re.S)
#: Words about the work of the inspectors, such as the number of cases that they read.
_METHOD = re.compile(
    r"\binspectors? (?:\w+ )?(?:examined|tracked|sampled|reviewed|saw|visited|considered"
    r"|met|looked|spoke|evaluated)\b"
    r"|\b(?:cases?|contacts|files?|records|those) (?:\w+ ){0,2}?(?:sampled|tracked|seen"
    r"|examined|reviewed|spoken to) (?:by|during) (?:the |this )?inspect(?:ion|ors)\b"
    r"|\binspectors found one case\b|\bin cases seen\b"
    r"|\bcase files? (?:were|was) (?:examined|sampled)|\bfieldwork\b"
    r"|\bthe inspection (?:team|was carried)",
    re.I,
)


@dataclass(slots=True)
class _Figure:
    """A drafted measurement, with its offset in the sentence."""

    place: int
    drafted: DraftMeasurement

    @property
    def unit(self) -> str:
        """The slug of the unit of measure."""
        return self.drafted.unit

    def distance(self, other: Other) -> tuple[bool, int]:
        """Return a sort key for the distance of the figure from a comparator.

        Figures before the comparator come first, then figures after the comparator. In
        each of these groups, the nearest figure comes first.
        """
        return self.place > other.place, abs(self.place - other.place)

    def compare(self, comparator: DraftComparator) -> None:
        """Add a comparator to the drafted measurement."""
        comparators = (*self.drafted.comparators, comparator)
        self.drafted = replace(self.drafted, comparators=comparators)


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage to search for figures.

    Args:
        unit: The id of the unit of the passage.
        text: The text of the passage.
        introduction: The lead-in or bullet that introduces the passage, or an empty
            text.
        standard: Whether the passage is in a standard section.
    """

    unit: str
    text: str
    introduction: str
    standard: bool


def find_figures(
    outline: Outline, labels: Mapping[str, Concept]
) -> tuple[DraftMeasurement, ...]:
    """Return the drafted measurements of a report, in the order of the report.

    Args:
        outline: The report.
        labels: The concepts of the indicators, keyed by slug.
    """
    indicators = Indicators(labels)
    found: list[DraftMeasurement] = []
    for passage in _passages(outline):
        for figure in _in_passage(passage, indicators):
            found.append(figure.drafted)
    return tuple(found)


def _passages(outline: Outline) -> Iterator[_Passage]:
    """Yield the paragraphs and bullets to search for figures."""
    texts = {placed.unit.id: placed.text for placed in outline.placed}
    for placed in outline.select(_PARTS, _KINDS):
        yield _Passage(
            placed.unit.id,
            placed.text,
            _introduction(placed, texts),
            standard=bool(_STANDARD.match(placed.section)),
        )


def _introduction(placed: Placed, texts: Mapping[str, str]) -> str:
    """Return the text of the bullet or lead-in that introduces a passage.

    Return an empty text if nothing introduces the passage.
    """
    parent = placed.unit.parent
    if parent is None:
        return placed.stem
    above = ""
    if placed.unit.kind == "bullet":
        above = texts.get(parent, "")
    if "/" in parent:
        return above
    if _LEAD_IN.fullmatch(above):
        return above
    return placed.stem


def _in_passage(passage: _Passage, indicators: Indicators) -> list[_Figure]:
    """Return the figures of a passage.

    Sentences about the work of the inspectors are skipped.
    """
    found: list[_Figure] = []
    for words in filterfalse(_METHOD.search, sentences(passage.text)):
        sentence = Sentence(words, passage.introduction, passage.standard)
        found += _in_sentence(sentence, passage, indicators, found)
    return found


def _in_sentence(
    sentence: Sentence,
    passage: _Passage,
    indicators: Indicators,
    before: list[_Figure],
) -> list[_Figure]:
    """Return the figures of a sentence, with their comparators.

    Args:
        sentence: The sentence.
        passage: The passage of the sentence.
        indicators: The rules that find the indicator of a figure.
        before: The figures of earlier sentences of the passage. These figures may get a
            comparator from this sentence.
    """
    if not has_number(sentence.words):
        return []
    text = without_others(sentence.words)
    changes = read_changes(text)
    others, rest = values_of_others(sentence.words, changes.text)
    printed = [*changes.figures, *read_values(sentence, rest)]
    period = next(iter(find_spans(sentence.words)), None)
    found: list[_Figure] = []
    for one in sorted(printed, key=attrgetter("place")):
        drafted = _drafted(one, sentence, passage, period, indicators)
        if drafted is not None:
            exact = replace(drafted, qualifier=qualifier_of(text[: one.place]))
            found.append(_Figure(one.place, exact))
    for other in (*changes.earlier, *others):
        _set_beside(other, found, before)
    return found


def _drafted(
    printed: Printed,
    sentence: Sentence,
    passage: _Passage,
    period: Period | None,
    indicators: Indicators,
) -> DraftMeasurement | None:
    """Return the drafted measurement of a printed figure, or None.

    Some figures are drafted only if their indicator is found. For such a figure
    without an indicator, the result is None. An indicator can count a group of people.
    If the figure is zero and counts only some of these people, the result is None.

    Args:
        printed: The figure as printed.
        sentence: The sentence of the figure.
        passage: The passage of the figure.
        period: The first date or period in the sentence, or None.
        indicators: The rules that find the indicator of a figure.
    """
    indicator = printed.indicator or indicators.of(printed, sentence, passage.text)
    if indicator is None and printed.only_known:
        return None
    if indicators.counts_some(indicator, printed, sentence):
        if not printed.value:
            return None
        indicator = None
    if printed.when:
        period = None
    return _measurement(printed, indicator, period, sentence, passage)


def _measurement(
    printed: Printed,
    indicator: str | None,
    period: Period | None,
    sentence: Sentence,
    passage: _Passage,
) -> DraftMeasurement:
    """Return the drafted measurement of a printed figure.

    Args:
        printed: The figure as printed.
        indicator: The slug of the indicator, or None.
        period: The time of the figure, or None.
        sentence: The sentence of the figure.
        passage: The passage of the figure.
    """
    rule = _rule(printed.kind, sentence.standard, indicator)
    return DraftMeasurement(
        value=printed.value,
        printed=printed.printed,
        unit=printed.unit,
        kind=printed.kind,
        indicator=indicator,
        of=printed.of,
        period=period,
        comparators=_comparators(printed),
        at=TextSpan(passage.unit, sentence.words),
        confidence=confidence_of(rule),
        rule=rule,
    )


def _rule(kind: str, standard: bool, indicator: str | None) -> str:
    """Return the name of the drafting rule for a figure.

    The rule decides the confidence of the figure.
    """
    rules = _PROSE_RULES
    if standard:
        rules = _STANDARD_RULES
    named, unnamed = rules.get(kind, rules["figure"])
    if indicator:
        return named
    return unnamed


def _comparators(printed: Printed) -> tuple[DraftComparator, ...]:
    """Return the earlier value of a figure as a comparator.

    The result is empty if the figure has no earlier value.
    """
    if printed.earlier is None:
        return ()
    time = next(iter(find_spans(printed.when)), None)
    value = value_of(printed.earlier.removesuffix("%"))
    return (DraftComparator("earlier", value, printed.earlier, time),)


def _set_beside(other: Other, here: list[_Figure], before: list[_Figure]) -> None:
    """Add a comparator to the nearest suitable figure, if there is any.

    Figures with the same unit are preferred. Among these, figures before the comparator
    are preferred.

    Args:
        other: The comparator to add.
        here: The figures of the sentence that has the comparator.
        before: The figures of earlier sentences of the passage.
    """
    candidates = _of_unit(other.unit, here)
    if other.anywhere:
        candidates = candidates or _of_unit(other.unit, before)[-1:]
    if not other.strict:
        candidates = candidates or here
    if candidates:
        nearest = min(candidates, key=methodcaller("distance", other))
        nearest.compare(other.comparator)


def _of_unit(unit: str, figures: list[_Figure]) -> list[_Figure]:
    """Return the figures that have a given unit of measure."""
    found = []
    for figure in figures:
        if figure.unit == unit:
            found.append(figure)
    return found
