"""What an extract, or the object that `draft --json` prints, states: facts by kind of value, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from inspectgraph.model.extract import About, Extract, Mark, Statement

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
#: A fact and the confidence of its draft; None where it is confirmed, or not said.
Stated = tuple[Fact, float | None]
Facts = dict[str, dict[Fact, float | None]]


def _sure(mark: Mark | None) -> float | None:
    """Return the confidence that a mark says."""
    return float(mark.confidence) if mark else None


def _whole(extract: Extract, key: str) -> Iterator[Stated]:
    """Yield a fact of the report as a whole, where the extract states it."""
    value = getattr(extract, key)
    if value is None or value == ():
        return
    for one in value if isinstance(value, tuple) else (value,):
        yield (str(one),), _of_report(extract, key)


def _time(extract: Extract, key: str) -> Iterator[Stated]:
    """Yield the first and last day of a time of the report."""
    time = getattr(extract, key)
    if time is not None:
        yield (
            (time.earliest.isoformat(), time.latest.isoformat()),
            _of_report(extract, key),
        )


def _of_report(extract: Extract, key: str) -> float | None:
    """Return how sure the draft is of a value of the report as a whole."""
    return _sure(extract.drafted.marks.get(key)) if extract.drafted else None


def _judged(extract: Extract) -> Iterator[Stated]:
    """Yield aspect and grade of every awarded judgement."""
    for record in extract.judgements:
        yield (record.aspect, record.grade), _sure(record.draft)


def _units(record: Statement) -> Iterator[str]:
    """Yield the passages that a statement rests on, each once."""
    yield from dict.fromkeys(anchor.unit for anchor in record.at)


def _at(
    records: Iterable[Statement], *values: Callable[[Any], object]
) -> Iterator[Stated]:
    """Yield passage and values of each statement, a fact for each passage."""
    for record in records:
        for unit in _units(record):
            yield (unit, *(str(value(record)) for value in values)), _sure(record.draft)


def _about(extract: Extract, key: str) -> Iterator[Stated]:
    """Yield passage and theme, service or body of every statement that is about something.

    What a draft marks with a doubt stands in for what it did not recognise, and says
    nothing.
    """
    for records in (extract.findings, extract.recommendations, extract.measurements):
        for record in records:
            if isinstance(record, About) and not (record.draft and record.doubt):
                for unit in _units(record):
                    for value in getattr(record, key):
                        yield (unit, value), _sure(record.draft)


#: What is compared, kind by kind.
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
    """Return what an extract states, by kind of value."""
    return {kind: _surest(of(extract)) for kind, of in KINDS.items()}


def _surest(stated: Iterable[Stated]) -> dict[Fact, float | None]:
    """Return facts with their confidence; the greatest of a fact that is stated twice."""
    found: dict[Fact, float | None] = {}
    for fact, sure in stated:
        before = found.get(fact)
        found[fact] = sure if before is None or sure is None else max(before, sure)
    return found


#: Kinds that are told passage by passage in prose, where a curator may not have read
#: every passage yet.
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
    """Return what a draft states, without prose of passages of which the curator states nothing."""
    passages = {
        fact[0]
        for kind, found in curated.items()
        if kind in _BY_PASSAGE
        for fact in found
    }
    return {
        kind: (
            {fact: sure for fact, sure in found.items() if fact[0] in passages}
            if kind in _PROSE
            else found
        )
        for kind, found in drafted.items()
    }


def in_sections_with_figures(drafted: Facts, curated: Facts) -> Facts:
    """Return what a draft states, without figures of sections of which no figure is expected."""
    sections = {fact[0].split("/")[0] for fact in curated.get("measurement", ())}
    figures = drafted.get("measurement", {})
    return {
        **drafted,
        "measurement": {
            fact: sure
            for fact, sure in figures.items()
            if fact[0].split("/")[0] in sections
        },
    }


def facts_of_summary(summary: Mapping[str, Any]) -> Facts:
    """Return what the object that `draft --json` prints states, by kind of value."""
    found: Facts = {key: {} for key in _SUMMARY_WHOLE}
    for kind, key in _SUMMARY_WHOLE.items():
        value = summary.get(key)
        sure = (summary.get("confidence") or {}).get(key, {}).get("confidence")
        if kind == "inspectorate":
            found[kind] = {(name,): sure for name in value or ()}
        elif value is not None:
            found[kind] = {
                tuple(value) if isinstance(value, list) else (str(value),): sure
            }
    for kind, (key, *values) in _SUMMARY_LISTS.items():
        found[kind] = _surest(
            (_values(one, values), one.get("confidence"))
            for one in summary.get(key, ())
        )
    for kind in ("strengths", "weaknesses"):
        found[kind] = {(unit,): None for unit in summary.get(kind, ())}
    return found


def doubtful_facts(summary: Mapping[str, Any]) -> Facts:
    """Return the facts that a curator marked with a `doubt`: they count neither as missed nor as invented."""
    return {
        kind: {
            _values(one, values): None
            for one in summary.get(key, ())
            if one.get("doubt")
        }
        for kind, (key, *values) in _SUMMARY_LISTS.items()
    }


#: What the summary says of the report as a whole: kind of value and key.
_SUMMARY_WHOLE = {
    "authority": "authority",
    "framework": "framework",
    "reference": "reference",
    "published": "published",
    "inspection": "inspection",
    "inspectorate": "inspectorates",
}
#: The lists of objects in the summary: kind of value, key, and the keys that make the
#: fact.
_SUMMARY_LISTS = {
    "judgement": ("judgements", "aspect", "grade"),
    "reported": ("reported", "unit", "grade"),
    "recommendation": ("recommendations", "unit", "band"),
    "measurement": ("measurements", "unit", "value"),
}


def _values(one: Mapping[str, Any], keys: Iterable[str]) -> Fact:
    """Return the values of an object as a fact; case does not count, and a number has one form."""
    values = (one.get(key) for key in keys)
    return tuple(
        f"{value:g}" if isinstance(value, int | float) else str(value).casefold()
        for value in values
    )
