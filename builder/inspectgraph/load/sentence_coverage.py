"""Count the sentences of a report that are covered by statements of its extract.

The text of the report is not needed to count sentences. The list of units has the
length of every sentence, and anchors have positions and lengths.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from inspectgraph.files.unit_list import CONTENT_KINDS, Unit
from inspectgraph.load.loaded import Loaded
from inspectgraph.model.extract import Anchor, Recommendation, Statement

__all__ = [
    "METHOD_AND_HEADINGS",
    "SectionCoverage",
    "SentenceState",
    "anchors_of",
    "sentence_states",
    "sentences_by_section",
    "thin_paragraphs",
    "touched",
]

#: The state of a sentence: curated, explained or open.
SentenceState = Literal["curated", "explained", "open"]
#: The reasons for sentences without content on services.
METHOD_AND_HEADINGS: Final = frozenset({"address", "boilerplate", "heading", "method"})
#: The largest number of sentences that one anchor can touch.
_MOST_TOUCHED: Final = 2
#: The least number of sentences of a paragraph that should have more than one statement.
_LONG: Final = 4


@dataclass(frozen=True, slots=True)
class SectionCoverage:
    """The numbers of curated, explained and open sentences of one section of a report.

    Attributes:
        section: The id of the unit that is the section's heading, or "" before the
            first heading.
        curated: The number of sentences that are evidence of a statement.
        explained: The number of sentences that have a reason why there is no statement.
        open: The number of all other sentences.
        reasons: The number of explained sentences for each reason.
    """

    section: str
    curated: int
    explained: int
    open: int
    reasons: Mapping[str, int]

    @property
    def sentences(self) -> int:
        """The number of all sentences of the section."""
        return self.curated + self.explained + self.open

    @property
    def content(self) -> int:
        """The number of sentences that may have content on services.

        A sentence is not counted if the curator explained the sentence by one of these
        reasons: `address`, `boilerplate`, `heading` or `method`.
        """
        others = (self.reasons.get(reason, 0) for reason in METHOD_AND_HEADINGS)
        return self.sentences - sum(others)


def sentences_by_section(loaded: Loaded) -> list[SectionCoverage]:
    """Return the numbers of sentences in each section of a report, in the order of the report.

    A section has the units between its heading and the next heading. A table of
    strengths and weaknesses has two sections, one for each column; the units after the
    table belong to the section around it. The result is empty if the list of units has
    no sentence lengths.
    """
    states = sentence_states(loaded)
    places = {"": 0} | {unit.id: unit.order for unit in loaded.units.values()}
    counts: dict[str, Counter[str]] = {}
    reasons: dict[str, Counter[str]] = {}
    for section, unit in _with_section(loaded.units):
        for state, reason in states.get(unit.id, ()):
            counts.setdefault(section, Counter())[state] += 1
            if reason:
                reasons.setdefault(section, Counter())[reason] += 1
    return [
        SectionCoverage(
            section,
            count["curated"],
            count["explained"],
            count["open"],
            dict(sorted(reasons.get(section, Counter()).items())),
        )
        for section, count in sorted(counts.items(), key=lambda one: places[one[0]])
    ]


def sentence_states(loaded: Loaded) -> dict[str, list[tuple[SentenceState, str]]]:
    """Return the state of each sentence, keyed by unit.

    The state is `curated`, `explained` or `open`. An `explained` sentence has a reason
    why it has no statement. The reason is returned with the state.

    A sentence is `curated` if it contains at least half of an anchor, or if an anchor
    covers at least half of the sentence. Only letters and digits are counted. Each
    anchor is compared only with the two sentences that contain most of the anchor.

    Units that can have no statement, such as headings, are left out. Drafted statements
    are ignored.
    """
    curated: defaultdict[str, list[Anchor]] = defaultdict(list)
    for anchor in _confirmed(loaded):
        curated[anchor.unit].append(anchor)
    explained: defaultdict[str, list[tuple[Anchor, str]]] = defaultdict(list)
    for record in loaded.extract.explained:
        for anchor in record.at:
            explained[anchor.unit].append((anchor, record.reason))
    states: dict[str, list[tuple[SentenceState, str]]] = {}
    for unit in loaded.units.values():
        if unit.kind in CONTENT_KINDS and unit.sentences:
            whole = loaded.extract.nothing.get(unit.id, "")
            found = _reasons(unit, explained[unit.id], whole)
            states[unit.id] = [
                _state(is_touched, reason)
                for is_touched, reason in zip(
                    touched(unit, curated[unit.id]), found, strict=True
                )
            ]
    return states


def thin_paragraphs(loaded: Loaded) -> list[str]:
    """Return the ids of units that have four or more sentences but at most one statement.

    Drafted statements are not counted. A unit is left out if the extract gives a reason
    why it has no statement.
    """
    statements = Counter(
        unit
        for statement in loaded.extract.statements
        if not statement.draft
        for unit in {anchor.unit for anchor in statement.at}
    )
    return [
        unit.id
        for unit in loaded.units.values()
        if len(unit.sentences) >= _LONG
        and unit.id not in loaded.extract.nothing
        and statements[unit.id] <= 1
    ]


def anchors_of(statement: Statement) -> tuple[Anchor, ...]:
    """Return the anchors of a statement.

    For a recommendation, the anchors of its parts are included.
    """
    if not isinstance(statement, Recommendation):
        return statement.at
    parts = (anchor for part in statement.parts for anchor in part.at)
    return (*statement.at, *parts)


def touched(unit: Unit, anchors: Iterable[Anchor]) -> list[bool]:
    """Return a boolean for each sentence of a unit.

    The boolean is true if an anchor and the sentence share enough letters and digits.
    They must share at least half of the anchor or half of the sentence. Each anchor is
    compared only with the two sentences that share the most letters and digits with the
    anchor.

    Args:
        unit: The unit, with the lengths of its sentences.
        anchors: Anchors in this unit.
    """
    found = [False] * len(unit.sentences)
    for anchor in anchors:
        for common, number in _most(unit, anchor):
            if 2 * common >= min(anchor.length, unit.sentences[number]):
                found[number] = True
    return found


def _confirmed(loaded: Loaded) -> Iterator[Anchor]:
    """Yield the anchors of the statements that are not drafts."""
    for statement in loaded.extract.statements:
        if not statement.draft:
            yield from anchors_of(statement)


def _with_section(units: Mapping[str, Unit]) -> Iterator[tuple[str, Unit]]:
    """Yield each unit with the id of its section.

    Usually, the section of a unit is the last heading before the unit. A table of
    strengths and weaknesses is different: each of its two columns is a section. A unit
    belongs to a column if the unit's id begins with the id of the column heading.
    """
    section = ""
    columns = _columns(units)
    for unit in units.values():
        if unit.kind == "section" and unit.id not in columns:
            section = unit.id
        listed = (one for one in columns if unit.id.startswith(f"{one}/"))
        yield next(listed, section), unit


def _columns(units: Mapping[str, Unit]) -> set[str]:
    """Return the ids of the column headings in tables of strengths and weaknesses."""
    found: set[str] = set()
    for unit in units.values():
        around, slash, name = unit.id.rpartition("/")
        other = f"{around}/weaknesses"
        if slash and name == "strengths" and unit.kind == "section" and other in units:
            found.update((unit.id, other))
    return found


def _state(is_touched: bool, reason: str) -> tuple[SentenceState, str]:
    """Return the state of a sentence, such as `open`, and the reason if it is `explained`."""
    if is_touched:
        return "curated", ""
    if reason:
        return "explained", reason
    return "open", ""


def _reasons(
    unit: Unit, explained: Sequence[tuple[Anchor, str]], whole: str
) -> list[str]:
    """Return the reasons why the sentences of a unit have no statement.

    The list has one reason for each sentence. A reason is "" if the curator gave none.

    Args:
        unit: The unit.
        explained: Anchors of words in the unit, each with the reason why these words
            have no statement.
        whole: The reason for the whole unit, or "".
    """
    found = [whole] * len(unit.sentences)
    for anchor, reason in explained:
        for number, is_touched in enumerate(touched(unit, [anchor])):
            if is_touched:
                found[number] = reason
    return found


def _most(unit: Unit, anchor: Anchor) -> list[tuple[int, int]]:
    """Return the two sentences that share the most letters and digits with an anchor.

    Each item of the result has the number of shared letters and digits, and the index
    of the sentence in the unit.
    """
    common: list[tuple[int, int]] = []
    begin = 0
    for number, length in enumerate(unit.sentences):
        end = begin + length
        last = min(end, anchor.start + anchor.length)
        common.append((last - max(begin, anchor.start), number))
        begin = end
    return sorted(common, reverse=True)[:_MOST_TOUCHED]
