"""What passages are about and how they lean: themes, services, bodies, groups and polarity of prose.

Sentences that lean the same way one after the other are one finding; a turn begins a
new one. What a passage lists as a strength or weakness leans as its list says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from inspectgraph.draft.findings.clauses import clauses
from inspectgraph.draft.findings.polarity import Leaning, leaning
from inspectgraph.draft.findings.topics import About, Abouts, Around
from inspectgraph.draft.model import DraftFinding, DraftListed, Polarity, TextSpan
from inspectgraph.draft.text.structure import Outline, Part, Placed, flat, sentences
from inspectgraph.model.anchor import FEWEST_WORDS, squeeze

__all__ = ["find_findings"]

#: Of a listed strength the list says how it leans; what it is about is only read from
#: its words.
_SURE = 0.85
_CONTEXT = re.compile(
    r"(?:children .{0,30}in this area|other (?:ofsted|information)|information"
    r" about|context\Z)",
    re.I,
)
#: Annexes that say how the inspection was done.
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
#: How sure a neutral finding has to be, a turn inside a list, and a plan inside one.
_STATED, _CLEAR, _PLAN = 0.6, 0.75, 0.7
#: How a sentence begins that goes on about what the one before it was about.
_BACK = re.compile(
    r"(?:They|Their|Theirs|These|Those|This|That|It|Its|Such|Both|Some|Many|Most|Others|All"
    r" of these)\b"
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence or clause, and which way it leans."""

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
        abouts: Tells what words are about.
        listed: What the report lists as strength or weakness.
        left_out: Units that are judgements or recommendations.
    """
    lists = {one.at.unit: one for one in listed}
    found: list[DraftFinding] = []
    for placed in outline.placed:
        if _tells(placed) and placed.unit.id not in left_out:
            found += _in_unit(
                placed,
                lists.get(placed.unit.id),
                _Themes(abouts, _headings(outline, placed), placed.part),
            )
    return tuple(found)


def _tells(placed: Placed) -> bool:
    """Return whether a unit can hold findings: the report proper, and annexes that sum up what was found."""
    if (
        not placed.content
        or placed.unit.kind not in {"paragraph", "bullet"}
        or _GRADE_ALONE.match(placed.text)
    ):
        return False
    return placed.part in {"body", "board"} or (
        placed.part == "annex" and not _OF_METHOD.search(placed.section)
    )


def _headings(outline: Outline, placed: Placed) -> tuple[str, ...]:
    """Return the headings above a unit, the nearest first."""
    found: list[str] = []
    above = outline.document.by_id.get(placed.section_id)
    while above is not None and above.kind == "section":
        found.append(flat(above.text))
        above = outline.document.by_id.get(above.parent or "")
    return tuple(found)


class _Themes:
    """What the parts of one passage are about; a part that names nothing carries on, or is about its section."""

    def __init__(self, abouts: Abouts, headings: tuple[str, ...], part: Part) -> None:
        self.abouts = abouts
        self.headings = headings
        board = part == "board"
        self.around = Around(
            self._groups(), ("safeguarding-board",) if board else (), board
        )
        self.last = About()

    def of(self, part: _Part) -> tuple[About, bool]:
        """Return what a part is about, and whether its own words say so."""
        back = bool(_BACK.match(part.words))
        around = (
            replace(self.around, groups=self.last.groups)
            if back and self.last.groups
            else self.around
        )
        said = self.abouts.of(part.words, around)
        own = bool(said.themes)
        if not own:
            points_back = back and self.last.themes
            themes = (
                self.last.themes
                if points_back
                else self._of_section()
                if part.lean.polarity != "neutral"
                else ()
            )
            said = replace(said, themes=themes)
        self.last = replace(
            said, groups=said.groups or (self.last.groups if back else ())
        )
        return said, own

    def _groups(self) -> tuple[str, ...]:
        """Return the group of children that the nearest heading names that names one, and no other."""
        for heading in self.headings:
            groups = self.abouts.of(heading).groups
            if len(groups) == 1:
                return groups
        return ()

    def _of_section(self) -> tuple[str, ...]:
        """Return the theme that the nearest heading names that names one."""
        for heading in self.headings:
            if themes := self.abouts.of(heading).themes:
                return themes[:1]
        return ()


def _in_unit(
    placed: Placed, listed: DraftListed | None, themes: _Themes
) -> Iterator[DraftFinding]:
    """Yield the findings of one unit."""
    whole = placed.unit.squeezed
    parts = _parts(placed.text)
    if listed and len(parts) == 1:
        parts = [_Part(placed.text, Leaning(listed.polarity, _SURE))]
    for part in parts:
        lean = _in_list(part.lean, listed.polarity) if listed else part.lean
        said, own = themes.of(_Part(part.words, lean))
        if not said.themes or (
            lean.polarity == "neutral"
            and (lean.confidence < _STATED or _CONTEXT.match(placed.section))
        ):
            continue
        if at := _anchor(placed, part.words, whole):
            sure = lean.confidence if own else lean.confidence - 0.15
            yield _found(
                at,
                lean.polarity,
                said,
                round(sure, 2),
                listed.rule if listed else "leaning-of-words",
            )


def _in_list(lean: Leaning, polarity: Polarity) -> Leaning:
    """Return how a part of a listed strength or weakness leans: as the list, unless its words clearly turn."""
    if lean.polarity in {polarity, "neutral"} or lean.confidence < _CLEAR:
        plan = lean.polarity == "neutral" and lean.confidence >= _PLAN
        return lean if plan else Leaning(polarity, _SURE)
    return lean


def _found(
    at: TextSpan, polarity: Polarity, said: About, confidence: float, rule: str
) -> DraftFinding:
    """Return a finding."""
    return DraftFinding(
        polarity=polarity,
        at=at,
        themes=said.themes,
        services=said.services,
        bodies=said.bodies,
        groups=said.groups,
        confidence=confidence,
        rule=rule,
    )


def _parts(text: str) -> list[_Part]:
    """Return the sentences of a passage, those that turn by their clauses, with the way they lean."""
    parts: list[_Part] = []
    for sentence in sentences(text):
        cut = [_Part(clause, leaning(clause)) for clause in clauses(sentence)]
        sides = {part.lean.polarity for part in cut} - {"neutral"}
        if len(sides) > 1 and all(
            len(part.words.split()) >= FEWEST_WORDS for part in cut
        ):
            parts += cut
        else:
            parts.append(_Part(sentence, leaning(sentence)))
    return parts


def _anchor(placed: Placed, words: str, whole: str) -> TextSpan | None:
    """Return words of a unit if they can be an anchor: five at least, and once in the unit; or the whole unit.

    Args:
        placed: The unit.
        words: Some of its words.
        whole: All its letters and digits.
    """
    letters = squeeze(words)
    if letters == whole:
        return TextSpan(placed.unit.id)
    start = whole.find(letters)
    once = start >= 0 and whole.find(letters, start + 1) < 0
    return (
        TextSpan(placed.unit.id, words)
        if once and len(words.split()) >= FEWEST_WORDS
        else None
    )
