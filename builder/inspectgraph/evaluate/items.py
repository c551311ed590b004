"""The facts of an extract, or of a JSON draft, by kind of value, each with its confidence."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import attrgetter, itemgetter
from typing import Any

from inspectgraph.model.extract import Extract, Mark, Statement

__all__ = [
    "KINDS",
    "Fact",
    "Facts",
    "doubtful_facts",
    "facts",
    "facts_of_summary",
    "in_curated_passages",
    "in_sections_with_figures",
]

Fact = tuple[str, ...]
#: A fact and its confidence; None for a confirmed one, or where there is none.
Stated = tuple[Fact, float | None]
Facts = dict[str, dict[Fact, float | None]]


def _sure(mark: Mark | None) -> float | None:
    """Return the confidence of a mark; None for a confirmed value."""
    if mark:
        return float(mark.confidence)
    return None


def _whole(extract: Extract, key: str) -> Iterator[Stated]:
    """Yield a fact of the report as a whole, where the extract states it."""
    value = getattr(extract, key)
    if value is None:
        return
    if isinstance(value, tuple):
        values = value
    else:
        values = (value,)
    for one in values:
        yield (str(one),), _of_report(extract, key)


def _time(extract: Extract, key: str) -> Iterator[Stated]:
    """Yield the first and last day of a time of the report."""
    time = getattr(extract, key)
    if time is not None:
        days = (time.earliest.isoformat(), time.latest.isoformat())
        yield days, _of_report(extract, key)


def _of_report(extract: Extract, key: str) -> float | None:
    """Return the confidence of a value of the report as a whole."""
    if extract.drafted:
        return _sure(extract.drafted.marks.get(key))
    return None


def _judged(extract: Extract) -> Iterator[Stated]:
    """Yield aspect and grade of every awarded judgement."""
    for record in extract.judgements:
        yield (record.aspect, record.grade), _sure(record.draft)


def _units(record: Statement) -> Iterator[str]:
    """Yield the passages that a statement rests on, each once."""
    yield from dict.fromkeys(map(attrgetter("unit"), record.at))


def _at(
    records: Iterable[Statement], *values: Callable[[Any], object]
) -> Iterator[Stated]:
    """Yield passage and values of each statement, a fact for each passage."""
    for record in records:
        shown = [str(value(record)) for value in values]
        for unit in _units(record):
            yield (unit, *shown), _sure(record.draft)


def _about(extract: Extract, key: str) -> Iterator[Stated]:
    """Yield passage and slug for each theme, service or body of the statements.

    A value that a draft marks with a doubt is a placeholder, and no fact.
    """
    for record in (*extract.findings, *extract.recommendations, *extract.measurements):
        if record.draft and record.doubt:
            continue
        values = getattr(record, key)
        for fact in itertools.product(_units(record), values):
            yield fact, _sure(record.draft)


#: The facts of each kind of value that is compared.
KINDS: Mapping[str, Callable[[Extract], Iterable[Stated]]] = {
    "authority": lambda extract: _whole(extract, "authorities"),
    "framework": lambda extract: _whole(extract, "framework"),
    "inspectorate": lambda extract: _whole(extract, "inspectorates"),
    "reference": lambda extract: _whole(extract, "reference"),
    "published": lambda extract: _time(extract, "published"),
    "inspection": lambda extract: _time(extract, "inspection"),
    "judgement": _judged,
    "reported": lambda extract: _at(extract.reported, lambda one: one.grade),
    "recommendation": lambda extract: _at(
        extract.recommendations, lambda one: one.timescale
    ),
    "addressee": lambda extract: _at(
        extract.recommendations, lambda one: "+".join(sorted(one.addressee))
    ),
    "measurement": lambda extract: _at(
        extract.measurements, lambda one: one.value.normalize(), lambda one: one.unit
    ),
    "polarity": lambda extract: _at(extract.findings, lambda one: one.polarity),
    "theme": lambda extract: _about(extract, "themes"),
    "service": lambda extract: _about(extract, "services"),
    "body": lambda extract: _about(extract, "bodies"),
}


def facts(extract: Extract) -> Facts:
    """Return the facts of an extract, by kind of value."""
    return {kind: _surest(of(extract)) for kind, of in KINDS.items()}


def _surest(stated: Iterable[Stated]) -> dict[Fact, float | None]:
    """Return facts with their confidence; the greatest for a fact that is stated twice."""
    found: dict[Fact, float | None] = {}
    for fact, sure in stated:
        before = found.get(fact)
        if before is None or sure is None:
            found[fact] = sure
        else:
            found[fact] = max(before, sure)
    return found


#: Kinds of prose, in which a curator may not have read every passage.
_PROSE = frozenset(
    {
        "polarity",
        "theme",
        "service",
        "body",
        "broad theme",
        "type of service",
        "kind of body",
    }
)
_BY_PASSAGE = _PROSE | {"measurement", "recommendation", "reported"}


def in_curated_passages(drafted: Facts, curated: Facts) -> Facts:
    """Return the facts of a draft, without prose of passages without a curated fact."""
    passages: set[str] = set()
    for kind in _BY_PASSAGE & curated.keys():
        passages.update(map(itemgetter(0), curated[kind]))
    found = dict(drafted)
    for kind in _PROSE & drafted.keys():
        found[kind] = _where(drafted[kind], lambda fact: fact[0] in passages)
    return found


def in_sections_with_figures(drafted: Facts, curated: Facts) -> Facts:
    """Return the facts of a draft, without figures of sections without a curated figure."""
    sections = set(map(_section, curated.get("measurement", ())))
    figures = drafted.get("measurement", {})
    kept = _where(figures, lambda fact: _section(fact) in sections)
    return {**drafted, "measurement": kept}


def _section(fact: Fact) -> str:
    """Return the section of the passage of a fact."""
    return fact[0].partition("/")[0]


def _where(
    facts: Mapping[Fact, float | None], condition: Callable[[Fact], bool]
) -> dict[Fact, float | None]:
    """Return the facts for which a condition holds."""
    return {fact: facts[fact] for fact in filter(condition, facts)}


def facts_of_summary(summary: Mapping[str, Any]) -> Facts:
    """Return the facts of a JSON draft, by kind of value."""
    marks = summary.get("confidence") or {}
    found: Facts = {}
    for kind, key in _SUMMARY_WHOLE.items():
        sure = marks.get(key, {}).get("confidence")
        found[kind] = dict.fromkeys(_whole_facts(kind, summary.get(key)), sure)
    for kind, (key, *values) in _SUMMARY_LISTS.items():
        records = summary.get(key, ())
        found[kind] = _surest(
            (_values(one, values), one.get("confidence")) for one in records
        )
    for kind in ("strengths", "weaknesses"):
        found[kind] = {(unit,): None for unit in summary.get(kind, ())}
    return found


def _whole_facts(kind: str, value: Any) -> list[Fact]:
    """Return the facts that a value of the report as a whole states."""
    if value is None:
        return []
    if kind == "inspectorate":
        return list(zip(value))
    if isinstance(value, list):
        return [tuple(value)]
    return [(str(value),)]


def doubtful_facts(summary: Mapping[str, Any]) -> Facts:
    """Return the facts of a JSON draft that a curator marked with a `doubt`.

    They count neither as missed nor as invented.
    """
    found: Facts = {}
    for kind, (key, *values) in _SUMMARY_LISTS.items():
        found[kind] = {}
        for one in summary.get(key, ()):
            if one.get("doubt"):
                found[kind][_values(one, values)] = None
    return found


#: The values of the report as a whole in a JSON draft: kind of value and key.
_SUMMARY_WHOLE = {
    "authority": "authority",
    "framework": "framework",
    "reference": "reference",
    "published": "published",
    "inspection": "inspection",
    "inspectorate": "inspectorates",
}
#: The lists in a JSON draft: kind of value, key, and the keys that make a fact.
_SUMMARY_LISTS = {
    "judgement": ("judgements", "aspect", "grade"),
    "reported": ("reported", "unit", "grade"),
    "recommendation": ("recommendations", "unit", "band"),
    "measurement": ("measurements", "unit", "value"),
}


def _values(one: Mapping[str, Any], keys: Iterable[str]) -> Fact:
    """Return the values of an object as a fact, in lower case and with one form for numbers."""
    return tuple(map(_plain, map(one.get, keys)))


def _plain(value: object) -> str:
    """Return a value in lower case, a number in its one form."""
    if isinstance(value, int | float):
        return f"{value:g}"
    return str(value).casefold()
