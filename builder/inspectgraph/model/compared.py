"""The record of a comparison that a report makes in words.

`Comparisons` is the type of a field that contains such comparisons.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field

from inspectgraph.model.fields import Record, about

__all__ = ["Compared", "Comparisons"]


class Compared(Record, frozen=True, kw_only=True):
    """A comparison in words: the report gives no value of the reference point."""

    compared_with: Annotated[
        str,
        about(
            "Reference point of the comparison.",
            names="compared-with",
            term="comparedWith",
        ),
    ] = field(name="with")
    result: Annotated[
        str,
        about(
            "Result of the comparison.",
            names="comparison-result",
            term="comparisonResult",
        ),
    ]


Comparisons = Annotated[
    tuple[Compared, ...],
    Meta(
        min_length=1,
        extra={"one-or-more": True},
        extra_json_schema={"x-one-or-more": True},
    ),
    about(
        "Comparisons that the report makes in words, without a value: one, or a list."
    ),
]
