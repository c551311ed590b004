"""List the differences between the statements of two readers, without quoting the report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from inspectgraph.agreement.double_reading import DoubleReading, ReportReading
from inspectgraph.agreement.pairs import Matched, content, same_content, shared_themes
from inspectgraph.agreement.statements import Placed

__all__ = ["Difference", "differences"]

#: A sentence: the id of its unit, and its number in the unit.
_Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between two readers.

    Attributes:
        report: The name of the report.
        unit: The id of the unit.
        sentence: The number of the sentence in the unit, from 1; 0 if the statement
            cites no sentence.
        about: The thing that differs: the `category` of a sentence, the `content` or
            `themes` of two matched statements, or a `statement` that only one reader
            has.
        first: The category or statement of the first reader.
        second: The category or statement of the second reader.
        first_notes: The notes of the first reader.
        second_notes: The notes of the second reader.
        first_ids: The ids of the first reader's statements.
        second_ids: The ids of the second reader's statements.
    """

    report: str
    unit: str
    sentence: int
    about: str
    first: str
    second: str
    first_notes: tuple[str, ...] = ()
    second_notes: tuple[str, ...] = ()
    first_ids: tuple[str, ...] = ()
    second_ids: tuple[str, ...] = ()


def differences(reading: DoubleReading) -> list[Difference]:
    """Return the differences between two readings, in the order of reports and units.

    There are three kinds of difference. The first kind is a sentence with two different
    categories. The second kind is a pair of statements with different contents, or
    without a common broader theme. The third kind is a statement of only one reader.

    For a statement that cites a sentence with two different categories, only a
    difference in themes is listed. The categories of the sentence already show that the
    readers differ.
    """
    found: list[Difference] = []
    for report in reading.reports:
        order = {unit: number for number, unit in enumerate(report.units)}
        some = _of_report(report, reading.broader)
        found += sorted(some, key=lambda one: (order[one.unit], one.sentence))
    return found


def _of_report(
    report: ReportReading, broader: Mapping[str, str]
) -> Iterator[Difference]:
    """Yield the differences between the two readers' statements on one report."""
    listed: set[_Place] = set()
    for sentence in report.sentences:
        says = sentence.categories
        if says[0] != says[1]:
            listed.add(sentence.place)
            both = (sentence.first, sentence.second)
            yield _difference(report, sentence.place, "category", says, both)
    first = _places((one.place, one.first) for one in report.sentences)
    second = _places((one.place, one.second) for one in report.sentences)
    for pair in report.matches.pairs:
        there = _there(pair.first, first) + _there(pair.second, second)
        yield from _of_pair(report, pair, there, listed, broader)
    for one in report.matches.only_first:
        there = _there(one, first)
        if listed.isdisjoint(there):
            says = (_says(one), "")
            yield _difference(report, there[0], "statement", says, ((one,), ()))
    for one in report.matches.only_second:
        there = _there(one, second)
        if listed.isdisjoint(there):
            says = ("", _says(one))
            yield _difference(report, there[0], "statement", says, ((), (one,)))


def _of_pair(
    report: ReportReading,
    pair: Matched,
    there: Sequence[_Place],
    listed: AbstractSet[_Place],
    broader: Mapping[str, str],
) -> Iterator[Difference]:
    """Yield the differences in content and in themes between two matched statements.

    Args:
        report: The report.
        pair: The two matched statements.
        there: The sentences that either of the two statements cites.
        listed: The sentences to which the two readers give different categories.
        broader: A mapping from the slug of a theme to the slug of its broader theme.
    """
    both = ([pair.first], [pair.second])
    if not same_content(pair) and listed.isdisjoint(there):
        says = (_says(pair.first), _says(pair.second))
        yield _difference(report, there[0], "content", says, both)
    if shared_themes(pair, broader) is False:
        themes = (_themes(pair.first), _themes(pair.second))
        yield _difference(report, there[0], "themes", themes, both)


def _difference(
    report: ReportReading,
    place: _Place,
    about: str,
    says: tuple[str, str],
    both: tuple[Sequence[Placed], Sequence[Placed]],
) -> Difference:
    """Return one difference, with the notes and ids of both readers' statements."""
    notes = [tuple(one.note for one in some if one.note) for some in both]
    ids = [tuple(one.statement.id for one in some) for some in both]
    return Difference(report.report, *place, about, *says, *notes, *ids)


def _places(
    sentences: Iterable[tuple[_Place, Sequence[Placed]]],
) -> dict[str, list[_Place]]:
    """Return a mapping from the id of each statement to the sentences that it cites."""
    found: defaultdict[str, list[_Place]] = defaultdict(list)
    for place, statements in sentences:
        for one in statements:
            found[one.statement.id].append(place)
    return found


def _there(one: Placed, places: Mapping[str, list[_Place]]) -> list[_Place]:
    """Return the sentences that a statement cites.

    Each sentence is given as a unit and a number. If the statement cites no sentence,
    the result is the unit of the statement with the number 0.
    """
    return places.get(one.statement.id) or [(one.anchors[0].unit, 0)]


def _says(one: Placed) -> str:
    """Return the kind and content of a statement as text, such as `finding: strength`."""
    return f"{one.kind}: {', '.join(content(one.statement))}"


def _themes(one: Placed) -> str:
    """Return the themes of a statement as text."""
    return ", ".join(getattr(one.statement, "themes", ()))
