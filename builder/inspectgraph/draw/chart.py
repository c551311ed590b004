"""Charts: a Vega-Lite specification that vl-convert draws, as SVG or as an offline page.

The same specification gives the same bytes: numbers are rounded, and vl-convert measures
texts with a font of its own.
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
    """A chart: title, lines below it, specification, and its figures as a table.

    `shortened` holds the full name for each line of a shortened one.
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
        """What the chart covers and how to read it, for those who do not see it."""
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
    """Return a chart as one HTML file that works offline, its figures in a table below.

    The specification is data of the page. Vega interprets its expressions, so that no
    text becomes a script.

    Raises:
        UsageError: If vl-convert is not installed.
    """
    body = f'<div id="vega-chart"></div>\n{figures_table(chart.header, chart.rows)}'
    return Page(chart.title, "", body, _script(), data=chart.full_spec()).html()


@cache
def _script() -> str:
    """Return the script of a page: Vega, and the lines that draw the specification."""
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
            "the heat map needs vl-convert; run: pip install 'inspectgraph[draw]'",
        ) from None
    return vl_convert


def _newest(drawer: ModuleType) -> str:
    """Return the newest version of Vega-Lite in vl-convert: it suits its Vega."""
    versions: list[str] = drawer.get_vegalite_versions()
    return max(versions, key=lambda version: [int(part) for part in version.split(".")])


# SVG

#: A number with more digits than a picture needs.
_LONG_NUMBER: Final = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
#: Attributes for the script of Vega and for single marks; the picture has one
#: description.
_HIDDEN: Final = re.compile(r"aria-.*|role|class|pointer-events")
#: The frames of Vega's groups, which are invisible.
_FRAMES: Final = frozenset({"background", "foreground"})
_NAMESPACE: Final = "{http://www.w3.org/2000/svg}"


def _published(drawn: str, chart: Chart) -> str:
    """Return an SVG of vl-convert as it is published.

    It is 1280 pixels wide and has the title and description of the chart; its numbers
    are rounded, and each element is on a line.

    Raises:
        ValueError: If the specification is wider than a picture: a fault of ours.
    """
    root = ET.fromstring(drawn)  # noqa: S314 - vl-convert has just written it
    width, height = (round(float(root.attrib[side])) for side in ("width", "height"))
    if width > WIDTH:
        raise ValueError(f"{chart.name} is {width} pixels wide, more than {WIDTH}")
    _remove_frames(root)
    for element in list(root.iter()):
        _simplify(element)
        _add_full_name(element, chart.shortened)
    # The first element is a white background, which the document has too.
    parts = (ET.tostring(part, encoding="unicode").rstrip() for part in root[1:])
    return document(chart.title, chart.description, height, parts)


def _remove_frames(root: ET.Element) -> None:
    for parent in list(root.iter()):
        for child in list(parent):
            if child.get("class") in _FRAMES:
                parent.remove(child)


def _simplify(element: ET.Element) -> None:
    """Remove what only vl-convert needs, and round the numbers of an element."""
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
    """Give a text that is a shortened name the full name as its title."""
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
