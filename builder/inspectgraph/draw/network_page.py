"""The network as an offline HTML page: the SVG, and a script for exploring the network.

The script highlights the neighbours of a node, zooms, and filters themes.
"""

from __future__ import annotations

from dataclasses import replace

from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.escaping import attribute, text
from inspectgraph.draw.look import Look
from inspectgraph.draw.medium import MEDIA
from inspectgraph.draw.network_svg import TITLE, network_picture
from inspectgraph.draw.page import Page, figures_table
from inspectgraph.draw.picture import page_svg

__all__ = ["network_page"]


def network_page(corpus: Corpus, look: Look) -> bytes:
    """Return the network as one HTML file that works offline."""
    wide, narrow = (
        replace(
            network_picture(corpus, replace(look, medium=MEDIA[size])),
            foot=look.foot(corpus),
        )
        for size in ("screen", "phone")
    )
    body = "\n".join(
        [
            figures_table(wide.header, wide.rows),
            '<div class="wide">',
            f"{_BEFORE_AUTHORITIES}{_authorities(corpus)}{_AFTER_AUTHORITIES}",
            f"{page_svg(wide, look.theme)}\n</div>",
            f'<div class="narrow">\n{page_svg(narrow, look.theme)}\n</div>',
        ]
    )
    return Page(TITLE, _STYLE, body, _SCRIPT, theme=look.theme).html()


def _authorities(corpus: Corpus) -> str:
    """Return an HTML `<option>` for each authority that has a report, sorted by name."""
    shown = {
        authority for report in corpus.in_full for authority, _ in report.authorities
    }
    return "".join(
        f'<option value="{attribute(iri)}">{text(corpus.authorities[iri])}</option>'
        for iri in sorted(shown, key=lambda iri: (corpus.authorities[iri], iri))
    )


_BEFORE_AUTHORITIES = """<form id="controls">
  <label>Theme <input id="words" type="search" placeholder="part of its name" size="18"></label>
  <label>Authority <select id="authority"><option value="">all</option>"""

_AFTER_AUTHORITIES = """</select></label>
  <label>Statements <select id="polarity">
    <option value="statements">all</option>
    <option value="strengths">strengths</option>
    <option value="weaknesses">weaknesses</option>
  </select></label>
  <span>
    <button type="button" id="closer" aria-label="zoom in">+</button>
    <button type="button" id="farther" aria-label="zoom out">−</button>
    <button type="reset" id="whole">Show all</button>
  </span>
</form>
<p id="details" role="status">
Point at a name, or go to it with the tab key. Enter selects it, Escape clears the selection.
</p>
"""

_STYLE = """
body { line-height: 1.4; }
#controls {
  display: flex; flex-wrap: wrap; gap: 10px 24px; align-items: center;
  padding: 14px 28px 6px;
}
#controls button { min-width: 34px; }
#details a { color: var(--focus); }
#details {
  margin: 0 28px; padding: 8px 0; height: 42px; overflow-y: auto;
  border-top: 1px solid var(--grey); border-bottom: 1px solid var(--grey);
}
.wide svg { display: block; width: 100%; max-width: 1280px; height: auto; }
.node { cursor: pointer; }
.node:focus { outline: none; }
.node:focus text:first-of-type, .node.chosen text:first-of-type { text-decoration: underline; }
.report:focus rect:first-child, .report.chosen rect:first-child {
  stroke: var(--ink); stroke-width: 2.5;
}
.edge, .node { transition: opacity 0.12s; }
.away { display: none; }
.dim { opacity: 0.07; }
.node.dim { opacity: 0.3; }
.edge.near { opacity: 1; }
"""

_SCRIPT = """
"use strict";
const svg = document.querySelector("svg");
const edges = [...svg.querySelectorAll(".edge")];
const nodes = new Map([...svg.querySelectorAll(".node")].map(node => [node.dataset.id, node]));
const details = document.getElementById("details");
const [words, authority, polarity] = ["words", "authority", "polarity"]
  .map(id => document.getElementById(id));
const hint = details.textContent;
const whole = svg.viewBox.baseVal;
const size = { width: whole.width, height: whole.height };
let held = null;

// What belongs to a node: itself, its edges, and what these lead to.
function neighbours(id) {
  const near = new Set([id]);
  const node = nodes.get(id);
  for (const [other, report] of nodes) {
    const own = (report.dataset.authorities || "").split(" ");
    if (own.includes(id)) near.add(other);
    if (other === id) own.filter(Boolean).forEach(name => near.add(name));
  }
  const reports = node.classList.contains("authority") ? near : new Set([id]);
  const lines = edges.filter(edge =>
    !edge.classList.contains("away") && (reports.has(edge.dataset.from) || edge.dataset.to === id));
  for (const edge of lines) near.add(edge.dataset.from).add(edge.dataset.to);
  return { near, lines: new Set(lines) };
}

function show(id) {
  const { near, lines } = id ? neighbours(id) : { near: null, lines: null };
  for (const edge of edges) {
    edge.classList.toggle("dim", lines !== null && !lines.has(edge));
    edge.classList.toggle("near", lines !== null && lines.has(edge));
  }
  for (const [name, node] of nodes) {
    const unmatched = node.classList.contains("unmatched");
    node.classList.toggle("dim", near !== null ? !near.has(name) : unmatched);
    node.classList.toggle("chosen", name === held);
    node.setAttribute("aria-pressed", name === held);
  }
  details.textContent = id ? describe(nodes.get(id), lines) : hint;
  if (id && nodes.get(id).dataset.href) details.append(" ", link(nodes.get(id)));
}

// The page of a node in the published site, if the pages were drawn with its address.
function link(node) {
  const found = document.createElement("a");
  found.href = node.dataset.href;
  found.textContent = "Open the page of " + node.dataset.label;
  return found;
}

function describe(node, lines) {
  const reports = [...lines].filter(edge => edge.dataset.to === node.dataset.id)
    .map(edge => nodes.get(edge.dataset.from).dataset.label + ": " + edge.dataset[polarity.value]);
  return [node.dataset.label + " – " + node.dataset.summary, ...reports].join("; ");
}

function filter() {
  const wanted = words.value.trim().toLowerCase();
  const used = new Set();
  for (const edge of edges) {
    const [report, theme] = [nodes.get(edge.dataset.from), nodes.get(edge.dataset.to)];
    const count = Number(edge.dataset[polarity.value]);
    const shown = count > 0
      && (!authority.value || report.dataset.authorities.split(" ").includes(authority.value))
      && theme.dataset.label.toLowerCase().includes(wanted);
    edge.classList.toggle("away", !shown);
    edge.setAttribute("stroke-width", (0.6 + 1.25 * Math.sqrt(count)).toFixed(1));
    if (shown) used.add(edge.dataset.from).add(edge.dataset.to);
  }
  for (const [name, node] of nodes) {
    const own = node.classList.contains("authority");
    const kept = own ? !authority.value || name === authority.value : used.has(name);
    node.classList.toggle("unmatched", !kept);
  }
  show(held);
}

// The part of the picture that is seen; zooming keeps the point under the pointer where it is.
function zoom(factor, at) {
  const width = Math.min(size.width, Math.max(size.width / 8, whole.width * factor));
  const height = width * size.height / size.width;
  const point = at || { x: whole.x + whole.width / 2, y: whole.y + whole.height / 2 };
  move(point.x - (point.x - whole.x) * width / whole.width,
    point.y - (point.y - whole.y) * height / whole.height, width, height);
}

function move(x, y, width = whole.width, height = whole.height) {
  const keep = (value, room) => Math.min(Math.max(value, 0), room);
  const box = [keep(x, size.width - width), keep(y, size.height - height), width, height];
  svg.setAttribute("viewBox", box.map(n => n.toFixed(1)).join(" "));
}

function place(event) {
  return new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
}

for (const [id, node] of nodes) {
  node.addEventListener("pointerenter", () => show(id));
  node.addEventListener("pointerleave", () => show(held));
  node.addEventListener("focus", () => show(id));
  node.addEventListener("blur", () => show(held));
  node.addEventListener("click", () => { held = held === id ? null : id; show(held); });
  node.addEventListener("keydown", event => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    held = held === id ? null : id;
    show(held || id);
  });
}
document.addEventListener("keydown", event => {
  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  if (event.target.closest("input, select")) return;
  if (event.key === "Escape") { held = null; show(null); }
  else if (event.key === "+") zoom(0.8);
  else if (event.key === "-") zoom(1.25);
  else if (steps[event.key] && whole.width < size.width) {
    event.preventDefault();
    const [right, down] = steps[event.key];
    move(whole.x + right * whole.width / 10, whole.y + down * whole.height / 10);
  }
});
svg.addEventListener("wheel", event => {
  if (event.deltaY > 0 && whole.width >= size.width) return;
  event.preventDefault();
  zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, place(event));
}, { passive: false });
svg.addEventListener("pointermove", event => {
  if (event.buttons !== 1) return;
  const scale = whole.width / svg.clientWidth;
  move(whole.x - event.movementX * scale, whole.y - event.movementY * scale);
});
document.getElementById("closer").addEventListener("click", () => zoom(0.8));
document.getElementById("farther").addEventListener("click", () => zoom(1.25));
const controls = document.getElementById("controls");
controls.addEventListener("submit", event => event.preventDefault());
controls.addEventListener("input", filter);
controls.addEventListener("reset", () => setTimeout(() => {
  held = null;
  move(0, 0, size.width, size.height);
  filter();
}));
"""
