"""Render the agreement of two readers as text, CSV or JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from inspectgraph.agreement.differences import Difference
from inspectgraph.agreement.double_reading import DoubleReading
from inspectgraph.agreement.kappa import Agreement
from inspectgraph.model.lists import SEPARATOR

__all__ = ["as_csv", "as_json", "as_text", "differences_as_csv"]

#: The name in the tables for all reports together.
_ALL: Final = "all"
_FIGURES: Final = (
    "sentences",
    "same",
    "observed",
    "expected",
    "kappa",
    "standard_error",
    "low",
    "high",
)
_COLUMNS: Final = (
    "report",
    "unit",
    "sentence",
    "about",
    "a",
    "b",
    "a_notes",
    "b_notes",
    "a_ids",
    "b_ids",
)


def as_text(reading: DoubleReading, listed: Sequence[Difference] | None) -> str:
    """Return the agreement as tables in plain text.

    If a list of differences is given, the differences follow the tables.
    """
    blocks = [
        _reports_table(reading),
        _confusion(reading),
        _categories_table(reading),
        _kinds_table(reading),
        _shares(reading),
    ]
    if listed is not None:
        blocks.append(_differences_text(listed))
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def as_csv(reading: DoubleReading) -> str:
    """Return CSV with a row for each report, for all reports together, and for each category."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("report", "category", *_FIGURES))
    for report, agreement in _by_report(reading):
        writer.writerow((report, _ALL, *_cells(agreement)))
    for name, agreement in reading.one_against_rest().items():
        writer.writerow((_ALL, name, *_cells(agreement)))
    writer.writerow((_ALL, "polarity", *_cells(reading.polarity())))
    return text.getvalue()


def as_json(reading: DoubleReading, listed: Sequence[Difference] | None) -> str:
    """Return all statistics of the agreement of two readers as JSON.

    If a list of differences is given, the JSON also contains these differences.
    """
    data: dict[str, Any] = {
        "reports": [
            {
                "report": one.report,
                "units": list(one.units),
                **_object(one.agreement),
                "confusion": _counts(one.agreement),
            }
            for one in reading.reports
        ],
        "all": {
            **_object(reading.agreement),
            "confusion": _counts(reading.agreement),
        },
        "categories": {
            name: _object(one) for name, one in reading.one_against_rest().items()
        },
        "polarity": _object(reading.polarity()),
        "statements": [
            {
                "kind": one.kind,
                "a": one.first,
                "b": one.second,
                "pairs": one.pairs,
                "share": one.share,
                "same_content": one.same,
            }
            for one in reading.kinds()
        ],
        "themes": _of(reading.themes(broad=False)),
        "broad_themes": _of(reading.themes(broad=True)),
        "figures": _of(reading.figures()),
    }
    if listed is not None:
        data["differences"] = [
            dict(zip(_COLUMNS, _values(one), strict=True)) for one in listed
        ]
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def differences_as_csv(listed: Sequence[Difference]) -> str:
    """Return CSV with one row for each difference; a cell can hold several notes or ids."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for one in listed:
        writer.writerow(
            SEPARATOR.join(value) if isinstance(value, tuple) else value
            for value in _values(one)
        )
    return text.getvalue()


def _values(one: Difference) -> tuple[Any, ...]:
    """Return the table row for one difference between two readers."""
    return (
        one.report,
        one.unit,
        one.sentence,
        one.about,
        one.first,
        one.second,
        one.first_notes,
        one.second_notes,
        one.first_ids,
        one.second_ids,
    )


def _by_report(reading: DoubleReading) -> Iterator[tuple[str, Agreement]]:
    """Yield the agreement on each report, then the agreement on all reports together."""
    for one in reading.reports:
        yield one.report, one.agreement
    yield _ALL, reading.agreement


def _object(agreement: Agreement) -> dict[str, Any]:
    """Return the statistics of the agreement of two readers, keyed by name."""
    return dict(zip(_FIGURES, _numbers(agreement), strict=True))


def _numbers(one: Agreement) -> tuple[float | None, ...]:
    """Return the statistics of two readers' agreement, in the order of `_FIGURES`."""
    low, high = one.interval or (None, None)
    return (
        one.items,
        one.same,
        one.observed,
        one.expected,
        one.kappa,
        one.standard_error,
        low,
        high,
    )


def _cells(agreement: Agreement) -> Iterator[str]:
    """Yield the statistics of the agreement of two readers as table cells.

    Numbers that are not whole have four decimal places.
    """
    for number in _numbers(agreement):
        if number is None:
            yield ""
        else:
            yield f"{number:.4f}" if isinstance(number, float) else str(number)


def _counts(agreement: Agreement) -> list[dict[str, Any]]:
    """Return the cells of the confusion table that are not empty, as a list."""
    return [
        {"a": first, "b": second, "sentences": count}
        for (first, second), count in sorted(agreement.table.items())
    ]


def _of(share: tuple[int, int]) -> dict[str, int]:
    """Return two counts of pairs, keyed by name.

    `same` is the number of pairs that agree, and `pairs` the number of compared pairs.
    """
    return dict(zip(("same", "pairs"), share, strict=True))


# Text


def _reports_table(reading: DoubleReading) -> Iterator[str]:
    """Yield the lines of the table of reports."""
    names = [name for name, _ in _by_report(reading)]
    width = max(map(len, names))
    units = [len(one.units) for one in reading.reports]
    heads = ("units", "sentences", "same", "agreement", "kappa")
    yield " " * width + "".join(f"{head:>11}" for head in heads) + "   95% interval"
    for (name, one), count in zip(
        _by_report(reading), [*units, sum(units)], strict=True
    ):
        counts = f"{count:>11,}{one.items:>11,}{one.same:>11,}"
        yield f"{name:<{width}}{counts}{_percent(one.observed):>11}{_kappa(one)}"


def _confusion(reading: DoubleReading) -> Iterator[str]:
    """Yield the lines of the confusion table: a row for each category of the first reader."""
    names = reading.categories
    width = max(map(len, (*names, "A down, B across")))
    table = reading.agreement.table
    yield f"{'A down, B across':<{width}}" + "".join(f"  {name}" for name in names)
    for first in names:
        cells = (f"  {table[first, name]:>{len(name)},}" for name in names)
        yield f"{first:<{width}}" + "".join(cells)


def _categories_table(reading: DoubleReading) -> Iterator[str]:
    """Yield the lines of the table of categories, with the agreement on each category."""
    yield f"{'category':<18}{'A':>8}{'B':>8}{'both':>8}{'kappa':>11}   95% interval"
    for name, one in reading.one_against_rest().items():
        both = one.table[name, name]
        first, second = both + one.table[name, ""], both + one.table["", name]
        yield f"{name:<18}{first:>8,}{second:>8,}{both:>8,}{_kappa(one)}"
    polarity = reading.polarity()
    if polarity.items:
        yield (
            "sentences on which both have a finding:"
            f" {polarity.same} of {polarity.items} have the same polarity,"
            f" kappa {_kappa(polarity).strip()}"
        )


def _kinds_table(reading: DoubleReading) -> Iterator[str]:
    """Yield the lines of the table of statements by kind."""
    yield f"{'statements':<18}{'A':>8}{'B':>8}{'pairs':>8}{'matched':>11}{'same':>8}"
    for one in reading.kinds():
        counts = f"{one.first:>8,}{one.second:>8,}{one.pairs:>8,}"
        yield f"{one.kind:<18}{counts}{_percent(one.share):>11}{one.same:>8,}"


def _shares(reading: DoubleReading) -> Iterator[str]:
    """Yield three lines on the pairs of statements.

    The lines state how many pairs share a broad theme, how many pairs share a theme,
    and how many pairs of figures are equal.
    """
    yield _share("pairs that share a broad theme", reading.themes(broad=True))
    yield _share("pairs that share a theme", reading.themes(broad=False))
    yield _share("pairs of figures with the same value and unit", reading.figures())


def _share(what: str, share: tuple[int, int]) -> str:
    """Return a line such as `pairs that share a theme: 3 of 4, 75.0%`."""
    same, every = share
    percent = f", {_percent(same / every)}" if every else ""
    return f"{what}: {same:,} of {every:,}{percent}"


def _differences_text(listed: Sequence[Difference]) -> Iterator[str]:
    """Yield the differences as lines, each with the notes of both readers."""
    yield f"differences: {len(listed):,}"
    for one in listed:
        place = f"{one.report}/{one.unit}, sentence {one.sentence or '–'}"
        yield f"{place}, {one.about}"
        for reader, says, notes in (
            ("A", one.first, one.first_notes),
            ("B", one.second, one.second_notes),
        ):
            yield f"  {reader}: {says or '–'}"
            yield from (f"     {note}" for note in notes)


def _percent(share: float | None) -> str:
    """Return a share in percent, or a dash if the share is None."""
    return "–" if share is None else f"{100 * share:.1f}%"


def _kappa(one: Agreement) -> str:
    """Return kappa with its confidence interval, or a dash if kappa is None."""
    if one.kappa is None or one.interval is None:
        return f"{'–':>11}"
    low, high = one.interval
    shown = [f"{round(number, 2) + 0.0:.2f}" for number in (one.kappa, low, high)]
    return f"{shown[0]:>11}   {shown[1]} to {shown[2]}"
