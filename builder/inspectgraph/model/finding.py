"""The record of a finding, with the optional fields that qualify the finding."""

from __future__ import annotations

from typing import Annotated

from msgspec import field

from inspectgraph.model.fields import Record, about
from inspectgraph.model.statement import About, Group, Note, PrintedTime, Themes

__all__ = ["Compared", "Finding"]


class Compared(Record, frozen=True, kw_only=True):
    """A comparison in words, without a figure."""

    compared_with: Annotated[
        str,
        about(
            "Against whom.",
            names="compared-with",
            term="comparedWith",
            column="compared_with",
            in_tables="What it is compared with, without a figure.",
        ),
    ] = field(name="with")
    result: Annotated[
        str,
        about(
            "How it comes out.",
            names="comparison-result",
            term="comparisonResult",
            column="comparison",
            in_tables="How it compares.",
        ),
    ]


class Finding(About, frozen=True, kw_only=True):
    """A strength, a weakness, or a mixed or neutral finding."""

    polarity: Annotated[
        str, about("What the main clause says.", names="polarity", term="polarity")
    ]
    themes: Themes  # pyright: ignore[reportGeneralTypeIssues]
    note: Note
    group: Group = ()
    level: Annotated[
        str | None,
        about("The report's word for how good.", names="level", term="level"),
    ] = None
    state: Annotated[
        str | None,
        about("Where in its life the thing is.", names="state", term="state"),
    ] = None
    state_time: Annotated[
        PrintedTime | None,
        about(
            "When that state is or will be, as printed.",
            term="stateTime",
            column="state_when",
            in_tables="Since or until when, as printed.",
        ),
    ] = field(name="state_date", default=None)
    trend: Annotated[
        str | None, about("The direction of its quality.", names="trend", term="trend")
    ] = None
    since: Annotated[
        PrintedTime | None,
        about(
            "Since when that trend holds, as printed.",
            term="since",
            in_tables="Since when, as printed.",
        ),
    ] = None
    extent: Annotated[
        str | None, about("How far it holds.", names="extent", term="extent")
    ] = None
    certainty: Annotated[
        str | None,
        about("How sure the report's words are.", names="certainty", term="certainty"),
    ] = None
    kind: Annotated[
        str | None,
        about(
            "What is judged: arrangement, practice, reach, result.",
            names="finding-kind",
            term="findingKind",
        ),
    ] = None
    compared: Annotated[Compared | None, about("A comparison without a figure.")] = None
    voice: Annotated[
        tuple[str, ...],
        about("Whose view it is, if not the inspectors'.", names="voice", term="voice"),
    ] = ()
    responsible: Annotated[
        tuple[str, ...],
        about(
            "Who is to act or to blame, as said: a body, an authority or a kind of body.",
            names="responsible",
            term="responsible",
            in_tables="Who is to act or to blame, as said.",
        ),
    ] = ()
    because: Annotated[
        tuple[str, ...],
        about(
            "Statements that it is said to follow from.",
            names="live-statement",
            term="because",
            in_tables="Ids of the statements that it is said to follow from.",
        ),
    ] = ()
    more_about: Annotated[
        tuple[str, ...],
        about(
            "Statements that it adds a detail to.",
            names="live-statement",
            term="moreAbout",
            in_tables="Ids of the statements that it says more about.",
        ),
    ] = ()
