"""The recommendations of an extract, with their parts."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field

from inspectgraph.model.fields import Record, about
from inspectgraph.model.statement import (
    About,
    Anchors,
    Group,
    OptionalThemes,
    Text,
)

__all__ = ["Recommendation", "RecommendationPart"]


class RecommendationPart(Record, frozen=True, kw_only=True):
    """A point under a recommendation, such as (a) of item 3."""

    note: Annotated[
        Text, about("Content, in at most 25 words of the curator.", term="note")
    ]
    at: Anchors


class Recommendation(About, frozen=True, kw_only=True):
    """One item of a list of recommended actions in a report."""

    timescale: Annotated[
        str | None,
        about(
            "One of the timescales of the framework; absent if the report gives none.",
            names="band",
            term="timescale",
            column="band",
            in_tables="Timescale within which the recommendation should be carried out.",
        ),
    ] = field(name="band", default=None)
    addressee: Annotated[
        tuple[str, ...],
        Meta(min_length=1),
        about(
            "Who should act: authorities, bodies, or a kind of body if the registry does not have"
            " the body.",
            names="responsible",
            term="addressee",
            in_tables="Organisations that should act.",
        ),
    ] = ()
    parts: Annotated[
        tuple[RecommendationPart, ...],
        about("Items of the list inside the recommendation."),
    ] = ()
    themes: OptionalThemes = ()
    group: Group = ()
    answers: Annotated[
        tuple[str, ...],
        about(
            "Findings to which the recommendation responds.",
            names="live-statement",
            term="answers",
            in_tables="Ids of the findings to which the recommendation responds.",
        ),
    ] = ()
    note: Annotated[
        Text | None,
        about(
            "Content in the curator's own words: complete sentences, at most 25 words in"
            " all. Absent from a report that is curated for grades only.",
            term="note",
        ),
    ] = None
