"""Draw the network as SVG: authorities, report cards, curves to themes, a legend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from inspectgraph.draw.comparability import STEPS
from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.network import network
from inspectgraph.draw.network_cards import SQUARE, cards, lanes
from inspectgraph.draw.network_themes import edges, themes
from inspectgraph.draw.network_view import NEITHER, STROKES, View, network_view
from inspectgraph.draw.palette import GREY, INK, QUIET
from inspectgraph.draw.picture import head
from inspectgraph.draw.svg import WIDTH, document, group, label, tag
from inspectgraph.draw.text_metrics import counted, text_width

__all__ = ["TITLE", "network_svg"]

TITLE = "Authorities, their inspection reports, and the themes of these"

#: The left edge of the first entry of the legend, in pixels.
_ENTRIES = 190.0


def network_svg(corpus: Corpus, *, page: bool = False) -> bytes:
    """Draw the network of a corpus as SVG.

    Args:
        corpus: The data of all pictures.
        page: Whether the SVG goes into an HTML page, where the keyboard can reach its nodes.
    """
    view = network_view(corpus, network(corpus), on_page=page)
    subtitle = _subtitle(view)
    parts = [
        *head(TITLE, subtitle),
        group(edges(view), id="edges", fill="none"),
        group(lanes(view), id="authorities"),
        group(cards(view), id="reports"),
        group(themes(view), id="themes"),
        group(_legend(view.placed.height + 34), id="legend"),
    ]
    svg = document(
        TITLE,
        " ".join(subtitle),
        round(view.placed.height + 100),
        parts,
        role="group" if page else "img",
        on_page=page,
    )
    return f"{svg}\n".encode()


def _subtitle(view: View) -> tuple[str, str]:
    """Return the subtitle: what the network covers, and how to read the picture."""
    kinds = Counter(view.graph.nodes[node]["kind"] for node in view.graph)
    about = [one for one in view.corpus.statements if one.report in view.reports]
    used = {theme for one in view.corpus.statements for theme in one.themes}
    known = len(view.corpus.in_full)
    latest = f" (the latest of {known})" if len(view.reports) < known else ""
    return (
        f"{counted(kinds['report'], 'report')}{latest}{view.corpus.left_out} of"
        f" {counted(kinds['authority'], 'authority', 'authorities')},"
        f" {counted(kinds['judgement'], 'grade')},"
        f" {counted(len(about), 'statement')}, and the"
        f" {counted(kinds['theme'], 'theme')} with most statements, of {len(used)}.",
        "Reports follow each other in time on the line of their authority; squares are the"
        " grades they award. A curve leads to each theme of a report: the thicker, the"
        " more statements.",
    )


# The legend


def _legend(y: float) -> Iterator[str]:
    """Yield the legend: what the colours of curves, circles and squares mean."""
    yield tag("path", d=f"M28,{y - 18:.1f}H{WIDTH - 28}", stroke=GREY)
    strokes = {**STROKES, "neither": NEITHER}
    yield from _legend_row("Curves and circles", strokes, y + 8, _stroke_entry, 33)
    yield from _legend_row("Squares: grades", STEPS, y + 36, _square_entry, 22)
    x = _ENTRIES + sum(_entry_width(name, 22) for name in STEPS) + 10
    note = "Scales of different regimes are not the same scale."
    yield label(note, x, y + 36, 12, fill=QUIET)


def _legend_row(
    title: str,
    entries: Mapping[str, str],
    y: float,
    symbol: Callable[[float, float, str], str],
    indent: float,
) -> Iterator[str]:
    """Yield a row of the legend: its title, then a symbol and a name per colour."""
    yield label(title, 28, y, 12, font_weight="bold", fill=INK)
    x = _ENTRIES
    for name, colour in entries.items():
        yield symbol(x, y, colour)
        yield label(name, x + indent, y, 12, fill=INK)
        x += _entry_width(name, indent)


def _entry_width(name: str, indent: float) -> float:
    return indent + text_width(name, 12) + 16


def _stroke_entry(x: float, y: float, colour: str) -> str:
    return tag("path", d=f"M{x:.1f},{y - 4:.1f}h26", stroke=colour, stroke_width=6)


def _square_entry(x: float, y: float, colour: str) -> str:
    size = {"width": SQUARE, "height": SQUARE, "rx": 2}
    return tag("rect", x=x, y=y - 11, **size, fill=colour, stroke=INK)
