"""Export the statements of a graph in the formats of software for qualitative coding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from inspectgraph import __version__
from inspectgraph.coding.csv_files import qualcoder_file, taguette_files
from inspectgraph.coding.model import CodedProject, LeftOut
from inspectgraph.coding.refi import codebook_file, project_file
from inspectgraph.coding.statements import (
    coded_project,
    codes_of,
    graph_facts,
    properties_left_out,
    statements_of,
)
from inspectgraph.coding.web_annotations import (
    annotations_file,
    annotations_without_words,
)
from inspectgraph.model.errors import UsageError
from inspectgraph.rdf.iris import data_base
from inspectgraph.rdf.lookup import base_of

__all__ = ["CODING_FORMATS", "Written", "written"]

_ORIGIN: Final = f"inspectgraph {__version__}"
_NAME: Final = "inspectgraph"


@dataclass(frozen=True, slots=True)
class _Format:
    """An export format.

    `single` states whether the export is one file. `reports` states whether the format
    needs the reports. `write` is the function that makes the files.
    """

    single: bool
    reports: bool
    write: Callable[[CodedProject], dict[str, bytes]]


@dataclass(frozen=True, slots=True)
class Written:
    """The files of an export, keyed by path, and the items left out.

    Codings cannot express some properties of statements. `properties` gives the name of
    each such property, with the number of statements that have it.
    """

    files: dict[str, bytes]
    codings: int
    left_out: tuple[LeftOut, ...] = ()
    properties: Mapping[str, int] = field(default_factory=dict)


#: The formats by name.
CODING_FORMATS: Final[Mapping[str, _Format]] = {
    "annotations": _Format(
        True, False, lambda project: {"annotations.jsonld": annotations_file(project)}
    ),
    "qdc": _Format(
        True,
        False,
        lambda project: {"codebook.qdc": codebook_file(project.codes, _ORIGIN)},
    ),
    "qdpx": _Format(
        True,
        True,
        lambda project: {"project.qdpx": project_file(project, _NAME, _ORIGIN)},
    ),
    "qualcoder": _Format(
        True, True, lambda project: {"codings.csv": qualcoder_file(project)}
    ),
    "taguette": _Format(False, True, taguette_files),
}


def written(store: Store, name: str, reports: Path | None) -> Written:
    """Return the statements of a graph in a format of qualitative coding software.

    Args:
        store: The graph with the statements.
        name: The name of the format.
        reports: The folder of the reports, or None.

    Raises:
        UsageError: If the format needs the reports and no folder is given.
        UnreadableError: If the folder has none of the reports, or a report cannot be
            read.
    """
    form = CODING_FORMATS[name]
    if form.reports and reports is None:
        message = (
            f"{name} needs the words of the reports, which are not in the graph; give the"
            " folder of the reports with `--reports DIR`"
        )
        raise UsageError("no-reports", message)
    with data_base(base_of(store)):
        facts = graph_facts(store)
        if name == "qdc":
            return Written(form.write(CodedProject(codes=codes_of(facts))), 0)
        lost = properties_left_out(facts)
        if reports is None:
            statements = list(statements_of(facts))
            count = sum(len(one.places) for one in statements)
            content = annotations_without_words(facts, statements)
            return Written({"annotations.jsonld": content}, count, properties=lost)
        project = coded_project(facts, reports)
        count = len(project.codings)
        left_out = tuple(project.left_out)
        return Written(form.write(project), count, left_out, lost)
