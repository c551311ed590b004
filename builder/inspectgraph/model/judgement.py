"""Records for three kinds of statement about grades.

A report can award a grade, state that it awards no grade, or quote a grade from another
inspection.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import field

from inspectgraph.model.fields import about
from inspectgraph.model.statement import About, Count, PrintedTime, Statement, Text

__all__ = ["Judgement", "NoJudgement", "ReportedJudgement"]


class Judgement(Statement, frozen=True, kw_only=True):
    """A grade that the report awards for an aspect of its framework."""

    aspect: Annotated[
        str,
        about("Aspect of the report's framework.", names="aspect", term="aspect"),
    ]
    grade: Annotated[
        str, about("Grade of the framework's scale.", names="grade", term="grade")
    ]
    source: Annotated[
        str,
        about(
            "Part of the report in which the grade is awarded.",
            names="award-source",
            term="awardSource",
        ),
    ]


class NoJudgement(Statement, frozen=True, kw_only=True):
    """An aspect of the framework for which the report explicitly awards no grade."""

    aspect: Annotated[
        str,
        about("Aspect of the report's framework.", names="aspect", term="aspect"),
    ]


class ReportedJudgement(About, frozen=True, kw_only=True):
    """A grade from another inspection, quoted in the report.

    It is never counted as a grade of this report.
    """

    of: Annotated[
        Text,
        about(
            "Provider or service that was graded, in the curator's own words.",
            term="reportedOf",
            in_tables="Provider or service that was graded, in the curator's own words.",
        ),
    ]
    framework: Annotated[
        str | None,
        about(
            "Framework of the other inspection.", names="framework", term="framework"
        ),
    ] = None
    aspect: Annotated[
        str | None,
        about(
            "Aspect that was graded; written as framework/aspect if no framework is given.",
            names="reported-aspect",
            term="aspect",
        ),
    ] = None
    scale: Annotated[
        str,
        about("Grade scale of the quoted grade.", names="scale", term="scale"),
    ]
    grade: Annotated[
        str,
        about("Quoted grade, from that scale.", names="reported-grade", term="grade"),
    ]
    or_better: Annotated[
        bool,
        about(
            "Whether better grades are included too, as in 'good or better'.",
            term="orBetter",
            in_tables="Whether better grades are included too, as in 'good or better'.",
        ),
    ] = False
    count: Annotated[
        Count | None,
        about(
            "Number of providers with the grade.",
            term="count",
            in_tables="Number of providers with the grade.",
        ),
    ] = None
    out_of: Annotated[
        Count | None,
        about(
            "Total number of providers, including those without the grade.",
            term="outOf",
        ),
    ] = None
    by: Annotated[
        str | None,
        about(
            "Inspectorate that awarded the grade.",
            names="inspectorate",
            term="reportedBy",
        ),
    ] = None
    time: Annotated[
        PrintedTime | None,
        about(
            "Time at which the grade was awarded.", term="reportedTime", column="time"
        ),
    ] = field(name="date", default=None)
    note: Annotated[
        Text | None, about("Content, in at most 25 words of the curator.", term="note")
    ] = None
