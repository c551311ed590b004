"""Make draft findings from codings, for use in an extract."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from inspectgraph.anchors.report_checks import Copies
from inspectgraph.coding.codebook import Group, Meanings
from inspectgraph.coding.model import CodedProject, Coding, LeftOut, SourceText
from inspectgraph.coding.place import Placed, Placer
from inspectgraph.coding.refi import guid
from inspectgraph.coding.report_text import ReportText
from inspectgraph.draft.findings.polarity import leaning
from inspectgraph.draft.model import TextSpan
from inspectgraph.draft.output.anchors import Ids
from inspectgraph.draft.output.statements import Record, placeholder
from inspectgraph.draft.resources import Knowledge
from inspectgraph.rdf.iris import nth, report_part
from inspectgraph.read import Document

__all__ = ["Imported", "findings_of"]

#: The name of the drafting rule in the mark of an imported statement, and its confidence
#: if its polarity is a code; otherwise the polarity is drafted from the words.
_RULE: Final = "imported-coding"
_CONFIDENCE: Final = Decimal("0.9")
_FINDING: Final = "finding"
_LONGEST_NOTE: Final = 2000
_ID: Final = re.compile("[a-z0-9-]{1,200}")
#: How many evidences of one statement are recognised in an export of inspectgraph.
_MOST_EVIDENCE: Final = 20
_POLARITIES: Final = {
    "strength": "a strength",
    "weakness": "a weakness",
    "mixed": "a mixed finding",
    "neutral": "a neutral finding",
}


@dataclass(slots=True)
class Imported:
    """The findings made from the codings of one report, and the items left out.

    `codings` is the number of codings that became findings or parts of a finding.
    `changed` lists two kinds of codings: codings whose anchor covers more than the
    coded words, and codings whose comment could not become the note. `asked` has the
    questions to the curator. Each question is listed with the units to which it
    applies.
    """

    report: str
    records: list[Record] = field(default_factory=list)
    codings: int = 0
    changed: list[LeftOut] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    asked: dict[str, dict[str, None]] = field(default_factory=dict)

    @property
    def questions(self) -> list[str]:
        """The questions to the curator, each with the units that led to it."""
        found = []
        for question, units in self.asked.items():
            named = list(units)
            more = f" and {len(named) - 5} more units" if len(named) > 5 else ""
            found.append(f"{question} The words are in {', '.join(named[:5])}{more}.")
        return found


@dataclass(slots=True)
class _Coded:
    """A finding under construction, from one or more codings."""

    values: dict[Group, list[str]]
    note: str
    placed: list[Placed]
    identity: str = ""


def findings_of(
    project: CodedProject,
    codings: Iterable[Coding],
    document: Document,
    knowledge: Knowledge,
    meanings: Meanings,
) -> Imported:
    """Return the findings made from the codings of one report.

    Args:
        project: The content of the file.
        codings: The codings of this report.
        document: The report to which the codings belong.
        knowledge: The registry and the concept schemes.
        meanings: The meanings of the codes.
    """
    maker = _Maker(project.sources, document, knowledge, meanings)
    for coding in codings:
        maker.add(coding)
    return maker.imported()


class _Maker:
    """Make the findings of one report from its codings."""

    def __init__(
        self,
        sources: Mapping[str, SourceText],
        document: Document,
        knowledge: Knowledge,
        meanings: Meanings,
    ) -> None:
        self._sources, self._document = sources, document
        self._knowledge, self._meanings = knowledge, meanings
        self._placer = Placer(ReportText(document))
        self._found: dict[str, _Coded] = {}
        self._result = Imported(document.name)
        self._copied: dict[str, str] = {}

    def add(self, coding: Coding) -> None:
        """Find the words of a coding in the report, and add the coding to the findings.

        If the coding cannot become part of a finding, add it to the items left out.
        """
        placed = self._placer.place(coding, self._sources[coding.source])
        if placed.reason:
            self._leave_out(coding, placed.reason)
            return
        values, kinds, asked = self._values(coding, placed)
        if kinds - {_FINDING}:
            reason = (
                f"it is coded as {' and '.join(sorted(kinds))}; only findings are"
                " imported"
            )
            self._leave_out(coding, reason)
            return
        if not any(group.field == "themes" for group in values):
            reason = (
                "none of its codes is a theme, and a finding needs a theme"
                if coding.codes
                else "it has no code"
            )
            if not asked and coding.codes:
                question = (
                    f"The coding '{coding.shown}' has no theme; which theme is meant?"
                )
                self._result.asked.setdefault(question, {}).setdefault(placed.unit)
            self._leave_out(coding, reason)
            return
        if placed.widened:
            reason = f"its anchor was widened {placed.widened}"
            self._result.changed.append(LeftOut("coding", self._shown(coding), reason))
        self._result.codings += 1
        self._join(coding, placed, values)

    def imported(self) -> Imported:
        """Make a record of each finding, and return the result of the import."""
        ids = Ids()
        for coded in self._found.values():
            self._result.records.append(self._record(coded, ids))
        return self._result

    def _values(
        self, coding: Coding, placed: Placed
    ) -> tuple[dict[Group, list[str]], set[str], bool]:
        """Return the meanings of the codes of a coding.

        The result has three parts. The first part has the values of fields. The second
        part has the kinds of statement. The third part states whether any code is
        unclear.
        """
        values: dict[Group, list[str]] = {}
        kinds: set[str] = set()
        asked = False
        for path in coding.codes:
            meaning = self._meanings.of(path)
            for group, slug in meaning.values:
                known = values.setdefault(group, [])
                if slug not in known:
                    known.append(slug)
            if meaning.kind:
                kinds.add(meaning.kind)
            if meaning.question:
                asked = True
                units = self._result.asked.setdefault(meaning.question, {})
                units.setdefault(placed.unit)
        for group, slugs in list(values.items()):
            if not group.many and len(slugs) > 1:
                question = (
                    f"'{self._shown(coding)}' has {len(slugs)} codes for"
                    f" {group.name}: {', '.join(slugs)}; which is meant?"
                )
                self._result.asked.setdefault(question, {}).setdefault(placed.unit)
                del values[group]
        return values, kinds, asked

    def _join(
        self, coding: Coding, placed: Placed, values: dict[Group, list[str]]
    ) -> None:
        """Add a coding to the finding to which it belongs, or make a new finding.

        Two codings belong to one finding if they code the same words. They also belong
        together if inspectgraph exported both as evidence for one statement.
        """
        identity = self._identity(coding)
        where = "|".join(
            f"{a['unit']} {a['start']} {a['length']}" for a in placed.anchors
        )
        key = identity or f"{coding.source} {where}"
        known = self._found.get(key)
        if known is None:
            note = self._own_note(coding)
            self._found[key] = _Coded(values, note, [placed], identity)
            return
        known.placed.append(placed)
        for group, slugs in values.items():
            own = known.values.setdefault(group, [])
            own += [slug for slug in slugs if slug not in own]
        known.note = known.note or self._own_note(coding)

    def _identity(self, coding: Coding) -> str:
        """Return the id of the statement that inspectgraph exported as this coding, or ""."""
        name = coding.name or coding.statement.rpartition("/")[2]
        if not _ID.fullmatch(name):
            return ""
        for place in range(_MOST_EVIDENCE):
            iri = str(
                report_part(self._document.name, "evidence", nth(name, place)).value
            )
            if coding.key in (guid(iri), iri, f"{iri}#annotation"):
                return name
        return ""

    def _own_note(self, coding: Coding) -> str:
        """Return the comment of a coding if the comment can be a note, else "".

        A comment cannot be a note if it is too long or copies words of the report. Such
        a comment is recorded in `changed`, with the reason.
        """
        note = " ".join(coding.note.split())
        if not note:
            return ""
        reason = ""
        if len(note) > _LONGEST_NOTE:
            reason = f"its comment has more than {_LONGEST_NOTE:,} characters"
        elif runs := self._copies.runs(note):
            reason = f"its comment repeats words of the report: '{runs[0].words}'"
        if reason:
            reason = f"{reason}; the comment did not become the note"
            self._result.changed.append(LeftOut("comment", self._shown(coding), reason))
            return ""
        return note

    @cached_property
    def _copies(self) -> Copies:
        """The object that finds words which a comment has copied from the report."""
        return Copies(self._document, self._knowledge.registry)

    def _record(self, coded: _Coded, ids: Ids) -> Record:
        """Return a finding as a record of an extract."""
        values: dict[str, Any] = {}
        for group, slugs in coded.values.items():
            values[group.field] = slugs if group.many else slugs[0]
        polarity, mark = values.pop("polarity", ""), _mark(_RULE, _CONFIDENCE)
        doubt = None
        if not polarity:
            drafted = leaning(self._placer.sentence(coded.placed[0]))
            polarity = drafted.polarity
            mark = _mark(drafted.rule, Decimal(f"{drafted.confidence:.2f}"))
            doubt = "No code gives the polarity, which was drafted from the sentence."
        themes = values.pop("themes")
        anchors = list(_distinct(coded.placed))
        unit = anchors[0]["unit"]
        more = f"{polarity} {themes} {anchors[0]['digest']}"
        minted = ids.mint("finding", TextSpan(unit), more)
        record = {
            "id": coded.identity or minted,
            "polarity": polarity,
            "themes": themes,
            "note": coded.note or self._placeholder(polarity, themes),
            **values,
            "doubt": doubt,
            "draft": mark,
            "at": anchors if len(anchors) > 1 else anchors[0],
        }
        return {key: value for key, value in record.items() if value is not None}

    def _placeholder(self, polarity: str, themes: Iterable[str]) -> str:
        """Return a placeholder for a note, for the curator to replace."""
        known = self._knowledge.concepts("theme")
        labels = " and ".join(known[slug].label for slug in list(themes)[:2])
        return placeholder(f"{_POLARITIES[polarity]} in {labels}")

    def _leave_out(self, coding: Coding, reason: str) -> None:
        """Record a coding as left out, with the reason."""
        self._result.left_out.append(LeftOut("coding", self._shown(coding), reason))

    def _shown(self, coding: Coding) -> str:
        """Return the name of a coding and its document, for messages."""
        return f"{coding.shown} of {self._sources[coding.source].name}"


def _mark(rule: str, confidence: Decimal) -> Record:
    """Return the draft mark of a value: its confidence and its drafting rule."""
    return {"confidence": confidence.normalize() + 0, "rule": rule}


def _distinct(placed: Iterable[Placed]) -> Iterable[dict[str, Any]]:
    """Return the distinct anchors of some codings."""
    found: list[dict[str, Any]] = []
    for one in placed:
        found += [anchor for anchor in one.anchors if anchor not in found]
    return found
