"""The recommendations of an extract, with their parts."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field

from inspectgraph.model.fields import Record, about
from inspectgraph.model.statement import (
    About,
    Anchors,
    Group,
    Note,
    OptionalThemes,
    Text,
)

__all__ = ["Recommendation", "RecommendationPart"]


class RecommendationPart(Record, frozen=True, kw_only=True):
    """A point under a recommendation, such as (a) of item 3."""

    note: Annotated[Text, about("The curator's own words, at most 25.", term="note")]
    at: Anchors


class Recommendation(About, frozen=True, kw_only=True):
    """One item of the list of what should be done."""

    timescale: Annotated[
        str | None,
        about(
            "By when: a timescale of the framework; absent where the report sorts by none.",
            names="band",
            term="timescale",
            column="band",
            in_tables="By when, or how urgent.",
        ),
    ] = field(name="band", default=None)
    addressee: Annotated[
        tuple[str, ...],
        Meta(min_length=1),
        about(
            "Who should act: authorities, bodies, or a kind of body where the registry has"
            " no such body.",
            names="responsible",
            term="addressee",
            in_tables="Who should act.",
        ),
    ]
    parts: Annotated[tuple[RecommendationPart, ...], about("Its nested points.")] = ()
    themes: OptionalThemes = ()
    group: Group = ()
    answers: Annotated[
        tuple[str, ...],
        about(
            "Findings that it answers.",
            names="live-statement",
            term="answers",
            in_tables="Ids of the statements that it answers.",
        ),
    ] = ()
    note: Note
