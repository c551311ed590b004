"""Which indicator a figure of prose is of: a known one only where words say so of this figure, else none.

A sentence that names looked after children and a percentage seldom says what share of
children they are; a count of some of them is not how many there are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from inspectgraph.draft.measurements.indicators import indicator_by_label, indicator_of
from inspectgraph.rdf.vocabulary import Concept

__all__ = ["counts_some", "indicator_in_prose"]

#: Indicators that count all of a group; a share in prose is of something else about the
#: group.
_GROUPS = frozenset(
    {
        "child-protection-plans",
        "children-in-need",
        "children-looked-after",
        "foster-carers",
    }
)
#: What is said of all pupils or young people, and its like for children in care or for
#: care leavers.
_OF_ALL = {
    "school-attendance": "looked-after-attendance",
    "permanent-exclusions": "looked-after-exclusions",
    "fixed-term-exclusions": "looked-after-exclusions",
    "five-good-gcses": "looked-after-gcse-passes",
}
_LOOKED_AFTER = re.compile(r"\b(?:look(?:ed|ing) after|in care)\b", re.I)
#: Words right before a count that say that so many there are.
_THERE_ARE = re.compile(
    r"(?:\bthere (?:are|were|is|was|have"
    r" been)|\b(?:has|had|have|having)|\blook(?:s|ed|ing) after|\bresponsible for"
    r"|\bcared for by|\bprovided (?:by|through)"
    r"|\b(?:number|total|population)\b[^.;,]{0,60}?\b(?:of|is|was|to)|(?:\A|,)\s*(?:and"
    r" )?of (?:the|its|these))"
    r"(?: (?:\w+ly|now|about|around|over|some|only|just|the|a|total|of|more|less|fewer|than))*\s*\Z",
    re.I,
)
#: What beside the name of a group says that only some of it are counted, or something
#: else of it.
_SOME = re.compile(
    r"\b(?:liv(?:e|es|ed|ing)|who (?:had|have|are|were)"
    r" (?!look)|placed|receiv\w+|aged|left|attend\w*|with an?"
    r"|whose|involved)\b|\A\W*\w+(?:\s+\w+){1,2}\s+of\b",
    re.I,
)


def indicator_in_prose(
    words: tuple[str, str, str], unit: str, kind: str, labels: Mapping[str, Concept]
) -> str | None:
    """Return the indicator of a figure, or None where its words name none.

    Args:
        words: The clause of the figure, its sentence, and what introduces that.
        unit: The figure's unit.
        kind: Share, count, rate or change.
        labels: The indicators, by slug.
    """
    clause, sentence, above = words
    never = _GROUPS if kind == "share" else frozenset()
    slug = indicator_of("", "", clause, unit, never) or indicator_by_label(
        clause, labels, unit
    )
    if slug is None and kind != "count":
        slug = indicator_of(above, sentence, "", unit, never)
    if slug in never:
        return None
    return _OF_ALL[slug] if slug in _OF_ALL and _LOOKED_AFTER.search(sentence) else slug


def counts_some(slug: str | None, before: str, clause: str) -> bool:
    """Return whether a count that names a group counts only some of it, and so is no figure of the group.

    >>> counts_some("children-looked-after", "The missing children include ", "14 looked after children")
    True
    >>> counts_some("children-looked-after", "There are currently ", "412 looked after children")
    False
    """
    return slug in _GROUPS and not (
        _THERE_ARE.search(before) and not _SOME.search(clause)
    )
