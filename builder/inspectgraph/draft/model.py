"""What a draft holds: values, each with the words it rests on, a confidence, and the rule that made it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Generic, Literal, TypeVar

__all__ = [
    "Advice", "At", "Comparison", "Draft", "Figure", "Found", "Judged", "Listed", "NotJudged", "Polarity", "Quoted",
    "Ruled", "Span", "Value",
]  # fmt: skip

T = TypeVar("T")
Polarity = Literal["strength", "weakness", "mixed", "neutral"]


@dataclass(frozen=True, slots=True)
class At:
    """Some words of a unit; without words the whole unit."""

    unit: str
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A time as printed, with the first and last day that its words allow."""

    printed: str
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """Anything that a rule made."""

    confidence: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Value(Ruled, Generic[T]):
    """A value of the report as a whole."""

    value: T
    at: At | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged(Ruled):
    """A grade that this report awards."""

    aspect: str
    grade: str
    source: Literal["table", "cover", "words"]
    at: tuple[At, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotJudged(Ruled):
    """An aspect that this report says it does not judge."""

    aspect: str
    at: At


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted(Ruled):
    """A grade of another inspection that this report quotes."""

    of: str
    scale: str | None  # None where no scale that is known has the grade
    grade: str
    at: At
    framework: str | None = None
    aspect: str | None = None
    or_better: bool = False
    count: int | None = None
    out_of: int | None = None
    date: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice(Ruled):
    """A recommendation: by when, to whom (slugs, or kinds of body), and its nested points."""

    band: str | None
    addressee: tuple[str, ...]
    at: At
    parts: tuple[At, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed(Ruled):
    """A strength or weakness that the report lists as such."""

    polarity: Polarity
    at: At


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Ruled):
    """What some words of a passage say: for or against, about what."""

    polarity: Polarity
    at: At
    themes: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """A value that stands beside a figure."""

    with_: str
    value: Decimal
    printed: str
    period: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Ruled):
    """A printed figure."""

    value: Decimal
    printed: str
    unit: str
    kind: str
    at: At
    indicator: str | None = None
    qualifier: str | None = None
    of: Decimal | None = None
    period: Span | None = None
    comparators: tuple[Comparison, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """All that was drafted from one report, and what could not be settled."""

    name: str
    title: Value[str] | None = None
    framework: Value[str] | None = None
    authority: Value[str] | None = None
    inspectorates: Value[tuple[str, ...]] | None = None
    inspection: Value[Span] | None = None
    published: Value[Span] | None = None
    reference: Value[str] | None = None
    rights: Value[str] | None = None
    judgements: tuple[Judged, ...] = ()
    not_judged: tuple[NotJudged, ...] = ()
    quoted: tuple[Quoted, ...] = ()
    advice: tuple[Advice, ...] = ()
    listed: tuple[Listed, ...] = ()
    found: tuple[Found, ...] = ()
    figures: tuple[Figure, ...] = ()
    nothing: dict[str, str] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)

    def ask(self, questions: Iterable[str]) -> None:
        """Note what the curator has to settle, each question once."""
        self.questions += [
            question for question in questions if question not in self.questions
        ]
