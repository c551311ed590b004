"""The record of a measurement: a printed value, with its comparators."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from msgspec import field

from inspectgraph.model.age_range import Ages
from inspectgraph.model.compared import Comparisons
from inspectgraph.model.fields import Record, about
from inspectgraph.model.statement import (
    About,
    Group,
    Note,
    OptionalThemes,
    PrintedTime,
    Text,
    Verbatim,
)

__all__ = ["Comparator", "Measurement"]


class Comparator(Record, frozen=True, kw_only=True):
    """A value with which the report compares a measurement."""

    compared_with: Annotated[
        str,
        about(
            "Reference point that the value belongs to.",
            names="compared-with",
            term="comparedWith",
        ),
    ] = field(name="with")
    value: Annotated[Decimal, about("As a number.", term="value")]
    printed: Annotated[
        Verbatim, about("Value as the report prints it.", term="printedValue")
    ]
    period: Annotated[
        PrintedTime | None, about("Time for which the value holds.", term="period")
    ] = None


class Measurement(About, frozen=True, kw_only=True):
    """A printed value with its unit of measure, for an area, people or services."""

    indicator: Annotated[
        str,
        about("Indicator whose value is given.", names="indicator", term="indicator"),
    ]
    value: Annotated[
        Decimal,
        about("As a number.", term="value", in_tables="Value as a number."),
    ]
    printed: Annotated[
        Verbatim,
        about(
            "Value as the report prints it, in figures or words.",
            term="printedValue",
            in_tables="Value as the report prints it.",
        ),
    ]
    qualifier: Annotated[
        str | None,
        about(
            "Word that says how exact the value is, such as 'over' or 'nearly'.",
            names="qualifier",
            term="qualifier",
            in_tables="Word that says how exact the value is, such as 'over' or 'nearly'.",
        ),
    ] = None
    unit: Annotated[
        str,
        about(
            "Unit in which the value is expressed.",
            names="unit-of-measure",
            term="measureUnit",
            column="measure",
            in_tables="Unit in which the value is expressed.",
        ),
    ]
    kind: Annotated[
        str,
        about(
            "Kind of quantity, such as count or share.",
            names="measurement-kind",
            term="measurementKind",
            in_tables="Count, share, rate, rank, change, difference, ratio or target.",
        ),
    ]
    denominator: Annotated[
        Decimal | None,
        about(
            "Total of which the value is a part.",
            term="denominator",
            in_tables="Total of which the value is a part.",
        ),
    ] = field(name="of", default=None)
    population: Annotated[
        Text | None,
        about(
            "People or cases that the value is about, in the curator's own words.",
            term="population",
            in_tables="People or cases that the value is about.",
        ),
    ] = None
    period: Annotated[
        PrintedTime | None,
        about(
            "Time for which the value holds.",
            term="period",
            in_tables="Time for which the value holds.",
        ),
    ] = None
    status: Annotated[
        str | None,
        about(
            "Degree to which the value has been checked.",
            names="measurement-status",
            term="measurementStatus",
            in_tables="Final, provisional, estimated or unvalidated.",
        ),
    ] = None
    comparators: Annotated[
        tuple[Comparator, ...],
        about("Values with which the report compares the measurement."),
    ] = ()
    compared: Comparisons = ()
    group: Group = ()
    ages: Ages = ()
    polarity: Annotated[
        str | None,
        about(
            "Polarity, if the report calls the figure good or bad.",
            names="polarity",
            term="polarity",
        ),
    ] = None
    themes: OptionalThemes = ()
    note: Note
