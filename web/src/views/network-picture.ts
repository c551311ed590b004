/** The picture of the network: cytoscape.js, in the colours of the page. */
import cytoscape, { type Core, type ElementDefinition, type StylesheetJson } from "cytoscape";
import { element } from "../common/html";
import type { Node } from "./network-data";
import { layout } from "./network-layout";

/** The shape of each kind, and the sign for it in the list. */
export const SHAPES: Record<string, [shape: string, sign: string]> = {
  council: ["round-rectangle", "▬"],
  report: ["rectangle", "■"],
  theme: ["ellipse", "●"],
  body: ["hexagon", "⬢"],
  service: ["diamond", "◆"],
  framework: ["triangle", "▲"],
};

/** A line between two nodes, with its number of statements. */
export interface Line {
  one: Node;
  other: Node;
  statements: number;
}

export class Picture {
  private readonly graph: Core;
  private readonly canvas = element("div", { className: "network-canvas", role: "img" });

  constructor(place: HTMLElement, choose: (key: string) => void) {
    place.append(this.canvas, this.tools());
    // Cytoscape would add a style element, which the policy of the page does not allow.
    place.append(element("span", { id: "__________cytoscape_stylesheet", hidden: true }));
    this.graph = cytoscape({
      container: this.canvas,
      userZoomingEnabled: false,
      autoungrabify: true,
      boxSelectionEnabled: false,
      minZoom: 0.2,
      maxZoom: 3,
    });
    this.graph.on("tap", "node", (event) => choose(String(event.target.id())));
    this.paint();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.paint());
    new ResizeObserver(() => this.graph.resize()).observe(place);
  }

  /** Show nodes and lines; the nodes that are open are drawn strong. */
  show(nodes: Node[], lines: Line[], open: ReadonlySet<Node>, way: Node[], words: string): void {
    this.canvas.setAttribute("aria-label", words);
    const places = layout(strong(nodes, open, way), joinedTo(nodes, lines, open, way), this.shape());
    const parts: ElementDefinition[] = nodes.map((node) => ({
      data: { id: node.key, label: short(node) },
      classes: [node.kind, open.has(node) ? "open" : "", way.includes(node) ? "way" : ""].join(" "),
      position: places.get(node) ?? { x: 0, y: 0 },
    }));
    for (const { one, other, statements } of lines) {
      const gap = way.indexOf(one) - way.indexOf(other);
      const isWay = way.includes(one) && way.includes(other) && Math.abs(gap) === 1;
      parts.push({
        data: { source: one.key, target: other.key, width: 1 + Math.min(Math.sqrt(statements), 6) },
        classes: [statements ? "" : "plain", isWay ? "way" : ""].join(" "),
      });
    }
    this.graph.elements().remove();
    this.graph.add(parts);
    this.graph.fit(undefined, 30);
  }

  private shape(): number {
    return Math.min(Math.max(this.graph.width() / Math.max(this.graph.height(), 1), 0.6), 1.6);
  }

  /** Mark a node as chosen, and bring it into view. */
  choose(key: string): void {
    this.graph.nodes().removeClass("chosen");
    const node = this.graph.getElementById(key);
    if (node.empty()) return;
    node.addClass("chosen");
    this.graph.center(node);
  }

  /** Return buttons that replace dragging for the keyboard. */
  private tools(): HTMLElement {
    const bar = element("div", { className: "network-tools", role: "group", "aria-label": "Move the picture" });
    const add = (sign: string, words: string, act: () => void): void => {
      const button = element("button", { type: "button", "aria-label": words, title: words }, sign);
      button.addEventListener("click", act);
      bar.append(button);
    };
    const zoom = (factor: number) => {
      const middle = { x: this.graph.width() / 2, y: this.graph.height() / 2 };
      this.graph.zoom({ level: this.graph.zoom() * factor, renderedPosition: middle });
    };
    add("+", "Larger", () => zoom(1.3));
    add("−", "Smaller", () => zoom(1 / 1.3));
    add("←", "Move to the left", () => this.graph.panBy({ x: 80, y: 0 }));
    add("→", "Move to the right", () => this.graph.panBy({ x: -80, y: 0 }));
    add("↑", "Move up", () => this.graph.panBy({ x: 0, y: 80 }));
    add("↓", "Move down", () => this.graph.panBy({ x: 0, y: -80 }));
    add("All", "All of the picture", () => this.graph.fit(undefined, 24));
    return bar;
  }

  /** Take the colours of the page, which differ in light and dark. */
  private paint(): void {
    const page = getComputedStyle(document.documentElement);
    const colour = (name: string) => page.getPropertyValue(name).trim();
    this.graph.style(style(colour));
  }
}

/** Return the nodes that the picture is built around: those of the way, and open ones. */
function strong(nodes: Node[], open: ReadonlySet<Node>, way: Node[]): Node[] {
  return [...way, ...nodes.filter((node) => open.has(node) && !way.includes(node))];
}

/** Return the open nodes to which each of the other nodes is joined. */
function joinedTo(nodes: Node[], lines: Line[], open: ReadonlySet<Node>, way: Node[]): Map<Node, Node[]> {
  const hubs = new Set(strong(nodes, open, way));
  const found = new Map<Node, Node[]>();
  for (const node of nodes) if (!hubs.has(node)) found.set(node, []);
  for (const { one, other } of lines) {
    found.get(one)?.push(...(hubs.has(other) ? [other] : []));
    found.get(other)?.push(...(hubs.has(one) ? [one] : []));
  }
  return found;
}

/** Return the name of a node in the picture; the list has it in full. */
function short(node: Node): string {
  const words = node.kind === "report" ? (node.label.split(":")[0] ?? "") : node.label;
  return words.length > 44 ? `${words.slice(0, 42)}…` : words;
}

function style(colour: (name: string) => string): StylesheetJson {
  const kinds = Object.entries(SHAPES).map(([kind, [shape]]) => ({
    selector: `node.${kind}`,
    style: { shape },
  }));
  return [
    {
      selector: "node",
      style: {
        label: "data(label)",
        "font-size": 14,
        "font-family": "system-ui, sans-serif",
        color: colour("--ink"),
        "text-wrap": "wrap",
        "text-max-width": "128px",
        "text-valign": "bottom",
        "text-margin-y": 4,
        "text-outline-color": colour("--paper"),
        "text-outline-width": 3,
        width: 18,
        height: 18,
        "background-color": colour("--band"),
        "border-width": 2,
        "border-color": colour("--quiet"),
      },
    },
    ...kinds,
    { selector: "node.council, node.report", style: { width: 26, height: 20, "font-weight": "bold" } },
    { selector: "node.open", style: { "background-color": colour("--edge"), "border-color": colour("--edge"), width: 32, height: 26 } },
    { selector: "node.way", style: { "border-width": 5, "border-color": colour("--weakness") } },
    { selector: "node.chosen", style: { "border-width": 5, "border-color": colour("--focus") } },
    {
      selector: "edge",
      style: { width: "data(width)", "line-color": colour("--line"), "curve-style": "straight" },
    },
    { selector: "edge.plain", style: { width: 1.5, "line-style": "dashed", "line-color": colour("--quiet") } },
    { selector: "edge.way", style: { "line-color": colour("--weakness"), width: 5 } },
  ] as unknown as StylesheetJson;
}
