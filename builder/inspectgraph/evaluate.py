"""How good a draft is: precision, recall and F1 against a curated extract, by kind of value.

Values are compared as facts: a judgement is an aspect and its grade, a recommendation its passage and band,
a theme a passage and a theme. Wording (notes) is the curator's and is not compared.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inspectgraph.records import About, Extract, Finding, Measurement, Statement

__all__ = [
    "KINDS",
    "Comparison",
    "Facts",
    "as_json",
    "as_markdown",
    "as_table",
    "compare",
    "doubtful_facts",
    "facts",
    "facts_of_summary",
    "in_curated_passages",
]

Fact = tuple[str, ...]
Facts = dict[str, frozenset[Fact]]


def _whole(extract: Extract, key: str) -> Iterator[Fact]:
    """Yield a fact of the report as a whole, where the extract states it."""
    value = getattr(extract, key)
    if value is None or value == ():
        return
    for one in value if isinstance(value, tuple) else (value,):
        yield (str(one),)


def _time(extract: Extract, key: str) -> Iterator[Fact]:
    """Yield the first and last day of a time of the report."""
    time = getattr(extract, key)
    if time is not None:
        yield (time.earliest.isoformat(), time.latest.isoformat())


def _units(record: Statement) -> Iterator[str]:
    """Yield the passages that a statement rests on, each once."""
    yield from dict.fromkeys(anchor.unit for anchor in record.at)


def _at(records: Iterable[Statement], *values: Callable[[Any], object]) -> Iterator[Fact]:
    """Yield passage and values of each statement, a fact for each passage."""
    for record in records:
        for unit in _units(record):
            yield (unit, *(str(value(record)) for value in values))


def _about(extract: Extract, key: str) -> Iterator[Fact]:
    """Yield passage and theme, service or body of every statement that is about something."""
    for records in (extract.findings, extract.recommendations, extract.measurements):
        for record in records:
            if isinstance(record, About):
                for unit in _units(record):
                    for value in getattr(record, key):
                        yield (unit, value)


def _polarity(extract: Extract) -> Iterator[Fact]:
    """Yield passage and polarity of every finding."""
    findings: tuple[Finding, ...] = extract.findings
    yield from _at(findings, lambda finding: finding.polarity)


def _measured(extract: Extract) -> Iterator[Fact]:
    """Yield passage, value and unit of every measurement."""
    measurements: tuple[Measurement, ...] = extract.measurements
    yield from _at(measurements, lambda one: one.value.normalize(), lambda one: one.unit)


#: What is compared, kind by kind.
KINDS: Mapping[str, Callable[[Extract], Iterable[Fact]]] = {
    "authority": lambda extract: _whole(extract, "authorities"),
    "framework": lambda extract: _whole(extract, "framework"),
    "inspectorate": lambda extract: _whole(extract, "inspectorates"),
    "reference": lambda extract: _whole(extract, "reference"),
    "published": lambda extract: _time(extract, "published"),
    "inspection": lambda extract: _time(extract, "inspection"),
    "judgement": lambda extract: ((one.aspect, one.grade) for one in extract.judgements),
    "reported": lambda extract: _at(extract.reported, lambda one: one.grade),
    "recommendation": lambda extract: _at(extract.recommendations, lambda one: one.band),
    "addressee": lambda extract: _at(extract.recommendations, lambda one: "+".join(sorted(one.addressee))),
    "measurement": _measured,
    "polarity": _polarity,
    "theme": lambda extract: _about(extract, "themes"),
    "service": lambda extract: _about(extract, "services"),
    "body": lambda extract: _about(extract, "bodies"),
}


@dataclass(frozen=True, slots=True)
class Comparison:
    """One kind of value: what draft and curator share, what the draft misses, what it invents."""

    kind: str
    right: tuple[Fact, ...]
    missed: tuple[Fact, ...]
    invented: tuple[Fact, ...]

    @property
    def precision(self) -> float | None:
        """The share of the draft's values that are right; None when it has none."""
        drafted = len(self.right) + len(self.invented)
        return len(self.right) / drafted if drafted else None

    @property
    def recall(self) -> float | None:
        """The share of the curator's values that the draft has; None when there are none."""
        curated = len(self.right) + len(self.missed)
        return len(self.right) / curated if curated else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of precision and recall; None when there is nothing to compare."""
        found = 2 * len(self.right) + len(self.missed) + len(self.invented)
        return 2 * len(self.right) / found if found else None


def facts(extract: Extract) -> Facts:
    """Return what an extract states, by kind of value."""
    return {kind: frozenset(of(extract)) for kind, of in KINDS.items()}


#: Kinds that are told passage by passage in prose, where a curator may not have read every passage yet.
PROSE = frozenset({"measurement", "polarity", "theme", "service", "body"})
_BY_PASSAGE = PROSE | {"recommendation", "reported"}


def in_curated_passages(drafted: Facts, curated: Facts) -> Facts:
    """Return what a draft states, without prose of passages of which the curator states nothing."""
    passages = {fact[0] for kind, found in curated.items() if kind in _BY_PASSAGE for fact in found}
    return {
        kind: frozenset(fact for fact in found if fact[0] in passages) if kind in PROSE else found
        for kind, found in drafted.items()
    }


def facts_of_summary(summary: Mapping[str, Any]) -> Facts:
    """Return what the object that `draft --json` prints states, by kind of value."""
    found: Facts = {
        key: frozenset({(str(summary[key]),)} if summary.get(key) is not None else ())
        for key in ("authority", "framework", "reference", "published")
    }
    found["inspection"] = frozenset({tuple(summary["inspection"])} if summary.get("inspection") else ())
    found["inspectorate"] = frozenset((name,) for name in summary.get("inspectorates", ()))
    for kind, (key, *values) in _SUMMARY_LISTS.items():
        found[kind] = frozenset(_values(one, values) for one in summary.get(key, ()))
    for kind in ("strengths", "weaknesses"):
        found[kind] = frozenset((unit,) for unit in summary.get(kind, ()))
    return found


def doubtful_facts(summary: Mapping[str, Any]) -> Facts:
    """Return the facts that a curator marked with a `doubt`: they count neither as missed nor as invented."""
    return {
        kind: frozenset(_values(one, values) for one in summary.get(key, ()) if one.get("doubt"))
        for kind, (key, *values) in _SUMMARY_LISTS.items()
    }


#: The lists of objects in the summary: kind of value, key, and the keys that make the fact.
_SUMMARY_LISTS = {
    "judgement": ("judgements", "aspect", "grade"),
    "reported": ("reported", "unit", "grade"),
    "recommendation": ("recommendations", "unit", "band"),
    "measurement": ("measurements", "unit", "value"),
}


def _values(one: Mapping[str, Any], keys: Iterable[str]) -> Fact:
    """Return the values of an object as a fact; case does not count, and a number has one form."""
    values = (one.get(key) for key in keys)
    return tuple(f"{value:g}" if isinstance(value, int | float) else str(value).casefold() for value in values)


def compare(drafted: Facts, curated: Facts, doubtful: Facts | None = None) -> list[Comparison]:
    """Compare what a draft states with what a curator states of the same report, kind by kind.

    Args:
        drafted: What the draft states.
        curated: What the curator states.
        doubtful: Facts that count neither way.
    """
    none: frozenset[Fact] = frozenset()
    rows = []
    for kind in dict.fromkeys((*curated, *drafted)):
        aside = (doubtful or {}).get(kind, none)
        draft, gold = drafted.get(kind, none) - aside, curated.get(kind, none) - aside
        if draft or gold:
            shared, missed, invented = (tuple(sorted(some)) for some in (draft & gold, gold - draft, draft - gold))
            rows.append(Comparison(kind, shared, missed, invented))
    return rows


# Rendering


def as_table(comparisons: Iterable[Comparison], *, details: bool = True) -> str:
    """Return the figures as a table for people, and the misses and inventions side by side below."""
    rows = list(comparisons)
    lines = [f"{'kind':16}{'precision':>10}{'recall':>8}{'F1':>6}{'right':>7}{'missed':>8}{'invented':>10}"]
    for row in rows:
        figures = f"{_figure(row.precision):>10}{_figure(row.recall):>8}{_figure(row.f1):>6}"
        counts = f"{len(row.right):>7}{len(row.missed):>8}{len(row.invented):>10}"
        lines.append(f"{row.kind:16}{figures}{counts}")
    for row in rows if details else ():
        if row.missed or row.invented:
            lines += ["", f"{row.kind}: missed | invented", *_side_by_side(row.missed, row.invented)]
    return "\n".join(lines)


def as_markdown(comparisons: Iterable[Comparison]) -> str:
    """Return the figures as a Markdown table."""
    lines = ["| kind | precision | recall | F1 | right | missed | invented |", "|---|---|---|---|---|---|---|"]
    for row in comparisons:
        figures = (_figure(row.precision), _figure(row.recall), _figure(row.f1))
        counts = (len(row.right), len(row.missed), len(row.invented))
        lines.append(f"| {row.kind} | {' | '.join(figures)} | {' | '.join(map(str, counts))} |")
    return "\n".join(lines)


def as_json(comparisons: Iterable[Comparison]) -> str:
    """Return figures, misses and inventions as JSON."""
    rows = [
        {
            "kind": row.kind, "precision": row.precision, "recall": row.recall, "f1": row.f1,
            "right": len(row.right), "missed": row.missed, "invented": row.invented,
        }
        for row in comparisons
    ]  # fmt: skip
    return json.dumps(rows, indent=1, ensure_ascii=False)


def _figure(share: float | None) -> str:
    """Return a share as printed; a dash where there is nothing to share."""
    return "–" if share is None else f"{share:.2f}"


def _side_by_side(missed: tuple[Fact, ...], invented: tuple[Fact, ...], width: int = 58) -> Iterator[str]:
    """Yield two lists of facts as two columns."""
    for index in range(max(len(missed), len(invented))):
        left = " ".join(missed[index]) if index < len(missed) else ""
        right = " ".join(invented[index]) if index < len(invented) else ""
        yield f"  {left:{width}} | {right}".rstrip()
