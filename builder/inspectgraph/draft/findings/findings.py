"""Findings: topics and polarity of the sentences of a report.

A sentence that turns at a word of contrast is cut into its clauses. What a report lists
as strength or weakness has the polarity of its list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from inspectgraph.draft.confidence import confidence_of
from inspectgraph.draft.findings.clauses import clauses
from inspectgraph.draft.findings.polarity import Leaning, leaning
from inspectgraph.draft.findings.topics import About, Abouts, Around
from inspectgraph.draft.model import DraftFinding, DraftListed, Polarity, TextSpan
from inspectgraph.draft.text.structure import Outline, Placed, flat, sentences
from inspectgraph.model.anchor import FEWEST_WORDS, squeeze

__all__ = ["find_findings"]

_CONTEXT = re.compile(
    r"(?:children .{0,30}in this area|other (?:ofsted|information)|information"
    r" about|context\Z)",
    re.I,
)
#: Annexes about how the inspection was done.
_OF_METHOD = re.compile(
    r"\b(?:methods?|arrangements for|legal|basis|evidence|definitions?|glossary|how"
    r" we|terms of)\b",
    re.I,
)
#: The grade of a chapter on a line of its own.
_GRADE_ALONE = re.compile(
    r"(?:grade:? )?(?:[1-4] ?\(?)?(?:outstanding|good|adequate|inadequate|requires"
    r" improvement(?: to be good)?)\W*\Z",
    re.I,
)
_PARTS = frozenset({"body", "board", "annex"})
_KINDS = frozenset({"paragraph", "bullet"})
#: The least confidence of a neutral finding, of a turn inside a list, and of a plan
#: inside one.
_STATED, _CLEAR, _PLAN = 0.6, 0.75, 0.7
#: More than any confidence.
_NEVER = 2
#: What the confidence loses where the words themselves name no theme.
_CARRIED_ON = 0.15
#: How a sentence begins that goes on about the topic of the one before it.
_BACK = re.compile(
    r"(?:They|Their|Theirs|These|Those|This|That|It|Its|Such|Both|Some|Many|Most|Others|All"
    r" of these)\b"
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence or clause, and its polarity."""

    words: str
    lean: Leaning


def find_findings(
    outline: Outline,
    abouts: Abouts,
    listed: Sequence[DraftListed],
    left_out: frozenset[str],
) -> tuple[DraftFinding, ...]:
    """Return the findings of listed items and of prose, in the order of the report.

    Args:
        outline: The report.
        abouts: Assigns topics to words.
        listed: The strengths and weaknesses that the report lists.
        left_out: Units that are judgements or recommendations.
    """
    lists = {one.at.unit: one for one in listed}
    sections = _Sections(outline, abouts)
    found: list[DraftFinding] = []
    for placed in outline.select(_PARTS, _KINDS):
        if placed.unit.id in left_out:
            continue
        if _holds_findings(placed):
            themes = _Themes(abouts, sections.of(placed), placed.part == "board")
            found += _in_unit(placed, lists.get(placed.unit.id), themes)
    return tuple(found)


def _holds_findings(placed: Placed) -> bool:
    """Return whether a unit can hold findings; an annex can if it is not about the method."""
    if _GRADE_ALONE.match(placed.text):
        return False
    if placed.part == "annex":
        if not placed.content:
            return False
        return not _OF_METHOD.search(placed.section)
    return placed.content


class _Sections:
    """The topics of the headings above each section, which all units of a section share."""

    def __init__(self, outline: Outline, abouts: Abouts) -> None:
        self._units = outline.document.by_id
        self._abouts = abouts
        self._topics: dict[str, tuple[About, ...]] = {}

    def of(self, placed: Placed) -> tuple[About, ...]:
        """Return the topics of the headings above a unit, the nearest first."""
        section = placed.section_id
        if section not in self._topics:
            self._topics[section] = tuple(map(self._abouts.of, self._above(section)))
        return self._topics[section]

    def _above(self, section: str) -> Iterator[str]:
        """Yield the heading of a section and those above it."""
        above = self._units.get(section)
        while above is not None:
            if above.kind != "section":
                return
            yield flat(above.text)
            above = self._units.get(above.parent or "")


class _Themes:
    """The topics of the parts of one passage.

    A part that names no theme carries on the theme before it, or takes that of its
    section.
    """

    def __init__(
        self, abouts: Abouts, headings: tuple[About, ...], board: bool
    ) -> None:
        self._abouts = abouts
        self._headings = headings
        themes: tuple[str, ...] = ()
        if board:
            themes = ("safeguarding-board",)
        self._around = Around(self._groups(), themes, board)
        self._last = About()

    def of(self, part: _Part) -> tuple[About, bool]:
        """Return the topics of a part, and whether its own words name a theme."""
        last = About()
        if _BACK.match(part.words):
            last = self._last
        around = self._around
        if last.groups:
            around = replace(around, groups=last.groups)
        found = self._abouts.of(part.words, around)
        own = bool(found.themes)
        if not own:
            themes = last.themes or self._of_section(part.lean)
            found = replace(found, themes=themes)
        self._last = replace(found, groups=found.groups or last.groups)
        return found, own

    def _groups(self) -> tuple[str, ...]:
        """Return the group of the nearest heading that names just one."""
        for heading in self._headings:
            if len(heading.groups) == 1:
                return heading.groups
        return ()

    def _of_section(self, lean: Leaning) -> tuple[str, ...]:
        """Return the theme of the nearest heading that names one, for a part that judges."""
        if lean.polarity == "neutral":
            return ()
        for heading in self._headings:
            if heading.themes:
                return heading.themes[:1]
        return ()


def _in_unit(
    placed: Placed, listed: DraftListed | None, themes: _Themes
) -> Iterator[DraftFinding]:
    """Yield the findings of one unit."""
    for part in _parts(placed.text, listed):
        topics, own = themes.of(part)
        if not topics.themes:
            continue
        if _only_states(part.lean, placed):
            continue
        if at := _anchor(placed, part.words):
            yield _finding(at, part.lean, topics, own, listed)


def _only_states(lean: Leaning, placed: Placed) -> bool:
    """Return whether a neutral part is not sure enough, or in a section that only states facts."""
    if lean.polarity != "neutral":
        return False
    if lean.confidence < _STATED:
        return True
    return bool(_CONTEXT.match(placed.section))


def _finding(
    at: TextSpan, lean: Leaning, topics: About, own: bool, listed: DraftListed | None
) -> DraftFinding:
    """Return a finding, less sure where its own words name no theme."""
    sure = lean.confidence
    if not own:
        sure -= _CARRIED_ON
    rule = lean.rule
    if listed:
        rule = listed.rule
    return DraftFinding(
        polarity=lean.polarity,
        at=at,
        themes=topics.themes,
        services=topics.services,
        bodies=topics.bodies,
        groups=topics.groups,
        confidence=round(sure, 2),
        rule=rule,
    )


def _parts(text: str, listed: DraftListed | None) -> list[_Part]:
    """Return the sentences of a passage, those that turn by their clauses, with their polarity."""
    parts: list[_Part] = []
    for sentence in sentences(text):
        parts += _sentence_parts(sentence)
    if listed is None:
        return parts
    if len(parts) == 1:
        return [_Part(text, _of_list(listed.polarity))]
    return [_Part(part.words, _in_list(part.lean, listed.polarity)) for part in parts]


def _sentence_parts(sentence: str) -> list[_Part]:
    """Return the clauses of a sentence that turns, each long enough, else the sentence."""
    found = clauses(sentence)
    whole = [_Part(sentence, leaning(sentence))]
    if len(found) < 2:
        return whole
    parts = [_Part(clause, leaning(clause)) for clause in found]
    sides = {part.lean.polarity for part in parts} - {"neutral"}
    shortest = min(len(clause.split()) for clause in found)
    if len(sides) < 2:
        return whole
    if shortest < FEWEST_WORDS:
        return whole
    return parts


def _in_list(lean: Leaning, polarity: Polarity) -> Leaning:
    """Return the polarity of the list, unless the words of the part clearly turn."""
    least = {polarity: _NEVER, "neutral": _PLAN}.get(lean.polarity, _CLEAR)
    if lean.confidence >= least:
        return lean
    return _of_list(polarity)


def _of_list(polarity: Polarity) -> Leaning:
    """Return the polarity that a list, such as "Strengths", gives to each of its items."""
    return Leaning(polarity, confidence_of("leaning-of-list"), "leaning-of-list")


def _anchor(placed: Placed, words: str) -> TextSpan | None:
    """Return some words of a unit as an anchor, or the whole unit, or None.

    Words are an anchor if they are `FEWEST_WORDS` at least, and once in the unit.

    Args:
        placed: The unit.
        words: Some of its words.
    """
    whole, letters = placed.unit.squeezed, squeeze(words)
    if letters == whole:
        return TextSpan(placed.unit.id)
    if len(words.split()) < FEWEST_WORDS:
        return None
    start = whole.find(letters)
    if start < 0:
        return None
    if whole.find(letters, start + 1) >= 0:
        return None
    return TextSpan(placed.unit.id, words)
