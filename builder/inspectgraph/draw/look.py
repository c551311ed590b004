"""The options for drawing a picture: size, colour theme, links, and footer."""

from __future__ import annotations

from dataclasses import dataclass

from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.imprint import foot
from inspectgraph.draw.links import NO_SITE, Links
from inspectgraph.draw.medium import SCREEN, Medium
from inspectgraph.model.imprint import UNKNOWN, Imprint

__all__ = ["Look"]


@dataclass(frozen=True, slots=True)
class Look:
    """The options for drawing a picture.

    Attributes:
        medium: The size of the picture.
        theme: A name in `palette.THEMES`. It is "" for a page that uses the theme of
            the reader's system.
        links: The links to the pages of a published site.
        imprint: The facts about the graph that the footer shows.
        on_page: Whether the picture is part of an HTML page. On a page, the keyboard
            can reach the parts of the picture.
    """

    medium: Medium = SCREEN
    theme: str = "light"
    links: Links = NO_SITE
    imprint: Imprint = UNKNOWN
    on_page: bool = False

    def foot(self, corpus: Corpus) -> tuple[str, ...]:
        """Return the sentences below a picture.

        The sentences name the source and the publisher of the graph.
        """
        return foot(self.imprint, corpus)
