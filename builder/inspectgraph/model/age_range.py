"""The record that describes a range of ages.

`Ages` is the type of a field that contains such records.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field

from inspectgraph.model.fields import Record, about
from inspectgraph.model.statement import Verbatim

__all__ = ["AgeRange", "Ages"]

_Age = Annotated[int, Meta(ge=0, le=1200)]


class AgeRange(Record, frozen=True, kw_only=True):
    """A range of ages as printed, in completed years or months.

    The lowest or the highest age may be missing.
    """

    printed: Annotated[
        Verbatim,
        about("Words in which the report states the ages.", term="printedAges"),
    ]
    minimum: Annotated[
        _Age | None,
        about("Lowest age, in completed years or months.", term="minimumAge"),
    ] = field(name="from", default=None)
    maximum: Annotated[
        _Age | None,
        about(
            "Highest age, in completed years or months: 4 for children under five.",
            term="maximumAge",
        ),
    ] = field(name="to", default=None)
    unit: Annotated[
        str,
        about(
            "Unit of the ages: years, or months if the report prints months.",
            names="age-unit",
            term="ageUnit",
        ),
    ] = "years"


Ages = Annotated[
    tuple[AgeRange, ...],
    Meta(
        min_length=1,
        extra={"one-or-more": True},
        extra_json_schema={"x-one-or-more": True},
    ),
    about("Printed ages of the people that the statement is about: one, or a list."),
]
