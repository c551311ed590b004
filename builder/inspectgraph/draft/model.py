"""Records of a draft, in which each value has a drafting rule and a confidence.

Text spans in these records contain words of the report. In the extract file, anchors
replace these words.
"""

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
#: The slug that is used as the indicator of a figure if no rule recognises the
#: indicator.
UNNAMED_INDICATOR = "another-figure"


@dataclass(frozen=True, slots=True)
class TextSpan:
    """A text span: some words in a unit of the report, or the whole unit.

    If `words` is None, the text span is the whole unit.
    """

    unit: str
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """A printed date or period, with the first and the last day that it can mean."""

    printed: str
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """The base class of drafted values and statements.

    Each value or statement has the name of its drafting rule, and a confidence from 0
    to 1.
    """

    confidence: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Value(Drafted, Generic[T]):
    """A drafted value that describes the whole report, such as the title.

    If the report prints the value, `at` is the text span where the value is printed.
    """

    value: T
    at: TextSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftJudgement(Drafted):
    """A drafted judgement: the grade that this report awards for an aspect.

    `source` is the place where the grade is printed: a table, the cover or a sentence.
    """

    aspect: str
    grade: str
    source: Literal["table", "cover", "words"]
    at: tuple[TextSpan, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotJudged(Drafted):
    """An aspect that the report describes as not judged."""

    aspect: str
    at: TextSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftReported(Drafted):
    """A drafted reported judgement: a grade of another inspection, quoted in this report.

    `of` names the inspected subject, such as a type of provider. For `12 of 30 schools
    were good or better`, `count` is 12, `out_of` is 30 and `or_better` is true. If no
    grade scale fits, `scale` is None and `grade` is the printed word.
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
    """A drafted recommendation of a report.

    `band` is the timescale, and `parts` has the text spans of the nested points.
    """

    band: str | None
    addressee: tuple[str, ...]
    at: TextSpan
    parts: tuple[TextSpan, ...] = ()
    themes: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftListed(Drafted):
    """An item of a printed list of strengths or weaknesses."""

    polarity: Polarity
    at: TextSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFinding(Drafted):
    """A drafted finding: a text span with its polarity and its topics."""

    polarity: Polarity
    at: TextSpan
    themes: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftComparator:
    """A drafted comparator: a printed value that is compared with a measurement.

    `with_` is the slug of the kind of comparator, such as `earlier`.
    """

    with_: str
    value: Decimal
    printed: str
    period: Period | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMeasurement(Drafted):
    """A drafted measurement: a printed figure with its indicator and unit of measure.

    For `12 of 30`, `value` is 12 and `of` is 30. `kind` is the kind of figure, such as
    a count or a rate.
    """

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
    """The draft of one report, with questions to the curator.

    `quoted` has the reported judgements, and `advice` the recommendations. `listed` has
    the items of lists of strengths or weaknesses. `found` has the findings, and
    `figures` the measurements. `nothing` is for units that need no statement. It maps
    the id of each such unit to the reason.
    """

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
        """The ids of the units from which the judgements were drafted."""
        units: set[str] = set()
        for one in self.judgements:
            for at in one.at:
                units.add(at.unit)
        return frozenset(units)

    def ask(self, questions: Iterable[str]) -> None:
        """Add questions for the curator to the draft.

        A question that the draft already has is not added again.
        """
        for question in questions:
            if question not in self.questions:
                self.questions.append(question)

    def settle(self, found: tuple[V, Iterable[str]]) -> V:
        """Add questions to the draft, and return the drafted value.

        Args:
            found: The result of a drafting function: a value, and questions to the
                curator.
        """
        value, questions = found
        self.ask(questions)
        return value
