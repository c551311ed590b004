"""Find the units that both readers have read, or take the units from a list."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

from inspectgraph.files.text import read_text_file
from inspectgraph.files.unit_list import CONTENT_KINDS, Unit
from inspectgraph.load import Loaded
from inspectgraph.load.sentence_coverage import sentence_states
from inspectgraph.model.errors import UnreadableError, UsageError, Where, shorten
from inspectgraph.model.suggest import nearest

__all__ = ["Both", "check_lists", "common_units", "read_unit_names"]

#: The readings of one report: by the first and by the second reader.
Both = tuple[Loaded, Loaded]


def read_unit_names(
    file: Path, readings: Mapping[str, Both]
) -> dict[str, dict[str, Unit]]:
    """Read a list of units from a file, and return the listed units of each report.

    Each line has the form REPORT/UNIT. Empty lines are skipped.

    Args:
        file: The file with the list of units.
        readings: The two independent readings of each compared report, one per reader,
            keyed by the name of the report.

    Raises:
        UnreadableError: If the file cannot be read.
        UsageError: If a line names a report that is not compared, or a unit that does
            not exist or has no sentences.
    """
    found: dict[str, dict[str, Unit]] = {name: {} for name in readings}
    text = read_text_file(file, str(file)).text
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            report, _, unit = line.strip().partition("/")
            where = Where(str(file), number, 1)
            _check_known(report, readings, "report that both readers have", where)
            units = _content_units(readings[report][0])
            _check_known(unit, units, f"unit of {report} with sentences", where)
            found[report][unit] = units[unit]
    return {report: units for report, units in found.items() if units}


def common_units(readings: Mapping[str, Both]) -> dict[str, dict[str, Unit]]:
    """Return the units that both readers have read, keyed by report.

    A reader has read a unit if the reader's extract covers at least one sentence of the
    unit. The extract covers a sentence with a statement, or with a reason why there is
    no statement. A report is left out if it has no unit that both readers have read.

    Args:
        readings: The two independent readings of each report, one per reader, keyed by
            the name of the report.
    """
    found = {}
    for report, both in readings.items():
        first, second = map(_read_units, both)
        units = {
            name: unit
            for name, unit in both[0].units.items()
            if name in first and name in second
        }
        if units:
            found[report] = units
    return found


def check_lists(report: str, both: Both) -> None:
    """Check that two lists of units were made from the same text of a report.

    Raises:
        UnreadableError: If a list does not give the lengths of the sentences.
        UsageError: If the lists are of different texts.
    """
    for loaded in both:
        if not any(unit.sentences for unit in loaded.units.values()):
            message = (
                "the list of units lacks the lengths of sentences; make the list again"
                f" with `inspectgraph read REPORT --units > {report}.units.tsv`"
            )
            raise UnreadableError("no-sentence-lengths", message, Where(loaded.file))
    first, second = both
    if _texts(first) != _texts(second):
        message = (
            f"the units of this extract and of {first.file} have different texts; make"
            " both lists of units from the same file of the report"
        )
        raise UsageError("other-units", message, Where(second.file))


def _texts(loaded: Loaded) -> dict[str, tuple[str, tuple[int, ...]]]:
    """Return the digest and sentence lengths of the units that statements can cite.

    The result is keyed by unit id.
    """
    units = _content_units(loaded)
    return {name: (unit.digest, unit.sentences) for name, unit in units.items()}


def _content_units(loaded: Loaded) -> dict[str, Unit]:
    """Return the units of a report that a statement can cite, keyed by unit id."""
    return {
        name: unit
        for name, unit in loaded.units.items()
        if unit.kind in CONTENT_KINDS and unit.sentences
    }


def _read_units(loaded: Loaded) -> set[str]:
    """Return the ids of the units that a reader has read."""
    return {
        unit
        for unit, states in sentence_states(loaded).items()
        if any(state != "open" for state, _ in states)
    }


def _check_known(name: str, known: Collection[str], what: str, where: Where) -> None:
    """Raise `UsageError` if a list of units has an unknown report or unit."""
    if name in known:
        return
    near = nearest(name, known)
    hint = f"; did you mean '{near}'?" if near else ""
    message = f"'{shorten(name)}' is not a {what}; expected a line REPORT/UNIT{hint}"
    raise UsageError("unknown-listed-unit", message, where)
