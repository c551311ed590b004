"""Draw pictures and pages by name, such as `network` or `heat-map`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from pyoxigraph import Store

from inspectgraph.draw.cooccurrence_svg import themes_together
from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.corpus_reader import read_corpus
from inspectgraph.draw.councils_page import councils_page
from inspectgraph.draw.councils_picture import councils_picture
from inspectgraph.draw.heat_map_svg import heat_map
from inspectgraph.draw.look import Look
from inspectgraph.draw.medium import MEDIA
from inspectgraph.draw.network import network_dot
from inspectgraph.draw.network_page import network_page
from inspectgraph.draw.network_svg import network_picture
from inspectgraph.draw.picture import Picture, picture_page, sheets
from inspectgraph.draw.timeline import timeline
from inspectgraph.model.errors import UsageError
from inspectgraph.query.source_notes import grade_notes
from inspectgraph.rdf.iris import data_base
from inspectgraph.rdf.lookup import base_of

__all__ = ["NAMES", "pages", "pictures"]

#: The names of the pictures.
NAMES: Final = ("network", "heat-map", "timeline", "councils", "themes-together")

_PICTURES: Final[Mapping[str, Callable[[Corpus, Look], Picture]]] = {
    "network": network_picture,
    "heat-map": heat_map,
    "timeline": timeline,
    "councils": councils_picture,
    "themes-together": themes_together,
}
#: The pages that are more than a picture with its table.
_PAGES: Final[Mapping[str, Callable[[Corpus, Look], bytes]]] = {
    "network": network_page,
    "councils": councils_page,
}
#: The pictures whose pages have sentences on grades.
_WITH_GRADES: Final = frozenset({"timeline"})


def pictures(
    store: Store, names: Iterable[str] = NAMES, look: Look | None = None
) -> dict[str, bytes]:
    """Return SVG pictures of a graph, as a mapping from file names to file contents.

    On paper or slides, a picture can have several sheets. Each sheet is then a file
    with a number in its name. The network is also written as a text file,
    `network.dot`, so that two versions of the network can be compared.

    Args:
        store: The graph.
        names: The names of the pictures.
        look: Size, theme, links and imprint. By default, the picture is light and for a
            screen.

    Raises:
        UsageError: If a name is not in `NAMES`.
    """
    wanted = _known(names)
    corpus = read_corpus(store)
    look = look or Look()
    found: dict[str, bytes] = {}
    with data_base(base_of(store)):
        for name in wanted:
            found.update(_files(corpus, name, look))
        if "network" in wanted:
            found["network.dot"] = network_dot(corpus)
    return found


def pages(
    store: Store, names: Iterable[str] = NAMES, look: Look | None = None
) -> dict[str, bytes]:
    """Return offline HTML pages of a graph, as a mapping from file names to file contents.

    Args:
        store: The graph.
        names: The names of the pictures.
        look: Theme, links and imprint. By default, a page has the theme of the reader's
            system. A page always has the size of the window.

    Raises:
        UsageError: If a name is not in `NAMES`.
    """
    wanted = _known(names)
    corpus = read_corpus(store)
    look = replace(look or Look(theme=""), on_page=True)
    return {f"{name}.html": _page(store, corpus, name, look) for name in wanted}


def _picture(corpus: Corpus, name: str, look: Look) -> Picture:
    return replace(_PICTURES[name](corpus, look), foot=look.foot(corpus))


def _files(corpus: Corpus, name: str, look: Look) -> dict[str, bytes]:
    """Return the SVG files of a picture, keyed by file name.

    On paper or slides, a picture can have several sheets. Each sheet is a separate
    file.
    """
    drawn = sheets(_picture(corpus, name, look), look.theme)
    if len(drawn) == 1:
        return {f"{name}.svg": drawn[0]}
    digits = len(str(len(drawn)))
    return {f"{name}-{n:0{digits}}.svg": each for n, each in enumerate(drawn, 1)}


def _page(store: Store, corpus: Corpus, name: str, look: Look) -> bytes:
    if name in _PAGES:
        return _PAGES[name](corpus, look)
    wide, narrow = (
        _picture(corpus, name, replace(look, medium=MEDIA[size]))
        for size in ("screen", "phone")
    )
    notes = _notes(store, corpus) if name in _WITH_GRADES else ()
    return picture_page(replace(wide, notes=notes), narrow, look)


def _notes(store: Store, corpus: Corpus) -> tuple[str, ...]:
    """Return the sentences about the grades of all reports.

    The sentences are printed at the end of a page.
    """
    names = [report.name for report in corpus.reports]
    return tuple(grade_notes(store, names))


def _known(names: Iterable[str]) -> list[str]:
    """Return the names as a list; raise `UsageError` for a name that is not in `NAMES`."""
    wanted = list(names)
    for name in wanted:
        if name not in NAMES:
            raise UsageError(
                "unknown-picture",
                f"there is no picture '{name}'; the pictures are {', '.join(NAMES)}",
            )
    return wanted
