"""Charts drawn by vl-convert from a Vega-Lite specification: SVG or offline page.

Vega-Lite is a JSON language for charts. The same specification gives the same bytes:
numbers are rounded, and vl-convert measures texts with its built-in font.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import ModuleType
from typing import Any, Final

from inspectgraph.draw.page import DATA, Page, figures_table
from inspectgraph.draw.palette import INK, QUIET
from inspectgraph.draw.svg import WIDTH, document
from inspectgraph.draw.text_metrics import FONT
from inspectgraph.model.errors import UsageError

__all__ = ["Chart", "Spec", "chart_page", "chart_svg"]

Spec = Mapping[str, Any]

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
        "titleFontWeight": "bold",
        "labelLimit": 420,
        "titleLimit": 420,
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
    """A chart: title, subtitle, Vega-Lite specification, and a table of its figures.

    `header` and `rows` are the table. `shortened` maps each line of text that was
    shortened to the full name, for a tooltip.
    """

    name: str
    title: str
    subtitle: tuple[str, ...]
    spec: Spec
    header: tuple[str, ...]
    rows: tuple[Sequence[object], ...]
    shortened: Mapping[str, str] = field(default_factory=dict)

    def full_spec(self) -> Spec:
        """Return the Vega-Lite specification with title, description and style."""
        return {
            "description": self.description,
            "title": {"text": self.title, "subtitle": list(self.subtitle)},
            "config": _CONFIG,
            "padding": {"left": 28, "right": 0, "top": 26, "bottom": 26},
            **self.spec,
        }

    @property
    def description(self) -> str:
        """The subtitle as one text, for readers who cannot see the chart."""
        return " ".join(self.subtitle)


def chart_svg(chart: Chart) -> bytes:
    """Return a chart as an SVG file.

    Raises:
        UsageError: If vl-convert is not installed.
    """
    drawer = _vl_convert()
    svg = drawer.vegalite_to_svg(chart.full_spec(), vl_version=_newest(drawer))
    return (_published(svg, chart) + "\n").encode()


def chart_page(chart: Chart) -> bytes:
    """Return a chart as one offline HTML file, with a table of its figures below.

    The page holds the specification as JSON data. Vega interprets the expressions in
    the specification itself, so no text of a report is ever run as a script.

    Raises:
        UsageError: If vl-convert is not installed.
    """
    body = f'<div id="vega-chart"></div>\n{figures_table(chart.header, chart.rows)}'
    return Page(chart.title, "", body, _script(), data=chart.full_spec()).html()


@cache
def _script() -> str:
    """Return the script of a page: the Vega libraries and code that draws a chart."""
    drawer = _vl_convert()
    script: str = drawer.javascript_bundle(_EMBED, vl_version=_newest(drawer))
    return script


def _vl_convert() -> ModuleType:
    """Import and return the module `vl_convert`, which draws Vega-Lite charts.

    Raises:
        UsageError: If vl-convert is not installed.
    """
    try:
        import vl_convert
    except ImportError:
        raise UsageError(
            "no-vl-convert",
            "the heat map needs vl-convert; run: pip install 'inspectgraph[draw]'",
        ) from None
    return vl_convert


def _newest(drawer: ModuleType) -> str:
    """Return the newest Vega-Lite version that vl-convert can draw."""
    versions: list[str] = drawer.get_vegalite_versions()
    return max(versions, key=lambda version: [int(part) for part in version.split(".")])


# SVG

#: A number with three or more decimals, more than a picture needs.
_LONG_NUMBER: Final = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
#: Attributes that only Vega's script uses, and descriptions of single marks: the picture
#: has one description for all of them.
_HIDDEN: Final = re.compile(r"aria-.*|role|class|pointer-events")
#: The classes of the invisible frames that Vega draws around groups.
_FRAMES: Final = frozenset({"background", "foreground"})
_NAMESPACE: Final = "{http://www.w3.org/2000/svg}"


def _published(drawn: str, chart: Chart) -> str:
    """Return an SVG of vl-convert, adapted for publication.

    The result is 1280 pixels wide and has the title and description of the chart. Its
    numbers are rounded, and each element is on its own line.

    Raises:
        ValueError: If the chart is wider than 1280 pixels, which is an error in our
            code.
    """
    root = ET.fromstring(drawn)  # noqa: S314 - vl-convert has just written it
    width, height = (round(float(root.attrib[side])) for side in ("width", "height"))
    if width > WIDTH:
        raise ValueError(f"{chart.name} is {width} pixels wide, more than {WIDTH}")
    _remove_frames(root)
    for element in list(root.iter()):
        _simplify(element)
        _add_full_name(element, chart.shortened)
    # Skip the first element, a white background: `document` adds its own.
    parts = (ET.tostring(part, encoding="unicode").rstrip() for part in root[1:])
    return document(chart.title, chart.description, height, parts)


def _remove_frames(root: ET.Element) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if child.get("class") in _FRAMES:
                parent.remove(child)


def _simplify(element: ET.Element) -> None:
    """Remove attributes that only Vega's script needs, and round the numbers."""
    element.tag = element.tag.removeprefix(_NAMESPACE)
    for name in list(element.attrib):
        if _HIDDEN.fullmatch(name):
            del element.attrib[name]
        else:
            element.attrib[name] = _LONG_NUMBER.sub(_rounded, element.attrib[name])
    if element.tag == "g" and len(element):
        element.text = "\n"
    if element.tag != "tspan":
        element.tail = "\n"


def _rounded(number: re.Match[str]) -> str:
    return f"{round(float(number[0]), 2):g}"


def _add_full_name(element: ET.Element, shortened: Mapping[str, str]) -> None:
    """Add the full name as a tooltip to a text element that was shortened to fit."""
    if element.tag != "text":
        return
    for line in element.itertext():
        if line in shortened:
            ET.SubElement(element, "title").text = shortened[line]
            return


# HTML

_EMBED = f"""
const spec = JSON.parse(document.getElementById("{DATA}").textContent);
const options = {{ ast: true, actions: false, renderer: "svg" }};
vegaEmbed("#vega-chart", spec, options).catch(console.error);
"""
