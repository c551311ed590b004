"""What words are about: themes, services, bodies and groups of children, of a report about one area."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from inspectgraph.draft.findings.group_themes import of_groups
from inspectgraph.draft.findings.senses import in_this_sense
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.abbreviations import Introduced, shortened
from inspectgraph.draft.text.gazetteer import Mention
from inspectgraph.draft.text.roles import Addressees

__all__ = ["About", "Abouts", "Around"]

_MOST = 4
_THE_BOARD = re.compile(r"\bBoard\b|LSCB")
#: The most themes of a few words: what is named besides is seldom what they are about.
_MOST_THEMES = 3


@dataclass(frozen=True, slots=True)
class About:
    """What words are about."""

    themes: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """What words stand in: whom the section is about, themes of all it says, whether the board's part of the report."""

    groups: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    board: bool = False


NOWHERE = Around()


@dataclass(frozen=True)
class Abouts:
    """Tells what words are about, for the report of one authority."""

    knowledge: Knowledge
    authority: str | None
    short: Introduced = field(default_factory=dict)

    @cached_property
    def _area(self) -> frozenset[str]:
        """The bodies and services that the report may mean: those of its area, and those of no one area."""
        registry = self.knowledge.registry
        bodies = {
            slug
            for slug, body in registry.bodies.items()
            if not body.areas or self.authority in body.areas
        }
        services = {
            slug
            for slug, one in registry.services.items()
            if not one.areas or self.authority in one.areas
        }
        return frozenset(bodies | services)

    def of(self, text: str, around: Around = NOWHERE) -> About:
        """Return what some words are about.

        Args:
            text: The words.
            around: What the section, or what was said just before, makes them about.
        """
        mentions = in_this_sense(self.knowledge.terms.find(text), text)
        if self.short:
            told = {(one.kind, one.slug) for one in mentions}
            mentions += [
                one
                for one in shortened(text, self.short)
                if (one.kind, one.slug) not in told
            ]
        named = [
            one for one in mentions if one.kind == "service" and one.slug in self._area
        ]
        types = [
            one
            for one in mentions
            if one.kind == "service-type" and not _inside(one, named)
        ]
        bodies = [
            one.slug
            for one in mentions
            if one.kind == "body"
            and one.slug in self._area
            and not _same(one, [*named, *types])
        ]
        called = f"{text} LSCB" if around.board and _THE_BOARD.search(text) else text
        roles = Addressees(self.knowledge.registry, self.authority).bodies_in(called)
        groups = tuple(
            dict.fromkeys(one.slug for one in mentions if one.kind == "child-group")
        )
        themes = self._themes([one for one in mentions if one.kind == "theme"])
        return About(
            of_groups(themes, groups or around.groups, text, around.themes)[
                :_MOST_THEMES
            ],
            self._services(named, types),
            tuple(dict.fromkeys((*bodies, *roles)))[:_MOST],
            groups[:3],
        )

    @cached_property
    def _own(self) -> dict[str, str]:
        """The service of the area by its type, where it has one of that type."""
        own: dict[str, list[str]] = {}
        for slug, service in self.knowledge.registry.services.items():
            if self.authority in service.areas:
                own.setdefault(service.type, []).append(slug)
        return {kind: slugs[0] for kind, slugs in own.items() if len(slugs) == 1}

    def _services(self, named: list[Mention], types: list[Mention]) -> tuple[str, ...]:
        """Return the services that are named, and types of service; the area's own where it has one of a type."""
        found = dict.fromkeys(
            [one.slug for one in named]
            + [self._own.get(one.slug, one.slug) for one in types]
        )
        return tuple(found)[:_MOST]

    def _themes(self, mentions: list[Mention]) -> tuple[str, ...]:
        """Return at most four themes, the most named first; a broad theme only where no narrower one is named."""
        themes = self.knowledge.concepts("theme")
        counts = Counter(one.slug for one in mentions)
        words = {
            one.slug: one.words for one in sorted(mentions, key=lambda one: one.words)
        }
        narrow = [slug for slug in counts if themes[slug].broader]
        ranked = sorted(
            narrow or counts, key=lambda slug: (-counts[slug], -words[slug])
        )
        return tuple(ranked[: _MOST if narrow else 1])


def _same(mention: Mention, others: list[Mention]) -> bool:
    """Return whether one of others stands at the same words."""
    return any(
        (mention.start, mention.end) == (other.start, other.end) for other in others
    )


def _inside(mention: Mention, others: list[Mention]) -> bool:
    """Return whether a mention overlaps with one of others."""
    return any(
        mention.start < other.end and other.start < mention.end for other in others
    )
