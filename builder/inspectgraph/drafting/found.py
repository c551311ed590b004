"""What passages are about and how they lean: themes, services, bodies, groups and polarity of prose.

Sentences that lean the same way one after the other are one finding; a turn begins a new one. What a passage
lists as a strength or weakness leans as its list says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from inspectgraph.anchor import FEWEST_WORDS, squeeze
from inspectgraph.drafting.abouts import About, Abouts
from inspectgraph.drafting.model import At, Found, Listed, Polarity
from inspectgraph.drafting.outline import Outline, Placed, sentences
from inspectgraph.drafting.polarity import leaning

__all__ = ["find_findings"]

#: Of a listed strength the list says how it leans; what it is about is only read from its words.
_SURE = 0.85
_CONTEXT = re.compile(
    r"(?:children .{0,30}in this area|other (?:ofsted|information)|information about|context\Z)", re.I
)


def find_findings(
    outline: Outline, abouts: Abouts, listed: Sequence[Listed], left_out: frozenset[str]
) -> tuple[Found, ...]:
    """Return the findings of listed items and of prose, in the order of the report.

    Args:
        outline: The report.
        abouts: Tells what words are about.
        listed: What the report lists as strength or weakness.
        left_out: Units that are judgements or recommendations.
    """
    lists = {one.at.unit: one for one in listed}
    found: list[Found] = []
    for placed in outline.content:
        if placed.unit.id not in left_out and placed.unit.kind in {"paragraph", "bullet"}:
            found += _in_unit(placed, lists.get(placed.unit.id), abouts)
    return tuple(found)


def _in_unit(placed: Placed, listed: Listed | None, abouts: Abouts) -> Iterator[Found]:
    """Yield the findings of one unit."""
    if listed:
        yield _found(At(placed.unit.id), listed.polarity, abouts.of(placed.text), _SURE, listed.rule)
        return
    whole = placed.unit.squeezed
    for polarity, confidence, run in _runs(placed, neutral=bool(_CONTEXT.match(placed.section))):
        words = " ".join(run)
        said = abouts.of(words)
        if said.themes and (at := _anchor(placed, words, whole)):
            yield _found(at, polarity, said, confidence, "leaning-of-words")


def _found(at: At, polarity: Polarity, said: About, confidence: float, rule: str) -> Found:
    """Return a finding."""
    return Found(
        polarity=polarity, at=at, themes=said.themes, services=said.services, bodies=said.bodies, groups=said.groups,
        confidence=confidence, rule=rule,
    )  # fmt: skip


def _runs(placed: Placed, *, neutral: bool) -> Iterator[tuple[Polarity, float, list[str]]]:
    """Yield the sentences of a passage in runs that lean the same way; a neutral one goes with its neighbours."""
    run: list[str] = []
    polarity: Polarity = "neutral"
    sure: list[float] = []
    for sentence in sentences(placed.text):
        lean = leaning(sentence)
        turns = lean.polarity not in {polarity, "neutral"} and polarity != "neutral"
        if run and (turns or re.match(r"however\b", sentence, re.I)):
            yield polarity, _mean(sure), run
            run, sure, polarity = [], [], "neutral"
        run.append(sentence)
        if not neutral and lean.polarity != "neutral":
            polarity = lean.polarity
            sure.append(lean.confidence)
    if run:
        yield polarity, _mean(sure), run


def _mean(values: Sequence[float]) -> float:
    """Return the mean confidence of a run, a neutral one's where nothing in it leans."""
    return round(sum(values) / len(values), 2) if values else 0.5


def _anchor(placed: Placed, words: str, whole: str) -> At | None:
    """Return words of a unit if they can be an anchor: five at least, and once in the unit; or the whole unit.

    Args:
        placed: The unit.
        words: Some of its words.
        whole: All its letters and digits.
    """
    letters = squeeze(words)
    if letters == whole:
        return At(placed.unit.id)
    start = whole.find(letters)
    once = start >= 0 and whole.find(letters, start + 1) < 0
    return At(placed.unit.id, words) if once and len(words.split()) >= FEWEST_WORDS else None
