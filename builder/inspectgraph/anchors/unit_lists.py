"""Compare the list of units beside an extract with the report as it is read.

Conversions of one report agree in its body, and differ in what surrounds it: page
headers and footers, contents, covers and end matter. So a list is compared strictly,
except for these surroundings where the report at hand is another conversion than the
list was written from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

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

#: How many units that differ are told one by one.
_MOST_TOLD = 100

_REWRITE = "the list that 'inspectgraph read --units' writes of the report"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison gave: problems with their lines, and a remark about another conversion."""

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
    different = [
        name
        for name in {**listed, **read}
        if not _same(listed.get(name), read.get(name))
    ]
    moved = _moved(listed, read)
    if not different and not moved:
        return Comparison()
    if not _is_other_conversion(listed, read, different):
        return Comparison(tuple(_problems(listed, read, [*different, *moved], file)))
    body = [name for name in different if _is_body(listed.get(name) or read[name])]
    total = sum(_is_body(unit) for unit in listed.values())
    if total and len(body) > (1 - _LEAST_AGREEMENT) * total:
        return Comparison((_other_report(file, len(body), total),))
    problems = _problems(
        listed, read, [name for name in body if name in anchored], file
    )
    remark = (
        f"{file}: the list was written from another conversion of the report:"
        f" {len(different)} of {len(listed)} units differ, {len(body)} of them in its"
        " body"
    )
    return Comparison(tuple(problems), remark)


def _same(one: Unit | None, other: Unit | None) -> bool:
    """Return whether two units have the same kind, digest and length; their places may differ."""
    if one is None or other is None:
        return False
    return (one.kind, one.digest, one.length) == (
        other.kind,
        other.digest,
        other.length,
    )


def _is_body(unit: Unit) -> bool:
    return unit.kind not in _SURROUNDING


def _is_other_conversion(
    listed: Mapping[str, Unit], read: Mapping[str, Unit], different: Collection[str]
) -> bool:
    """Return whether the report at hand is another conversion than that of the list.

    Page headers and footers differ as a whole then, or most of what surrounds the body
    does: one false line in the list is no other conversion.
    """
    furniture = [
        {name for name, unit in units.items() if unit.kind == "furniture"}
        for units in (listed, read)
    ]
    if furniture[0] != furniture[1] and len(furniture[0] ^ furniture[1]) > 1:
        return True
    around = [name for name, unit in {**listed, **read}.items() if not _is_body(unit)]
    apart = sum(name in around for name in different)
    return len(around) >= _FEWEST_SURROUNDING and 2 * apart > len(around)


def _moved(listed: Mapping[str, Unit], read: Mapping[str, Unit]) -> list[str]:
    """Return the first unit whose place among those that both have is not the same, if there is one."""
    ours = [name for name in listed if name in read]
    theirs = [name for name in read if name in listed]
    return next(
        ([one] for one, other in zip(ours, theirs, strict=True) if one != other), []
    )


def _problems(
    listed: Mapping[str, Unit],
    read: Mapping[str, Unit],
    names: Collection[str],
    file: str,
) -> Iterator[Problem]:
    """Yield what is wrong with some units of the list, each with its line, a hundred at most."""
    for name in list(names)[:_MOST_TOLD]:
        place = Where(file, _line(name, listed, read), 1)
        yield Problem(
            place,
            "unit-list-differs",
            _difference(name, listed.get(name), read.get(name)),
            _REWRITE,
        )
    if len(names) > _MOST_TOLD:
        found = f"{len(names) - _MOST_TOLD} more units differ"
        yield Problem(Where(file), "unit-list-differs", found, _REWRITE)


def _line(name: str, listed: Mapping[str, Unit], read: Mapping[str, Unit]) -> int:
    """Return the line of a unit in the list; for one that it lacks, the line after which it belongs."""
    if name in listed:
        return listed[name].order + 1
    before = (
        unit
        for unit in read.values()
        if unit.order < read[name].order and unit.id in listed
    )
    return max((listed[unit.id].order + 1 for unit in before), default=1)


def _difference(name: str, listed: Unit | None, read: Unit | None) -> str:
    """Say how a unit of the list and a unit of the report differ."""
    if listed is None:
        return f"the report has a unit '{name}' and the list has not"
    if read is None:
        return f"the list has a unit '{name}' and the report has not"
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
    found = f"{differing} of {total} units of the body differ from the report at hand"
    return Problem(Where(file), "unit-list-of-another-report", found, _REWRITE)
