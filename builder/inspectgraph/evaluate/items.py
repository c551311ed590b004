"""Turn an extract or a JSON draft into facts for each kind of value.

A fact is a tuple of texts, such as the id of a passage and the slug of a theme. Each
drafted fact also has a confidence. Facts of a draft and of a gold standard can be
compared.
"""

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
#: A fact and its confidence. The confidence is None if the fact is confirmed, or if it
#: comes from a value without a confidence.
Stated = tuple[Fact, float | None]
Facts = dict[str, dict[Fact, float | None]]


def _sure(mark: Mark | None) -> float | None:
    """Return the confidence of a drafted value, as given in its mark.

    Return None if the value has no mark, which means that the value is confirmed.
    """
    if mark:
        return float(mark.confidence)
    return None


def _whole(extract: Extract, key: str) -> Iterator[Stated]:
    """Yield a fact for each value in a field that describes the whole report.

    An example of such a field is `framework`.
    """
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
    """Yield a fact with the first and the last day of a period.

    An example is the period of the inspection.

    Args:
        extract: The extract.
        key: The key of the period, such as `published`.
    """
    time = getattr(extract, key)
    if time is not None:
        days = (time.earliest.isoformat(), time.latest.isoformat())
        yield days, _of_report(extract, key)


def _of_report(extract: Extract, key: str) -> float | None:
    """Return the confidence of a drafted value that describes the whole report.

    Return None if the value is confirmed.
    """
    if extract.drafted:
        return _sure(extract.drafted.marks.get(key))
    return None


def _judged(extract: Extract) -> Iterator[Stated]:
    """Yield a fact for each judgement; the fact consists of the aspect and the grade."""
    for record in extract.judgements:
        yield (record.aspect, record.grade), _sure(record.draft)


def _units(record: Statement) -> Iterator[str]:
    """Yield the ids of the passages that are the evidence of a statement, without duplicates."""
    yield from dict.fromkeys(map(attrgetter("unit"), record.at))


def _at(
    records: Iterable[Statement], *values: Callable[[Any], object]
) -> Iterator[Stated]:
    """Yield a fact for each passage that is evidence of one of the given statements.

    The fact consists of the id of the passage and of some values of the statement.

    Args:
        records: The statements.
        values: Functions that return a value of a statement, such as its grade.
    """
    for record in records:
        shown = [str(value(record)) for value in values]
        for unit in _units(record):
            yield (unit, *shown), _sure(record.draft)


def _about(extract: Extract, key: str) -> Iterator[Stated]:
    """Yield a fact for each pair of a passage and a theme, service or body.

    Each passage of a statement is paired with each theme, service or body of the
    statement. The fact consists of the id of the passage and the slug of the theme,
    service or body. Drafted statements with a `doubt` are left out, since their values
    are placeholders.

    Args:
        extract: The extract.
        key: `themes`, `services` or `bodies`.
    """
    for record in (*extract.findings, *extract.recommendations, *extract.measurements):
        if record.draft and record.doubt:
            continue
        values = getattr(record, key)
        for fact in itertools.product(_units(record), values):
            yield fact, _sure(record.draft)


#: The functions that yield the facts of an extract, by kind of value.
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
    """Return the facts of an extract, keyed by kind of value, each with its confidence."""
    return {kind: _surest(of(extract)) for kind, of in KINDS.items()}


def _surest(stated: Iterable[Stated]) -> dict[Fact, float | None]:
    """Return each fact once, with its highest confidence.

    If several statements give the same fact, the highest confidence is returned. A
    confirmed fact has no confidence, and takes precedence over drafted facts.

    >>> _surest([(("a",), 0.5), (("a",), 0.9), (("b",), None), (("b",), 0.9)])
    {('a',): 0.9, ('b',): None}
    """
    found: dict[Fact, float | None] = {}
    for fact, sure in stated:
        before = found.get(fact, 0.0)
        if before is None or sure is None:
            found[fact] = None
        else:
            found[fact] = max(before, sure)
    return found


#: Kinds of value that a curator may have entered for some passages only.
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
    """Return the facts of a draft, except prose facts from uncurated passages.

    Prose facts are the facts about polarity, themes, services and bodies. A passage is
    curated if the curated extract has a fact from this passage.

    Args:
        drafted: The facts of the draft.
        curated: The facts of the curated extract.
    """
    passages: set[str] = set()
    for kind in _BY_PASSAGE & curated.keys():
        passages.update(map(itemgetter(0), curated[kind]))
    found = dict(drafted)
    for kind in _PROSE & drafted.keys():
        found[kind] = _where(drafted[kind], lambda fact: fact[0] in passages)
    return found


def in_sections_with_figures(drafted: Facts, curated: Facts) -> Facts:
    """Return the facts of a draft, except measurements in uncurated sections.

    A section is curated if the curated extract has a measurement in this section.

    Args:
        drafted: The facts of the draft.
        curated: The facts of the curated extract.
    """
    sections = set(map(_section, curated.get("measurement", ())))
    figures = drafted.get("measurement", {})
    kept = _where(figures, lambda fact: _section(fact) in sections)
    return {**drafted, "measurement": kept}


def _section(fact: Fact) -> str:
    """Return the section in which a fact is stated.

    The fact begins with the id of a passage. The section is the first part of this id.
    """
    return fact[0].partition("/")[0]


def _where(
    facts: Mapping[Fact, float | None], condition: Callable[[Fact], bool]
) -> dict[Fact, float | None]:
    """Return those facts that meet a condition, each with its confidence."""
    return {fact: facts[fact] for fact in filter(condition, facts)}


def facts_of_summary(summary: Mapping[str, Any]) -> Facts:
    """Return the facts of a JSON draft, keyed by kind of value, each with its confidence."""
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
    """Return the facts in a value that describes the whole report.

    The result is empty if the value is None.

    Args:
        kind: The kind of value, such as `framework`.
        value: The value in the JSON draft.
    """
    if value is None:
        return []
    if kind == "inspectorate":
        return list(zip(value))
    if isinstance(value, list):
        return [tuple(value)]
    return [(str(value),)]


def doubtful_facts(summary: Mapping[str, Any]) -> Facts:
    """Return those facts of a JSON draft that are marked with a `doubt`.

    A comparison must not count such a fact as missed, and must not count it as
    invented.
    """
    found: Facts = {}
    for kind, (key, *values) in _SUMMARY_LISTS.items():
        found[kind] = {}
        for one in summary.get(key, ()):
            if one.get("doubt"):
                found[kind][_values(one, values)] = None
    return found


#: The keys of the values of the whole report in a JSON draft, by kind of value.
_SUMMARY_WHOLE = {
    "authority": "authority",
    "framework": "framework",
    "reference": "reference",
    "published": "published",
    "inspection": "inspection",
    "inspectorate": "inspectorates",
}
#: By kind of value: the key of its list in a JSON draft, and then the keys of a record
#: whose values form the fact.
_SUMMARY_LISTS = {
    "judgement": ("judgements", "aspect", "grade"),
    "reported": ("reported", "unit", "grade"),
    "recommendation": ("recommendations", "unit", "band"),
    "measurement": ("measurements", "unit", "value"),
}


def _values(one: Mapping[str, Any], keys: Iterable[str]) -> Fact:
    """Return a fact: a tuple of the values that a JSON object has for given keys."""
    return tuple(map(_plain, map(one.get, keys)))


def _plain(value: object) -> str:
    """Return a value as a text that can be compared with other values.

    The text is in lower case. Equal numbers give the same text.
    """
    if isinstance(value, int | float):
        return f"{value:g}"
    return str(value).casefold()
