"""The confidence of each drafting rule, in one table keyed by the name of the rule.

The confidence of a rule is the expected share of correct values, from 0 to 1. The
script `benchmarks/rules.py` prints the measured share next to the expected share. A
rule that is more reliable in some situations than in others has a separate name, and so
a separate confidence, for each situation.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["CONFIDENCE", "CONTRADICTED", "TOPICS", "confidence_of"]

#: The highest confidence of a value that the report or its framework contradicts.
CONTRADICTED = 0.6
#: The highest confidence of a statement with topics that we derive from its words.
TOPICS = 0.85

#: The confidence of rules for values of the whole report, judgements and
#: recommendations, by the name of the rule.
_REPORT = {
    "annexed-grades": 0.95,
    "area-of-provider-in-title": 0.9,
    "authority-area": 0.99,
    "authority-in-bare-title": 0.95,
    "authority-in-text": 0.75,
    "authority-in-title": 0.98,
    "authority-of-letter": 0.98,
    "authority-on-front": 0.97,
    "copyright-printed": 0.98,
    "date-of-letter": 0.95,
    "earlier-grades-listed": 0.95,
    "family-by-grade-rows": 0.85,
    "family-by-late-title": 0.85,
    "family-by-title": 0.98,
    "first-line": 0.4,
    "grade-bar": 0.85,
    "grade-before-label": 0.95,
    "grade-columns-apart": 0.9,
    "grade-cover": 0.99,
    "grade-cover-sentence": 0.98,
    "grade-in-first-sentence": 0.92,
    "grade-in-heading": 0.97,
    "grade-inside-label": 0.95,
    "grade-of-board": 0.98,
    "grade-of-setting-reported": 0.9,
    "grade-reported": 0.8,
    "grade-reported-of-inspection": 0.92,
    "grade-table": 0.99,
    "grade-words": 0.99,
    "headline-of-investigation": 0.95,
    "headline-without-aspect": 0.85,
    "inspected-together": 0.93,
    "inspection-dates-label": 0.99,
    "inspectorate-of-framework": 0.9,
    "inspectorates-on-front": 0.98,
    "inspectors-of-team": 0.93,
    "licence-printed": 0.9,
    "list-of-recommendations": 0.98,
    "no-title-printed": 0.1,
    "ofsted-in-body": 0.9,
    "ofsted-in-end": 0.97,
    "ofsted-in-front": 0.97,
    "ofsted-in-method": 0.95,
    "printed-as-not-judged": 0.97,
    "published-label": 0.99,
    "recommendation-in-paragraph": 0.9,
    "reference-label": 0.99,
    "reference-of-three-digits": 0.9,
    "review-carried-out": 0.9,
    "rights-by-year": 0.5,
    "second-grade-of-row": 0.6,
    "section-of-method": 0.9,
    "title-as-printed": 0.95,
    "title-of-family": 0.8,
    "visit-in-first-sentence": 0.97,
}

#: The confidence of rules for findings and measurements, by the name of the rule.
_STATEMENTS = {
    "change-in-context": 0.9,
    "change-in-context-unnamed": 0.65,
    "change-in-text": 0.6,
    "change-in-text-unnamed": 0.5,
    "count-in-text": 0.6,
    "count-in-text-unnamed": 0.5,
    "denied": 0.5,
    "denied-plan": 0.5,
    "fault-dealt-with": 0.55,
    "figure-in-context": 0.95,
    "figure-in-context-unnamed": 0.6,
    "figure-in-text": 0.7,
    "figure-in-text-unnamed": 0.6,
    "leaning-of-list": 0.85,
    "leaning-of-words": 0.6,
    "listed-strength": 0.98,
    "listed-weakness": 0.98,
    "mixed-words": 0.6,
    "neutral-beside-judgement": 0.6,
    "neutral-words": 0.7,
    "no-judging-words": 0.5,
    "planned-praise": 0.5,
    "praise-and-fault": 0.6,
    "praise-before-fault": 0.6,
    "rank-in-text": 0.6,
}

#: The confidence of every drafting rule, by the name of the rule.
CONFIDENCE: Mapping[str, float] = MappingProxyType({**_REPORT, **_STATEMENTS})


def confidence_of(rule: str) -> float:
    """Return the confidence of a rule by its name, from 0 to 1.

    Raises:
        KeyError: If `CONFIDENCE` has no rule with this name.

    >>> confidence_of("title-of-family")
    0.8
    """
    return CONFIDENCE[rule]
