"""Knowledge of the recognisers: the names of the registry, the words of the schemes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from inspectgraph.draft.text.gazetteer import Terms, terms_of
from inspectgraph.draft.text.grade_forms import Aspects, Scale
from inspectgraph.load.registry import load_registry
from inspectgraph.model.errors import ExtractError
from inspectgraph.model.registry import Registry
from inspectgraph.rdf.labels import Concept, Schemes, read_schemes
from inspectgraph.rdf.vocabulary import Vocabulary

__all__ = ["Knowledge"]


@dataclass(frozen=True)
class Knowledge:
    """The registry and the schemes, with what is derived from them once."""

    registry: Registry
    schemes: Schemes

    @classmethod
    def of(cls, folder: Path | None = None) -> Knowledge:
        """Return the knowledge of a project, or of the package alone.

        Raises:
            ExtractError: If the project's registry has faults.
        """
        schemes = read_schemes()
        vocabulary = Vocabulary(
            {name: set(concepts) for name, concepts in schemes.items()}
        )
        loaded = load_registry(folder or Path(), vocabulary)
        if loaded.problems:
            raise ExtractError(loaded.problems)
        return cls(loaded.registry, schemes)

    def concepts(self, scheme: str) -> Mapping[str, Concept]:
        """Return the concepts of a scheme; a scheme that does not exist has none."""
        return self.schemes.get(scheme, {})

    def scale(self, name: str) -> Scale:
        """Return a scale by every form of its grades."""
        return Scale(self.concepts(f"scale/{name}"))

    def aspects(
        self, framework: str, more: Mapping[str, Iterable[str]] | None = None
    ) -> Aspects:
        """Return the aspects of a framework by their labels and by more printed forms."""
        forms: dict[str, tuple[str, ...]] = {}
        for slug, concept in self.concepts(f"aspect/{framework}").items():
            forms[slug] = (*concept.names, *(more or {}).get(slug, ()))
        return Aspects(forms)

    @cached_property
    def terms(self) -> Terms:
        """The terms of themes, services, bodies and groups of children."""
        return terms_of(self.registry, self.schemes)
