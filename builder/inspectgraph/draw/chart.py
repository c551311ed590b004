"""Charts: a Vega-Lite specification, drawn as SVG or as an offline page by vl-convert.

The same specification gives the same bytes: numbers are rounded, marks are numbered by
their order, and texts are measured with the font that vl-convert brings along.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType
from typing import Any

from inspectgraph.draw.escaping import text
from inspectgraph.draw.page import DATA, Page
from inspectgraph.draw.text_metrics import FONT
from inspectgraph.model.errors import UsageError

__all__ = ["GREY", "INK", "QUIET", "WIDTH", "Chart", "Spec", "chart_page", "chart_svg"]

Spec = Mapping[str, Any]

#: The width of every picture, in pixels.
WIDTH = 1280

#: The colours of text, of lesser text (5.7:1 on white), and of lines that only guide
#: the eye.
INK, QUIET, GREY = "#1f2328", "#5b636b", "#d5d9de"

_CONFIG: Spec = {
    "font": FONT,
    "background": "white",
    "view": {"stroke": None},
    "text": {"color": INK},
    "axis": {
        "labelColor": INK,
        "titleColor": INK,
        "domain": False,
        "ticks": False,
        "grid": False,
    },
    "legend": {
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "bold",
        "labelLimit": 420,
        "titleLimit": 420,
        "layout": {"top": {"margin": 48, "anchor": "start"}},
    },
    "title": {
        "anchor": "start",
        "frame": "bounds",
        "color": INK,
        "fontSize": 22,
        "fontWeight": "bold",
        "offset": 20,
        "subtitleColor": QUIET,
        "subtitleFontSize": 13,
        "subtitleLineHeight": 19,
        "subtitlePadding": 8,
    },
}


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: what is seen, what it covers and how to read it, its specification, and its figures as a table.

    `shortened` holds the full name for each line of text that is part of a shortened
    one.
    """

    name: str
    title: str
    subtitle: tuple[str, ...]
    spec: Spec
    header: tuple[str, ...]
    rows: tuple[Sequence[object], ...]
    shortened: Mapping[str, str] = field(default_factory=dict)

    def full_spec(self) -> Spec:
        """Return the specification with title, description and style."""
        return {
            "description": self.description,
            "title": {"text": self.title, "subtitle": list(self.subtitle)},
            "config": _CONFIG,
            "padding": {"left": 28, "right": 0, "top": 26, "bottom": 26},
            **self.spec,
        }

    @property
    def description(self) -> str:
        """What is seen and how to read it, for those who do not see it."""
        return " ".join(self.subtitle)


def chart_svg(chart: Chart) -> bytes:
    """Return a chart as SVG, 1280 pixels wide."""
    drawer = _vl_convert()
    svg = drawer.vegalite_to_svg(chart.full_spec(), vl_version=_newest(drawer))
    return _finished(svg, chart).encode()


def chart_page(chart: Chart) -> bytes:
    """Return a chart as one HTML file that works offline, its figures in a table below.

    Its policy forbids the browser to load anything from elsewhere. The specification is
    data of the page; its expressions are interpreted, so that no script is made from
    text.
    """
    body = f'<div id="vega-chart"></div>\n{_table(chart)}'
    return Page(chart.title, _STYLE, body, _script(), data=chart.full_spec()).html()


@cache
def _script() -> str:
    """Return the script of every page: Vega, and the lines that draw the specification."""
    drawer = _vl_convert()
    script: str = drawer.javascript_bundle(_EMBED, vl_version=_newest(drawer))
    return script


def _vl_convert() -> ModuleType:
    """Return vl-convert.

    Raises:
        UsageError: If it is not installed.
    """
    try:
        import vl_convert
    except ImportError:
        raise UsageError(
            "no-vl-convert",
            "charts need vl-convert; run: pip install 'inspectgraph[draw]'",
        ) from None
    return vl_convert


def _newest(drawer: ModuleType) -> str:
    """Return the version of Vega-Lite to draw with: the newest that vl-convert has, which goes with its Vega."""
    versions: list[str] = drawer.get_vegalite_versions()
    return max(versions, key=lambda version: [int(part) for part in version.split(".")])


# SVG

_NUMBER = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
_HIDDEN = re.compile(r' (?:aria-[a-z]+|role|class|pointer-events)="[^"]*"')
_EMPTY = re.compile(
    r'<path class="(?:background|foreground)"[^>]*d="(?:M0,0h0v0h0Z)?"[^>]*/>'
)
_SIZE = re.compile(r'<svg [^>]*? width="([\d.]+)" height="([\d.]+)" viewBox="[^"]*">')
_WHITE = re.compile(r'<rect width="[\d.]+" height="[\d.]+" fill="white"/>')
#: A tag; what lies between tags is text, which is left as it is.
_TAG = re.compile(r"<[^>]*>")
_BREAK_BEFORE = re.compile(r">(?=<(?:g|/g|path|text|rect|line|defs|clipPath|/svg)\b)")


def _finished(svg: str, chart: Chart) -> str:
    """Return an SVG of vl-convert as we publish it: titled, 1280 wide, rounded, one element a line."""
    size = _SIZE.match(svg)
    if (
        size is None or float(size[1]) > WIDTH
    ):  # a fault of ours: the specification is wider than a picture
        raise ValueError(
            f"{chart.name} is {size[1] if size else 'without a size'}, not at most"
            f" {WIDTH} wide"
        )
    height = round(float(size[2]))
    body = _WHITE.sub(
        "", _TAG.sub(_plain_tag, _EMPTY.sub("", svg[size.end() :])), count=1
    )
    body = _BREAK_BEFORE.sub(
        ">\n", _with_full_names(_renamed(body, chart.name), chart.shortened)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="title desc">\n'
        f'<title id="title">{text(chart.title)}</title>\n'
        f'<desc id="desc">{text(chart.description)}</desc>\n'
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>\n{body}\n'
    )


def _with_full_names(body: str, shortened: Mapping[str, str]) -> str:
    """Return elements in which a shortened name has its full name as its title."""
    full = {text(line): text(name) for line, name in shortened.items()}

    def titled(found: re.Match[str]) -> str:
        name = full.get(found[1])
        return f"{found[1]}<title>{name}</title></text>" if name else found[0]

    return re.sub(r"(?<=>)([^<>]+)</text>", titled, body) if full else body


def _plain_tag(tag: re.Match[str]) -> str:
    """Return a tag without what only vl-convert needs, its numbers rounded."""
    return _NUMBER.sub(
        lambda number: f"{round(float(number[0]), 2):g}", _HIDDEN.sub("", tag[0])
    )


def _renamed(body: str, name: str) -> str:
    """Return elements with ids of the chart's own, so that two pictures can stand on one page."""
    tags = _TAG.findall(body)
    found = dict.fromkeys(
        old for tag in tags for old in re.findall(r' id="([^"]+)"', tag)
    )
    names = {old: f"{name}-{n}" for n, old in enumerate(found)}
    if not names:
        return body
    known = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    use = re.compile(rf'( id="|url\(#)({known})(?=["\)])')
    return _TAG.sub(
        lambda tag: use.sub(lambda one: one[1] + names[one[2]], tag[0]), body
    )


# HTML

_EMBED = f"""
const spec = JSON.parse(document.getElementById("{DATA}").textContent);
vegaEmbed("#vega-chart", spec, {{ ast: true, actions: false, renderer: "svg" }}).catch(console.error);
"""

_STYLE = f"""
body {{ margin: 0; font: 15px/1.5 {FONT}; color: {INK}; background: white; }}
#vega-chart {{ overflow-x: auto; }}
details {{ margin: 8px 28px 32px; }}
summary {{ cursor: pointer; font-weight: bold; }}
details table {{ border-collapse: collapse; margin-top: 12px; font-size: 14px; }}
details th, details td {{ text-align: left; vertical-align: top; padding: 3px 14px 3px 0; }}
details tr {{ border-bottom: 1px solid {GREY}; }}
"""


def _table(chart: Chart) -> str:
    """Return the figures of a chart as a table that can be opened below it."""

    def row(tag: str, cells: Sequence[object]) -> str:
        return (
            "<tr>"
            + "".join(f"<{tag}>{text(str(cell))}</{tag}>" for cell in cells)
            + "</tr>"
        )

    lines = [row("th", chart.header), *(row("td", cells) for cells in chart.rows)]
    return (
        "<details><summary>The figures as a table</summary>\n<table>\n"
        + "\n".join(lines)
        + "\n</table></details>"
    )
