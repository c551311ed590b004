"""The files of `extracts/registry/` → records, with every problem of every file in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
from msgspec import inspect

from inspectgraph.files.text import Source, read_text_file
from inspectgraph.files.yaml_positions import BROKEN, KeyPath, Tree, read_yaml
from inspectgraph.load.checks import check_with_labels
from inspectgraph.load.form import Form
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
#: Where messages say that a file is that stands in no project: it is the one that the
#: package carries.
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
    """The registry as records, what its files declare, and what is wrong with them.

    A file with a fault gives no records, but what it declares can be referred to all
    the same.
    """

    registry: Registry
    declared: Declared
    trees: Mapping[str, Tree]
    problems: tuple[Problem, ...]

    def where(self, path: KeyPath) -> Where:
        """Return the place of a value; the path begins with the file: `("bodies", slug, "kind")`."""
        tree = self.trees.get(str(path[0]))
        return tree.where(path[1:]) if tree else Where(f"{FOLDER}/{path[0]}.yaml")


def load_registry(
    folder: Path, vocabulary: Vocabulary, reports: frozenset[str] | None = None
) -> LoadedRegistry:
    """Load the registry of a project; a file that it lacks is the one that the package carries.

    Of the package's file there counts what fits the project: a service of an authority
    that it does not have, or a change that a report tells which is not among its own,
    is left out.

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
    """Return the problem that a file which cannot be read is."""
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
    """Return the project's file, else the package's, else none; with the name by which messages call it."""
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
    """Take out of the package's files what names things that the project does not have; return what is declared.

    What is taken out may be named by other records, which then go as well.
    """
    carried = [
        kind
        for kind in REGISTRY_KINDS
        if kind in trees and trees[kind].file.startswith(CARRIED)
    ]
    while True:
        slugs = {
            kind: _slugs(trees[kind])
            for kind in REGISTRY_KINDS
            if _readable(trees.get(kind))
        }
        labels = {kind: tuple(_labels(trees[kind])) for kind in slugs}
        declared = Declared(vocabulary, slugs, reports, labels, _scales(trees))
        unfit = {
            kind: found
            for kind in carried
            if (found := _unfit(kind, trees[kind], declared))
        }
        if not unfit:
            return declared
        for kind, left_out in unfit.items():
            kept = {
                slug: record
                for slug, record in trees[kind].data.items()
                if slug not in left_out
            }
            trees[kind] = replace(trees[kind], data=kept)


def _unfit(kind: str, tree: Tree, declared: Declared) -> set[str]:
    """Return the slugs of the records of a file that have problems."""
    if not _check(kind, tree, declared):
        return set()
    return {
        slug
        for slug in _slugs(tree)
        if _check(kind, replace(tree, data={slug: tree.data[slug]}), declared)
    }


def _read_titles(folder: Path) -> tuple[list[str], tuple[Problem, ...]]:
    try:
        for source, name in _sources(folder, _TITLES):
            text = read_text_file(source, name)
            lines = (line.strip() for line in text.text.splitlines())
            return [
                line for line in lines if line and not line.startswith("#")
            ], text.problems
    except UnreadableError as error:
        return [], (unreadable(error),)
    return [], ()


def _readable(tree: Tree | None) -> bool:
    return tree is not None and tree.data is not BROKEN


def _slugs(tree: Tree) -> frozenset[str]:
    return frozenset(tree.data) if isinstance(tree.data, dict) else frozenset()


def _labels(tree: Tree) -> Iterator[Label]:
    """Yield slug, rank and text of each name that the records of a file have."""
    for slug, record in tree.data.items() if isinstance(tree.data, dict) else ():
        fields = record if isinstance(record, dict) else {}
        others = fields.get("other_names")
        ranked = [(2, fields.get("name")), (3, fields.get("short"))]
        ranked += [(3, other) for other in (others if isinstance(others, list) else ())]
        yield from (
            (slug, rank, text) for rank, text in ranked if isinstance(text, str)
        )


def _scales(trees: Mapping[str, Tree]) -> dict[str, str]:
    """Return the scale of each framework that names one."""
    tree = trees.get("frameworks")
    records = tree.data if tree and isinstance(tree.data, dict) else {}
    named = {
        slug: record.get("scale")
        for slug, record in records.items()
        if isinstance(record, dict)
    }
    return {slug: scale for slug, scale in named.items() if isinstance(scale, str)}


def _check(kind: str, tree: Tree, declared: Declared) -> list[Problem]:
    """Return what is wrong with a file of the registry; an empty file holds no records."""
    if tree.root is None and tree.data is None:
        return []

    def form() -> Form:
        new = Form(tree, declared.references, registry_rules(declared))
        for slug in _slugs(tree) if kind != _COMPARISONS else ():
            if other := declared.taken(kind, slug):
                new.report_key(
                    (slug,),
                    "slug-taken",
                    f"'{slug}', which is {other} as well",
                    "another slug",
                )
        return new

    if kind == _COMPARISONS:
        return check_with_labels(form, Comparisons)
    return check_with_labels(form, inspect.type_info(dict[Slug, _RECORDS[kind]]))  # type: ignore[valid-type]
