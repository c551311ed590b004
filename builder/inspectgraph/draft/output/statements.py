"""Convert the statements of a draft to records of an extract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from operator import attrgetter
from typing import Any

from inspectgraph.draft.confidence import TOPICS
from inspectgraph.draft.lexicon.provider_types import is_provider
from inspectgraph.draft.model import (
    UNNAMED_INDICATOR,
    Draft,
    DraftComparator,
    Drafted,
    DraftFinding,
    DraftJudgement,
    DraftMeasurement,
    DraftRecommendation,
    DraftReported,
    NotJudged,
    Period,
    TextSpan,
)
from inspectgraph.draft.output.anchors import Anchors, Ids
from inspectgraph.draft.resources import Knowledge
from inspectgraph.load.printed_forms import holds_printed
from inspectgraph.model.unit_text import UnitText
from inspectgraph.read import Document

__all__ = ["Record", "Statements", "mark_record", "placeholder", "time_record"]

_NO_THEME = "No theme was recognised; write `themes`."
_NO_INDICATOR = "No indicator was recognised; name what the figure measures."
_POLARITIES = {
    "strength": "a strength",
    "weakness": "a weakness",
    "mixed": "a mixed finding",
    "neutral": "a neutral finding",
}

Record = dict[str, Any]


class Statements:
    """Converter from the statements of a draft to the records of an extract."""

    def __init__(self, document: Document, knowledge: Knowledge) -> None:
        self._document, self._knowledge = document, knowledge
        self._ids, self._anchors = Ids(), Anchors(document)

    def lists(self, draft: Draft) -> Iterator[tuple[str, list[Record]]]:
        """Yield the key and the records of each list of statements in an extract.

        Three kinds of statement are left out: reported judgements that have no scale,
        findings that have no theme, and recommendations that have no addressee.
        """
        reported = filter(attrgetter("scale"), draft.quoted)
        findings = filter(attrgetter("themes"), draft.found)
        advice = filter(attrgetter("addressee"), draft.advice)
        yield "judgements", list(map(self._judgement, draft.judgements))
        yield "not_judged", list(map(self._not_judged, draft.not_judged))
        yield "reported", list(map(self._reported, reported))
        yield "findings", list(map(self._finding, findings))
        yield "recommendations", list(map(self._recommendation, advice))
        yield "measurements", list(map(self._measurement, draft.figures))

    def of_grades(self, draft: Draft) -> Iterator[tuple[str, list[Record]]]:
        """Yield the lists of a draft that has only grades and recommendations.

        Each list comes with its key in the extract. A reported judgement is included
        only if it grades the authority itself on a known scale. Only a draft whose
        depth is `full` includes the grades of homes and schools.
        """
        reported = filter(_is_of_authority, draft.quoted)
        yield "judgements", list(map(self._judgement, draft.judgements))
        yield "not_judged", list(map(self._not_judged, draft.not_judged))
        yield "reported", list(map(self._reported, reported))
        yield "recommendations", list(map(self._counted, draft.advice))

    def _counted(self, one: DraftRecommendation) -> Record:
        """Return a short record of a recommendation, for a draft without findings.

        This record has only an id, a timescale, a draft mark and an anchor. The draft
        mark has the drafting rule and the confidence.
        """
        record = {
            "id": self._ids.mint("recommendation", one.at, ""),
            "band": one.band,
            "draft": mark_record(one),
            "at": self._anchors.of((one.at,)),
        }
        return _filled(record)

    def _judgement(self, one: DraftJudgement) -> Record:
        """Return the record of a drafted judgement, with its id and anchors."""
        return {
            "id": self._ids.mint("judgement", one.at[0], one.aspect),
            "aspect": one.aspect,
            "grade": one.grade,
            "source": one.source,
            "draft": mark_record(one),
            "at": self._anchors.of(one.at),
        }

    def _not_judged(self, one: NotJudged) -> Record:
        """Return the record of an aspect that is not judged, with its id and anchors."""
        return {
            "id": self._ids.mint("not-judged", one.at, one.aspect),
            "aspect": one.aspect,
            "draft": mark_record(one),
            "at": self._anchors.of((one.at,)),
        }

    def _reported(self, one: DraftReported) -> Record:
        """Return the record of a reported judgement.

        A key that has no value is left out.
        """
        key = f"{one.of} {one.grade} {one.count}"
        record = {
            "id": self._ids.mint("reported", one.at, key),
            "of": one.of,
            "framework": one.framework,
            "aspect": one.aspect,
            "scale": one.scale,
            "grade": one.grade,
            "or_better": one.or_better or None,
            "count": one.count,
            "out_of": one.out_of,
            "date": time_record(one.date),
            "draft": mark_record(one),
            "at": self._anchors.of((one.at,)),
        }
        return _filled(record)

    def _finding(self, one: DraftFinding) -> Record:
        """Return the record of a finding, with a placeholder as its note."""
        what = f"{_POLARITIES[one.polarity]} about {self._themes(one.themes)}"
        record = {
            "id": self._ids.mint("finding", one.at, one.at.words or ""),
            "polarity": one.polarity,
            "themes": list(one.themes),
            "services": list(one.services),
            "bodies": list(one.bodies),
            "note": placeholder(what),
            "group": list(one.groups),
            "draft": mark_record(one, TOPICS),
            "at": self._anchors.of((one.at,)),
        }
        return _filled(record)

    def _recommendation(self, one: DraftRecommendation) -> Record:
        """Return the record of a recommendation.

        If the recommendation has no theme, the record has a `doubt`.
        """
        identity = self._ids.mint("recommendation", one.at, "")
        what = f"a recommendation about {self._themes(one.themes)}"
        doubt = None
        if not one.themes:
            doubt = _NO_THEME
        record = {
            "id": identity,
            "band": one.band,
            "addressee": list(one.addressee),
            "parts": [self._part(part) for part in one.parts],
            "themes": list(one.themes),
            "services": list(one.services),
            "group": list(one.groups),
            "note": placeholder(what),
            "doubt": doubt,
            "draft": mark_record(one, TOPICS),
            "at": self._anchors.of((one.at,)),
        }
        return _filled(record)

    def _part(self, part: TextSpan) -> Record:
        """Return the record of a nested point of a recommendation."""
        note = placeholder("a nested point")
        return {"note": note, "at": self._anchors.of((part,))}

    def _measurement(self, one: DraftMeasurement) -> Record:
        """Return the record of a measurement, with its comparators."""
        slug = one.indicator or UNNAMED_INDICATOR
        indicator = self._knowledge.concepts("indicator")[slug]
        key = f"{one.printed} {one.kind}"
        record = {
            "id": self._ids.mint("measurement", one.at, key),
            "indicator": slug,
            "value": _number(one.value),
            "printed": one.printed,
            "qualifier": one.qualifier,
            "unit": one.unit,
            "kind": one.kind,
            "period": time_record(one.period),
            "comparators": [_comparator(other) for other in one.comparators],
            "themes": list(one.themes),
            "services": list(one.services),
            "note": placeholder(indicator.label),
            "doubt": _doubt_of_measurement(one),
            "draft": mark_record(one, TOPICS),
            "at": self._anchors.of((self._with_comparators(one),)),
        }
        return _filled(record)

    def _with_comparators(self, one: DraftMeasurement) -> TextSpan:
        """Return the text span of a measurement, extended to include its comparators.

        A text span can be extended only to a comparator that is printed after it. If a
        comparator is printed earlier or is not found, the result is the whole unit.
        """
        text, words = self._document.by_id[one.at.unit].text, one.at.words
        for other in one.comparators:
            if not words:
                continue
            if not holds_printed(UnitText.of(words), other.printed):
                words = _extended(text, words, other.printed)
        return replace(one.at, words=words)

    def _themes(self, slugs: Iterable[str]) -> str:
        """Return the words for the themes of a statement in its placeholder note.

        The words are the labels of at most two themes, joined by "and". If there is no
        theme, the words are "what it says".
        """
        themes = self._knowledge.concepts("theme")
        labels = [themes[slug].label for slug in list(slugs)[:2]]
        return " and ".join(labels) or "what it says"


def _extended(text: str, words: str, printed: str) -> str | None:
    """Extend an excerpt of a text up to a printed value that follows the excerpt.

    Args:
        text: The text.
        words: The excerpt.
        printed: The value, as the text prints it.

    Returns:
        The extended excerpt, or None if the value does not follow the excerpt in the
        text.
    """
    start = text.find(words)
    if start < 0:
        return None
    after = text.find(printed, start + len(words))
    if after >= 0:
        return text[start : after + len(printed)]
    return None


def _doubt_of_measurement(one: DraftMeasurement) -> str | None:
    """Return a `doubt` for a measurement that lacks an indicator or a theme.

    A `doubt` is a text that asks the curator to correct a record. Return None for any
    other measurement.
    """
    doubts = []
    if not one.indicator:
        doubts.append(_NO_INDICATOR)
    if not one.themes:
        doubts.append(_NO_THEME)
    if not doubts:
        return None
    return " ".join(doubts)


def _comparator(one: DraftComparator) -> Record:
    """Return the record of a comparator: a value that is compared with a measurement.

    If the period of the value is unknown, the record has no period.
    """
    record = {
        "with": one.with_,
        "value": _number(one.value),
        "printed": one.printed,
        "period": time_record(one.period),
    }
    return _filled(record)


def placeholder(what: str) -> str:
    """Return a placeholder text, which the curator must replace with a note."""
    return f"Drafted: {what}; to be worded by the curator."


def _filled(record: Record) -> Record:
    """Remove the keys without a value from a record.

    The value of such a key is None or an empty list.
    """
    return {key: value for key, value in record.items() if value not in (None, [])}


def _is_of_authority(one: DraftReported) -> bool:
    """Return whether a reported judgement grades the authority itself on a known scale.

    The result is false for a grade of a type of provider, such as children's homes.
    """
    return one.scale is not None and not is_provider(one.of)


def mark_record(one: Drafted, most: float = 1.0) -> Record:
    """Return the mark of a drafted value: its drafting rule and its confidence.

    A confidence above `most` is lowered to `most`.
    """
    return {"confidence": _rounded(min(one.confidence, most)), "rule": one.rule}


def _rounded(value: float) -> Decimal:
    """Return a confidence rounded to at most two decimal places."""
    return _number(Decimal(f"{value:.2f}"))


def _number(value: Decimal) -> Decimal:
    """Return a decimal number that prints without an exponent and without trailing zeros."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return Decimal(text)


def time_record(period: Period | None) -> Record | None:
    """Return the record of a printed date or period.

    Return None if no date or period is given.
    """
    if period is None:
        return None
    return {
        "printed": period.printed,
        "earliest": period.earliest,
        "latest": period.latest,
    }


# Lines of a file
