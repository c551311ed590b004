/**
 * The network of councils, reports, themes, bodies and services: a list that does
 * everything by keyboard, and a picture beside it.
 *
 * Address: `?open=report/x,theme/y&hide=framework&from=council/a&to=council/b`.
 */
import { onReturn, parameter } from "../common/address";
import { element } from "../common/html";
import type { Site } from "../common/site";
import { failed, loading } from "../common/states";
import { Network, total, type Near, type Node } from "./network-data";
import { Picture, SHAPES, type Line } from "./network-picture";
import { cite, counted, form, items, keep, labelled } from "./view";

/** The number of neighbours of a node that are shown before more are asked for. */
const FIRST = 14;
/** The number of reports that are open where the address names none. */
const BEGIN = 2;

export async function mount(place: HTMLElement, site: Site): Promise<void> {
  const done = loading(place, "The network is being loaded …");
  try {
    const view = new View(place, await Network.load(site));
    onReturn(() => void view.show());
    await view.show();
  } catch (error) {
    failed(place, error);
  } finally {
    done();
  }
}

class View {
  private readonly list = element("div", { className: "network-list", tabIndex: 0, role: "region", "aria-label": "Open nodes and their neighbours" });
  private readonly wayPlace = element("div", { "aria-live": "polite" });
  private readonly said = element("p", { className: "quiet", role: "status" });
  private readonly picture: Picture;
  private readonly names = element("datalist", { id: "network-names" });
  private readonly boxes = new Map<string, HTMLInputElement>();
  private readonly from = this.field();
  private readonly to = this.field();
  private open: Node[] = [];
  private way: Node[] = [];
  private more = new Set<Node>();
  private chosen = "";

  constructor(
    private readonly place: HTMLElement,
    private readonly network: Network,
  ) {
    const frame = element("div", { className: "network" });
    const picture = element("div", { className: "network-picture" });
    const forms = element("div", { className: "network-forms" });
    frame.append(forms, picture, this.list);
    place.append(frame);
    this.picture = new Picture(picture, (key) => this.choose(key, true));
    for (const node of network.nodes) this.names.append(new Option("", network.named(node)));
    forms.append(this.adding(), this.filter(), this.asking(), this.wayPlace, this.said, this.names);
  }

  // Forms

  private field(): HTMLInputElement {
    const made = element("input", { type: "text", autocomplete: "off", spellcheck: false });
    made.setAttribute("list", "network-names");
    return made;
  }

  private adding(): HTMLFormElement {
    const made = form("Add to the network");
    const words = this.field();
    const wrong = element("output");
    made.append(labelled("Council, report, theme, body or service", words), element("button", { type: "submit" }, "Open"), wrong);
    made.addEventListener("submit", () => {
      const node = this.network.find(words.value);
      wrong.textContent = node ? "" : "No node has this name; type a few letters and choose from the list.";
      if (!node) return;
      words.value = "";
      this.toggle(node, true);
    });
    return made;
  }

  private filter(): HTMLElement {
    const made = element("fieldset");
    made.append(element("legend", {}, "Show"));
    for (const [kind, , all] of this.network.kinds) {
      const box = element("input", { type: "checkbox", checked: true });
      const label = element("label");
      label.append(box, sign(kind), ` ${all}`);
      this.boxes.set(kind, box);
      made.append(label);
      box.addEventListener("change", () => {
        const hidden = [...this.boxes].filter(([, one]) => !one.checked).map(([name]) => name);
        keep({ hide: hidden.join(",") || "none" });
        void this.show();
      });
    }
    return made;
  }

  private asking(): HTMLFormElement {
    const made = form("The path between two");
    const clear = element("button", { type: "button" }, "Clear");
    made.append(labelled("Path from", this.from), labelled("to", this.to), element("button", { type: "submit" }, "Find the path"), clear);
    made.addEventListener("submit", () => {
      const [from, to] = [this.network.find(this.from.value), this.network.find(this.to.value)];
      if (!from || !to) {
        this.wayPlace.replaceChildren(note("Enter both names: type a few letters and choose from the list."));
        return;
      }
      keep({ from: from.key, to: to.key });
      void this.show();
    });
    clear.addEventListener("click", () => {
      keep({ from: "", to: "" });
      void this.show();
    });
    return made;
  }

  // State

  private hidden(): Set<string> {
    return new Set(items(parameter("hide") || "framework"));
  }

  private toggle(node: Node, isOpen: boolean): void {
    const others = this.open.filter((one) => one !== node);
    const open = isOpen ? [...others, node] : others;
    keep({ open: open.map((one) => one.key).join(",") || "none" });
    void this.show().then(() => this.focus(node));
  }

  /** Mark a node, and put the focus on its part of the list, or on the list without one. */
  private focus(node: Node): void {
    this.choose(node.key, false);
    const parts = [...this.list.querySelectorAll<HTMLElement>("section")];
    const own = parts[this.open.indexOf(node)];
    (own?.querySelector<HTMLElement>("button") ?? this.list).focus();
  }

  /** Show the state that the address names. */
  async show(): Promise<void> {
    const { network } = this;
    const hidden = this.hidden();
    for (const [kind, box] of this.boxes) box.checked = !hidden.has(kind);
    const named = parameter("open");
    this.open = named
      ? items(named).flatMap((key) => network.find(key) ?? [])
      : first(network);
    const [from, to] = ["from", "to"].map((end) => network.find(parameter(end)));
    this.from.value = from ? network.named(from) : "";
    this.to.value = to ? network.named(to) : "";
    const done = loading(this.place, "Neighbours are being loaded …");
    try {
      this.way = from && to ? await network.way(from, to, hidden) : [];
      if (this.way.length && !named) this.open = [];
      this.showWay(from, to);
      await this.draw(hidden);
    } catch (error) {
      failed(this.place, error);
    } finally {
      done();
    }
    cite();
  }

  /** Show the way that was found, as a list. */
  private showWay(from?: Node, to?: Node): void {
    if (!from || !to) return this.wayPlace.replaceChildren();
    if (!this.way.length) {
      const words = `No path leads from ${from.label} to ${to.label} through the shown kinds; tick more kinds, and find the path again.`;
      return this.wayPlace.replaceChildren(note(words));
    }
    const list = element("ol", { className: "path" });
    this.way.forEach((node, n) => {
      const item = element("li");
      item.append(sign(node.kind), " ", element("a", { href: this.network.page(node) }, node.label));
      const next = this.way[n + 1];
      const href = next ? this.network.statements(node, next) : "";
      if (href) item.append(" – ", element("a", { href }, "statements that join it to the next"));
      list.append(item);
    });
    const heading = element("h3", {}, `The path: ${counted(this.way.length - 1, "step")}`);
    this.wayPlace.replaceChildren(heading, list);
  }

  // List and picture

  private async draw(hidden: ReadonlySet<string>): Promise<void> {
    const nodes = new Set<Node>([...this.way, ...this.open]);
    const lists: HTMLElement[] = [];
    const known = new Map<Node, Near[]>();
    for (const node of nodes) known.set(node, await this.network.near(node));
    for (const node of this.open) {
      const all = (known.get(node) ?? []).filter((near) => !hidden.has(near.node.kind));
      const shown = this.more.has(node) ? all : all.slice(0, FIRST);
      lists.push(this.group(node, shown, all.length));
      for (const near of shown) nodes.add(near.node);
    }
    this.list.replaceChildren(...lists);
    const lines: Line[] = [];
    for (const [one, near] of known) {
      for (const each of near) {
        const isSecond = known.has(each.node) && each.node.index < one.index;
        if (nodes.has(each.node) && !isSecond) lines.push({ one, other: each.node, statements: total(each) });
      }
    }
    const words = `${counted(nodes.size, "node")} and ${counted(lines.length, "line")}`;
    this.said.textContent = nodes.size ? `${words} are shown.` : "Nothing is open. Name a council, report, theme, body or service above, and open it.";
    const all = [...nodes];
    this.picture.show(all, lines, new Set(this.open), this.way, `Network of ${words}. The list has the same.`);
    if (this.chosen) this.picture.choose(this.chosen);
  }

  /** Return the heading of an open node, and the list of its neighbours. */
  private group(node: Node, shown: Near[], all: number): HTMLElement {
    const section = element("section", { "aria-label": node.label });
    const title = element("h3");
    title.append(sign(node.kind), " ", element("a", { href: this.network.page(node) }, node.label));
    const acts = element("div", { className: "acts" });
    acts.append(button("Close", `Close ${node.label}`, () => this.toggle(node, false)));
    if (all > shown.length) {
      const words = `Show all ${all}`;
      acts.append(button(words, `${words} neighbours of ${node.label}`, () => {
        this.more.add(node);
        void this.show().then(() => this.focus(node));
      }));
    }
    const list = element("ul");
    for (const near of shown) list.append(this.item(node, near));
    section.append(title, acts, list);
    if (!shown.length) section.append(note("No shown node is joined to it; tick more kinds above."));
    return section;
  }

  private item(from: Node, near: Near): HTMLElement {
    const { node } = near;
    const item = element("li");
    item.dataset.key = node.key;
    item.classList.toggle("chosen", node.key === this.chosen);
    item.append(sign(node.kind), " ", element("a", { href: this.network.page(node) }, node.label));
    item.append(element("span", { className: "hidden" }, ` (${this.network.words(node.kind)})`));
    const acts = element("div", { className: "acts" });
    if (!this.open.includes(node) && node.degree > 1) {
      acts.append(button("Open", `Open ${node.label}`, () => this.toggle(node, true)));
    }
    const statements = total(near);
    if (statements) {
      const words = `${counted(statements, "statement")}: +${near.strengths} −${near.weaknesses}`;
      const href = this.network.statements(from, node);
      acts.append(href ? element("a", { className: "target", href }, words) : element("span", { className: "quiet" }, words));
    }
    item.append(acts);
    return item;
  }

  /** Mark a node in picture and list; from the picture the list moves to it. */
  private choose(key: string, move: boolean): void {
    this.chosen = key;
    this.picture.choose(key);
    for (const item of this.list.querySelectorAll<HTMLElement>("li")) {
      item.classList.toggle("chosen", item.dataset.key === key);
    }
    const item = this.list.querySelector<HTMLElement>("li.chosen");
    if (move) item?.scrollIntoView({ block: "nearest" });
  }
}

/** Return the reports with most neighbours: those that were curated in full. */
function first(network: Network): Node[] {
  const reports = network.nodes.filter((node) => node.kind === "report");
  return reports.sort((a, b) => b.degree - a.degree || a.index - b.index).slice(0, BEGIN);
}

function sign(kind: string): HTMLElement {
  return element("span", { className: "shape-key", "aria-hidden": "true" }, SHAPES[kind]?.[1] ?? "");
}

function note(words: string): HTMLElement {
  return element("p", { className: "notice" }, words);
}

function button(text: string, words: string, act: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", className: "small", "aria-label": words }, text);
  made.addEventListener("click", act);
  return made;
}
