"""Roles: the authority, boards, partners and other bodies that words name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from operator import itemgetter

from inspectgraph.draft.text.structure import Placed
from inspectgraph.model.registry import Body, Registry

__all__ = ["Addressees"]

_BOARD = re.compile(
    r"\b(?:lscb|[A-Z]{1,4}SCB|safeguarding children(?:['’]s)? board|the board)\b", re.I
)
_COUNCIL = re.compile(r"\b(?:local authority|council|authority)\b", re.I)
#: Kinds of body by the words that name them, in order of naming.
_KINDS = (
    ("primary-care-trust", re.compile(r"\b(?:PCTs?|primary care trusts?)\b")),
    (
        "clinical-commissioning-group",
        re.compile(r"\b(?:CCGs?|clinical commissioning groups?)\b", re.I),
    ),
    (
        "health-services",
        re.compile(
            r"\bhealth (?:services|partners|agencies|providers|trusts?)\b", re.I
        ),
    ),
    (
        "police-force",
        re.compile(r"\b(?:the police|constabulary|police (?:force|service))\b", re.I),
    ),
    ("schools", re.compile(r"\b(?:schools|head ?teachers|governors)\b", re.I)),
    ("childrens-trust-board", re.compile(r"\bchildren['’]?s trust\b", re.I)),
    (
        "local-partnership",
        re.compile(
            r"\b(?:partners|(?:local )?partnership|partner agencies|all agencies)\b",
            re.I,
        ),
    ),
)
_ROLES = (
    (
        "safeguarding-children-board",
        re.compile(r"\b(?:LSCB|[A-Z]SCB|safeguarding (?:children['’]?s? )?board)\b"),
    ),
    ("primary-care-trust", re.compile(r"\bPCTs?\b|\b[Pp]rimary [Cc]are [Tt]rust\b")),
    (
        "police-force",
        re.compile(r"\b(?:[Tt]he police|[Pp]olice and|[Pp]olice officers)\b"),
    ),
    (
        "scrutiny-committee",
        re.compile(
            r"\b(?:overview and scrutiny|scrutiny"
            r" (?:committee|function|arrangements|board))\b",
            re.I,
        ),
    ),
    (
        "voluntary-sector-body",
        re.compile(r"\bvoluntary and community (?:sector|organi[sz]ations)\b|\bVCS\b"),
    ),
    (
        "senior-management-team",
        re.compile(r"\bsenior management (?:team|group)\b", re.I),
    ),
    (
        "local-partnership",
        re.compile(r"\b(?:its partners|the (?:local )?partnership)\b"),
    ),
)


@dataclass(frozen=True)
class Addressees:
    """Resolver of addressees, for the report of one authority."""

    registry: Registry
    authority: str | None
    default: str = "authority"

    def __call__(self, placed: Placed, words: str) -> tuple[str, ...]:
        """Return the slugs of who should act, in the order in which words name them.

        Where the registry has no such body of the area, the slug is a kind of body.
        """
        if placed.part == "board" or _BOARD.search(words):
            return (self._body("safeguarding-children-board"),)
        found: list[tuple[int, str]] = []
        if council := _COUNCIL.search(words):
            found.append((council.start(), self._council()))
        for kind, pattern in _KINDS:
            if match := pattern.search(words):
                found.append((match.start(), self._body(kind)))
        if not found:
            return self._default()
        slugs = map(itemgetter(1), sorted(found))
        return tuple(dict.fromkeys(slugs))

    def _default(self) -> tuple[str, ...]:
        """Return who should act where no words name anybody."""
        if self.default == "authority":
            return (self._council(),)
        return (self._body(self.default),)

    def bodies_in(self, text: str) -> tuple[str, ...]:
        """Return the bodies of the area that a text names by their role alone."""
        found: list[str] = []
        for kind, pattern in _ROLES:
            body = self._body(kind)
            if body not in self.registry.bodies:
                continue
            if pattern.search(text):
                found.append(body)
        return tuple(found)

    def _council(self) -> str:
        """Return the authority, or the kind of body where it is not known."""
        return self.authority or "council"

    def _body(self, kind: str) -> str:
        """Return the one body of a kind that the area has, else the kind."""
        if self.authority is None:
            return kind
        bodies = self.registry.bodies
        usual = [f"{self.authority}-{kind}"]
        if kind == "local-partnership":
            usual.insert(0, f"{self.authority}-partnership")
        for slug in usual:
            if slug in bodies:
                return slug
        own = [slug for slug, body in bodies.items() if self._has(kind, body)]
        if len(own) == 1:
            return own[0]
        return kind

    def _has(self, kind: str, body: Body) -> bool:
        """Return whether a body of the area is of a kind."""
        if body.kind != kind:
            return False
        return self.authority in body.areas
