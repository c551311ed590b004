"""Draw pictures and pages by name, such as `network` or `heat-map`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from importlib.util import find_spec
from typing import Final

from pyoxigraph import Store

from inspectgraph.draw.chart import Chart, chart_page, chart_svg
from inspectgraph.draw.cooccurrence_svg import themes_together
from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.corpus_reader import read_corpus
from inspectgraph.draw.councils_page import councils_page
from inspectgraph.draw.councils_svg import councils_picture
from inspectgraph.draw.heat_map import heat_map
from inspectgraph.draw.network import network_dot
from inspectgraph.draw.network_page import network_page
from inspectgraph.draw.network_svg import network_svg
from inspectgraph.draw.picture import Picture, picture_page, picture_svg
from inspectgraph.draw.timeline import timeline
from inspectgraph.model.errors import UsageError
from inspectgraph.query.source_notes import grade_notes
from inspectgraph.rdf.iris import data_base
from inspectgraph.rdf.lookup import base_of

__all__ = [
    "NAMES",
    "drawable_names",
    "pages",
    "pictures",
]

#: The names of the pictures.
NAMES: Final = ("network", "heat-map", "timeline", "councils", "themes-together")

#: The pictures that vl-convert draws.
_CHARTS: Final[Mapping[str, Callable[[Corpus], Chart]]] = {"heat-map": heat_map}

#: The pictures that are drawn element by element.
_PICTURES: Final[Mapping[str, Callable[[Corpus], Picture]]] = {
    "timeline": timeline,
    "councils": councils_picture,
    "themes-together": themes_together,
}
#: The pictures that show grades.
_WITH_GRADES: Final = frozenset({"timeline"})


#: The pages that are not a picture with its table below.
_PAGES: Final[Mapping[str, Callable[[Corpus], bytes]]] = {
    "network": network_page,
    "councils": councils_page,
}


def drawable_names() -> tuple[str, ...]:
    """Return the names of the pictures that the installed libraries can draw."""
    if _has_vl_convert():
        return NAMES
    return tuple(name for name in NAMES if name not in _CHARTS)


def pictures(store: Store, names: Iterable[str] = NAMES) -> dict[str, bytes]:
    """Draw SVG pictures of a graph; return their content by file name.

    The network comes with a second file, `network.dot`: a text in which two versions of
    the network can be compared.

    Raises:
        UsageError: If a name is not in `NAMES`, or vl-convert is needed and missing.
    """
    wanted = _known(names)
    corpus = read_corpus(store)
    with data_base(base_of(store)):
        found = {f"{name}.svg": _picture(corpus, name) for name in wanted}
        if "network" in wanted:
            found["network.dot"] = network_dot(corpus)
    return found


def pages(store: Store, names: Iterable[str] = NAMES) -> dict[str, bytes]:
    """Draw HTML pages of a graph that work offline; return their content by file name.

    Raises:
        UsageError: If a name is not in `NAMES`, or vl-convert is needed and missing.
    """
    wanted = _known(names)
    corpus = read_corpus(store)
    return {f"{name}.html": _page(store, corpus, name) for name in wanted}


def _picture(corpus: Corpus, name: str) -> bytes:
    if name in _PICTURES:
        return picture_svg(_PICTURES[name](corpus))
    if name in _CHARTS:
        return chart_svg(_CHARTS[name](corpus))
    return network_svg(corpus)


def _page(store: Store, corpus: Corpus, name: str) -> bytes:
    if name in _PAGES:
        return _PAGES[name](corpus)
    if name in _CHARTS:
        return chart_page(_CHARTS[name](corpus))
    notes = _notes(store, corpus) if name in _WITH_GRADES else ()
    return picture_page(replace(_PICTURES[name](corpus), notes=notes))


def _notes(store: Store, corpus: Corpus) -> tuple[str, ...]:
    """Return the sentences on the grades of all reports, for the foot of a page."""
    names = [report.name for report in corpus.reports]
    return tuple(grade_notes(store, names))


def _has_vl_convert() -> bool:
    """Return whether the library vl-convert, which draws the heat map, is installed."""
    try:
        return find_spec("vl_convert") is not None
    except ValueError:  # the module is blocked in `sys.modules`
        return False


def _known(names: Iterable[str]) -> list[str]:
    """Return the names; raise `UsageError` for a name that is not in `NAMES`."""
    wanted = list(names)
    for name in wanted:
        if name not in NAMES:
            raise UsageError(
                "unknown-picture",
                f"there is no picture '{name}'; the pictures are {', '.join(NAMES)}",
            )
    return wanted
