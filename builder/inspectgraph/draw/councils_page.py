"""An offline HTML page that shows the overall grades of councils and has a search.

The page is a table with one row for each council. Each row is a time line of marks. The
table scrolls inside a frame. During scrolling, the years and the name of the region
stay visible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.councils import FIELDS, TITLE, Council, Councils, read_councils
from inspectgraph.draw.councils_svg import (
    LEGEND_HEIGHT,
    REGIME,
    YEARS,
    YearAxis,
    axis_of,
    legend,
    patterns,
    regime_band,
    spelled_out,
    strip,
    years,
)
from inspectgraph.draw.escaping import attribute, text
from inspectgraph.draw.links import Links
from inspectgraph.draw.look import Look
from inspectgraph.draw.page import Page, figures_table
from inspectgraph.draw.palette import in_theme
from inspectgraph.draw.svg import line, tag

__all__ = ["councils_page"]

#: In pixels: the width of the axis, and the height of a row.
_WIDTH, _ROW = 980, 26


def councils_page(corpus: Corpus, look: Look) -> bytes:
    """Return the overall grades of councils as one HTML file that works offline."""
    councils = read_councils(corpus)
    parts = [f"<h1>{text(TITLE)}</h1>", *map(_paragraph, councils.subtitle)]
    if councils.regions:
        axis = axis_of(councils, 0, _WIDTH)
        parts += [
            _legend(councils, axis),
            _controls(councils),
            *_figure(councils, axis, look.links),
        ]
    table = figures_table(FIELDS, (mark.facts for mark in councils.marks))
    foot = " ".join(look.foot(corpus))
    body = "\n".join([table, "<main>", *parts, _paragraph(foot), "</main>"])
    script = _SCRIPT if councils.regions else ""
    return Page(TITLE, _STYLE, body, script, theme=look.theme).html()


def _paragraph(sentence: str) -> str:
    return f"<p>{text(sentence)}</p>"


def _legend(councils: Councils, axis: YearAxis) -> str:
    """Return the legend as an HTML list.

    The SVG patterns for the hatching of marks come before the list.
    """
    fills = tag(
        "svg", patterns(), width=0, height=0, aria_hidden="true", class_="fills"
    )
    entries = "\n".join(
        f"<li>{_svg(parts, width, LEGEND_HEIGHT)}</li>"
        for width, parts in (
            *legend(councils, axis),
            *spelled_out(councils.regimes, axis),
        )
    )
    return f'{fills}\n<ul id="legend">\n{entries}\n</ul>'


def _controls(councils: Councils) -> str:
    """Return the form that filters councils; the form is hidden until the script shows it."""
    options = "".join(f"<option>{text(name)}</option>" for name in councils.regions)
    return f"{_BEFORE_REGIONS}{options}{_AFTER_REGIONS}"


def _figure(councils: Councils, axis: YearAxis, links: Links) -> Iterator[str]:
    """Yield the table of councils, inside a frame that scrolls."""
    label = attribute(f"{TITLE}: table that scrolls")
    start = round(min(axis.x(mark.day) for mark in councils.marks if not mark.quoted))
    yield (
        f'<div id="figure" tabindex="0" role="region" aria-label="{label}"'
        f' data-start="{start}">\n<table>'
    )
    yield f'<thead><tr><th scope="col">Council</th><td>{_head(councils, axis)}</td></tr>'
    yield "</thead>"
    for region, rows in councils.regions.items():
        yield from _region(region, rows, axis, links)
    yield "</table>\n</div>"
    yield f'<p id="details" role="status">{_HINT}</p>'


def _head(councils: Councils, axis: YearAxis) -> str:
    """Return the head of the table: the regimes and the years.

    The head stays visible while the table scrolls.
    """
    bands = [
        regime_band(regime, axis, n * REGIME)
        for n, regime in enumerate(councils.regimes)
    ]
    top = len(bands) * REGIME
    parts = [*bands, *years(axis, top + YEARS / 2)]
    return _svg(parts, _WIDTH, top + YEARS)


def _region(
    name: str, rows: Sequence[Council], axis: YearAxis, links: Links
) -> Iterator[str]:
    """Yield the HTML `<tbody>` of a region: its heading and a row for each council."""
    yield "<tbody>"
    heading = f"<span>{text(name)}</span>"
    yield f'<tr><th class="region" colspan="2" scope="rowgroup">{heading}</th></tr>'
    for council in rows:
        name = text(council.name)
        if href := links.council(council.iri):
            name = f'<a href="{attribute(href)}">{name}</a>'
        strips = _svg(_strip(council, axis, links), _WIDTH, _ROW)
        yield f'<tr class="council"><th scope="row">{name}</th><td>{strips}</td></tr>'
    yield "</tbody>"


def _strip(council: Council, axis: YearAxis, links: Links) -> Iterator[str]:
    for x in axis.years().values():
        yield line(x, 0, x, _ROW, class_="guide")
    yield from strip(council, axis, _ROW / 2, on_page=True, links=links)


def _svg(parts: Iterable[str], width: float, height: float) -> str:
    """Return SVG elements as one `<svg>` element of an HTML page."""
    drawn = tag("svg", *parts, width=round(width), height=round(height))
    return in_theme(drawn, "")


_HINT = "Point at a mark, or go to it with the tab key, to read what it stands for."

_BEFORE_REGIONS = """<form id="controls" hidden>
  <label>Council
    <input id="name" type="search" placeholder="part of its name" size="18"></label>
  <label>Region <select id="region"><option value="">all regions</option>"""

_AFTER_REGIONS = """</select></label>
  <button type="reset">Show all</button>
  <output id="count"></output>
</form>"""

_STYLE = """
main { padding: 0 28px; }
h1 { font-size: 22px; margin: 20px 0 8px; }
main p { margin: 0; max-width: 100ch; color: var(--quiet); }
#legend {
  display: flex; flex-wrap: wrap; gap: 0 8px; list-style: none; margin: 12px 0; padding: 0;
}
#legend svg, #figure svg { display: block; }
.fills { position: absolute; }
#controls {
  display: flex; flex-wrap: wrap; gap: 10px 20px; align-items: center; margin: 0 0 12px;
}
#controls[hidden] { display: none; }
#figure {
  overflow: auto; max-height: 82vh; width: fit-content; max-width: 100%;
  border: 1px solid var(--grey);
}
#figure table { border-collapse: separate; border-spacing: 0; }
#figure th { text-align: left; font-weight: normal; font-size: 14px; background: var(--paper); }
#figure td { padding: 0; }
#figure th { padding: 0 10px; }
#figure thead th, #figure thead td {
  position: sticky; top: 0; z-index: 2; background: var(--paper); vertical-align: bottom;
}
#figure thead th { left: 0; z-index: 4; }
#figure .region {
  position: sticky; z-index: 3; padding: 3px 10px; font-weight: bold; background: var(--band);
}
#figure .region span { position: sticky; left: 10px; }
.council th { position: sticky; left: 0; z-index: 1; width: 236px; line-height: 1.15; }
.council:hover th, .council:hover td { background: var(--band); }
.mark, .split { cursor: pointer; }
.mark:focus, .split:focus {
  outline: 2.5px solid var(--focus); outline-offset: 1px; border-radius: 3px;
}
.ink { fill: var(--ink); }
.quiet { fill: var(--quiet); }
.band { fill: var(--band); }
.guide { stroke: var(--grey); }
.shape, .open, .slash { stroke: var(--ink); }
.open { fill: var(--paper); }
#figure th a { display: inline-block; min-height: 24px; color: inherit; }
.gap { stroke: var(--paper); }
#figure + #details {
  position: sticky; bottom: 0; z-index: 5; min-height: 3em; max-width: none; padding: 8px 0;
  color: var(--ink); background: var(--paper);
}
@media (max-width: 600px) {
  main { padding: 0 12px; }
  .council th { width: 104px; min-width: 104px; font-size: 12.5px; }
  #figure th { padding: 0 6px; }
}
"""

_SCRIPT = """
"use strict";
const [controls, name, region, count, details] = ["controls", "name", "region", "count", "details"]
  .map(id => document.getElementById(id));
const figure = document.getElementById("figure");
const head = figure.querySelector("thead");
const bodies = [...figure.querySelectorAll("tbody")];
const hint = details.textContent;

// Letters without accents, in lower case, so that a search finds them as people type them.
function plain(words) {
  return words.normalize("NFD").replace(/\\p{M}/gu, "").toLowerCase().trim();
}

function filter() {
  const wanted = plain(name.value);
  let shown = 0;
  for (const body of bodies) {
    const own = !region.value || body.querySelector(".region").textContent === region.value;
    let left = 0;
    for (const row of body.querySelectorAll(".council")) {
      row.hidden = !own || !plain(row.querySelector("th").textContent).includes(wanted);
      if (!row.hidden) left += 1;
    }
    body.hidden = left === 0;
    shown += left;
  }
  count.textContent = shown === 1 ? "1 council" : shown + " councils";
  figure.scrollTop = 0;
}

function describe(event) {
  const link = event.target.closest("#figure a");
  const mark = event.target.closest(".mark, .split") || (link && link.querySelector(".mark"));
  if (mark) details.textContent = mark.getAttribute("aria-label");
}

// The headings of regions stay just below the years.
function place() {
  const height = head.getBoundingClientRect().height;
  for (const heading of figure.querySelectorAll(".region")) heading.style.top = height + "px";
}

for (const kind of ["pointerover", "focusin", "click"]) figure.addEventListener(kind, describe);
controls.addEventListener("submit", event => event.preventDefault());
controls.addEventListener("input", filter);
controls.addEventListener("reset", () => setTimeout(() => {
  details.textContent = hint;
  filter();
}));
controls.hidden = false;
place();
filter();
// Where the frame is narrow, it begins at the first grade that is not quoted.
figure.scrollLeft = figure.dataset.start - 24;
"""
