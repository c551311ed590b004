"""Draw the network as SVG: authorities, report cards, curves to themes, and a legend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from inspectgraph.draw.comparability import STEPS
from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.legend import Entry, entry, flow, swatch
from inspectgraph.draw.look import Look
from inspectgraph.draw.network import network
from inspectgraph.draw.network_cards import cards, lanes
from inspectgraph.draw.network_narrow import narrow_blocks
from inspectgraph.draw.network_themes import edges, themes
from inspectgraph.draw.network_view import NEITHER, STROKES, View, network_view
from inspectgraph.draw.palette import INK
from inspectgraph.draw.picture import Block, Picture
from inspectgraph.draw.svg import Value, group, middle_label, tag
from inspectgraph.draw.text_metrics import counted, text_width

__all__ = ["TITLE", "network_picture"]

TITLE = "Authorities, their inspection reports, and the themes of the reports"

#: The fields of an edge in the table.
_FIELDS = ("Report", "Theme", "Statements", "Strengths", "Weaknesses")
#: The largest number of reports (the latest) and of themes (those with most statements),
#: by size.
_MOST = {"screen": (8, 40), "paper": (4, 30), "slide": (3, 22), "phone": (8, 400)}
#: The height of a line of the legend, in pixels.
_LINE = 24.0


def network_picture(corpus: Corpus, look: Look) -> Picture:
    """Draw the network of a corpus.

    On an HTML page, the keyboard can reach the nodes.
    """
    medium = look.medium.turned().finer(1.35)
    look = Look(medium, look.theme, look.links, look.imprint, look.on_page)
    graph = network(corpus, _MOST[medium.name])
    view = network_view(corpus, graph, look)
    if medium.is_narrow:
        blocks = tuple(narrow_blocks(view))
    else:
        drawn = (
            group(edges(view), id="edges", fill="none"),
            group(lanes(view), id="authorities"),
            group(cards(view), id="reports"),
            group(themes(view), id="themes"),
        )
        blocks = (Block(view.placed.height, drawn),)
    return Picture(
        medium=medium,
        title=TITLE,
        subtitle=_subtitle(view, is_narrow=medium.is_narrow),
        blocks=blocks,
        key=_legend(medium.room, lines=not medium.is_narrow),
        header=_FIELDS,
        rows=tuple(_rows(view)),
        role="group" if look.on_page else "img",
    )


def _rows(view: View) -> Iterator[tuple[str | int, ...]]:
    """Yield a table row for each edge between a report and a theme."""
    nodes = view.graph.nodes
    for report in view.reports:
        for theme, data in view.graph[report].items():
            if nodes[theme]["kind"] == "theme":
                numbers = (data["statements"], data["strengths"], data["weaknesses"])
                yield (nodes[report]["label"], nodes[theme]["label"], *numbers)


def _subtitle(view: View, *, is_narrow: bool) -> tuple[str, ...]:
    """Return the subtitle, which explains the contents of the network and how to read it."""
    kinds = Counter(view.graph.nodes[node]["kind"] for node in view.graph)
    about = [one for one in view.corpus.statements if one.report in view.reports]
    used = {theme for one in view.corpus.statements for theme in one.themes}
    known = len(view.corpus.in_full)
    latest = f" (the latest of {known})" if len(view.reports) < known else ""
    covered = (
        f"{counted(kinds['report'], 'report')}{latest}{view.corpus.left_out} of"
        f" {counted(kinds['authority'], 'authority', 'authorities')},"
        f" {counted(kinds['judgement'], 'grade')},"
        f" {counted(len(about), 'statement')}"
    )
    if is_narrow:
        return (
            f"{covered}.",
            "Below each report are the grades that it awards, and its most frequent"
            " themes, each with the numbers of statements, strengths (+) and weaknesses"
            " (−).",
        )
    return (
        f"{covered}, and {counted(kinds['theme'], 'theme')} of {len(used)}: those with"
        " most statements.",
        "The line of an authority shows the reports in order of time. Squares show the"
        " grades of each report. A curve leads from a report to each of its themes. A"
        " thicker curve means more statements.",
    )


# The legend


def _legend(room: float, *, lines: bool) -> Block:
    """Return the legend, which explains the curves, circles, signs and squares."""
    looks = {**STROKES, "neither": NEITHER}
    balances = [_title("Curves and circles:" if lines else "Signs of themes:")]
    for name, look in looks.items():
        words = f"{look.sign}  {name}" if look.sign else name
        if not lines:
            balances += [entry([], words, _LINE, indent=0)] if look.sign else []
            continue
        d = f"M0,{_LINE / 2:g}h30"
        line: dict[str, Value] = {"stroke": look.colour, "stroke_width": 6}
        sign = tag("path", d=d, **line, stroke_dasharray=look.dashes)
        balances.append(entry([sign], words, _LINE, indent=37))
    grades = [_title("Squares with the first letter of the grade:")]
    grades += [swatch(fill, name, _LINE, stroke=INK) for name, fill in STEPS.items()]
    note = "Each regime has its own scale of grades."
    grades.append(entry([], note, _LINE, indent=0, room=room))
    first, second = (flow(entries, room, _LINE) for entries in (balances, grades))
    moved = group(second.elements, transform=f"translate(0,{first.height:g})")
    height = first.height + second.height + 14
    return Block(height, (*first.elements, moved))


def _title(words: str) -> Entry:
    text = middle_label(words, 0, _LINE / 2, 12, font_weight="bold", fill=INK)
    return text_width(words, 12, bold=True) + 14, [text]
