"""Load the two readings of each report from extracts, or from folders of extracts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from inspectgraph.agreement.double_reading import DoubleReading, compare_report
from inspectgraph.agreement.units import (
    Both,
    check_lists,
    common_units,
    read_unit_names,
)
from inspectgraph.files.project import (
    EXTRACT,
    SETTINGS,
    project_folder,
    required_project,
)
from inspectgraph.files.text import is_folder, read_bytes
from inspectgraph.load import Context, Loaded, load_context, load_extract
from inspectgraph.model.errors import UsageError, Where
from inspectgraph.model.quantities import listed
from inspectgraph.rdf.vocabulary import read_schemes

__all__ = ["load_readings", "read_twice"]


def read_twice(readings: Mapping[str, Both], units: Path | None) -> DoubleReading:
    """Compare the two readings of some reports.

    Args:
        readings: The two independent readings of each report, one per reader, keyed by
            the name of the report.
        units: The file that lists the units to compare, or None for all units that both
            readers have read.

    Raises:
        UnreadableError: If the list cannot be read.
        UsageError: If there is no unit to compare, or the list has an unknown unit.
    """
    if units:
        chosen = read_unit_names(units, readings)
    else:
        chosen = common_units(readings)
    if not chosen:
        message = (
            "no unit is curated by both readers; list the units to compare in a file,"
            " and name the file with --units"
        )
        if units:
            message = f"{units} names no unit"
        raise UsageError("no-common-unit", message)
    themes = read_schemes().get("theme", {})
    return DoubleReading(
        tuple(
            compare_report(report, readings[report], chosen[report])
            for report in sorted(chosen)
        ),
        {slug: concept.broader or slug for slug, concept in themes.items()},
    )


def load_readings(first: Path, second: Path) -> dict[str, Both]:
    """Load the two extracts of each report that both readers have read.

    The result is a mapping from the name of the report to its two extracts. Each
    extract is checked against the registry of its project. An extract outside every
    project is checked against the registry of the project in the current folder.

    Args:
        first: The extract of the first reader, or a folder of extracts.
        second: The extract of the second reader, or a folder of extracts.

    Raises:
        ExtractError: If an extract has problems.
        UnreadableError: If a file cannot be read. The error is also raised if a list of
            units does not give the lengths of the sentences.
        UsageError: If the readers have no report in common, or if they read different
            texts of a report. The error is also raised if one reader curated a report
            in full and the other reader curated only its grades.
    """
    ones, others = _extracts(first), _extracts(second)
    names = sorted(ones.keys() & others.keys())
    if not names:
        message = (
            f"no report is curated by both readers: {first} has {_named(ones)}, and"
            f" {second} has {_named(others)}"
        )
        raise UsageError("no-common-report", message)
    contexts: dict[Path, Context] = {}
    found = {}
    for name in names:
        both = (_load(ones[name], contexts), _load(others[name], contexts))
        check_lists(name, both)
        _check_depth(both)
        found[name] = both
    return found


def _extracts(path: Path) -> dict[str, Path]:
    """Return the extracts at a path, keyed by the name of the report.

    Raises:
        UnreadableError: If the path is neither a file nor a folder.
    """
    if not is_folder(path):
        read_bytes(path, str(path), 0)
        return {path.name.removesuffix(EXTRACT): path}
    return {
        file.stem: file
        for file in sorted(path.glob(f"*{EXTRACT}"))
        if file.name != Path(SETTINGS).name and not file.name.startswith(".")
    }


def _load(path: Path, contexts: dict[Path, Context]) -> Loaded:
    """Load an extract.

    The registry of the project stays in memory, so that the next extract loads faster.
    """
    folder = project_folder(path.parent) or required_project()
    if folder not in contexts:
        contexts[folder] = load_context(folder)
    return load_extract(path, contexts[folder])


def _check_depth(both: Both) -> None:
    """Raise `UsageError` if two extracts have different depths of curation.

    The depth is `full`, or `grades` for an extract with only the grades.
    """
    first, second = both
    if first.extract.depth != second.extract.depth:
        message = (
            f"the extract has the depth '{second.extract.depth}', and {first.file} has"
            f" '{first.extract.depth}'; compare extracts of the same depth"
        )
        raise UsageError("other-depth", message, Where(second.file))


def _named(extracts: Mapping[str, Path]) -> str:
    """Return the names of at most three reports of a reader, for an error message."""
    names = list(extracts)
    if not names:
        return "no extract"
    if len(names) > 3:
        return f"{names[0]}, {names[1]} and {len(names) - 2} others"
    return listed(names)
