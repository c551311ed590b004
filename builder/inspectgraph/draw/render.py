"""Graph → pictures: the network, the heat map, the timeline and the themes that occur together.

Each is an SVG of 1280 pixels, or one HTML page that works offline. The same quads give
the same bytes, in whatever order a store holds them: nothing is drawn at random,
numbers are rounded, texts are measured with the font that vl-convert brings along
(Liberation Sans).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.util import find_spec

from pyoxigraph import Store

from inspectgraph.draw.chart import Chart, chart_page, chart_svg
from inspectgraph.draw.cooccurrence import themes_together
from inspectgraph.draw.corpus import Corpus, read_corpus
from inspectgraph.draw.heat_map import heat_map
from inspectgraph.draw.network import network_dot
from inspectgraph.draw.network_page import network_page
from inspectgraph.draw.network_svg import network_svg
from inspectgraph.draw.timeline import timeline
from inspectgraph.model.errors import UsageError

__all__ = [
    "NAMES",
    "drawable_names",
    "pages",
    "pictures",
]

_CHARTS: dict[str, Callable[[Corpus], Chart]] = {
    "heat-map": heat_map,
    "timeline": timeline,
    "themes-together": themes_together,
}

#: The names of the pictures.
NAMES = ("network", *_CHARTS)


def drawable_names() -> tuple[str, ...]:
    """Return the names of the pictures that the installed libraries can draw: charts need vl-convert."""
    charts = _CHARTS if _has_vl_convert() else ()
    return ("network", *charts)


def pictures(store: Store, names: Iterable[str] = NAMES) -> dict[str, bytes]:
    """Return the pictures of a graph by their file names; beside the network, its text for comparing.

    Raises:
        UsageError: If there is no picture of a name, or vl-convert is not installed.
    """
    corpus, found = read_corpus(store), dict[str, bytes]()
    for name in _known(names):
        if name == "network":
            found["network.svg"] = network_svg(corpus)
            found["network.dot"] = network_dot(corpus)
        else:
            found[f"{name}.svg"] = chart_svg(_CHARTS[name](corpus))
    return found


def pages(store: Store, names: Iterable[str] = NAMES) -> dict[str, bytes]:
    """Return the pictures as HTML pages by their file names; each is one file that works offline.

    Raises:
        UsageError: If there is no picture of a name, or vl-convert is not installed.
    """
    corpus = read_corpus(store)
    return {
        f"{name}.html": (
            network_page(corpus)
            if name == "network"
            else chart_page(_CHARTS[name](corpus))
        )
        for name in _known(names)
    }


def _has_vl_convert() -> bool:
    """Return whether vl-convert is installed."""
    try:
        return find_spec("vl_convert") is not None
    except ValueError:  # the module is blocked in `sys.modules`
        return False


def _known(names: Iterable[str]) -> list[str]:
    """Return the names, if they all are pictures'."""
    wanted = list(names)
    for name in wanted:
        if name not in NAMES:
            raise UsageError(
                "unknown-picture",
                f"there is no picture '{name}'; there are {', '.join(NAMES)}",
            )
    return wanted
