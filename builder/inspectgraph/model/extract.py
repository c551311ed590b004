"""The records of an extract, in which a curator describes one report.

The records of statements are in separate modules, named like the modules of the
ontology. Fields are described as in `model.fields`. All records can be imported from
here. The JSON Schema for editors is made from these records.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import chain
from typing import Annotated, Final, Literal

from msgspec import Meta, field

from inspectgraph.model.age_range import AgeRange
from inspectgraph.model.compared import Compared
from inspectgraph.model.depth import FULL
from inspectgraph.model.fields import Field, Record, about, fields_of, names, written
from inspectgraph.model.finding import Finding
from inspectgraph.model.judgement import Judgement, NoJudgement, ReportedJudgement
from inspectgraph.model.link import StatementLink
from inspectgraph.model.measurement import Comparator, Measurement
from inspectgraph.model.recommendation import Recommendation, RecommendationPart
from inspectgraph.model.source import (
    Correction,
    Document,
    ReportStatus,
    correctable_keys,
    value_text,
)
from inspectgraph.model.statement import (
    About,
    Anchor,
    Anchors,
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
    "AgeRange",
    "Anchor",
    "Comparator",
    "Compared",
    "Confirmation",
    "Correction",
    "Curation",
    "Curator",
    "Document",
    "Drafted",
    "Event",
    "Explained",
    "Extract",
    "Finding",
    "Judgement",
    "Mark",
    "Measurement",
    "NoJudgement",
    "PrintedTime",
    "Recommendation",
    "RecommendationPart",
    "Record",
    "ReportStatus",
    "ReportedJudgement",
    "Slug",
    "Statement",
    "StatementLink",
    "Text",
    "Withdrawal",
    "about",
    "correctable_keys",
    "names",
    "naming_keys",
    "value_text",
    "worded_keys",
    "written",
]

#: The keys of the lists of statements in an extract, each with the record type.
STATEMENTS: Final[dict[str, type[Statement]]] = {
    "judgements": Judgement,
    "not_judged": NoJudgement,
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
        "^(crown-copyright-[0-9]{4}|open-government-licence(-[23])?)$",
        "bad-rights",
        "crown-copyright- and the year printed, or open-government-licence, with -2 or -3"
        " where a version is printed",
    ),
]


class Withdrawal(Record, frozen=True, kw_only=True):
    """The id of a withdrawn statement, with the reason for the withdrawal."""

    id: Annotated[
        Id,
        about(
            "Id of the withdrawn statement, which is never used again.",
            term="statementId",
        ),
    ]
    reason: Annotated[
        Text, about("Reason why the statement was withdrawn.", term="reason")
    ]
    replaced_by: Annotated[
        tuple[str, ...],
        about(
            "Ids of the statements that replace the withdrawn statement.",
            names="statement",
        ),
    ] = ()


class Explained(Record, frozen=True, kw_only=True):
    """Sentences from which no statement was taken, with the reason."""

    reason: Annotated[
        str,
        about("Reason why there is no statement.", names="nothing-reason"),
    ]
    see: Annotated[
        tuple[str, ...],
        about(
            "If the sentences repeat other statements, the ids of these statements.",
            names="statement",
        ),
    ] = ()
    at: Annotated[Anchors, about("Words in the report.")]


class Curator(Record, frozen=True, kw_only=True):
    """An agent that took part in a curation, with its role. No person is named."""

    role: Annotated[str, about("Part in the curation.", names="curation-role")]
    agent: Annotated[
        Literal["language-model", "person"],
        about(
            "Kind of agent. The graph names the publisher of the project instead of a"
            " person."
        ),
    ]
    version: Annotated[
        Text | None,
        about("Name and version of the language model, where it was recorded."),
    ] = None


class Curation(Record, frozen=True, kw_only=True):
    """The curation of an extract: its method, its last day, and the agents who took part."""

    method: Annotated[
        Literal[
            "by-hand",
            "by-language-model",
            "drafted",
            "drafted-and-confirmed",
            "drafted-and-compared",
        ],
        about("Way in which the extract was made."),
    ]
    finished: Annotated[date, about("Last day of work on the extract.")]
    by: Annotated[
        tuple[Curator, ...],
        about("Agents that took part in the curation, each with its role."),
    ] = ()


class Confirmation(Record, frozen=True, kw_only=True):
    """A confirmation of statements in an extract: its method, its agents and its day."""

    method: Annotated[str, about("Way of confirming statements.", names="confirmation")]
    by: Annotated[
        tuple[Text, ...],
        Meta(min_length=1),
        about(
            "Programs with their versions, or a role such as curator. Persons are not"
            " named."
        ),
    ]
    finished: Annotated[date, about("Day on which the confirmation was finished.")]


class Drafted(Record, frozen=True, kw_only=True):
    """The marks of unconfirmed values, and the questions that the draft left open.

    A mark shows that a value is not confirmed. These values concern the whole report.
    The marks of single statements are in the records of the statements.
    """

    title: Annotated[Mark | None, about("Mark: the title is unconfirmed.")] = None
    framework: Annotated[Mark | None, about("Mark: the framework is unconfirmed.")] = (
        None
    )
    authorities: Annotated[
        Mark | None, about("Mark: the authorities are unconfirmed.")
    ] = None
    inspectorates: Annotated[
        Mark | None, about("Mark: the inspectorates are unconfirmed.")
    ] = None
    inspection: Annotated[
        Mark | None, about("Mark: the time of the inspection is unconfirmed.")
    ] = None
    published: Annotated[
        Mark | None, about("Mark: the time of publication is unconfirmed.")
    ] = None
    reference: Annotated[
        Mark | None, about("Mark: the reference number is unconfirmed.")
    ] = None
    rights: Annotated[Mark | None, about("Mark: the rights are unconfirmed.")] = None
    nothing: Annotated[
        Mark | None,
        about("Mark: the list of units without a statement is unconfirmed."),
    ] = None
    questions: Annotated[
        tuple[Text, ...], about("Questions that the draft could not answer.")
    ] = ()

    @property
    def marks(self) -> dict[str, Mark]:
        """The marks of unconfirmed values, keyed by the keys of the values.

        A mark shows that a value is not confirmed.
        """
        found: dict[str, Mark] = {}
        for name in self.__struct_fields__:
            mark = getattr(self, name)
            if isinstance(mark, Mark):
                found[name] = mark
        return found


class Extract(Record, frozen=True, kw_only=True):
    """All statements that a curator took from one report, with data about the report."""

    report: Annotated[Slug, about("Name of the extract's file, without its ending.")]
    title: Annotated[Text, about("Official title of the report.")]
    framework: Annotated[str, about("Framework of the inspection.", names="framework")]
    authorities: Annotated[
        tuple[str, ...],
        Meta(min_length=1),
        about("Authorities whose services were inspected.", names="authority"),
    ]
    inspectorates: Annotated[
        tuple[str, ...],
        Meta(min_length=1),
        about("Inspectorates that carried out the inspection.", names="inspectorate"),
    ]
    providers: Annotated[
        tuple[str, ...],
        about(
            "Trusts or companies that run the services, where the title names them.",
            names="body",
        ),
    ] = ()
    inspection: Annotated[
        PrintedTime | None, about("Time of the fieldwork, where the report prints it.")
    ] = None
    last_inspection: Annotated[
        PrintedTime | None,
        about("Time of the last full inspection, where the report names it."),
    ] = None
    published: Annotated[
        PrintedTime | None, about("Time of publication, where the report prints it.")
    ] = None
    reference: Annotated[
        Text | None, about("Reference number, in quotes, where the report prints it.")
    ] = None
    rights: Annotated[
        Rights,
        about(
            "Rights of the report: crown-copyright- and the year printed, or its licence."
        ),
    ]
    language: Annotated[Literal["en"], about("Language of the report.")]
    document: Annotated[
        Document | None, about("File from which the report was read.")
    ] = None
    status: Annotated[
        ReportStatus | None,
        about("Withdrawal or amendment of the report by the inspectorate."),
    ] = None
    supersedes: Annotated[
        tuple[str, ...],
        about("Earlier reports that this report replaces or corrects.", names="report"),
    ] = ()
    curation: Annotated[Curation, about("Method, last day and agents of the curation.")]
    confirmations: Annotated[
        tuple[Confirmation, ...],
        about("Ways in which statements were confirmed, each with agents and day."),
    ] = ()
    drafted: Annotated[
        Drafted | None,
        about("Marks which show that values about the whole report are unconfirmed."),
    ] = None
    depth: Annotated[
        str,
        about(
            "Extent of the curation: 'full', or 'grades' if only the front pages, the"
            " grades and the list of recommendations were curated.",
            names="depth",
        ),
    ] = FULL
    read_for: Annotated[
        tuple[str, ...],
        about(
            "Themes for which the whole report was read and every passage entered.",
            names="theme",
        ),
    ] = ()
    judgements: Annotated[
        tuple[Judgement, ...], about("Grades that the report awards.")
    ] = ()
    not_judged: Annotated[
        tuple[NoJudgement, ...],
        about("Aspects for which the report states that it awards no grade."),
    ] = ()
    reported: Annotated[
        tuple[ReportedJudgement, ...],
        about("Grades of other inspections that the report quotes."),
    ] = ()
    findings: Annotated[tuple[Finding, ...], about("Findings of the report.")] = ()
    recommendations: Annotated[
        tuple[Recommendation, ...], about("Recommendations of the report.")
    ] = ()
    measurements: Annotated[
        tuple[Measurement, ...], about("Figures that the report prints.")
    ] = ()
    events: Annotated[
        tuple[Event, ...], about("Events: what happened to services and organisations.")
    ] = ()
    links: Annotated[
        tuple[StatementLink, ...],
        about("Links from statements of earlier reports to statements of this report."),
    ] = ()
    nothing: Annotated[
        dict[Unit, Annotated[str, names("nothing-reason")]],
        about("Units without a statement, each with the reason."),
    ] = field(default_factory=dict)
    explained: Annotated[
        tuple[Explained, ...],
        about(
            "Sentences without a statement, each with the reason. Other sentences of the"
            " unit have statements."
        ),
    ] = ()
    withdrawn: Annotated[
        tuple[Withdrawal, ...], about("Statements that were withdrawn.")
    ] = ()
    corrections: Annotated[
        tuple[Correction, ...],
        about("Published values that were corrected, each with the old value."),
    ] = ()

    @property
    def unconfirmed(self) -> bool:
        """Whether any data about the whole report are drafted and not yet confirmed."""
        if self.drafted is None:
            return False
        return bool(self.drafted.marks)

    def anchors(self) -> Iterator[Anchor]:
        """Yield all anchors in the extract.

        Statements, the parts of recommendations, and links have anchors.
        """
        for statement in self.statements:
            yield from statement.at
        for recommendation in self.recommendations:
            for part in recommendation.parts:
                yield from part.at
        for link in self.links:
            yield from link.at

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements: the lists of the file are joined in a fixed order."""
        found: list[Statement] = []
        for name in STATEMENT_LISTS:
            found += getattr(self, name)
        return tuple(found)


@cache
def naming_keys() -> tuple[str, ...]:
    """Return the keys under which a statement names other statements.

    Each key is returned once.

    >>> naming_keys()
    ('replaces', 'because', 'despite', 'more_about', 'answers')
    """
    keys: dict[str, None] = {}
    for one in _fields_of_statements():
        if one.names.endswith("statement"):
            keys[one.key] = None
    return tuple(keys)


@cache
def worded_keys() -> tuple[str, ...]:
    """Return the keys under which a statement has texts in the curator's own words.

    Each key is returned once.

    >>> worded_keys()
    ('doubt', 'of', 'note', 'population', 'what')
    """
    keys: dict[str, None] = {}
    for one in _fields_of_statements():
        if one.worded:
            keys[one.key] = None
    return tuple(keys)


def _fields_of_statements() -> Iterator[Field]:
    """Return the fields of every type of statement, type by type."""
    return chain.from_iterable(map(fields_of, STATEMENTS.values()))
