"""The record of a measurement: a printed value, with the values it is compared with."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from msgspec import field

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
        str, about("Whose value it is.", names="compared-with", term="comparedWith")
    ] = field(name="with")
    value: Annotated[Decimal, about("As a number.", term="value")]
    printed: Annotated[Verbatim, about("As the report prints it.", term="printedValue")]
    period: Annotated[
        PrintedTime | None, about("For which time, as printed.", term="period")
    ] = None


class Measurement(About, frozen=True, kw_only=True):
    """A printed value with its unit of measure, for an area, people or services."""

    indicator: Annotated[
        str, about("What is measured.", names="indicator", term="indicator")
    ]
    value: Annotated[
        Decimal,
        about("As a number.", term="value", in_tables="The figure as a number."),
    ]
    printed: Annotated[
        Verbatim,
        about(
            "As the report prints it, figures or words.",
            term="printedValue",
            in_tables="The figure as printed.",
        ),
    ]
    qualifier: Annotated[
        str | None,
        about(
            "How exact it is said to be.",
            names="qualifier",
            term="qualifier",
            in_tables="How exactly it is meant.",
        ),
    ] = None
    unit: Annotated[
        str,
        about(
            "In which unit.",
            names="unit-of-measure",
            term="measureUnit",
            column="measure",
            in_tables="The unit of measurement.",
        ),
    ]
    kind: Annotated[
        str,
        about(
            "What kind of number it is.",
            names="measurement-kind",
            term="measurementKind",
            in_tables="Count, share, rate, rank, change, difference, ratio or target.",
        ),
    ]
    denominator: Annotated[
        Decimal | None,
        about(
            "The whole that a count is part of.",
            term="denominator",
            in_tables="Out of how many.",
        ),
    ] = field(name="of", default=None)
    population: Annotated[
        Text | None,
        about(
            "Whom or what it counts, in own words.",
            term="population",
            in_tables="Of whom or what.",
        ),
    ] = None
    period: Annotated[
        PrintedTime | None,
        about(
            "For which time, as printed.",
            term="period",
            in_tables="For what time, as printed.",
        ),
    ] = None
    status: Annotated[
        str | None,
        about(
            "How final it is.",
            names="measurement-status",
            term="measurementStatus",
            in_tables="Final, provisional, estimated or unvalidated.",
        ),
    ] = None
    comparators: Annotated[
        tuple[Comparator, ...], about("Values that it is compared with.")
    ] = ()
    group: Group = ()
    polarity: Annotated[
        str | None,
        about(
            "Only where the report values the figure.",
            names="polarity",
            term="polarity",
        ),
    ] = None
    themes: OptionalThemes = ()
    note: Note
