"""Find the topics of a text span: themes, services, bodies and groups of children.

The words of the text span are searched for the names and labels of the gazetteer.
Headings and the previous sentence can add a group or a theme.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from inspectgraph.draft.findings.group_themes import of_groups
from inspectgraph.draft.findings.senses import without_asides
from inspectgraph.draft.resources import Knowledge
from inspectgraph.draft.text.abbreviations import Introduced, shortened
from inspectgraph.draft.text.gazetteer import Mention
from inspectgraph.draft.text.roles import Addressees

__all__ = ["About", "Abouts", "Around"]

#: The most themes that are read from one text span. The same limit holds for services
#: and for bodies.
_MOST = 4
#: The most themes and the most groups of children that one text span gets. Further
#: themes and groups are usually mentioned in passing.
_MOST_THEMES, _MOST_GROUPS = 3, 3
_THE_BOARD = re.compile(r"\bBoard\b|LSCB")


@dataclass(frozen=True, slots=True)
class About:
    """The topics of a text span, as slugs of themes, services, bodies and groups of children."""

    themes: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Around:
    """Topics that a text span gets from its section or from the previous sentence.

    Args:
        groups: The groups of children from a heading above or from the previous
            sentence.
        themes: The themes that every text span of the section gets.
        board: Whether the section is about the safeguarding board.
    """

    groups: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    board: bool = False


#: Surroundings that add no topic.
NOWHERE = Around()


@dataclass(frozen=True)
class Abouts:
    """Assign themes, services, bodies and groups of children to text spans.

    Args:
        knowledge: The registry and the vocabularies.
        authority: The slug of the authority of the report, or None if it is unknown.
        short: The abbreviations that the report introduces.
    """

    knowledge: Knowledge
    authority: str | None
    short: Introduced = field(default_factory=dict)

    def of(self, text: str, around: Around = NOWHERE) -> About:
        """Return the topics of a text span.

        Args:
            text: The words of the span.
            around: The topics from the section of the span or from the previous
                sentence.
        """
        named: dict[str, list[Mention]] = defaultdict(list)
        for mention in self._mentions(text):
            named[mention.kind].append(mention)
        groups = _slugs(named["child-group"])
        themes = self._themes(without_asides(named["theme"], text))
        services = self._in_area(named["service"])
        types = _outside(named["service-type"], services)
        bodies = _at_other_words(self._in_area(named["body"]), [*services, *types])
        roles = self._roles(text, around)
        made = of_groups(themes, groups or around.groups, text, around.themes)
        return About(
            self._narrowest(made)[:_MOST_THEMES],
            self._services(services, types),
            tuple(dict.fromkeys((*_slugs(bodies), *roles)))[:_MOST],
            groups[:_MOST_GROUPS],
        )

    def _mentions(self, text: str) -> list[Mention]:
        """Return the mentions of gazetteer terms and of abbreviations in a text.

        Terms with another meaning in the text are left out. An abbreviation is left out
        if the text also has the full name.
        """
        mentions = self.knowledge.in_sense(text)
        if not self.short:
            return mentions
        named = {(one.kind, one.slug) for one in mentions}
        for one in shortened(text, self.short):
            if (one.kind, one.slug) not in named:
                mentions.append(one)
        return mentions

    def _in_area(self, mentions: Iterable[Mention]) -> list[Mention]:
        """Remove the mentions of bodies and services that belong to other areas.

        Args:
            mentions: Mentions of bodies or of services.
        """
        found = []
        for mention in mentions:
            if mention.slug in self._area:
                found.append(mention)
        return found

    @cached_property
    def _area(self) -> frozenset[str]:
        """The slugs of all bodies and services, except those that belong only to other areas."""
        registry = self.knowledge.registry
        areas: dict[str, Sequence[str]] = {}
        for slug, body in registry.bodies.items():
            areas[slug] = body.areas
        for slug, service in registry.services.items():
            areas[slug] = service.areas
        found = []
        for slug, own in areas.items():
            is_everywhere = not own
            if is_everywhere or self.authority in own:
                found.append(slug)
        return frozenset(found)

    def _roles(self, text: str, around: Around) -> tuple[str, ...]:
        """Return the slugs of bodies that a text names by role, not by proper name.

        In a section about the safeguarding board, the words "the Board" name this
        board.
        """
        names_board = around.board and _THE_BOARD.search(text)
        if names_board:
            text = f"{text} LSCB"
        return self._addressees.bodies_in(text)

    @cached_property
    def _addressees(self) -> Addressees:
        """The object that finds bodies in a text by their roles, not by their names."""
        return Addressees(self.knowledge.registry, self.authority)

    @cached_property
    def _own(self) -> dict[str, str]:
        """The slugs of services in the authority's area, keyed by type of service.

        A type is left out if the area has several services of this type.
        """
        services = self.knowledge.registry.services
        own = []
        for slug in services:
            if self.authority in services[slug].areas:
                own.append(slug)
        counts = Counter(services[slug].type for slug in own)
        types = {}
        for slug in own:
            if counts[services[slug].type] == 1:
                types[services[slug].type] = slug
        return types

    def _services(self, named: list[Mention], types: list[Mention]) -> tuple[str, ...]:
        """Return the slugs of the named services, and then of the named types of service.

        If the area has just one service of a type, the slug of that service is returned
        instead of the type.
        """
        own = [self._own.get(slug, slug) for slug in _slugs(types)]
        return tuple(dict.fromkeys((*_slugs(named), *own)))[:_MOST]

    def _themes(self, mentions: list[Mention]) -> tuple[str, ...]:
        """Return the slugs of the mentioned themes, in order of the number of mentions.

        If any narrower theme is mentioned, top-level themes are left out. Otherwise
        only the first top-level theme is returned.
        """
        themes = self.knowledge.concepts("theme")
        counts: Counter[str] = Counter()
        words: Counter[str] = Counter()
        for one in mentions:
            counts[one.slug] += 1
            words[one.slug] = max(words[one.slug], one.words)
        ranked = sorted(counts, key=lambda slug: (-counts[slug], -words[slug]))
        narrow = []
        for slug in ranked:
            if themes[slug].broader:
                narrow.append(slug)
        return tuple(narrow[:_MOST] or ranked[:1])

    def _narrowest(self, themes: tuple[str, ...]) -> tuple[str, ...]:
        """Remove each theme that is a broader theme of another theme in the list."""
        concepts = self.knowledge.concepts("theme")
        broader = {concepts[slug].broader for slug in themes}
        return tuple(slug for slug in themes if slug not in broader)


def _slugs(mentions: Iterable[Mention]) -> tuple[str, ...]:
    """Return the slugs of mentions without duplicates, in order of first mention."""
    return tuple(dict.fromkeys(mention.slug for mention in mentions))


def _outside(mentions: Iterable[Mention], others: list[Mention]) -> list[Mention]:
    """Return the mentions that do not overlap any mention in `others`."""
    taken: set[int] = set()
    for other in others:
        taken.update(range(other.start, other.end))
    found = []
    for mention in mentions:
        if taken.isdisjoint(range(mention.start, mention.end)):
            found.append(mention)
    return found


def _at_other_words(
    mentions: Iterable[Mention], others: Iterable[Mention]
) -> list[Mention]:
    """Remove the mentions that have the same text span as a mention in `others`."""
    taken = {(other.start, other.end) for other in others}
    found = []
    for mention in mentions:
        if (mention.start, mention.end) not in taken:
            found.append(mention)
    return found
