"""Find an authority or body that a text names by its role, such as `the board`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from operator import itemgetter

from inspectgraph.draft.lexicon.tables import any_of, read_table
from inspectgraph.draft.text.structure import Placed
from inspectgraph.model.registry import Registry

__all__ = ["Addressees", "kinds_of_body"]

_BOARD = any_of(
    ["lscb", "[A-Z]{1,4}SCB", "safeguarding children(?:['’]s)? board", "the board"]
)
_COUNCIL = any_of(["local authority", "council", "authority"])


@cache
def kinds_of_body(use: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return each kind of body in the lexicon, with a pattern for the names of such bodies.

    Args:
        use: `addressee` for patterns that suit recommendations, or `role` for patterns
            that suit any other text.
    """
    kinds = []
    for row in read_table("body-kinds"):
        if row["use"] == use:
            kinds.append((row["kind"], re.compile(row["pattern"])))
    return tuple(kinds)


@dataclass(frozen=True)
class Addressees:
    """Finder of the addressees of recommendations in a report on one authority.

    `default` is the addressee of a recommendation that names no addressee: `authority`,
    or a kind of body.
    """

    registry: Registry
    authority: str | None
    default: str = "authority"

    def __call__(self, placed: Placed, words: str) -> tuple[str, ...]:
        """Return the slugs of the addressees named in the given words, in order of occurrence.

        The safeguarding board is the only addressee if the words name it, or if the
        unit belongs to the part of the report that is about the board. If the registry
        has no matching body in the area, the kind of body is returned instead.

        Args:
            placed: The unit of the recommendation.
            words: The words that may name addressees.
        """
        board = (self._body("safeguarding-children-board"),)
        if placed.part == "board":
            return board
        if _BOARD.search(words):
            return board
        found: list[tuple[int, str]] = []
        if council := _COUNCIL.search(words):
            found.append((council.start(), self._council()))
        for kind, pattern in kinds_of_body("addressee"):
            if match := pattern.search(words):
                found.append((match.start(), self._body(kind)))
        if not found:
            return self._default()
        slugs = map(itemgetter(1), sorted(found))
        return tuple(dict.fromkeys(slugs))

    def _default(self) -> tuple[str, ...]:
        """Return a tuple that has only the slug of the default addressee."""
        if self.default == "authority":
            return (self._council(),)
        return (self._body(self.default),)

    def bodies_in(self, text: str) -> tuple[str, ...]:
        """Return the slugs of the local bodies that a text names by their role."""
        found: list[str] = []
        for body, pattern in self._by_role:
            if pattern.search(text):
                found.append(body)
        return tuple(found)

    @cached_property
    def _by_role(self) -> list[tuple[str, re.Pattern[str]]]:
        """The bodies of the area that are in the registry.

        Each body has a pattern, which recognises the body by its role, such as `the
        board`.
        """
        known: list[tuple[str, re.Pattern[str]]] = []
        for kind, pattern in kinds_of_body("role"):
            body = self._body(kind)
            if body in self.registry.bodies:
                known.append((body, pattern))
        return known

    def _council(self) -> str:
        """Return the slug of the authority, or `council` if it is unknown."""
        return self.authority or "council"

    def _body(self, kind: str) -> str:
        """Return the slug of the body of a given kind in the area.

        A slug that consists of the authority and the kind is preferred. Otherwise, the
        only body of this kind in the area is taken. If the area has no such body or
        several such bodies, return the kind.
        """
        if self.authority is None:
            return kind
        bodies = self.registry.bodies
        usual = [f"{self.authority}-{kind}"]
        if kind == "local-partnership":
            usual.insert(0, f"{self.authority}-partnership")
        for slug in usual:
            if slug in bodies:
                return slug
        own = self._own.get(kind, ())
        if len(own) == 1:
            return own[0]
        return kind

    @cached_property
    def _own(self) -> dict[str, list[str]]:
        """The slugs of the bodies in the area, keyed by the kind of body."""
        own: dict[str, list[str]] = {}
        for slug, body in self.registry.bodies.items():
            if self.authority in body.areas:
                own.setdefault(body.kind, []).append(slug)
        return own
