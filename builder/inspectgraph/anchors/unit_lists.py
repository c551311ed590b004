"""Compare the list of units of an extract with the report.

Conversions of one report agree in its body, and differ in what surrounds it: page
headers and footers, contents, covers and end matter. So a list is compared strictly,
except for these surroundings where the report at hand is another conversion than the
list was written from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from inspectgraph.files.unit_list import Unit
from inspectgraph.model.errors import Problem, Where
from inspectgraph.read import Document

__all__ = ["Comparison", "compare_units"]

#: Kinds of units around the body of a report: conversions differ in them.
_SURROUNDING = frozenset({"contents", "end-matter", "front", "furniture"})
#: From how many surrounding units on their share can tell another conversion.
_FEWEST_SURROUNDING = 3
#: The share of body units that another conversion of the same report has in common with
#: the list.
_LEAST_AGREEMENT = 0.9

#: How many units that differ are reported one by one.
_MOST_SHOWN = 100

_REWRITE = "the list that 'inspectgraph read --units' writes for the report"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of a comparison: problems with their lines, and a remark on the conversion."""

    problems: tuple[Problem, ...] = ()
    remark: str = ""


def compare_units(
    listed: Mapping[str, Unit], document: Document, file: str, anchored: Collection[str]
) -> Comparison:
    """Compare a list of units with the report at hand.

    Args:
        listed: The units of the list by id.
        document: The report as it is read.
        file: The name by which messages call the list.
        anchored: Ids of the units that anchors name.
    """
    read = {unit.id: unit for unit in document.listed()}
    different = _different(listed, read)
    moved = _moved(listed, read)
    if not different and not moved:
        return Comparison()
    if not _is_other_conversion(listed, read, different):
        return Comparison(tuple(_problems(listed, read, [*different, *moved], file)))
    units = {**read, **listed}
    body = [name for name in different if _is_body(units[name])]
    total = sum(map(_is_body, listed.values()))
    most = (1 - _LEAST_AGREEMENT) * total
    if total and len(body) > most:
        return Comparison((_other_report(file, len(body), total),))
    cited = [name for name in body if name in anchored]
    remark = (
        f"{file}: the list was written from another conversion of the report:"
        f" {len(different)} of {len(listed)} units differ, {len(body)} of them in its"
        " body"
    )
    return Comparison(tuple(_problems(listed, read, cited, file)), remark)


def _different(listed: Mapping[str, Unit], read: Mapping[str, Unit]) -> list[str]:
    """Return the ids of the units that differ, or that only one of both has."""
    return [
        name
        for name in {**listed, **read}
        if not _same(listed.get(name), read.get(name))
    ]


def _same(one: Unit | None, other: Unit | None) -> bool:
    """Return whether two units have the same kind, digest and length; their places may differ."""
    if one is None or other is None:
        return False
    return replace(one, order=other.order) == other


def _is_body(unit: Unit) -> bool:
    return unit.kind not in _SURROUNDING


def _is_other_conversion(
    listed: Mapping[str, Unit], read: Mapping[str, Unit], different: Collection[str]
) -> bool:
    """Return whether the report at hand is another conversion than that of the list.

    Then at least two page headers or footers differ, or most units around the body. One
    wrong line in the list is not enough.
    """
    if len(_furniture(listed) ^ _furniture(read)) > 1:
        return True
    around = {name for name, unit in {**listed, **read}.items() if not _is_body(unit)}
    apart = len(around.intersection(different))
    return len(around) >= _FEWEST_SURROUNDING and 2 * apart > len(around)


def _furniture(units: Mapping[str, Unit]) -> set[str]:
    """Return the ids of page headers and footers."""
    found = set()
    for name, unit in units.items():
        if unit.kind == "furniture":
            found.add(name)
    return found


def _moved(listed: Mapping[str, Unit], read: Mapping[str, Unit]) -> list[str]:
    """Return the first shared unit that is at another place, in a list; empty if there is none."""
    theirs = filter(listed.__contains__, read)
    for one in filter(read.__contains__, listed):
        if next(theirs) != one:
            return [one]
    return []


def _problems(
    listed: Mapping[str, Unit],
    read: Mapping[str, Unit],
    names: Collection[str],
    file: str,
) -> Iterator[Problem]:
    """Yield a problem for each of some units, a hundred at most, with its line."""
    for name in list(names)[:_MOST_SHOWN]:
        place = Where(file, _line(name, listed, read), 1)
        yield Problem(
            place,
            "unit-list-differs",
            _difference(name, listed.get(name), read.get(name)),
            _REWRITE,
        )
    if len(names) > _MOST_SHOWN:
        found = f"{len(names) - _MOST_SHOWN} more units differ"
        yield Problem(Where(file), "unit-list-differs", found, _REWRITE)


def _line(name: str, listed: Mapping[str, Unit], read: Mapping[str, Unit]) -> int:
    """Return the line of a unit in the list, or the line after which a missing one belongs."""
    if name in listed:
        return listed[name].order + 1
    line = 1
    for unit in read.values():
        is_before = unit.order < read[name].order
        if is_before and unit.id in listed:
            line = max(line, listed[unit.id].order + 1)
    return line


def _difference(name: str, listed: Unit | None, read: Unit | None) -> str:
    """Return how a unit of the list and a unit of the report differ."""
    if listed is None:
        return f"the unit '{name}' is in the report and not in the list"
    if read is None:
        return f"the unit '{name}' is in the list and not in the report"
    for what, one, other in (
        ("kind", listed.kind, read.kind),
        ("digest", listed.digest, read.digest),
        ("length", listed.length, read.length),
    ):
        if one != other:
            return (
                f"the unit '{name}' has the {what} {one} in the list and {other} in the"
                " report"
            )
    return f"the unit '{name}' is at another place in the list than in the report"


def _other_report(file: str, differing: int, total: int) -> Problem:
    found = f"{differing} of {total} units of the body differ from this report"
    return Problem(Where(file), "unit-list-of-another-report", found, _REWRITE)
