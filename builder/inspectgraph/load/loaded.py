"""The records of a project: its extracts, its registry, and the vocabulary they use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from inspectgraph.files.unit_list import Unit
from inspectgraph.files.yaml_positions import KeyPath, Tree
from inspectgraph.load.links import LinkFacts
from inspectgraph.load.registry import LoadedRegistry
from inspectgraph.model.errors import Where
from inspectgraph.model.extract import Extract
from inspectgraph.model.registry import Registry
from inspectgraph.model.settings import DEFAULTS, Settings
from inspectgraph.rdf.vocabulary import Vocabulary

__all__ = ["Context", "Loaded", "Project"]


@dataclass(frozen=True)
class Context:
    """The registry and the concept schemes, which are needed to check extracts.

    `settings` has the settings of the project, such as the publisher of the graph and
    the base IRI.
    """

    folder: Path
    loaded_registry: LoadedRegistry
    vocabulary: Vocabulary
    settings: Settings = DEFAULTS

    @property
    def registry(self) -> Registry:
        """The records of the registry."""
        return self.loaded_registry.registry


@dataclass(frozen=True)
class Loaded:
    """An extract: its records, its source locations, and the units of its report."""

    extract: Extract
    units: Mapping[str, Unit]
    tree: Tree

    @property
    def file(self) -> str:
        """The name of the extract's file, as messages show it."""
        return self.tree.file

    @property
    def link_facts(self) -> LinkFacts:
        """The facts about the report that are needed to check links from or to this report."""
        return LinkFacts.of(self.extract, self.tree)

    def where(self, path: KeyPath) -> Where:
        """Return the source location of the value at a path.

        If the value does not exist, return the location of the nearest existing parent
        value.
        """
        return self.tree.where(path)


@dataclass(frozen=True)
class Project:
    """The extracts of a project, in the order of their file names, and the registry."""

    context: Context
    extracts: tuple[Loaded, ...]
    #: Whether the graph also gets drafted statements that nobody has confirmed.
    with_drafts: bool = False

    @property
    def folder(self) -> Path:
        """The folder that contains `extracts/`."""
        return self.context.folder

    @property
    def registry(self) -> Registry:
        """The records of the registry."""
        return self.context.registry

    @property
    def settings(self) -> Settings:
        """The settings of the project, such as publisher and base IRI."""
        return self.context.settings

    @property
    def vocabulary(self) -> Vocabulary:
        """The concepts of all concept schemes."""
        return self.context.vocabulary

    @property
    def published(self) -> tuple[Loaded, ...]:
        """The extracts that enter the graph.

        An extract enters the graph if its data about the whole report are confirmed. If
        `with_drafts` is true, all extracts enter the graph.
        """
        if self.with_drafts:
            return self.extracts
        found = []
        for loaded in self.extracts:
            if not loaded.extract.unconfirmed:
                found.append(loaded)
        return tuple(found)

    @property
    def units(self) -> dict[str, Mapping[str, Unit]]:
        """The units of all reports, keyed by the name of the report and then by unit id."""
        return {loaded.extract.report: loaded.units for loaded in self.extracts}

    def where_registry(self, path: KeyPath) -> Where:
        """Return the source location of a value in the registry.

        The path begins with the name of the registry file, without its ending.
        """
        return self.context.loaded_registry.where(path)
