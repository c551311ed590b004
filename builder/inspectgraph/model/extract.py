"""The records of an extract: what a curator writes about one report.

The records of statements are in modules with the names of the modules of the ontology.
The description of fields is in `model.fields`. All of them can be imported from here.
The JSON Schema for editors is made from these records.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import chain
from typing import Annotated, Final, Literal

from msgspec import Meta, field

from inspectgraph.model.fields import Field, Record, about, fields_of, names, written
from inspectgraph.model.finding import Compared, Finding
from inspectgraph.model.judgement import Judgement, ReportedJudgement
from inspectgraph.model.measurement import Comparator, Measurement
from inspectgraph.model.recommendation import Recommendation, RecommendationPart
from inspectgraph.model.statement import (
    About,
    Anchor,
    Event,
    Id,
    Mark,
    PrintedTime,
    Slug,
    Statement,
    Text,
    Unit,
)

__all__ = [
    "STATEMENTS",
    "STATEMENT_LISTS",
    "About",
    "Anchor",
    "Comparator",
    "Compared",
    "Curation",
    "Drafted",
    "Event",
    "Extract",
    "Finding",
    "Judgement",
    "Mark",
    "Measurement",
    "PrintedTime",
    "Recommendation",
    "RecommendationPart",
    "Record",
    "ReportedJudgement",
    "Slug",
    "Statement",
    "Text",
    "Withdrawal",
    "about",
    "names",
    "naming_keys",
    "worded_keys",
    "written",
]

#: The keys of the lists of statements in an extract, each with the record type.
STATEMENTS: Final[dict[str, type[Statement]]] = {
    "judgements": Judgement,
    "reported": ReportedJudgement,
    "findings": Finding,
    "recommendations": Recommendation,
    "measurements": Measurement,
    "events": Event,
}
STATEMENT_LISTS: Final = tuple(STATEMENTS)

Rights = Annotated[
    str,
    written(
        "^(crown-copyright-[0-9]{4}|open-government-licence-[23])$",
        "bad-rights",
        "crown-copyright- and the year printed, or open-government-licence-2 or -3",
    ),
]


class Withdrawal(Record, frozen=True, kw_only=True):
    """The id of a withdrawn statement, with the reason for the withdrawal."""

    id: Annotated[Id, about("The id, which is never given again.", term="statementId")]
    reason: Annotated[Text, about("Why the statement was withdrawn.", term="reason")]
    replaced_by: Annotated[
        tuple[str, ...], about("Ids that took its place.", names="statement")
    ] = ()


class Curation(Record, frozen=True, kw_only=True):
    """The method of making an extract, and the day on which it was finished."""

    method: Annotated[
        Literal["by-hand", "drafted", "drafted-and-confirmed"],
        about("How it was made."),
    ]
    finished: Annotated[date, about("The day on which it was finished.")]


class Drafted(Record, frozen=True, kw_only=True):
    """Marks of unconfirmed values of the report as a whole, and questions of the draft.

    Marks of single statements are in the statements.
    """

    title: Annotated[Mark | None, about("While the title is unconfirmed.")] = None
    framework: Annotated[Mark | None, about("While the framework is unconfirmed.")] = (
        None
    )
    authorities: Annotated[
        Mark | None, about("While the authorities are unconfirmed.")
    ] = None
    inspectorates: Annotated[
        Mark | None, about("While the inspectorates are unconfirmed.")
    ] = None
    inspection: Annotated[
        Mark | None, about("While the time of the inspection is unconfirmed.")
    ] = None
    published: Annotated[
        Mark | None, about("While the time of publication is unconfirmed.")
    ] = None
    reference: Annotated[
        Mark | None, about("While the reference number is unconfirmed.")
    ] = None
    rights: Annotated[Mark | None, about("While the rights are unconfirmed.")] = None
    nothing: Annotated[
        Mark | None, about("While the units without a statement are unconfirmed.")
    ] = None
    questions: Annotated[
        tuple[Text, ...], about("What the draft could not settle.")
    ] = ()

    @property
    def marks(self) -> dict[str, Mark]:
        """The remaining marks, by the key of the value that is unconfirmed."""
        found: dict[str, Mark] = {}
        for name in self.__struct_fields__:
            mark = getattr(self, name)
            if isinstance(mark, Mark):
                found[name] = mark
        return found


class Extract(Record, frozen=True, kw_only=True):
    """All statements that a curator took from one report, with data on the report."""

    report: Annotated[Slug, about("The file's name without its ending.")]
    title: Annotated[Text, about("The official title.")]
    framework: Annotated[str, about("The inspection regime.", names="framework")]
    authorities: Annotated[
        tuple[str, ...],
        Meta(min_length=1),
        about("Who was inspected.", names="authority"),
    ]
    inspectorates: Annotated[
        tuple[str, ...],
        Meta(min_length=1),
        about("Who inspected.", names="inspectorate"),
    ]
    inspection: Annotated[
        PrintedTime | None, about("The fieldwork, where its time is printed.")
    ] = None
    published: Annotated[
        PrintedTime | None, about("When it was published, where that is printed.")
    ] = None
    reference: Annotated[
        Text | None, about("The reference number, where printed, in quotes.")
    ] = None
    rights: Annotated[
        Rights,
        about("crown-copyright- and the year printed, or the licence it is under."),
    ]
    language: Annotated[Literal["en"], about("The report's language.")]
    supersedes: Annotated[
        tuple[str, ...], about("Reports that it corrects or replaces.", names="report")
    ] = ()
    curation: Annotated[Curation, about("How and when this extract was made.")]
    drafted: Annotated[
        Drafted | None, about("Only while something above the lists is unconfirmed.")
    ] = None
    read_for: Annotated[
        tuple[str, ...],
        about(
            "Themes for which the whole report was read and every passage entered.",
            names="theme",
        ),
    ] = ()
    judgements: Annotated[
        tuple[Judgement, ...], about("The grades that the report awards.")
    ] = ()
    reported: Annotated[
        tuple[ReportedJudgement, ...],
        about("Grades of other inspections that it quotes."),
    ] = ()
    findings: Annotated[tuple[Finding, ...], about("What it finds.")] = ()
    recommendations: Annotated[
        tuple[Recommendation, ...], about("What it says should be done.")
    ] = ()
    measurements: Annotated[
        tuple[Measurement, ...], about("The figures it gives.")
    ] = ()
    events: Annotated[
        tuple[Event, ...], about("What happened to services and bodies.")
    ] = ()
    nothing: Annotated[
        dict[Unit, Annotated[str, names("nothing-reason")]],
        about("Units that hold no statement, and why."),
    ] = field(default_factory=dict)
    withdrawn: Annotated[
        tuple[Withdrawal, ...], about("Ids that are no longer used.")
    ] = ()

    @property
    def unconfirmed(self) -> bool:
        """Whether data on the report as a whole are drafted and not yet confirmed."""
        if self.drafted is None:
            return False
        return bool(self.drafted.marks)

    def anchors(self) -> Iterator[Anchor]:
        """Yield every anchor of the statements and of the parts of recommendations."""
        for statement in self.statements:
            yield from statement.at
        for recommendation in self.recommendations:
            for part in recommendation.parts:
                yield from part.at

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements, list by list in the order of the file."""
        found: list[Statement] = []
        for name in STATEMENT_LISTS:
            found += getattr(self, name)
        return tuple(found)


@cache
def naming_keys() -> tuple[str, ...]:
    """Return the keys under which a statement names other statements, each once.

    >>> naming_keys()
    ('replaces', 'because', 'more_about', 'answers')
    """
    keys: dict[str, None] = {}
    for one in _fields_of_statements():
        if one.names.endswith("statement"):
            keys[one.key] = None
    return tuple(keys)


@cache
def worded_keys() -> tuple[str, ...]:
    """Return the keys of statements whose texts are in the curator's words, each once.

    >>> worded_keys()
    ('doubt', 'of', 'note', 'population', 'what')
    """
    keys: dict[str, None] = {}
    for one in _fields_of_statements():
        if one.worded:
            keys[one.key] = None
    return tuple(keys)


def _fields_of_statements() -> Iterator[Field]:
    """Return the fields of all record types of statements, type by type."""
    return chain.from_iterable(map(fields_of, STATEMENTS.values()))
