"""Store the base of a project in the cache, and load the base from the cache.

The base consists of the triples that all reports share. The base is stored only if the
registry has no problems. If the base is in the cache, the YAML files of the registry
are parsed only to find the source location of a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from inspectgraph.files.project import SETTINGS
from inspectgraph.files.sources import RegistryContent
from inspectgraph.load.loaded import Context
from inspectgraph.load.project import examine, examine_context, raise_problems
from inspectgraph.load.references import Declared
from inspectgraph.load.registry import LazyTrees, LoadedRegistry
from inspectgraph.load.settings import read_settings
from inspectgraph.model.errors import Problem
from inspectgraph.model.registry import Registry
from inspectgraph.rdf.text_terms import TextTriple
from inspectgraph.rdf.vocabulary import Label, package_vocabulary
from inspectgraph.shards.base import Base
from inspectgraph.shards.cache import Cache
from inspectgraph.shards.keys import key_of, registry_key

__all__ = ["base_of", "has_base", "key_with_reports"]

_PART: Final = "base"


class _Kept(Struct, frozen=True):
    """The base of a build in a form that can be stored in a file.

    Attributes:
        records: The records of the registry.
        slugs: The slugs of the records, keyed by the file of the registry.
        labels: The names of the records, keyed by the file of the registry.
        scales: The slugs of grade scales, keyed by the slug of the framework.
        ontology: The triples of the ontology.
        registry: The triples of the registry.
        inferred: The triples inferred from the ontology and the registry.
    """

    records: Registry
    slugs: dict[str, frozenset[str]]
    labels: dict[str, tuple[Label, ...]]
    scales: dict[str, str]
    ontology: list[TextTriple]
    registry: list[TextTriple]
    inferred: list[TextTriple]


def base_of(
    folder: Path, registry: RegistryContent, paths: Sequence[Path], cache: Cache
) -> Base:
    """Return the base of a project: the triples that all its reports share.

    Args:
        folder: The folder of the project.
        registry: The content of the files of the registry.
        paths: The extracts of the project.
        cache: The cache in which the base is stored.

    Raises:
        ExtractError: If the registry has problems. The error also lists the problems of
            the extracts.
    """
    reports = frozenset(path.stem for path in paths)
    key = key_with_reports(registry_key(registry), paths)
    name = f"{key}.{_PART}"
    kept = cache.get(name, _Kept)
    if kept is not None:
        cache.has(name)
        trees = LazyTrees(folder, package_vocabulary(), reports, registry)
        return _restored(trees, kept, key)
    context, problems = examine_context(folder, reports, registry)
    if problems:
        raise_problems([*problems, *_problems_of(paths, context)])
    base = Base.of(context, key)
    cache.put(name, _kept(base))
    return base


def key_with_reports(key: str, paths: Iterable[Path]) -> str:
    """Return the cache key of a project's base.

    The key depends on the names of the project's reports. Some records in the registry
    of the package refer to a report. The base has such a record only if the project has
    the report.

    Args:
        key: The key of the registry and the software.
        paths: The extracts of the project.
    """
    return key_of(key, *sorted(path.stem for path in paths))


def has_base(key: str, cache: Cache) -> bool:
    """Return whether a cache contains the base of a project under a given key.

    The base consists of the triples that all reports share.
    """
    return cache.has(f"{key}.{_PART}")


def _problems_of(paths: Iterable[Path], context: Context) -> Iterator[Problem]:
    """Yield the problems of the extracts.

    The extracts are only read and checked, and no triples are made.
    """
    for path in paths:
        _, problems = examine(
            path, path.relative_to(context.folder).as_posix(), context
        )
        yield from problems


def _kept(base: Base) -> _Kept:
    declared = base.context.loaded_registry.declared
    return _Kept(
        records=base.context.registry,
        slugs=dict(declared.slugs),
        labels=dict(declared.labels),
        scales=dict(declared.scales),
        ontology=list(base.ontology),
        registry=list(base.registry),
        inferred=list(base.inferred),
    )


def _restored(trees: LazyTrees, kept: _Kept, key: str) -> Base:
    declared = Declared(
        trees.vocabulary, kept.slugs, trees.reports, kept.labels, kept.scales
    )
    registry = LoadedRegistry(kept.records, declared, trees, ())
    settings, _ = read_settings(trees.content.get(SETTINGS))
    context = Context(trees.folder, registry, trees.vocabulary, settings)
    return Base(context, kept.ontology, kept.registry, kept.inferred, key)
