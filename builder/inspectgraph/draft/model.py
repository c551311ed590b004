"""Draft of a report: values with their text span, the rule that made them and its confidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Generic, Literal, TypeVar

__all__ = [
    "UNNAMED_INDICATOR",
    "Draft",
    "DraftComparator",
    "DraftFinding",
    "DraftJudgement",
    "DraftListed",
    "DraftMeasurement",
    "DraftRecommendation",
    "DraftReported",
    "Drafted",
    "NotJudged",
    "Period",
    "Polarity",
    "TextSpan",
    "Value",
]

T = TypeVar("T")
V = TypeVar("V")
Polarity = Literal["strength", "weakness", "mixed", "neutral"]
#: The indicator of a figure whose words name none.
UNNAMED_INDICATOR = "another-figure"


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Words of a unit, or a whole unit where `words` is None."""

    unit: str
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """Printed time with the first and the last day that it allows."""

    printed: str
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """Value or statement that a rule made, with its confidence from 0 to 1."""

    confidence: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Value(Drafted, Generic[T]):
    """Value of the report as a whole."""

    value: T
    at: TextSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftJudgement(Drafted):
    """Grade that this report awards."""

    aspect: str
    grade: str
    source: Literal["table", "cover", "words"]
    at: tuple[TextSpan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotJudged(Drafted):
    """Aspect that is printed as not judged."""

    aspect: str
    at: TextSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftReported(Drafted):
    """Grade of another inspection that this report quotes.

    Where no scale is known to fit, `scale` is None and `grade` is the printed word.
    """

    of: str
    scale: str | None
    grade: str
    at: TextSpan
    framework: str | None = None
    aspect: str | None = None
    or_better: bool = False
    count: int | None = None
    out_of: int | None = None
    date: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRecommendation(Drafted):
    """Recommendation with its timescale, addressees, topics and nested points."""

    band: str | None
    addressee: tuple[str, ...]
    at: TextSpan
    parts: tuple[TextSpan, ...] = ()
    themes: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftListed(Drafted):
    """Item of a list of strengths or of weaknesses."""

    polarity: Polarity
    at: TextSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFinding(Drafted):
    """Finding: the polarity of a text span, and its topics."""

    polarity: Polarity
    at: TextSpan
    themes: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftComparator:
    """Value that the report compares a figure with."""

    with_: str
    value: Decimal
    printed: str
    period: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMeasurement(Drafted):
    """Printed figure and what it measures."""

    value: Decimal
    printed: str
    unit: str
    kind: str
    at: TextSpan
    indicator: str | None = None
    qualifier: str | None = None
    of: Decimal | None = None
    period: Period | None = None
    comparators: tuple[DraftComparator, ...] = ()
    themes: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """Draft of one report, and the questions to its curator."""

    name: str
    title: Value[str] | None = None
    framework: Value[str] | None = None
    authority: Value[str] | None = None
    inspectorates: Value[tuple[str, ...]] | None = None
    inspection: Value[Period] | None = None
    published: Value[Period] | None = None
    reference: Value[str] | None = None
    rights: Value[str] | None = None
    judgements: tuple[DraftJudgement, ...] = ()
    not_judged: tuple[NotJudged, ...] = ()
    quoted: tuple[DraftReported, ...] = ()
    advice: tuple[DraftRecommendation, ...] = ()
    listed: tuple[DraftListed, ...] = ()
    found: tuple[DraftFinding, ...] = ()
    figures: tuple[DraftMeasurement, ...] = ()
    nothing: dict[str, str] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)

    @property
    def judged_units(self) -> frozenset[str]:
        """The units that awarded grades rest on."""
        units: set[str] = set()
        for one in self.judgements:
            for at in one.at:
                units.add(at.unit)
        return frozenset(units)

    def ask(self, questions: Iterable[str]) -> None:
        """Add questions to the curator, each once."""
        for question in questions:
            if question not in self.questions:
                self.questions.append(question)

    def settle(self, found: tuple[V, Iterable[str]]) -> V:
        """Return the value of a rule's result, and add its questions."""
        value, questions = found
        self.ask(questions)
        return value
