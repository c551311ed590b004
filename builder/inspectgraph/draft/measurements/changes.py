"""Find changes in a sentence, such as `rose by 5%` or `from 40 to 52`.

The number in such a phrase, for example 5 or 52, becomes a figure. A phrase may also
have an earlier value, for example 40. The earlier value becomes a comparator of this
figure or of another figure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from inspectgraph.draft.measurements.comparators import Other
from inspectgraph.draft.measurements.masks import NEARLY, PER_CENT, blank
from inspectgraph.draft.measurements.printed import Printed
from inspectgraph.draft.model import DraftComparator
from inspectgraph.draft.text.numbers import NUMBER, value_of

__all__ = ["MOVED_BY", "Changes", "read_changes", "signed"]

_TIME = r"(?:\s*(?:\(|in |at |on )[^.,;()%]{2,24}?\)?)?"
_FROM_TO = re.compile(
    rf"\bfrom\s+{NEARLY}(?:a (?:high|low) (?:of )?)?(?P<before>{NUMBER})(?P<pct>{PER_CENT})?"
    rf"{_TIME}\s*,?\s+to\s+{NEARLY}(?P<number>{NUMBER})\b(?P<pct2>{PER_CENT})?"
    r"(?!\s*(?:years?|miles|weeks|days|months|hours|[ap]m)\b)",
    re.I,
)
#: Words which show that "from 5 to 7" is a change and not a range. The sentence must
#: have one of them.
_MOVED = re.compile(
    r"\b(?:increas|ris(?:e|es|en|ing)\b|rose|grow|grew|improv|reduc|decreas|fall|fell"
    r"|declin|drop|up|down|number|proportion|rates?|percentage)",
    re.I,
)
_BY = (
    r"\b(?P<way>increas\w+|ris(?:e|es|en|ing)|rose|grow\w*|grew|improv\w+|reduc\w+"
    rf"|decreas\w+|fall\w*|fell|declin\w+|dropp?\w*)\s+(?:\w+ )?by\s+{NEARLY}"
)
_CHANGE_BY = re.compile(
    rf"{_BY}(?P<number>{NUMBER})\b(?P<pct>{PER_CENT}|\s*(?:percentage )?points)", re.I
)
#: Words right before an amount by which a value changed: `rose by`.
MOVED_BY = re.compile(rf"{_BY}\Z", re.I)
_CHANGE = re.compile(
    rf"(?:(?P<number>{NUMBER})(?P<pct>{PER_CENT})\s+)?"
    r"\b(?P<way>increase|rise|reduction|decrease|fall|drop)\b"
    rf"(?:\s+(?:from|on|against)\s+(?P<before>{NUMBER}|none)\b(?P<share>{PER_CENT})?"
    rf"(?:\s*\((?P<rate>{NUMBER}) per[^)]*\)|\s*\([^)]*\))?"
    r"(?:\s*,?\s*(?:at|in|on)\s+(?P<when>[^.;,()]{4,24}))?)?",
    re.I,
)
#: Unit, kind and unit sign of a value that changes "from … to …".
_SHARE, _COUNT = ("percent", "share", "%"), ("number", "count", "")
_FALLS = re.compile(r"reduc|decreas|fall|fell|declin|drop", re.I)


@dataclass(slots=True)
class Changes:
    """The changes that were found in a sentence, such as `rose by 5%`.

    Args:
        text: The sentence. Each phrase that has been read is overwritten with spaces.
        figures: The figures in the phrases that have been read.
        earlier: The earlier values that are not yet assigned to a figure.
    """

    text: str
    figures: list[Printed] = field(default_factory=list)
    earlier: list[Other] = field(default_factory=list)

    def take(self, match: re.Match[str]) -> None:
        """Overwrite a phrase about a change with spaces, so that it is not read again.

        `match` is the regex match for this phrase in the sentence.
        """
        self.text = (
            f"{self.text[: match.start()]}{blank(match)}{self.text[match.end() :]}"
        )


def read_changes(text: str) -> Changes:
    """Return the changes in a sentence.

    Args:
        text: The sentence, with spaces in place of numbers that are not measurements.
    """
    changes = Changes(text)
    if _MOVED.search(text):
        for match in _FROM_TO.finditer(text):
            changes.figures.append(_moved(match, changes.text))
            changes.take(match)
    for match in _CHANGE_BY.finditer(changes.text):
        changes.figures.append(_changed(match, changes.text))
        changes.take(match)
    for match in _CHANGE.finditer(changes.text):
        _read_change(changes, match)
    return changes


def _moved(match: re.Match[str], text: str) -> Printed:
    """Return the figure for "from 5 to 7", with the value 7 and the earlier value 5."""
    is_share = match["pct"] or match["pct2"]
    unit, kind, sign = _COUNT
    if is_share:
        unit, kind, sign = _SHARE
    return Printed(
        place=match.start("number"),
        value=value_of(match["number"]),
        printed=f"{match['number']}{sign}",
        unit=unit,
        kind=kind,
        clauses=(text[: match.start()][-120:] + text[match.end() :][:60],),
        earlier=f"{match['before']}{sign}",
    )


def _read_change(changes: Changes, match: re.Match[str]) -> None:
    """Add a change expressed by a noun, such as "a 5% increase on 40", to the changes.

    Args:
        changes: The changes, to which the figure and the earlier values are added.
        match: The words of the change. If the words have no number, nothing is added.
    """
    if match["number"]:
        changed = _changed(match, changes.text, match["before"], match["when"])
        changes.figures.append(changed)
    elif not match["before"]:
        return
    changes.earlier += _earlier(match)
    changes.take(match)


def _changed(
    match: re.Match[str],
    text: str,
    earlier: str | None = None,
    when: str | None = None,
) -> Printed:
    """Return the figure for a change that is printed in percent or percentage points.

    A fall has a negative value.

    Args:
        match: The words of the change.
        text: The sentence, which may name the indicator.
        earlier: The earlier value as printed, or None.
        when: The time of the earlier value as printed, or None.
    """
    value = value_of(match["number"])
    unit = "percent"
    if "point" in match["pct"]:
        unit = "percentage-points"
    return Printed(
        place=match.start("number"),
        value=signed(match, value),
        printed=match["number"] + match["pct"],
        unit=unit,
        kind="change",
        clauses=(text,),
        earlier=earlier,
        when=when or "",
    )


def signed(match: re.Match[str], value: Decimal) -> Decimal:
    """Return the value of a change.

    The value is negative if the words of the change name a fall, such as `fell`.
    """
    if _FALLS.match(match["way"]):
        return -value
    return value


def _earlier(match: re.Match[str]) -> list[Other]:
    """Return the earlier values in a phrase, such as 40 in "a rise from 40".

    Each value is a count, a share or a rate. A figure outside the phrase is compared
    with the value. In "a 5% rise on 40%", the earlier share 40% is left out, because it
    is already stored with the figure 5%.
    """
    unit = "number"
    if match["share"]:
        unit = "percent"
    found = []
    if match["rate"]:
        found.append(_other(match, "rate", "per-10000"))
    if not match["before"]:
        return found
    # If the change has a number of its own, an earlier share belongs to the change.
    is_own = match["share"] and match["number"]
    if not is_own:
        found.append(_other(match, "before", unit))
    return found


def _other(match: re.Match[str], group: str, unit: str) -> Other:
    """Return an earlier value as a comparator that still needs a figure.

    In two cases, only a figure with the unit of the earlier value may get the
    comparator. In the first case, the earlier value is a rate. In the second case, the
    phrase also has another number, as in "a 5% rise on 40".

    Args:
        match: The regex match for the phrase about the change.
        group: The name of the regex group with the earlier value.
        unit: The unit of the earlier value.
    """
    sign = ""
    if unit == "percent":
        sign = "%"
    printed = match[group]
    comparator = DraftComparator("earlier", value_of(printed), f"{printed}{sign}")
    strict = bool(match["number"]) or group == "rate"
    return Other(match.start(), unit, comparator, anywhere=True, strict=strict)
