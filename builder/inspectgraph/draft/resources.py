"""The data that drafting rules need: the registry and the concept schemes."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from inspectgraph.draft.findings.senses import in_this_sense
from inspectgraph.draft.text.gazetteer import Mention, Terms, terms_of
from inspectgraph.draft.text.grade_forms import Aspects, Scale
from inspectgraph.load.registry import load_registry
from inspectgraph.model.errors import ExtractError
from inspectgraph.model.registry import Registry
from inspectgraph.rdf.vocabulary import Concept, Schemes, Vocabulary, read_schemes

__all__ = ["Knowledge"]


@dataclass(frozen=True)
class Knowledge:
    """The registry and the concept schemes, and a gazetteer built from both."""

    registry: Registry
    schemes: Schemes

    @classmethod
    def of(cls, folder: Path | None = None) -> Knowledge:
        """Read the concept schemes of the package and the registry of a project.

        Args:
            folder: The folder of the project, or None for the registry of the package.
                If the folder lacks a registry file, the file of the package is used.

        Raises:
            ExtractError: If the project's registry has faults.
        """
        schemes = read_schemes()
        vocabulary = Vocabulary(
            {name: set(concepts) for name, concepts in schemes.items()}
        )
        # no folder has the path of the null device, so no file of its own is found
        loaded = load_registry(folder or Path(os.devnull), vocabulary)
        if loaded.problems:
            raise ExtractError(loaded.problems)
        return cls(loaded.registry, schemes)

    def concepts(self, scheme: str) -> Mapping[str, Concept]:
        """Return the concepts of a scheme, keyed by slug.

        The result is empty for an unknown scheme.
        """
        return self.schemes.get(scheme, {})

    def scale(self, name: str) -> Scale:
        """Return the `Scale` that recognises the grades of a grade scale in a text."""
        return Scale(self.concepts(f"scale/{name}"))

    def aspects(
        self, framework: str, more: Mapping[str, Iterable[str]] | None = None
    ) -> Aspects:
        """Return the `Aspects` that recognise the labels of a framework in a text.

        Args:
            framework: The slug of the framework.
            more: Printed forms of aspects that differ from the aspects' labels, keyed
                by the slug of the aspect.
        """
        forms: dict[str, tuple[str, ...]] = {}
        for slug, concept in self.concepts(f"aspect/{framework}").items():
            forms[slug] = (*concept.names, *(more or {}).get(slug, ()))
        return Aspects(forms)

    @cached_property
    def terms(self) -> Terms:
        """The gazetteer: terms for themes, services, bodies and groups of children."""
        return terms_of(self.registry, self.schemes)

    def in_sense(self, text: str) -> list[Mention]:
        """Return the mentions of terms in a text, leaving out words that are used in another sense.

        In "contact with a parent", for example, "contact" does not mean the theme of
        first contact with social care.
        """
        return in_this_sense(self.terms.find(text), text)
