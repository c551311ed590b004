"""Translate slugs to labels, and find slugs for the partial labels that a curator types."""

from __future__ import annotations

from functools import cache
from typing import Any

from msgspec import Struct

from inspectgraph.load import Context
from inspectgraph.load.references import Declared
from inspectgraph.model.fields import fields_of
from inspectgraph.model.name_kinds import CONTEXTUAL
from inspectgraph.model.names import plain_name
from inspectgraph.rdf.vocabulary import Label

__all__ = ["Choice", "Labels", "kind_of_name"]

#: A slug and its preferred label.
Choice = tuple[str, str]

_PREFERRED = 2


class Labels:
    """The labels of the slugs that an extract may use.

    Args:
        context: The registry and the concept schemes.
        framework: The inspection framework of the extract. Aspects have different
            labels in different frameworks.
    """

    def __init__(self, context: Context, framework: str) -> None:
        self._declared: Declared = context.loaded_registry.declared
        self._framework = framework
        self._known: dict[str, list[Label]] = {}

    def label(self, kind: str, slug: Any) -> str:
        """Return the preferred label of a slug, or the slug if it has no label."""
        for own, rank, text in self._labels(kind):
            if own == slug and rank == _PREFERRED:
                return text
        return str(slug)

    def is_name(self, kind: str, slug: Any) -> bool:
        """Return whether a slug belongs to a given kind of slug, such as `theme`."""
        return any(own == slug for own, _, _ in self._labels(kind))

    def choices(self, kind: str, typed: str) -> list[Choice]:
        """Return the slugs that the words of a curator may mean, the likeliest first.

        The labels are in this order:

        1. labels that equal the typed words;
        2. preferred labels;
        3. other labels.

        Groups 2 and 3 each have this order: labels that begin with the typed words,
        labels in which words begin with the typed words, labels that contain the typed
        words elsewhere.

        Args:
            kind: The kind of slug, such as `theme`.
            typed: A slug or a label, or a part of a slug or label. Upper and lower case
                do not matter.
        """
        wanted = plain_name(typed)
        best: dict[str, tuple[int, int, str]] = {}
        for slug, rank, text in self._labels(kind):
            place = _place(wanted, plain_name(text), rank)
            if place is not None:
                key = (place, len(text) if wanted else 0, slug)
                best[slug] = min(best.get(slug, key), key)
        found = sorted(best, key=lambda slug: best[slug])
        return [(slug, self.label(kind, slug)) for slug in found]

    def _labels(self, kind: str) -> list[Label]:
        """Return the slugs of one kind, such as `theme`, each with its label.

        For ids of statements, the result is empty, because ids have no labels.
        """
        if kind not in self._known:
            self._known[kind] = self._find(kind)
        return self._known[kind]

    def _find(self, kind: str) -> list[Label]:
        """Look up the slugs of a kind, such as themes, and their labels."""
        vocabulary = self._declared.vocabulary
        if kind == "aspect":
            return [*vocabulary.labels(f"aspect/{self._framework}")]
        if kind == "grade":
            scale = self._declared.scales.get(self._framework)
            return [*vocabulary.labels(f"scale/{scale}")]
        if kind in CONTEXTUAL or not kind:
            return []
        return self._declared.labels_of(kind)


@cache
def kind_of_name(record: type[Struct], key: str) -> str:
    """Return the kind of slug that a field contains, such as `theme`.

    The result is empty if the field does not contain slugs.
    """
    return next((one.names for one in fields_of(record) if one.key == key), "")


def _place(wanted: str, text: str, rank: int) -> int | None:
    """Return how well a label matches the words that a curator typed.

    The best match is 0. The result is None if the label does not match.
    """
    if text == wanted:
        return 0
    preferred = rank <= _PREFERRED
    if text.startswith(wanted):
        return 1 if preferred else 4
    words = text.replace("(", " ").split()
    if _are_beginnings(wanted.split(), words):
        return 2 if preferred else 5
    if wanted in text:
        return 3 if preferred else 6
    return None


def _are_beginnings(parts: list[str], words: list[str]) -> bool:
    """Return whether each typed word is the beginning of a different word in a label.

    The typed words must have the same order as the words in the label.

    Args:
        parts: The typed words, each perhaps incomplete.
        words: The words of the label.
    """
    rest = iter(words)
    return all(any(word.startswith(part) for word in rest) for part in parts)
