"""Decide the polarity of a sentence: strength, weakness, mixed or neutral.

The classifier uses lists of words for praise, fault, negation, contrast, trends and
remedies. It does not use the rest of the report. The polarity of prose is often
uncertain, so its confidence is low.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from inspectgraph.draft.confidence import confidence_of
from inspectgraph.draft.findings.clauses import (
    before_condition,
    main_clause,
    without_condition,
    without_parenthesis,
)
from inspectgraph.draft.findings.weights import NO_WEIGHT, Weight, weigh
from inspectgraph.draft.lexicon.judging import phrases
from inspectgraph.draft.model import Polarity

__all__ = ["Leaning", "leaning"]

#: Confidence added for each point by which praise and fault differ in weight, and the
#: most points that count.
_BY_WORD, _MOST_WORDS = 0.07, 3.0
#: Confidence added if a clause only praises or only finds fault, and confidence
#: subtracted if it describes a plan.
_BY_AGREEMENT, _BY_PLAN = 0.09, 0.12
#: The least weight of praise that makes a clause about a plan a strength.
_CLEAR_PRAISE = 2
#: Words about the future in a subordinate clause: `they know what will happen`.
_TOLD = re.compile(
    r"\b(?:where|what|that|who|how|when) (?:[\w'’-]+ ){1,6}?will\b|, which will\b", re.I
)


@dataclass(frozen=True, slots=True)
class Leaning:
    """The polarity of a sentence or clause, with its confidence (0 to 1) and drafting rule."""

    polarity: Polarity
    confidence: float
    rule: str = "leaning-of-words"


def leaning(sentence: str) -> Leaning:
    """Return the polarity of a sentence, which is the polarity of its main clause.

    If the main clause contains no praise and no fault, the contrasting clause decides
    the polarity.

    >>> leaning("Although visits are regular, plans are poor and come too late.").polarity
    'weakness'
    >>> leaning("Assessments are not good enough.").polarity
    'weakness'
    """
    main, aside = main_clause(without_parenthesis(sentence))
    outcome = without_condition(main)
    if outcome is not None:
        return _judge(weigh(outcome), outcome)
    outcome = before_condition(main)
    weight = weigh(main)
    if outcome is not None and (weight.bad or weigh(outcome) != NO_WEIGHT):
        return _judge(weigh(outcome), outcome)
    if weight != NO_WEIGHT or not aside:
        return _judge(weight, main)
    if phrases("neutral").search(main):
        return _judge(weight, main)
    return _judge(weigh(aside), main)


def _judge(weight: Weight, clause: str) -> Leaning:
    """Return the polarity of a clause from its weights of praise and fault."""
    if phrases("mixed").search(clause):
        return _leaning("mixed", "mixed-words")
    planned = bool(phrases("plan").search(_TOLD.sub("", clause)))
    neutral = bool(phrases("neutral").search(clause))
    if weight.good == weight.bad == 0:
        return _without_words(weight, planned, neutral)
    if rule := _neutral_rule(weight, planned, neutral):
        return _leaning("neutral", rule)
    if weight.balance == 0:
        return _balanced(weight)
    polarity: Polarity = "strength" if weight.balance > 0 else "weakness"
    return Leaning(polarity, _confidence(weight, planned))


def _neutral_rule(weight: Weight, planned: bool, neutral: bool) -> str:
    """Return the name of the rule by which a clause is neutral, or "".

    Neutral words make a clause neutral if its praise or fault is slight. If the clause
    denies something good, neutral words have no effect. Words for a plan make a clause
    neutral if its praise is slight.
    """
    failed = weight.denied and weight.bad > 0
    if neutral and not failed and abs(weight.balance) <= 1:
        return "neutral-beside-judgement"
    if planned and weight.balance > 0 and weight.good < _CLEAR_PRAISE:
        return "planned-praise"
    return ""


def _balanced(weight: Weight) -> Leaning:
    """Return the polarity of a clause in which praise and fault have the same weight."""
    if weight.praise_first:
        return _leaning("strength", "praise-before-fault")
    return _leaning("weakness", "praise-and-fault")


def _without_words(weight: Weight, planned: bool, neutral: bool) -> Leaning:
    """Return the polarity of a clause that has neither praise nor fault."""
    if weight.denied:
        rule = "denied"
        if planned:
            rule = "denied-plan"
        return _leaning("weakness", rule)
    if neutral or planned:
        return _leaning("neutral", "neutral-words")
    if weight.dealt:
        return _leaning("strength", "fault-dealt-with")
    return _leaning("neutral", "no-judging-words")


def _leaning(polarity: Polarity, rule: str) -> Leaning:
    """Return the polarity, its drafting rule and the confidence of this rule."""
    return Leaning(polarity, confidence_of(rule), rule)


def _confidence(weight: Weight, planned: bool) -> float:
    """Return the confidence of a polarity, from the weights of praise and fault.

    The two weights must differ.
    """
    sure = confidence_of("leaning-of-words")
    sure += _BY_WORD * min(_MOST_WORDS, abs(weight.balance))
    if min(weight.good, weight.bad) == 0:
        sure += _BY_AGREEMENT
    if planned:
        sure -= _BY_PLAN
    return round(sure, 2)
