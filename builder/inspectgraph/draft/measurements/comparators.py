"""Find comparators in a sentence: values that a figure is compared with.

Comparators are values of other areas, values of an earlier time, or targets. An example
is the national share in "12%, compared with 9% nationally".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter

from inspectgraph.draft.measurements.masks import NEARLY, PER_CENT, first_named, take
from inspectgraph.draft.model import DraftComparator
from inspectgraph.draft.text.numbers import NUMBER, read_number

__all__ = ["Other", "values_of_others"]

_PER_10000 = r"\s*(?:\b\w+ )?\bper 10,?000\b"
_VALUE = rf"(?P<number>{NUMBER})(?P<share>{PER_CENT})?"
_UNIT = rf"(?:(?P<share>{PER_CENT})|(?P<rate>{_PER_10000}))"
_MEASURED = rf"(?P<number>{NUMBER}){_UNIT}"
_REGIONS = (
    r"(?:north|south)[- ](?:east|west)|(?:east|west) midlands|east of England"
    r"|Yorkshire|London"
)
_AREAS = (
    rf"regional|{_REGIONS}|national|England|English|statistical neighbours?['’]?"
    r"|similar (?:areas?|authorities|councils?)['’]?"
)
_AGAINST = (
    r"(?:which is |this is |(?:well |just |slightly )?(?:above|below|higher than"
    r"|lower than|in line with|compared (?:with|to)|against)\s+)?"
)
_WHERE = (
    r"nationally|in the country as a whole|in England|for England|in similar areas"
    r"|in the region|regionally|in the previous year|the year before|last year"
)
_OTHERS = (
    r"target|average|neighbours['’]?|authorities|areas|comparators?|nationally|England"
)
_MOVES = r"increase|rise|improvement|reduction|fall|decrease|up|down"

#: Printed forms of a comparator, in the order in which they are tried. The words that
#: match a form are blanked out before the next form is tried.
_FORMS = tuple(
    re.compile(form, re.I)
    for form in (
        rf"(?:\(|,\s*|\b){_AGAINST}(?:the |a |an )?(?P<whom>{_AREAS})"
        r"\s*(?:average|figure|rate|comparator|level)?\s*(?:is|was|of|at|being|\()\s*"
        rf"{_MEASURED}?\)?",
        rf"\bcompared (?:with|to)\s+(?:about |around |an? average of )?{_VALUE}\s+"
        rf"(?P<whom>{_WHERE})",
        r"\b(?:nationally|national|regional|similar|England)\b[^.;,()\d]{0,30}?"
        rf"\b(?:of|at|is|was)\s+{NEARLY}{_MEASURED}",
        rf"\b(?:{_MOVES})\s+(?:\w+ )?(?P<was>from)\s+{_VALUE}",
        rf"(?<=%),?\s+(?P<was>from)\s+{NEARLY}(?P<number>{NUMBER})(?P<share>{PER_CENT})",
        r"\b(?:(?:national|regional|local|statutory|England|floor)\s+)?"
        rf"(?:{_OTHERS})\s*,?\s*(?:of|is|was|at|being|\()\s*(?:a (?:level|rate) of\s+)?"
        rf"{NEARLY}{_MEASURED}?\)?",
        r"\b(?:compared|in comparison) (?:with|to)\s+[^.;,()\d]{0,50}?"
        rf"{_VALUE}(?:\s+(?:nationally|in similar areas|regionally"
        r"|for all (?:children|pupils)))?",
        rf"\(\s*{NEARLY}{_VALUE}\s+(?:nationally|in England)\)",
    )
)

#: The kind of a comparator, by its words. The first pattern that matches decides.
_WHOM = tuple(
    (name, re.compile(words, re.I))
    for name, words in (
        ("target", "target"),
        ("similar-areas", "neighbour|similar|comparator|authorities|areas"),
        ("region", f"region|{_REGIONS}"),
        ("national", "national|England|English|country"),
        ("earlier", "previous|before|last"),
    )
)
#: Words after a comparator which show that the value is from an earlier time.
_EARLIER = re.compile(
    r"[^.;]{0,20}?\b(?:(?:19|20)\d\d|(?:previous|last|preceding) (?:\w+ )?year|year"
    r" before|previously)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Other:
    """A comparator that is not yet assigned to a figure.

    Args:
        place: The offset of the comparator in the sentence.
        unit: The slug of the unit of measure.
        comparator: The value and the kind of the comparator, such as `national`.
        anywhere: Whether the comparator may belong to a figure in an earlier sentence
            of the passage.
        strict: Whether only a figure with the same unit may get the comparator.
    """

    place: int
    unit: str
    comparator: DraftComparator
    anywhere: bool = False
    strict: bool = False


def values_of_others(words: str, text: str) -> tuple[list[Other], str]:
    """Return the comparators in a sentence, and the sentence with the comparators blanked out.

    Args:
        words: The unchanged sentence.
        text: A copy of the sentence with the same length. Spaces replace the words that
            have been read, and the numbers that are not measurements.
    """
    found: list[Other] = []
    for form in _FORMS:
        matches, text = take(form, text)
        for match in matches:
            found.append(_other(match, words))
    return sorted(found, key=attrgetter("place")), text


def _other(match: re.Match[str], words: str) -> Other:
    """Return the comparator, given the regex match of the words for the comparator."""
    parts = match.groupdict()
    number, unit = match["number"], "number"
    if parts["share"]:
        number, unit = f"{number}%", "percent"
    elif parts.get("rate"):
        unit = "per-10000"
    value = read_number(match["number"]) or Decimal(0)
    whom = _whom(match, words)
    if parts.get("was"):
        whom = "earlier"
    return Other(match.start(), unit, DraftComparator(whom, value, number))


def _whom(match: re.Match[str], words: str) -> str:
    """Return the kind of a comparator, such as `target`, `region` or `earlier`.

    If no word shows the kind, the kind is `national`.

    Args:
        match: The match with the words of the comparator.
        words: The sentence. If an earlier time follows the comparator, the kind is
            `earlier`.
    """
    named = match.groupdict().get("whom") or match[0]
    if whom := first_named(_WHOM, named):
        return whom
    if _EARLIER.match(words, match.end()):
        return "earlier"
    return "national"
