"""The frameworks of full inspections, and the aspects of their overall grades."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["OVERALL", "PARTS", "REGIME_NAME", "aspect_key", "is_overall", "slug"]

#: The aspect of the overall grade, by the regime of full inspections that awards it.
OVERALL: Final[Mapping[str, str]] = {
    "ilacs": "ilacs/overall-effectiveness",
    "sif": "sif/overall-effectiveness",
}
#: Aspects with "overall" in their name that cover only a part of an inspection: the regime
#: of 2009 to 2012 graded safeguarding and looked after children, but not both together.
PARTS: Final = frozenset(
    {
        "sla-2009/looked-after-overall-effectiveness",
        "sla-2009/safeguarding-overall-effectiveness",
    }
)
#: The maximum number of letters in the name of a regime.
REGIME_NAME: Final = 72


def is_overall(aspect: str) -> bool:
    """Return whether an aspect covers a whole inspection.

    The grade for such an aspect is the overall grade of the inspection.
    """
    return aspect_key(aspect) in OVERALL.values()


def slug(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rsplit("/", 1)[-1]


def aspect_key(aspect: str) -> str:
    """Return the last two parts of the IRI of an aspect: `sif/adoption-performance`."""
    return "/".join(aspect.rsplit("/", 2)[-2:])
