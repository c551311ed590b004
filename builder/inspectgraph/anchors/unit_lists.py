"""Compare the list of units next to an extract with the report itself.

Different programs convert a PDF to text differently. Different conversions of one
report agree in the body of the report, but differ in page headers and footers,
contents, covers and end matter. If the list was written from another conversion,
differences in these parts are ignored.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from inspectgraph.files.unit_list import Unit
from inspectgraph.model.errors import Problem, Where
from inspectgraph.read import Document

__all__ = ["Comparison", "compare_units"]

#: Kinds of units outside the body of a report, in which conversions differ.
_SURROUNDING = frozenset({"contents", "end-matter", "front", "furniture"})
#: With fewer surrounding units than this, their differences prove no other conversion.
_FEWEST_SURROUNDING = 3
#: The smallest share of body units that two conversions of one report have in common.
_LEAST_AGREEMENT = 0.9

#: The largest number of differing units to report one by one.
_MOST_SHOWN = 100

_REWRITE = "the list that 'inspectgraph read --units' writes for the report"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of the comparison of a list of units with a report.

    `remark` states that the list was made from another conversion of the report, or is "".
    """

    problems: tuple[Problem, ...] = ()
    remark: str = ""


def compare_units(
    listed: Mapping[str, Unit], document: Document, file: str, anchored: Collection[str]
) -> Comparison:
    """Compare a list of units with a conversion of the report.

    If the list was written from another conversion, only differences in units with
    anchors are problems.

    Args:
        listed: The units in the list, keyed by id.
        document: The report.
        file: The name of the list in messages.
        anchored: The ids of the units with anchors.
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
        f"{file}: the list was written from a different conversion of the report into"
        f" text: {len(different)} of {len(listed)} units differ, {len(body)} of them in"
        " the report's body"
    )
    return Comparison(tuple(_problems(listed, read, cited, file)), remark)


def _different(listed: Mapping[str, Unit], read: Mapping[str, Unit]) -> list[str]:
    """Return the ids of units that differ between the list of units and the report."""
    return [
        name
        for name in {**listed, **read}
        if not _same(listed.get(name), read.get(name))
    ]


def _same(one: Unit | None, other: Unit | None) -> bool:
    """Return whether two units have the same kind, digest, length and sentences.

    `one` is a unit in the list of units, and `other` is a unit of the report. Their
    positions may differ. If `one` has no sentence lengths, sentences are not compared.
    The result is False if either unit is None.
    """
    if one is None or other is None:
        return False
    sentences = one.sentences or other.sentences
    return replace(one, order=other.order, sentences=sentences) == other


def _is_body(unit: Unit) -> bool:
    """Return whether a unit belongs to the body of a report."""
    return unit.kind not in _SURROUNDING


def _is_other_conversion(
    listed: Mapping[str, Unit], read: Mapping[str, Unit], different: Collection[str]
) -> bool:
    """Return whether the list of units was made from another conversion of the report.

    A conversion makes a text from a PDF. The result is true if at least two page
    headers or footers differ, or if most units outside the body differ. One wrong line
    in the list is not enough.
    """
    if len(_furniture(listed) ^ _furniture(read)) > 1:
        return True
    around = {name for name, unit in {**listed, **read}.items() if not _is_body(unit)}
    apart = len(around.intersection(different))
    return len(around) >= _FEWEST_SURROUNDING and 2 * apart > len(around)


def _furniture(units: Mapping[str, Unit]) -> set[str]:
    """Return the ids of the units that are page headers or footers."""
    found = set()
    for name, unit in units.items():
        if unit.kind == "furniture":
            found.add(name)
    return found


def _moved(listed: Mapping[str, Unit], read: Mapping[str, Unit]) -> list[str]:
    """Return the id of the first unit that has changed its place in the order.

    The result is a list with this id, or an empty list if no unit has moved. Only units
    that are both in the list of units and in the report are compared.
    """
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
    """Yield problems on units that differ between the list of units and the report.

    The location of a problem is the line of the unit in the list. If more than a
    hundred units differ, only the first hundred get a problem each. One more problem
    states how many other units differ.
    """
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
    """Return the line number of a unit in the list of units.

    If the list lacks the unit, return the line after which the unit should be added.
    """
    if name in listed:
        return listed[name].order + 1
    line = 1
    for unit in read.values():
        is_before = unit.order < read[name].order
        if is_before and unit.id in listed:
            line = max(line, listed[unit.id].order + 1)
    return line


def _difference(name: str, listed: Unit | None, read: Unit | None) -> str:
    """Return a message on a unit whose entry in the list differs from the report."""
    if listed is None:
        return f"the unit '{name}' is in the report and not in the list"
    if read is None:
        return f"the unit '{name}' is in the list and not in the report"
    for what, one, other in (
        ("kind", listed.kind, read.kind),
        ("digest", listed.digest, read.digest),
        ("length", listed.length, read.length),
        ("sentence lengths", _cell(listed), _cell(read)),
    ):
        if one != other:
            return (
                f"the unit '{name}' has the {what} {one} in the list and {other} in the"
                " report"
            )
    return (
        f"the unit '{name}' does not have the same place in the list as in the report"
    )


def _cell(unit: Unit) -> str:
    """Return the lengths of the sentences of a unit, as in the list of units: `40 112 75`."""
    return " ".join(map(str, unit.sentences))


def _other_report(file: str, differing: int, total: int) -> Problem:
    """Return the problem for a list of units that belongs to another report."""
    found = (
        f"{differing} of {total} units in the body of the report differ from the list"
    )
    return Problem(Where(file), "unit-list-of-another-report", found, _REWRITE)
