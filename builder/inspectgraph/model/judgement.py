"""The records of grades: grades that the report awards, and grades that it quotes."""

from __future__ import annotations

from typing import Annotated

from msgspec import field

from inspectgraph.model.fields import about
from inspectgraph.model.statement import About, Count, PrintedTime, Statement, Text

__all__ = ["Judgement", "ReportedJudgement"]


class Judgement(Statement, frozen=True, kw_only=True):
    """A grade that the report awards for an aspect of its framework."""

    aspect: Annotated[
        str,
        about("An aspect of the report's framework.", names="aspect", term="aspect"),
    ]
    grade: Annotated[
        str, about("A grade of the framework's scale.", names="grade", term="grade")
    ]
    source: Annotated[
        str,
        about(
            "Where in the report it is awarded.",
            names="award-source",
            term="awardSource",
        ),
    ]


class ReportedJudgement(About, frozen=True, kw_only=True):
    """A grade of another inspection that the report quotes.

    It is never counted as a grade of this report.
    """

    of: Annotated[
        Text,
        about(
            "What was graded, in own words.",
            term="reportedOf",
            in_tables="What was judged, in the curator's words.",
        ),
    ]
    framework: Annotated[
        str | None,
        about("The other inspection's regime.", names="framework", term="framework"),
    ] = None
    aspect: Annotated[
        str | None,
        about(
            "An aspect of that framework; 'framework/aspect' where none is named.",
            names="reported-aspect",
            term="aspect",
        ),
    ] = None
    scale: Annotated[
        str,
        about("The scale that the grade belongs to.", names="scale", term="scale"),
    ]
    grade: Annotated[
        str, about("A grade of that scale.", names="reported-grade", term="grade")
    ]
    or_better: Annotated[
        bool,
        about(
            "Whether this grade or a better one is meant.",
            term="orBetter",
            in_tables="Whether the grade is the lowest of those meant.",
        ),
    ] = False
    count: Annotated[
        Count | None,
        about(
            "How many had the grade.",
            term="count",
            in_tables="How many were judged so.",
        ),
    ] = None
    out_of: Annotated[Count | None, about("Out of how many.", term="outOf")] = None
    by: Annotated[
        str | None,
        about("Who awarded it.", names="inspectorate", term="reportedBy"),
    ] = None
    time: Annotated[
        PrintedTime | None,
        about("When, as printed.", term="reportedTime", column="when"),
    ] = field(name="date", default=None)
    note: Annotated[
        Text | None, about("The curator's own words, at most 25.", term="note")
    ] = None
