"""What a draft holds: values, each with the words it rests on, a confidence, and the rule that made it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Generic, Literal, TypeVar

__all__ = [
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
Polarity = Literal["strength", "weakness", "mixed", "neutral"]


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Some words of a unit; without words the whole unit."""

    unit: str
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A time as printed, with the first and last day that its words allow."""

    printed: str
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """Anything that a rule made."""

    confidence: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Value(Drafted, Generic[T]):
    """A value of the report as a whole."""

    value: T
    at: TextSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftJudgement(Drafted):
    """A grade that this report awards."""

    aspect: str
    grade: str
    source: Literal["table", "cover", "words"]
    at: tuple[TextSpan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotJudged(Drafted):
    """An aspect that this report says it does not judge."""

    aspect: str
    at: TextSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftReported(Drafted):
    """A grade of another inspection that this report quotes."""

    of: str
    scale: str | None  # None where no scale that is known has the grade
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
    """A recommendation: by when, to whom (slugs, or kinds of body), and its nested points."""

    band: str | None
    addressee: tuple[str, ...]
    at: TextSpan
    parts: tuple[TextSpan, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftListed(Drafted):
    """A strength or weakness that the report lists as such."""

    polarity: Polarity
    at: TextSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFinding(Drafted):
    """What some words of a passage say: for or against, about what."""

    polarity: Polarity
    at: TextSpan
    themes: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftComparator:
    """A value that stands beside a figure."""

    with_: str
    value: Decimal
    printed: str
    period: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMeasurement(Drafted):
    """A printed figure."""

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
    groups: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """All that was drafted from one report, and what could not be settled."""

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

    def ask(self, questions: Iterable[str]) -> None:
        """Note what the curator has to settle, each question once."""
        self.questions += [
            question for question in questions if question not in self.questions
        ]
