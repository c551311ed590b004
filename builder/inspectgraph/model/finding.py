"""The record of a finding. Optional fields give more details on the finding."""

from __future__ import annotations

from typing import Annotated

from msgspec import field

from inspectgraph.model.age_range import Ages
from inspectgraph.model.compared import Comparisons
from inspectgraph.model.fields import about
from inspectgraph.model.statement import About, Group, Note, PrintedTime, Themes

__all__ = ["Finding"]


class Finding(About, frozen=True, kw_only=True):
    """A strength, a weakness, or a mixed or neutral finding."""

    polarity: Annotated[
        str,
        about(
            "How the main clause evaluates the subject of the finding.",
            names="polarity",
            term="polarity",
        ),
    ]
    themes: Themes  # pyright: ignore[reportGeneralTypeIssues]
    note: Note
    group: Group = ()
    ages: Ages = ()
    level: Annotated[
        str | None,
        about(
            "The report's word for how good the subject is.",
            names="level",
            term="level",
        ),
    ] = None
    state: Annotated[
        str | None,
        about(
            "Stage, from plan to end, that the subject has reached.",
            names="state",
            term="state",
        ),
    ] = None
    state_time: Annotated[
        PrintedTime | None,
        about(
            "Time at which the subject reached, or is expected to reach, the stage.",
            term="stateTime",
            column="state_time",
            in_tables="Time at which the subject reached, or is expected to reach, the stage.",
        ),
    ] = field(name="state_date", default=None)
    trend: Annotated[
        str | None,
        about(
            "Direction in which the quality of the subject changes.",
            names="trend",
            term="trend",
        ),
    ] = None
    since: Annotated[
        PrintedTime | None,
        about(
            "Time from which the trend holds.",
            term="since",
            in_tables="Time from which the trend holds.",
        ),
    ] = None
    extent: Annotated[
        str | None,
        about(
            "Share of people or cases for which the finding is true.",
            names="extent",
            term="extent",
        ),
    ] = None
    certainty: Annotated[
        str | None,
        about(
            "Degree of certainty with which the report states the finding.",
            names="certainty",
            term="certainty",
        ),
    ] = None
    kind: Annotated[
        str | None,
        about(
            "Kind of subject: arrangement, practice, reach or result.",
            names="finding-kind",
            term="findingKind",
        ),
    ] = None
    compared: Comparisons = ()
    voice: Annotated[
        tuple[str, ...],
        about(
            "People or body whose view the finding gives, if not the inspectors'.",
            names="voice",
            term="voice",
        ),
    ] = ()
    evidence_kind: Annotated[
        tuple[str, ...],
        about(
            "Kinds of evidence that the report names for the finding.",
            names="evidence-kind",
            term="evidenceKind",
        ),
    ] = ()
    responsible: Annotated[
        tuple[str, ...],
        about(
            "Who must act on the finding or account for it: an authority, a body or a kind"
            " of body.",
            names="responsible",
            term="responsible",
            in_tables="Who must act on the finding or account for it.",
        ),
    ] = ()
    because: Annotated[
        tuple[str, ...],
        about(
            "Statements that the report gives as the reason for the finding.",
            names="live-statement",
            term="because",
            in_tables="Ids of the statements that the report gives as the reason.",
        ),
    ] = ()
    despite: Annotated[
        tuple[str, ...],
        about(
            "Statements that the report concedes with a word such as 'although'.",
            names="live-statement",
            term="despite",
            in_tables="Ids of the statements that the report concedes.",
        ),
    ] = ()
    more_about: Annotated[
        tuple[str, ...],
        about(
            "Statements to which this statement adds a detail.",
            names="live-statement",
            term="moreAbout",
            in_tables="Ids of the statements to which this statement adds a detail.",
        ),
    ] = ()
