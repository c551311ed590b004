"""The files of `extracts/registry/` → records, with every problem of every file in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect

from inspectgraph.files.text import Source, read_text_file
from inspectgraph.files.yaml_positions import BROKEN, KeyPath, Tree, read_yaml
from inspectgraph.load.checks import check_with_labels
from inspectgraph.load.form import Form
from inspectgraph.load.identities import list_under
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
    Region,
    Registry,
    Service,
)
from inspectgraph.rdf.vocabulary import Label, Vocabulary

__all__ = ["CARRIED", "FOLDER", "LoadedRegistry", "load_registry", "unreadable"]

FOLDER = "extracts/registry"
#: What messages call the folder of the registry that the package carries.
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
}


@dataclass(frozen=True)
class LoadedRegistry:
    """The registry as records, what its files declare, and their problems.

    A file with a fault gives no records, but what it declares can be referred to all
    the same.
    """

    registry: Registry
    declared: Declared
    trees: Mapping[str, Tree]
    problems: tuple[Problem, ...]

    def where(self, path: KeyPath) -> Where:
        """Return the place of a value; its path is the file, the slug and the keys."""
        tree = self.trees.get(str(path[0]))
        if tree:
            return tree.where(path[1:])
        return Where(f"{FOLDER}/{path[0]}.yaml")


def load_registry(
    folder: Path, vocabulary: Vocabulary, reports: frozenset[str] | None = None
) -> LoadedRegistry:
    """Load the registry of a project; a file that it lacks is the one that the package carries.

    Records of the package's files that do not fit the project are left out: a service of an
    authority that it does not have, or a change that rests on a report of another project.

    Args:
        folder: The project's folder.
        vocabulary: The concepts of the schemes.
        reports: The reports of the project, where references to them are to be checked.
    """
    trees, problems = _read_all(folder)
    declared = _fit(trees, vocabulary, reports)
    values: dict[str, Any] = {}
    for kind, tree in trees.items():
        found = [*tree.problems, *_check(kind, tree, declared)]
        problems += found
        if not found:
            values[kind] = tree.data or {}
    titles, title_problems = _read_titles(folder)
    registry = msgspec.convert({**values, "titles": titles}, Registry)
    return LoadedRegistry(registry, declared, trees, (*problems, *title_problems))


def unreadable(error: UnreadableError) -> Problem:
    """Return the problem of a file that cannot be read."""
    return Problem(
        error.where or Where(""), error.code, error.message, exit_code=error.exit_code
    )


def _read_all(folder: Path) -> tuple[dict[str, Tree], list[Problem]]:
    trees: dict[str, Tree] = {}
    problems: list[Problem] = []
    for kind in (*REGISTRY_KINDS, _COMPARISONS):
        try:
            for source, name in _sources(folder, f"{kind}.yaml"):
                trees[kind] = read_yaml(source, name)
        except UnreadableError as error:
            problems.append(unreadable(error))
    return trees, problems


def _sources(folder: Path, name: str) -> Iterator[tuple[Source, str]]:
    """Yield the project's file, else the package's, else none; each with its name in messages."""
    own = folder / FOLDER / name
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
    """Delete from the package's files the records that do not fit the project.

    A record does not fit that names something the project does not have. Other records may
    name it, and then go as well.

    Returns:
        What is declared by the records that are left.
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
    """Return what the files of the registry declare, with the vocabulary and the reports."""
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
    """Return the slugs of the records of the package's files that have problems, by file."""
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
    """Return the slugs of the records of a file that have problems."""
    unfit: set[str] = set()
    if not _check(kind, tree, declared):
        return unfit
    for slug in _slugs(tree):
        alone = replace(tree, data={slug: tree.data[slug]})
        if _check(kind, alone, declared):
            unfit.add(slug)
    return unfit


def _read_titles(folder: Path) -> tuple[list[str], tuple[Problem, ...]]:
    """Return the long titles that extracts may have, and the problems of their file."""
    try:
        for source, name in _sources(folder, _TITLES):
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
    """Return the slugs of the records of a file, in order."""
    if isinstance(tree.data, dict):
        return dict.fromkeys(tree.data)
    return {}


def _records(tree: Tree | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield slug and plain data of each record of a file; other values are passed over."""
    if tree is None:
        return
    for slug in _slugs(tree):
        if isinstance(tree.data[slug], dict):
            yield slug, tree.data[slug]


def _labels(tree: Tree) -> Iterator[Label]:
    """Yield slug, rank and text of each name that the records of a file have."""
    for slug, record in _records(tree):
        ranked = [(2, record.get("name")), (3, record.get("short"))]
        ranked += product((3,), list_under(record, "other_names"))
        for rank, text in ranked:
            if isinstance(text, str):
                yield slug, rank, text


def _scales(trees: Mapping[str, Tree]) -> dict[str, str]:
    """Return the scale of each framework that names one."""
    scales = {}
    for slug, record in _records(trees.get("frameworks")):
        scale = record.get("scale")
        if isinstance(scale, str):
            scales[slug] = scale
    return scales


def _check(kind: str, tree: Tree, declared: Declared) -> list[Problem]:
    """Return the problems of a file of the registry; an empty file holds no records."""
    if tree.root is None and tree.data is None:
        return []
    if kind == _COMPARISONS:
        return check_with_labels(lambda: _form(tree, declared), Comparisons)
    mapping = inspect.type_info(dict[Slug, _RECORDS[kind]])  # type: ignore[valid-type]
    return check_with_labels(lambda: _form_of_records(kind, tree, declared), mapping)


def _form(tree: Tree, declared: Declared) -> Form:
    return Form(tree, declared.references, registry_rules(declared))


def _form_of_records(kind: str, tree: Tree, declared: Declared) -> Form:
    """Return a file under examination, with a problem for each slug that is taken."""
    form = _form(tree, declared)
    for slug in _slugs(tree):
        other = declared.taken(kind, slug)
        if other:
            found = f"the slug '{slug}', which {other} already has"
            form.report_key((slug,), "slug-taken", found, "another slug")
    return form
