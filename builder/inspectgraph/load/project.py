"""Read a project into records: its extracts, lists of units and registry.

The problems of all files are collected before an exception is raised.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

from inspectgraph.files.project import EXTRACT, SETTINGS, extract_files
from inspectgraph.files.sources import ExtractContent, RegistryContent
from inspectgraph.files.text import Source
from inspectgraph.files.unit_list import SUFFIX, Unit, read_units
from inspectgraph.files.yaml_positions import Tree, parse_yaml, read_yaml
from inspectgraph.load.checks import check_with_labels
from inspectgraph.load.form import Form
from inspectgraph.load.links import link_problems
from inspectgraph.load.loaded import Context, Loaded, Project
from inspectgraph.load.records import records_of
from inspectgraph.load.references import extract_references
from inspectgraph.load.registry import load_registry, unreadable
from inspectgraph.load.rules import anchor_guard, extract_rules
from inspectgraph.load.settings import load_settings, read_settings
from inspectgraph.model.characters import with_odd
from inspectgraph.model.collector import collector_paused
from inspectgraph.model.errors import (
    ExtractError,
    Problem,
    UnreadableError,
    Where,
    shorten,
)
from inspectgraph.model.extract import Extract
from inspectgraph.model.faults import first_of_each_file
from inspectgraph.rdf.vocabulary import Vocabulary, package_vocabulary

__all__ = [
    "RESERVED",
    "examine",
    "examine_context",
    "load_context",
    "load_extract",
    "load_project",
    "problems_of",
    "problems_of_data",
    "raise_problems",
    "same_names",
    "units_next_to",
]

#: Names of graphs that no report may have.
RESERVED = frozenset({"inferred", "ontology", "registry", "verification"})

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def load_project(
    folder: Path, vocabulary: Vocabulary | None = None, *, with_drafts: bool = False
) -> Project:
    """Load all extracts and the registry of a project.

    Args:
        folder: The folder that contains `extracts/`.
        vocabulary: The concepts of the schemes. If None, the concepts of the package
            are used.
        with_drafts: Whether unconfirmed statements of drafts enter the graph too.

    Raises:
        ExtractError: If any file has a problem. The error lists the problems of all files.
    """
    with collector_paused():
        context, problems = _context(folder, vocabulary)
        extracts = []
        paths = extract_files(folder)
        problems += same_names(paths, folder)
        for path in paths:
            loaded, found = examine(path, path.relative_to(folder).as_posix(), context)
            problems += found
            if loaded:
                extracts.append(loaded)
        facts = [one.link_facts for one in extracts]
        problems += link_problems(facts, {path.stem for path in paths})
    raise_problems(problems)
    return Project(context, tuple(extracts), with_drafts)


def load_context(folder: Path, vocabulary: Vocabulary | None = None) -> Context:
    """Load the registry and the concept schemes, which are needed to check extracts.

    Raises:
        ExtractError: If the registry has problems. The error lists them.
    """
    context, problems = _context(folder, vocabulary)
    raise_problems(problems)
    return context


def load_extract(path: Path, context: Context) -> Loaded:
    """Load one extract, and the list of units in the same folder.

    Raises:
        ExtractError: If the extract or the list has a problem. The error lists the
            problems of both files.
    """
    loaded, problems = examine(path, path.as_posix(), context)
    raise_problems(problems)
    assert loaded is not None  # noqa: S101 - an extract without problems has been loaded
    return loaded


def problems_of(text: str, path: Path, context: Context) -> list[Problem]:
    """Return the problems that an extract would have if its file had a different text.

    Args:
        text: The text that is checked instead of the content of the file.
        path: The path of the extract. The list of units is read from the same folder.
        context: The registry and the concept schemes.
    """
    units, problems = _read_units(path, path.as_posix())
    tree = parse_yaml(text, path.as_posix())
    return [*problems, *tree.problems, *_check(tree, path.stem, units, context)]


def units_next_to(path: Path) -> Mapping[str, Unit] | None:
    """Return the units in the list next to an extract, keyed by id.

    Return None if the list does not exist, or if it has a problem.
    """
    return _read_units(path, path.as_posix())[0]


def problems_of_data(
    data: dict[str, Any],
    whole: dict[str, Any],
    path: Path,
    units: Mapping[str, Unit] | None,
    context: Context,
) -> list[Problem]:
    """Return the problems of a part of an extract. They have no source locations.

    The running time depends on the size of the part.

    Args:
        data: The plain data of the part, such as an extract with a single statement.
        whole: The plain data of the whole extract, in which ids are looked up.
        path: The path of the extract.
        units: The units of the report, or None if they are not known.
        context: The registry and the concept schemes.
    """
    part = Tree(path.as_posix(), deepcopy(data))
    return _check(part, path.stem, units, context, whole)


def examine_context(
    folder: Path, reports: frozenset[str], content: RegistryContent
) -> tuple[Context, list[Problem]]:
    """Return the registry and the concept schemes of a project, and the problems in them.

    Args:
        folder: The folder of the project.
        reports: The names of the project's reports.
        content: The content of each registry file.
    """
    vocabulary = package_vocabulary()
    registry = load_registry(folder, vocabulary, reports, content)
    settings, problems = read_settings(content.get(SETTINGS))
    context = Context(folder, registry, vocabulary, settings)
    return context, [*registry.problems, *problems]


def _context(
    folder: Path, vocabulary: Vocabulary | None
) -> tuple[Context, list[Problem]]:
    """Return the registry, schemes and settings of a project, and the problems in them."""
    vocabulary = vocabulary or package_vocabulary()
    reports = frozenset(path.stem for path in extract_files(folder))
    registry = load_registry(folder, vocabulary, reports)
    settings, problems = load_settings(folder)
    context = Context(folder, registry, vocabulary, settings)
    return context, [*registry.problems, *problems]


def raise_problems(problems: Iterable[Problem]) -> None:
    """If there are problems, raise `ExtractError` with the first problems of each file."""
    if first := first_of_each_file(problems):
        raise ExtractError(first)


def same_names(paths: Iterable[Path], folder: Path) -> list[Problem]:
    """Return a problem for each extract that has the same name as an earlier extract.

    Args:
        paths: The paths of the extracts.
        folder: The folder of the project.
    """
    first: dict[str, str] = {}
    problems = []
    for path in paths:
        file = path.relative_to(folder).as_posix()
        if path.stem in first:
            found = f"{first[path.stem]} already has this name"
            expected = "a different name for each extract"
            problems.append(Problem(Where(file), "duplicate-name", found, expected))
        first.setdefault(path.stem, file)
    return problems


# One extract


def examine(
    path: Path, file: str, context: Context, content: ExtractContent | None = None
) -> tuple[Loaded | None, list[Problem]]:
    """Return an extract as records, together with its problems.

    If there are problems, the records are None.

    Args:
        path: The path of the extract.
        file: The name of the extract in messages.
        context: The registry and the concept schemes.
        content: The content of the files, if they have been read already.
    """
    problems = _name_problems(path, file)
    if problems:
        return None, problems
    units, problems = _read_units(path, file, content)
    try:
        tree = read_yaml(content.extract if content else path, file)
    except UnreadableError as error:
        return None, [*problems, unreadable(error)]
    problems += [*tree.problems, *_check(tree, path.stem, units, context)]
    if problems:
        return None, problems
    return Loaded(records_of(tree), units or {}, tree), problems


def _name_problems(path: Path, file: str) -> list[Problem]:
    """Return a list with the problem of an extract's file name.

    If the file name is correct, the list is empty.
    """
    where, name = Where(file), path.name.removesuffix(EXTRACT)
    if name in RESERVED:
        expected = (
            f"a name other than {', '.join(sorted(RESERVED))}, which are the names of other"
            " named graphs"
        )
        found = f"an extract must not have the name '{name}'"
        return [Problem(where, "reserved-name", found, expected)]
    if path.name.endswith(EXTRACT) and _NAME.fullmatch(name):
        return []
    expected = "a name of small letters, digits and hyphens that ends in .yaml"
    found = f"bad file name '{shorten(path.name)}'{with_odd(path.name)}"
    return [Problem(where, "bad-file-name", found, expected)]


def _read_units(
    path: Path, file: str, content: ExtractContent | None = None
) -> tuple[Mapping[str, Unit] | None, list[Problem]]:
    """Return the units of a report, keyed by id, and the problems in the list of units.

    If there are problems, the units are None.
    """
    name = file.removesuffix(EXTRACT) + SUFFIX
    source = _source_of_units(path.with_suffix(SUFFIX), content)
    if source is None:
        expected = f"{name}; write it with 'inspectgraph read --units REPORT > {name}'"
        return None, [
            Problem(
                Where(file),
                "no-unit-list",
                "the list of the report's units is missing",
                expected,
                exit_code=3,
            )
        ]
    try:
        listed = read_units(source, name)
    except UnreadableError as error:
        return None, [unreadable(error)]
    if listed.problems:
        return None, list(listed.problems)
    return listed.units, []


def _source_of_units(path: Path, content: ExtractContent | None) -> Source | None:
    """Return the source of a list of units: its content, or the path of its file.

    The result is the content if the list has been read already. If there is no list,
    the result is None.

    Args:
        path: The path of the list.
        content: The content of the extract and of its list, if both have been read
            already. A list that was created after this reading is ignored.
    """
    if content is None:
        return path if path.exists() else None
    if content.units is not None:
        return content.units
    return path if path.exists() and not path.is_file() else None


def _check(
    tree: Tree,
    name: str,
    units: Mapping[str, Unit] | None,
    context: Context,
    whole: dict[str, Any] | None = None,
) -> list[Problem]:
    """Return the problems in the data of an extract.

    If the data are only a part of the extract, `whole` has the data of the complete
    extract. Ids are looked up in the complete extract.
    """
    if tree.root is None and tree.data is None:
        return [
            Problem(
                Where(tree.file, 1, 1),
                "empty-file",
                "the file is empty",
                "an extract with the keys report, title, …",
            )
        ]
    declared = context.loaded_registry.declared
    rules = extract_rules(declared, name, units, context.registry.titles)

    def form() -> Form:
        return Form(
            tree,
            extract_references(declared, whole or tree.data, units),
            rules,
            anchor_guard(tree.file),
        )

    return check_with_labels(form, Extract)
