"""The look of pictures: size, colour theme, links, and footer."""

from __future__ import annotations

from dataclasses import dataclass

from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.imprint import UNKNOWN, Imprint, foot
from inspectgraph.draw.links import NO_SITE, Links
from inspectgraph.draw.medium import SCREEN, Medium

__all__ = ["Look"]


@dataclass(frozen=True, slots=True)
class Look:
    """How a picture is drawn.

    Attributes:
        medium: The size.
        theme: A name in `palette.THEMES`; "" on pages, which follow the reader's system.
        links: The links into a published site.
        imprint: The facts about the graph in the footer.
        on_page: Whether the picture goes into an HTML page, where the keyboard can
            reach its parts.
    """

    medium: Medium = SCREEN
    theme: str = "light"
    links: Links = NO_SITE
    imprint: Imprint = UNKNOWN
    on_page: bool = False

    def foot(self, corpus: Corpus) -> tuple[str, ...]:
        """Return the sentences below a picture."""
        return foot(self.imprint, corpus)
