"""Records of the figures that a sentence prints.

The indicator of a figure is usually not known yet.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

__all__ = ["Printed", "Sentence", "clause_after", "clause_around"]

_ENDS_CLAUSE = re.compile(r"[,;()]")
_ENDS_COUNT = re.compile(r"[,;()]| and ")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence from which figures are read.

    Args:
        words: The sentence.
        introduction: The lead-in or bullet that introduces the passage. It is empty if
            nothing introduces the passage.
        standard: Whether the sentence is in a standard section. Standard sections of
            all reports have figures for the same indicators.
    """

    words: str
    introduction: str
    standard: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A figure as printed in a sentence.

    Args:
        place: The offset of the number in the sentence.
        value: The value of the figure, in its unit.
        printed: The number with its unit sign, as printed.
        unit: The slug of the unit of measure.
        kind: The kind of figure: share, rate, count, change, ratio or rank.
        clauses: Texts around the figure that may name the indicator. The likeliest text
            comes first.
        before: The words before a count, or None. These words show whether the figure
            counts a whole group.
        indicator: The indicator, or None. Some forms, such as a rank of deprivation,
            already determine the indicator.
        only_known: Whether the figure is left out of the draft if no indicator is
            found.
        of: The total, such as 30 in `12 of 30`. It is None if the figure is not a part
            of a total.
        earlier: An earlier value of the same indicator, as printed, or None.
        when: The time of the earlier value, as printed, or an empty text.
    """

    place: int
    value: Decimal
    printed: str
    unit: str
    kind: str
    clauses: tuple[str, ...]
    before: str | None = None
    indicator: str | None = None
    only_known: bool = False
    of: Decimal | None = None
    earlier: str | None = None
    when: str = ""


def clause_around(match: re.Match[str]) -> str:
    """Return the clause that contains a figure.

    A comma, a semicolon or a bracket ends the clause. Brackets directly around the
    figure do not end the clause.
    """
    before, after = match.string[: match.start()], match.string[match.end() :]
    if before.endswith("(") and after.startswith(")"):
        before, after = before[:-1], after[1:]
    start, end = _ENDS_CLAUSE.split(before)[-1], _ENDS_CLAUSE.split(after)[0]
    return f"{start} {match[0]} {end}"


def clause_after(match: re.Match[str]) -> str:
    """Return a count and the words after the count.

    The words end before a comma, a semicolon, a bracket or "and".
    """
    return f"{match[0]} {_ENDS_COUNT.split(match.string[match.end() :])[0]}"
