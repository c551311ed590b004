"""Read the files of `extracts/registry/` into records, and report all problems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect

from inspectgraph.files.sources import RegistryContent
from inspectgraph.files.text import Source, read_text_file
from inspectgraph.files.yaml_positions import BROKEN, KeyPath, Tree, read_yaml
from inspectgraph.load.checks import check_with_labels
from inspectgraph.load.form import Form
from inspectgraph.load.identities import list_under
from inspectgraph.load.mappings import SUFFIX, read_mappings
from inspectgraph.load.references import REGISTRY_KINDS, Declared
from inspectgraph.load.rules import registry_rules
from inspectgraph.model.errors import Problem, UnreadableError, Where
from inspectgraph.model.extract import Record, Slug
from inspectgraph.model.registry import (
    Authority,
    Body,
    Change,
    Comparisons,
    Framework,
    Inspectorate,
    Place,
    Region,
    Registry,
    Service,
)
from inspectgraph.rdf.vocabulary import Label, Vocabulary

__all__ = [
    "CARRIED",
    "FOLDER",
    "LazyTrees",
    "LoadedRegistry",
    "load_registry",
    "unreadable",
]

FOLDER = "extracts/registry"
#: The name in messages of the registry folder inside the installed package.
CARRIED = "inspectgraph:registry"
_COMPARISONS, _TITLES = "comparisons", "titles.txt"

_RECORDS: Mapping[str, type[Record]] = {
    "authorities": Authority,
    "regions": Region,
    "inspectorates": Inspectorate,
    "bodies": Body,
    "changes": Change,
    "services": Service,
    "frameworks": Framework,
    "places": Place,
}


@dataclass(frozen=True)
class LoadedRegistry:
    """The records and the names of the registry, and the problems in its files.

    If a file has a problem, its records are left out. Extracts may still use the names
    in this file.
    """

    registry: Registry
    declared: Declared
    trees: Mapping[str, Tree]
    problems: tuple[Problem, ...]

    def where(self, path: KeyPath) -> Where:
        """Return the source location of a value in the registry.

        The path consists of the file name without its ending, the slug of the record,
        and keys.
        """
        tree = self.trees.get(str(path[0]))
        if tree:
            return tree.where(path[1:])
        return Where(f"{FOLDER}/{path[0]}.yaml")


def load_registry(
    folder: Path,
    vocabulary: Vocabulary,
    reports: frozenset[str] | None = None,
    content: RegistryContent | None = None,
) -> LoadedRegistry:
    """Load the registry of a project. A missing file is replaced by the package's file.

    A record of the package's file is left out if it names a record that the project
    does not have, such as an authority or a report.

    Args:
        folder: The folder of the project.
        vocabulary: The concepts of the schemes.
        reports: The names of the project's reports. If None, names of reports are not
            checked.
        content: The content of the project's files, if they have been read already.
    """
    content = content or {}
    trees, problems = _read_all(folder, content)
    declared = _fit(trees, vocabulary, reports)
    values: dict[str, Any] = {}
    for kind, tree in trees.items():
        found = [*tree.problems, *_check(kind, tree, declared)]
        problems += found
        if not found:
            values[kind] = tree.data or {}
    titles, title_problems = _read_titles(folder, content)
    problems += title_problems
    slugs = {kind: frozenset(map(str, found)) for kind, found in values.items()}
    mapped, faults = read_mappings(FOLDER, _tables(folder, content), slugs)
    # A file with faults gives no records; its mappings are examined once it is mended.
    problems += faults if len(values) == len(trees) else []
    registry = msgspec.convert({**values, "titles": titles}, Registry)
    registry = msgspec.structs.replace(registry, mappings=tuple(mapped))
    return LoadedRegistry(registry, declared, trees, tuple(problems))


def _tables(folder: Path, content: RegistryContent) -> RegistryContent:
    """Return the mapping tables of a project, from memory if they have been read before.

    Tables of the package are not used, because they name authorities that may not be in
    the project.
    """
    if content:
        return content
    paths = sorted((folder / FOLDER).glob(f"*{SUFFIX}"))
    return {path.name: path.read_bytes() for path in paths if path.is_file()}


@dataclass(frozen=True)
class LazyTrees(Mapping[str, Tree]):
    """The YAML trees of the registry's files, keyed by name.

    The files are read when the first tree is needed. The trees are needed only for the
    source locations in messages about the registry.

    Attributes:
        folder: The folder of the project.
        vocabulary: The concepts of the schemes.
        reports: The names of the project's reports.
        content: The content of each registry file.
    """

    folder: Path
    vocabulary: Vocabulary
    reports: frozenset[str]
    content: RegistryContent

    @cached_property
    def _trees(self) -> Mapping[str, Tree]:
        loaded = load_registry(self.folder, self.vocabulary, self.reports, self.content)
        return loaded.trees

    def __getitem__(self, name: str) -> Tree:
        return self._trees[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._trees)

    def __len__(self) -> int:
        return len(self._trees)


def unreadable(error: UnreadableError) -> Problem:
    """Return the problem for a registry file that could not be read."""
    return Problem(
        error.where or Where(""), error.code, error.message, exit_code=error.exit_code
    )


def _read_all(
    folder: Path, content: RegistryContent
) -> tuple[dict[str, Tree], list[Problem]]:
    """Read the registry's YAML files, and return their trees and their problems.

    The trees are keyed by name.
    """
    trees: dict[str, Tree] = {}
    problems: list[Problem] = []
    for kind in (*REGISTRY_KINDS, _COMPARISONS):
        try:
            for source, name in _sources(folder, f"{kind}.yaml", content):
                trees[kind] = read_yaml(source, name)
        except UnreadableError as error:
            problems.append(unreadable(error))
    return trees, problems


def _sources(
    folder: Path, name: str, content: RegistryContent
) -> Iterator[tuple[Source, str]]:
    """Yield a registry file, and the name that messages use for the file.

    The file is a path, or the content if the file has been read already. The project's
    file takes precedence over the package's file. If both files are missing, the
    generator is empty.
    """
    own = folder / FOLDER / name
    if name in content:
        yield content[name], f"{FOLDER}/{name}"
        return
    if own.exists():
        yield own, f"{FOLDER}/{name}"
        return
    try:
        shipped = files("inspectgraph.registry").joinpath(name)
    except ModuleNotFoundError:
        return
    if shipped.is_file():
        yield shipped, f"{CARRIED}/{name}"


def _fit(
    trees: dict[str, Tree], vocabulary: Vocabulary, reports: frozenset[str] | None
) -> Declared:
    """Delete the package's registry records that do not fit the project.

    A record does not fit if it names a record that the project does not have. After a
    deletion, other records may name the deleted record. So the deletion is repeated
    until all records fit.

    Returns:
        The names that the remaining records declare.
    """
    while True:
        declared = _declared(trees, vocabulary, reports)
        unfit = _unfit_records(trees, declared)
        if not unfit:
            return declared
        for kind, slugs in unfit.items():
            data = trees[kind].data
            kept = dict(data)
            for slug in slugs:
                del kept[slug]
            trees[kind] = replace(trees[kind], data=kept)


def _declared(
    trees: Mapping[str, Tree], vocabulary: Vocabulary, reports: frozenset[str] | None
) -> Declared:
    """Return the names that are declared by the registry, the concept schemes and reports."""
    slugs, labels = {}, {}
    for kind in REGISTRY_KINDS:
        tree = trees.get(kind)
        if tree is None:
            continue
        if tree.data is not BROKEN:
            slugs[kind] = frozenset(_slugs(tree))
            labels[kind] = tuple(_labels(tree))
    return Declared(vocabulary, slugs, reports, labels, _scales(trees))


def _unfit_records(
    trees: Mapping[str, Tree], declared: Declared
) -> dict[str, set[str]]:
    """Return the slugs of the package's records that have problems.

    The slugs are keyed by registry file.
    """
    found = {}
    for kind in REGISTRY_KINDS:
        tree = trees.get(kind)
        if tree is None:
            continue
        if not tree.file.startswith(CARRIED):
            continue
        if unfit := _unfit(kind, tree, declared):
            found[kind] = unfit
    return found


def _unfit(kind: str, tree: Tree, declared: Declared) -> set[str]:
    """Return the slugs of the records that have problems in one registry file."""
    unfit: set[str] = set()
    if not _check(kind, tree, declared):
        return unfit
    for slug in _slugs(tree):
        alone = replace(tree, data={slug: tree.data[slug]})
        if _check(kind, alone, declared):
            unfit.add(slug)
    return unfit


def _read_titles(
    folder: Path, content: RegistryContent
) -> tuple[list[str], tuple[Problem, ...]]:
    """Return the titles that `titles.txt` lists, and the problems in this file.

    The title of an extract can be long only if this file lists the title.
    """
    try:
        for source, name in _sources(folder, _TITLES, content):
            text = read_text_file(source, name)
            lines = filter(None, map(str.strip, text.text.splitlines()))
            titles = []
            for line in lines:
                if line[0] != "#":
                    titles.append(line)
            return titles, text.problems
    except UnreadableError as error:
        return [], (unreadable(error),)
    return [], ()


def _slugs(tree: Tree) -> dict[str, None]:
    """Return a dictionary whose keys are the slugs of a registry file, in order."""
    if isinstance(tree.data, dict):
        return dict.fromkeys(tree.data)
    return {}


def _records(tree: Tree | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the slug and data of each record of a file.

    Values that are not mappings are skipped.
    """
    if tree is None:
        return
    for slug in _slugs(tree):
        if isinstance(tree.data[slug], dict):
            yield slug, tree.data[slug]


def _labels(tree: Tree) -> Iterator[Label]:
    """Yield each name in a registry file.

    A result consists of the slug of a record, the rank of a name, and this name.
    The main name of a record has rank 2. Its short name and other names have rank 3.
    """
    for slug, record in _records(tree):
        ranked = [(2, record.get("name")), (3, record.get("short"))]
        ranked += product((3,), list_under(record, "other_names"))
        for rank, text in ranked:
            if isinstance(text, str):
                yield slug, rank, text


def _scales(trees: Mapping[str, Tree]) -> dict[str, str]:
    """Return the grade scale of each framework that has one, keyed by framework."""
    scales = {}
    for slug, record in _records(trees.get("frameworks")):
        scale = record.get("scale")
        if isinstance(scale, str):
            scales[slug] = scale
    return scales


def _check(kind: str, tree: Tree, declared: Declared) -> list[Problem]:
    """Return the problems in a registry file. An empty file has no problems."""
    if tree.root is None and tree.data is None:
        return []
    if kind == _COMPARISONS:
        return check_with_labels(lambda: _form(tree, declared), Comparisons)
    mapping = inspect.type_info(dict[Slug, _RECORDS[kind]])  # type: ignore[valid-type]
    return check_with_labels(lambda: _form_of_records(kind, tree, declared), mapping)


def _form(tree: Tree, declared: Declared) -> Form:
    """Return a new `Form`, which checks a registry file against allowed names and rules."""
    return Form(tree, declared.references, registry_rules(declared))


def _form_of_records(kind: str, tree: Tree, declared: Declared) -> Form:
    """Return the `Form` that checks a registry file.

    The function also reports each slug of the file that is already in use. A slug is in
    use if a concept or a record in another file has the same slug.
    """
    form = _form(tree, declared)
    for slug in _slugs(tree):
        other = declared.taken(kind, slug)
        if other:
            found = f"{other} already has the slug '{slug}'"
            form.report_key((slug,), "slug-taken", found, "another slug")
    return form
