"""Compare extracts with their reports.

The comparison covers the anchors, the values as printed in the reports, the lists of
units, and words that a curator copied from the reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from inspectgraph.anchors.copying import (
    CopiedRun,
    Names,
    ReportWords,
    copied_runs,
    registry_names,
)
from inspectgraph.anchors.report_files import other_file, reports_of
from inspectgraph.anchors.unit_lists import compare_units
from inspectgraph.anchors.verify import (
    Checked,
    anchors_of,
    verify_extract,
)
from inspectgraph.files.unit_list import SUFFIX
from inspectgraph.load import Loaded, Project
from inspectgraph.load.printed_forms import printed_problems
from inspectgraph.load.wording import worded_texts
from inspectgraph.model.errors import Problem
from inspectgraph.model.registry import Registry
from inspectgraph.read import Document, read_report

__all__ = [
    "Copies",
    "Verification",
    "copied_problem",
    "shareable_names",
    "verify_project",
]


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of a comparison of one extract with its report.

    `remarks` are sentences about the list of units or about the file of the report. A
    remark is not a fault.
    """

    report: str
    anchors: tuple[Checked, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...] = ()


def verify_project(project: Project, reports: Path) -> Iterator[Verification]:
    """Compare each extract with its report, and yield the results.

    An extract is skipped if its report is not in the folder.
    """
    files = reports_of(project.extracts, reports)
    names = shareable_names(project.registry)
    for loaded in project.extracts:
        if file := files.get(loaded.extract.report):
            yield _verify_one(loaded, file, names)


def shareable_names(registry: Registry) -> Names:
    """Return the names that a curator's text may repeat from a report.

    The names are those in the registry, and the labels of the concept schemes. These
    names are not treated as words copied from the report.
    """
    from inspectgraph.rdf.vocabulary import HIDDEN, package_vocabulary

    vocabulary = package_vocabulary()
    labels: list[str] = []
    for scheme in vocabulary.schemes:
        for _, rank, text in vocabulary.labels(scheme):
            if rank != HIDDEN:
                labels.append(text)
    return registry_names(registry, labels)


class Copies:
    """A search for runs of words that a text has copied from one report."""

    def __init__(self, document: Document, registry: Registry) -> None:
        self._report, self._names = ReportWords.of(document), shareable_names(registry)

    def runs(self, text: str) -> list[CopiedRun]:
        """Return the runs of words that a text has copied from the report."""
        return list(copied_runs(text, self._report, self._names))


def copied_problem(place: str, run: CopiedRun) -> tuple[str, str]:
    """Return two texts for an error message: what was found, and what was expected.

    The first text quotes the copied words.

    Args:
        place: The key of the text in the extract.
        run: The copied words.
    """
    count = len(run.words.split())
    found = (
        f"'{place}' repeats {count} consecutive words of the unit '{run.unit}' of the"
        f" report: '{run.words}'"
    )
    return (
        found,
        "the curator's own words; only names in the registry and the schemes may be repeated",
    )


def _verify_one(loaded: Loaded, file: Path, names: Names) -> Verification:
    """Compare one extract with its report.

    Args:
        loaded: The extract.
        file: The file of the report.
        names: The names that are not treated as words copied from the report.
    """
    document = read_report(file)
    anchors = tuple(verify_extract(loaded, document))
    paths = (path for _, _, path in anchors_of(loaded))
    words = {path: one.words for path, one in zip(paths, anchors, strict=True)}
    listed = loaded.file.removesuffix(".yaml") + SUFFIX
    units = compare_units(loaded.units, document, listed, {one.unit for one in anchors})
    problems = (
        *units.problems,
        *printed_problems(loaded, words),
        *_copied(loaded, ReportWords.of(document), names),
    )
    other = other_file(loaded, file)
    if other:
        other = f"{loaded.where(('document', 'sha256'))}: {other}"
    remarks = tuple(filter(None, (other, units.remark)))
    return Verification(loaded.extract.report, anchors, problems, remarks)


def _copied(loaded: Loaded, report: ReportWords, names: Names) -> Iterator[Problem]:
    """Yield a problem for each run of words that an extract has copied from the report."""
    for path, text in worded_texts(loaded.tree.data):
        for run in copied_runs(text, report, names):
            yield Problem(
                loaded.where(path), "copied-words", *copied_problem(str(path[-1]), run)
            )
