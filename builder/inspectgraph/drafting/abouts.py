"""What words are about: themes, services, bodies and groups of children, of a report about one area."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from inspectgraph.drafting.addressee import Addressees
from inspectgraph.drafting.group_themes import of_groups
from inspectgraph.drafting.knowledge import Knowledge
from inspectgraph.drafting.terms import Mention

__all__ = ["About", "Abouts", "Around"]

_MOST = 4
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
    """What words stand in: groups of children that the section is about, and themes of all it says."""

    groups: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()


NOWHERE = Around()


@dataclass(frozen=True)
class Abouts:
    """Tells what words are about, for the report of one authority."""

    knowledge: Knowledge
    authority: str | None

    @cached_property
    def _area(self) -> frozenset[str]:
        """The bodies and services that the report may mean: those of its area, and those of no one area."""
        registry = self.knowledge.registry
        bodies = {slug for slug, body in registry.bodies.items() if not body.areas or self.authority in body.areas}
        services = {slug for slug, one in registry.services.items() if not one.areas or self.authority in one.areas}
        return frozenset(bodies | services)

    def of(self, text: str, around: Around = NOWHERE) -> About:
        """Return what some words are about.

        Args:
            text: The words.
            around: What the section, or what was said just before, makes them about.
        """
        mentions = self.knowledge.terms.find(text)
        named = [one for one in mentions if one.kind == "service" and one.slug in self._area]
        types = [one for one in mentions if one.kind == "service-type" and not _inside(one, named)]
        bodies = [one.slug for one in mentions if one.kind == "body" and one.slug in self._area]
        roles = Addressees(self.knowledge.registry, self.authority).bodies_in(text)
        groups = tuple(dict.fromkeys(one.slug for one in mentions if one.kind == "child-group"))
        themes = self._themes([one for one in mentions if one.kind == "theme"])
        return About(
            of_groups(themes, groups or around.groups, text, around.themes)[:_MOST_THEMES],
            tuple(dict.fromkeys(one.slug for one in (*named, *types)))[:_MOST],
            tuple(dict.fromkeys((*bodies, *roles)))[:_MOST],
            groups[:3],
        )

    def _themes(self, mentions: list[Mention]) -> tuple[str, ...]:
        """Return at most four themes, the most named first; a broad theme only where no narrower one is named."""
        themes = self.knowledge.concepts("theme")
        counts = Counter(one.slug for one in mentions)
        words = {one.slug: one.words for one in sorted(mentions, key=lambda one: one.words)}
        narrow = [slug for slug in counts if themes[slug].broader]
        ranked = sorted(narrow or counts, key=lambda slug: (-counts[slug], -words[slug]))
        return tuple(ranked[: _MOST if narrow else 1])


def _inside(mention: Mention, others: list[Mention]) -> bool:
    """Return whether a mention overlaps with one of others."""
    return any(mention.start < other.end and other.start < mention.end for other in others)
