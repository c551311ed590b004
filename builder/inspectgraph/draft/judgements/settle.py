"""Create drafted judgements, and choose one judgement for each aspect."""

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
    """Return a judgement with the confidence of its drafting rule.

    Args:
        aspect: The aspect.
        grade: The grade.
        source: The place where the grade is printed.
        rule: The rule that found the grade.
        *at: The text spans of the judgement.

    Raises:
        KeyError: If the table of confidences does not have the rule.
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
    """Lower the confidence of a judgement to the constant `CONTRADICTED`.

    A confidence that is already lower stays as it is.
    """
    confidence = min(judgement.confidence, CONTRADICTED)
    return replace(judgement, confidence=confidence)


def settle(
    *sources: Iterable[DraftJudgement],
) -> tuple[tuple[DraftJudgement, ...], list[str]]:
    """Return one judgement for each aspect, and questions about contradictions.

    The first judgement on an aspect is kept. If a later judgement on the same aspect
    has a different grade, the confidence of the first judgement is lowered and a
    question is added.

    Args:
        *sources: The judgements of each source, the most reliable source first.
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
    """Return the judgements that are for one of the given aspects."""
    found: list[DraftJudgement] = []
    for one in judged:
        if one.aspect in aspects:
            found.append(one)
    return tuple(found)
