"""Drafted judgements of one rule, and their settlement into one judgement an aspect."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace
from itertools import chain
from typing import Literal

from inspectgraph.draft.confidence import CONTRADICTED, confidence_of
from inspectgraph.draft.model import DraftJudgement, TextSpan

__all__ = ["Source", "limited", "made", "of_aspects", "settle"]

Source = Literal["table", "cover", "words"]


def made(
    aspect: str, grade: str, source: Source, rule: str, *at: TextSpan
) -> DraftJudgement:
    """Return a judgement with the confidence of the rule that found it.

    Raises:
        KeyError: If the table of confidences has no such rule.
    """
    return DraftJudgement(
        aspect=aspect,
        grade=grade,
        source=source,
        at=at,
        confidence=confidence_of(rule),
        rule=rule,
    )


def limited(judgement: DraftJudgement) -> DraftJudgement:
    """Return a judgement with the confidence of one that is contradicted."""
    confidence = min(judgement.confidence, CONTRADICTED)
    return replace(judgement, confidence=confidence)


def settle(
    *sources: Iterable[DraftJudgement],
) -> tuple[tuple[DraftJudgement, ...], list[str]]:
    """Return one judgement an aspect, and a question where two sources disagree.

    The judgement of the earlier source counts.
    """
    settled: dict[str, DraftJudgement] = {}
    questions: list[str] = []
    for judged in chain(*sources):
        first = settled.setdefault(judged.aspect, judged)
        if first.grade != judged.grade:
            settled[judged.aspect] = limited(first)
            questions.append(
                f"'{judged.aspect}' is '{first.grade}' in {first.at[0].unit}"
                f" and '{judged.grade}' in {judged.at[0].unit}: which one is awarded?"
            )
    return tuple(settled.values()), questions


def of_aspects(
    judged: Iterable[DraftJudgement], aspects: Container[str]
) -> tuple[DraftJudgement, ...]:
    """Return the judgements of some aspects."""
    found: list[DraftJudgement] = []
    for one in judged:
        if one.aspect in aspects:
            found.append(one)
    return tuple(found)
