"""Draft findings from the sentences of a report, with polarity and topics.

A word of contrast, such as "but", can divide praise from criticism in a sentence. Each
of the two clauses then gives a finding. An item in a list of strengths or weaknesses
has the polarity of the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from inspectgraph.draft.confidence import confidence_of
from inspectgraph.draft.findings.clauses import clauses
from inspectgraph.draft.findings.polarity import Leaning, leaning
from inspectgraph.draft.findings.topics import About, Abouts, Around
from inspectgraph.draft.lexicon.tables import read_table
from inspectgraph.draft.model import DraftFinding, DraftListed, Polarity, TextSpan
from inspectgraph.draft.text.structure import Outline, Placed, flat, sentences
from inspectgraph.model.anchor import FEWEST_WORDS, squeeze

__all__ = ["find_findings"]

#: Headings of sections with background facts, such as the population.
_CONTEXT = re.compile(
    r"(?:children .{0,30}in this area|other (?:ofsted|information)|information"
    r" about|context\Z)",
    re.I,
)
#: Headings of annexes about the method of the inspection.
_OF_METHOD = re.compile(
    r"\b(?:methods?|arrangements for|legal|basis|evidence|definitions?|glossary|how"
    r" we|terms of)\b",
    re.I,
)
#: A unit with only the grade of its chapter: `Grade: 2 (good)`.
_GRADE_ALONE = re.compile(
    r"(?:grade:? )?(?:[1-4] ?\(?)?(?:outstanding|good|adequate|inadequate|requires"
    r" improvement(?: to be good)?)\W*\Z",
    re.I,
)
_PARTS = frozenset({"body", "board", "annex"})
_KINDS = frozenset({"paragraph", "bullet"})
#: The least confidence for a neutral finding, for a polarity that differs from that of
#: the list, and for a neutral item in a list.
_STATED, _CLEAR, _PLAN = 0.6, 0.75, 0.7
#: A threshold that no confidence reaches.
_NEVER = 2
#: Subtracted from the confidence if the words of the sentence or clause name no theme.
_CARRIED_ON = 0.15
#: First words of a sentence that continues the topic of the sentence before.
_BACK = re.compile(
    r"(?:They|Their|Theirs|These|Those|This|That|It|Its|Such|Both|Others|All of these"
    r"|(?:Some|Many|Most)(?= (?:are|is|have|has|do|did|can|were|was|also|of|who|lack"
    r"|need|show|contain)\b))\b"
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence or clause of a passage, with its polarity."""

    words: str
    lean: Leaning


def find_findings(
    outline: Outline,
    abouts: Abouts,
    listed: Sequence[DraftListed],
    left_out: frozenset[str],
) -> tuple[DraftFinding, ...]:
    """Return the findings of list items and of prose, in the order of the report.

    Args:
        outline: The report.
        abouts: The object that assigns topics to text spans.
        listed: The items of the lists of strengths and weaknesses.
        left_out: The ids of units with judgements or recommendations, which are
            skipped.
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
    """Return whether findings may be drafted from a unit.

    Units with only a grade, and annexes on the method, are excluded.
    """
    if _GRADE_ALONE.match(placed.text):
        return False
    if placed.part == "annex":
        if not placed.content:
            return False
        return not _OF_METHOD.search(placed.section)
    return placed.content


class _Sections:
    """A cache of the topics of headings, keyed by the id of the section."""

    def __init__(self, outline: Outline, abouts: Abouts) -> None:
        self._units = outline.document.by_id
        self._abouts = abouts
        self._topics: dict[str, tuple[About, ...]] = {}

    def of(self, placed: Placed) -> tuple[About, ...]:
        """Return the topics of each heading above a unit, with the nearest heading first."""
        section = placed.section_id
        if section not in self._topics:
            self._topics[section] = tuple(map(self._abouts.of, self._above(section)))
        return self._topics[section]

    def _above(self, section: str) -> Iterator[str]:
        """Yield the heading of a section, then the headings of the enclosing sections.

        Args:
            section: The id of the section.
        """
        above = self._units.get(section)
        while above is not None:
            if above.kind != "section":
                return
            yield flat(above.text)
            above = self._units.get(above.parent or "")


class _Themes:
    """The topics of the sentences and clauses of one passage, read in order.

    A clause that names no theme gets its theme from the context. If the clause begins
    with a word such as `They`, it takes the theme of the previous clause. Otherwise it
    takes the theme of the nearest heading with a theme.
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
        """Return the topics of a clause, and whether the clause names a theme.

        Call this method for each clause, in the order of the passage.
        """
        last = About()
        if _BACK.match(part.words):
            last = self._last
        around = self._around
        if last.groups:
            around = replace(around, groups=last.groups)
        found = self._abouts.of(part.words, around)
        own = bool(found.themes)
        if not own:
            themes = last.themes[:1] or self._of_section(part)
            found = replace(found, themes=themes)
        self._last = replace(found, groups=found.groups or last.groups)
        return found, own

    def _groups(self) -> tuple[str, ...]:
        """Return the group of children from the nearest heading that names exactly one group.

        The result is empty if there is no such heading.
        """
        for heading in self._headings:
            if len(heading.groups) == 1:
                return heading.groups
        return ()

    def _of_section(self, part: _Part) -> tuple[str, ...]:
        """Return the first theme of the nearest heading that names a theme.

        If the polarity is neutral, or if no heading names a theme, the result is empty.
        The table `section-themes` can replace the theme of a heading. For example, a
        sentence about staff under a heading about leaders gets the theme `workforce`.
        """
        if part.lean.polarity == "neutral":
            return ()
        for heading in self._headings:
            if heading.themes:
                return (_theme_under(heading.themes[0], part.words),)
        return ()


def _theme_under(theme: str, words: str) -> str:
    """Return the theme that a clause gets from a heading.

    If a row of the table `section-themes` matches the clause, the result is the theme
    in this row. Otherwise, the result is the theme of the heading.

    Args:
        theme: The theme of the heading.
        words: The words of the clause.
    """
    for heading, other, pattern in _section_themes():
        if heading == theme and pattern.match(words):
            return other
    return theme


@cache
def _section_themes() -> list[tuple[str, str, re.Pattern[str]]]:
    """Return the rows of the table `section-themes`: heading, theme and pattern."""
    return [
        (row["heading"], row["theme"], re.compile(row["pattern"], re.I))
        for row in read_table("section-themes")
    ]


def _in_unit(
    placed: Placed, listed: DraftListed | None, themes: _Themes
) -> Iterator[DraftFinding]:
    """Yield the findings of one unit.

    A sentence without a theme gives no finding.

    Args:
        placed: The unit to search for findings.
        listed: The list item, if the unit is an item of a list of strengths or
            weaknesses.
        themes: The topics of the passage.
    """
    for part in _parts(placed.text, listed):
        topics, own = themes.of(part)
        if not topics.themes:
            continue
        if _only_states(part.lean, placed):
            continue
        if at := _anchor(placed, part.words):
            yield _finding(at, part.lean, topics, own, listed)


def _only_states(lean: Leaning, placed: Placed) -> bool:
    """Return whether a sentence or clause only states facts.

    Such a sentence or clause does not become a finding.

    A neutral sentence with low confidence only states facts. In a section of background
    facts, two kinds of sentence only state facts: every neutral sentence, and a
    negation such as `no child moved`.
    """
    if lean.polarity == "neutral" and lean.confidence < _STATED:
        return True
    if lean.polarity != "neutral" and lean.rule != "denied":
        return False
    return bool(_CONTEXT.match(placed.section))


def _finding(
    at: TextSpan, lean: Leaning, topics: About, own: bool, listed: DraftListed | None
) -> DraftFinding:
    """Return the finding for a text span, with its polarity and topics.

    Args:
        at: The text span.
        lean: The polarity of the text span.
        topics: The topics of the text span.
        own: Whether the words of the text span name the theme. If they do not, the
            confidence is lowered.
        listed: The list item that contains the text span, or None for prose.
    """
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
    """Split a passage into sentences, or into clauses that differ in polarity.

    Args:
        text: The text of the passage.
        listed: The list item, if the passage is an item of a list. The list then
            decides the polarity.
    """
    parts: list[_Part] = []
    for sentence in sentences(text):
        parts += _sentence_parts(sentence)
    if listed is None:
        return parts
    if len(parts) == 1:
        return [_Part(text, _of_list(listed.polarity))]
    return [_Part(part.words, _in_list(part.lean, listed.polarity)) for part in parts]


def _sentence_parts(sentence: str) -> list[_Part]:
    """Return the clauses of a sentence with their polarity, or the whole sentence.

    The sentence is split only if two clauses differ in polarity, neither of them is
    neutral, and every clause has at least `FEWEST_WORDS` words.
    """
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
    """Return the polarity of a sentence in a list item.

    The result is usually the polarity of the list. If the words of the sentence show
    another polarity with high confidence, the result is this other polarity.

    Args:
        lean: The polarity that the words of the sentence show.
        polarity: The polarity of the list.
    """
    least = {polarity: _NEVER, "neutral": _PLAN}.get(lean.polarity, _CLEAR)
    if lean.confidence >= least:
        return lean
    return _of_list(polarity)


def _of_list(polarity: Polarity) -> Leaning:
    """Return the polarity that a list gives to its items.

    The result also has the name of the drafting rule, and the confidence of this rule.
    """
    return Leaning(polarity, confidence_of("leaning-of-list"), "leaning-of-list")


def _anchor(placed: Placed, words: str) -> TextSpan | None:
    """Return the text span of a sentence or clause in its unit.

    If the sentence is the whole unit, the text span has no words. Return None if the
    sentence has fewer than `FEWEST_WORDS` words, or occurs twice in the unit.

    Args:
        placed: The unit that contains the sentence or clause.
        words: The sentence or clause.
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
