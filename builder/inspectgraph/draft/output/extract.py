"""A draft as an extract file: the records' keys in their order, every unconfirmed value marked with `draft`.

The same draft gives the same text. Anchors are sealed here, so the file holds none of
the report's words beyond printed dates and figures; notes are our own words and say
that the curator has to word them.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from inspectgraph.draft.findings.topics import About, Abouts
from inspectgraph.draft.metadata.titles import NO_TITLE, short_title
from inspectgraph.draft.model import (
    Draft,
    Drafted,
    DraftFinding,
    DraftJudgement,
    DraftMeasurement,
    DraftRecommendation,
    DraftReported,
    Period,
    TextSpan,
)
from inspectgraph.draft.resources import Knowledge
from inspectgraph.files.yaml_write import to_flow
from inspectgraph.load.printed_forms import holds_printed
from inspectgraph.model.anchor import Found as Sealed
from inspectgraph.model.anchor import digest, seal
from inspectgraph.model.errors import AnchorError
from inspectgraph.model.figures import figures_digest
from inspectgraph.model.unit_text import UnitText
from inspectgraph.read import Document

__all__ = ["extract_text"]

_PLACEHOLDER = "social-work-practice"
#: What themes that were only read from words can be sure of.
_SURE = 0.85
_NO_THEME = "No theme was recognised; the one given stands in for it."
#: What stands in where no indicator was recognised.
_UNNAMED = "another-figure"
_NO_INDICATOR = "No indicator was recognised; name what the figure measures."
_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
_POLARITIES = {
    "strength": "a strength",
    "weakness": "a weakness",
    "mixed": "a mixed finding",
    "neutral": "a neutral finding",
}

#: A mapping or list that is written in braces or brackets on one line.
Flow = Mapping[str, Any] | list[Any]


class _Raw(str):
    """A text that is written as it stands."""

    __slots__ = ()


def extract_text(
    draft: Draft, document: Document, knowledge: Knowledge, name: str, today: date
) -> str:
    """Return the text of an extract file.

    Args:
        draft: What was drafted.
        document: The report that it was drafted from.
        knowledge: The registry and the schemes.
        name: The report's name, as the file is called.
        today: The day that is entered as that of the draft.
    """
    return _Writer(draft, document, knowledge, name).text(today)


class _Writer:
    """One draft on its way into a file."""

    def __init__(
        self, draft: Draft, document: Document, knowledge: Knowledge, name: str
    ) -> None:
        self.draft, self.document, self.knowledge, self.name = (
            draft,
            document,
            knowledge,
            name,
        )
        self.abouts = Abouts(
            knowledge, draft.authority.value if draft.authority else None
        )
        self.ids: set[str] = set()
        self.texts: dict[str, UnitText] = {}

    def text(self, today: date) -> str:
        """Return the whole file."""
        lines = [
            f"# Draft of {self.name}: take out `draft` from a value to confirm it, then"
            " word its note."
        ]
        lines += [f"# Question: {question}" for question in self.draft.questions]
        lines += [f"{key}: {_flow(value)}" for key, value in self._head(today)]
        lines += self._drafted()
        for key, records in self._lists():
            if records:
                lines += ["", f"{key}:"]
                for record in records:
                    lines += _record(record)
        if self.draft.nothing:
            lines += [
                "",
                "nothing:",
                *(f"  {unit}: {reason}" for unit, reason in self.draft.nothing.items()),
            ]
        return "\n".join(lines) + "\n"

    # What is said of the report as a whole

    def _head(self, today: date) -> Iterator[tuple[str, Any]]:
        """Yield the keys above the lists."""
        draft = self.draft
        yield "report", self.name
        yield "title", self._title()
        yield (
            "framework",
            (
                draft.framework.value
                if draft.framework
                else _Raw('""  # write the framework')
            ),
        )
        yield "authorities", [draft.authority.value] if draft.authority else []
        yield (
            "inspectorates",
            (list(draft.inspectorates.value) if draft.inspectorates else []),
        )
        if draft.inspection:
            yield "inspection", _time(draft.inspection.value)
        if draft.published:
            yield "published", _time(draft.published.value)
        if draft.reference:
            yield "reference", _Raw(f'"{draft.reference.value}"')
        yield (
            "rights",
            (draft.rights.value if draft.rights else _Raw('""  # write the rights')),
        )
        yield "language", "en"
        yield "curation", {"method": "drafted", "finished": today}

    def _title(self) -> str:
        """Return the title, or a shorter one where it is too long and none of the long titles of the registry."""
        title = self.draft.title.value if self.draft.title else NO_TITLE
        return short_title(title, self.knowledge.registry.titles)

    def _drafted(self) -> list[str]:
        """Return the block that marks the values above the lists, with the questions."""
        draft = self.draft
        marks = {
            "title": draft.title,
            "framework": draft.framework,
            "authorities": draft.authority,
            "inspectorates": draft.inspectorates,
            "inspection": draft.inspection,
            "published": draft.published,
            "reference": draft.reference,
            "rights": draft.rights,
        }
        lines = [
            "drafted:",
            *(
                f"  {key}: {_flow(_mark(value))}"
                for key, value in marks.items()
                if value
            ),
        ]
        if draft.nothing:
            lines.append(
                "  nothing:"
                f" {_flow({'confidence': _number(0.9), 'rule': 'section-of-method'})}"
            )
        if draft.questions:
            lines.append("  questions:")
            lines += [f"    - {_flow(question)}" for question in draft.questions]
        return lines

    # Statements

    def _lists(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Yield the lists of statements."""
        draft = self.draft
        yield "judgements", [self._judgement(one) for one in draft.judgements]
        yield "reported", [self._reported(one) for one in draft.quoted if one.scale]
        yield "findings", [self._finding(one) for one in draft.found if one.themes]
        yield (
            "recommendations",
            [self._recommendation(one) for one in draft.advice if one.addressee],
        )
        yield "measurements", [self._measurement(one) for one in draft.figures]

    def _judgement(self, one: DraftJudgement) -> dict[str, Any]:
        """Return a judgement's keys."""
        return {
            "id": self._id("judgement", one.at[0], one.aspect),
            "aspect": one.aspect,
            "grade": one.grade,
            "source": one.source,
            "draft": _mark(one),
            "at": self._anchors(one.at),
        }

    def _reported(self, one: DraftReported) -> dict[str, Any]:
        """Return the keys of a quoted judgement."""
        return _filled(
            {
                "id": self._id("reported", one.at, f"{one.of} {one.grade} {one.count}"),
                "of": one.of,
                "framework": one.framework,
                "aspect": one.aspect,
                "scale": one.scale,
                "grade": one.grade,
                "or_better": one.or_better or None,
                "count": one.count,
                "out_of": one.out_of,
                "date": _time(one.date) if one.date else None,
                "draft": _mark(one),
                "at": self._anchors((one.at,)),
            }
        )

    def _finding(self, one: DraftFinding) -> dict[str, Any]:
        """Return a finding's keys."""
        note = (
            f"Drafted: {_POLARITIES[one.polarity]} about {self._themes(one.themes)}; to"
            " be worded by the curator."
        )
        return _filled(
            {
                "id": self._id("finding", one.at, one.at.words or ""),
                "polarity": one.polarity,
                "themes": list(one.themes),
                "services": list(one.services),
                "bodies": list(one.bodies),
                "note": note,
                "group": list(one.groups),
                "draft": _mark(one, _SURE),
                "at": self._anchors((one.at,)),
            }
        )

    def _recommendation(self, one: DraftRecommendation) -> dict[str, Any]:
        """Return a recommendation's keys."""
        said = self._about(one.at, *one.parts)
        note = (
            f"Drafted: a recommendation about {self._themes(said.themes)}; to be worded"
            " by the curator."
        )
        parts = [
            {
                "note": "Drafted: a nested point; to be worded by the curator.",
                "at": self._anchors((part,)),
            }
            for part in one.parts
        ]
        return _filled(
            {
                "id": self._id("recommendation", one.at, ""),
                "band": one.band,
                "addressee": list(one.addressee),
                "parts": parts,
                "themes": list(said.themes) or [_PLACEHOLDER],
                "services": list(said.services),
                "group": list(said.groups),
                "note": note,
                "doubt": None if said.themes else _NO_THEME,
                "draft": _mark(one, _SURE),
                "at": self._anchors((one.at,)),
            }
        )

    def _measurement(self, one: DraftMeasurement) -> dict[str, Any]:
        """Return a measurement's keys."""
        indicator = self.knowledge.concepts("indicator")[one.indicator or _UNNAMED]
        said = self._about(one.at)
        themes = said.themes or self.abouts.of("; ".join(indicator.names)).themes
        beside = [
            _filled(
                {
                    "with": other.with_,
                    "value": _number(other.value),
                    "printed": other.printed,
                    "period": _time(other.period) if other.period else None,
                }
            )
            for other in one.comparators
        ]
        return _filled(
            {
                "id": self._id("measurement", one.at, f"{one.printed} {one.kind}"),
                "indicator": indicator.slug,
                "value": _number(one.value),
                "printed": one.printed,
                "qualifier": one.qualifier,
                "unit": one.unit,
                "kind": one.kind,
                "period": _time(one.period) if one.period else None,
                "comparators": beside,
                "themes": list(themes) or [_PLACEHOLDER],
                "services": list(said.services),
                "note": f"Drafted: {indicator.label}; to be worded by the curator.",
                "doubt": _doubt(themed=bool(themes), named=bool(one.indicator)),
                "draft": _mark(one, _SURE),
                "at": self._anchors((self._with_comparators(one),)),
            }
        )

    def _with_comparators(self, one: DraftMeasurement) -> TextSpan:
        """Return the words of a figure, as far as the values beside it that are printed after them.

        Where the report prints such a value elsewhere in the unit, the whole unit is
        anchored.
        """
        text, words = self.document.by_id[one.at.unit].text, one.at.words
        for other in one.comparators:
            if words and not holds_printed(UnitText.of(words), other.printed):
                start, after = (
                    text.find(words),
                    text.find(other.printed, text.find(words) + len(words)),
                )
                words = (
                    text[start : after + len(other.printed)]
                    if start >= 0 and after >= 0
                    else None
                )
        return replace(one.at, words=words)

    # What statements share

    def _themes(self, slugs: Iterable[str]) -> str:
        """Return the labels of at most two themes."""
        themes = self.knowledge.concepts("theme")
        return (
            " and ".join(themes[slug].label for slug in list(slugs)[:2])
            or "what it says"
        )

    def _about(self, *places: TextSpan) -> About:
        """Return what the words of some passages are about."""
        return self.abouts.of(
            " ".join(at.words or self.document.by_id[at.unit].text for at in places)
        )

    def _anchors(self, places: Iterable[TextSpan]) -> Any:
        """Return the anchors of some words: one, or a list."""
        anchors = [self._anchor(at) for at in places]
        return anchors[0] if len(anchors) == 1 else anchors

    def _anchor(self, at: TextSpan) -> dict[str, Any]:
        """Return the anchor of some words, or of the whole unit where the words cannot be one."""
        unit = self._text(at.unit)
        try:
            found = seal(at.words, unit) if at.words else None
        except AnchorError:
            found = None
        if found is None:
            figures = figures_digest(figure.form for figure in unit.figures)
            found = Sealed(len(unit.squeezed), 0, digest(unit.squeezed), figures)
        anchor = {
            "unit": at.unit,
            "length": found.length,
            "start": found.start,
            "digest": found.digest,
        }
        return anchor | ({"figures": found.figures} if found.figures else {})

    def _text(self, unit: str) -> UnitText:
        """Return the text of a unit as anchors see it, prepared once."""
        if unit not in self.texts:
            self.texts[unit] = UnitText.of(self.document.by_id[unit].text)
        return self.texts[unit]

    def _id(self, kind: str, at: TextSpan, more: str) -> str:
        """Return an id: the unit and four characters that follow from kind and words, the next where it is taken."""
        base = re.sub(r"[^a-z0-9]+", "-", at.unit).strip("-")
        candidates = (
            f"{base}-{_tail(f'{kind} {at.unit} {more} {count}')}"
            for count in itertools.count()
        )
        identity = next(
            candidate for candidate in candidates if candidate not in self.ids
        )
        self.ids.add(identity)
        return identity


def _doubt(*, themed: bool, named: bool) -> str | None:
    """Return what a drafted figure leaves to the curator, or None."""
    open_ = [*([] if named else [_NO_INDICATOR]), *([] if themed else [_NO_THEME])]
    return " ".join(open_) or None


def _tail(words: str) -> str:
    """Return four characters that follow from words."""
    seed = int.from_bytes(sha256(words.encode()).digest()[:4])
    return "".join(_ALPHABET[seed // 36**n % 36] for n in range(4))


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record without the keys that hold nothing."""
    return {
        key: value for key, value in record.items() if value is not None and value != []
    }


def _mark(one: Drafted, most: float = 1.0) -> dict[str, Any]:
    """Return the mark of a drafted value; what has themes is no surer than these are."""
    return {"confidence": _number(min(one.confidence, most)), "rule": one.rule}


def _number(value: Any) -> Decimal:
    """Return a number as it is written: no exponent, no needless zeros."""
    text = format(value, "f") if not isinstance(value, float) else f"{value:.2f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)


def _time(span: Period) -> dict[str, Any]:
    """Return a time's keys."""
    return {"printed": span.printed, "earliest": span.earliest, "latest": span.latest}


# Writing


def _record(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of one statement: a key a line, lists in brackets, its parts one a line."""
    dash = "  - "
    for key, value in record.items():
        if key == "parts":
            yield f"{dash}parts:"
            yield from (f"      - {_flow(part)}" for part in value)
        else:
            yield f"{dash}{key}: {_flow(value)}"
        dash = "    "


def _flow(value: Any) -> str:
    """Return a value on one line."""
    return str(value) if isinstance(value, _Raw) else to_flow(value)
