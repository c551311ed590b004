/** The network: its nodes, their neighbours in small files, and the way between two nodes. */
import type { Site } from "../common/site";

const FOLDER = "view/data/network";

/** A node; `key` is the path of its page, by which addresses name it. */
export interface Node {
  index: number;
  key: string;
  label: string;
  kind: string;
  file: number;
  degree: number;
}

/** A neighbour of a node, with the statements that join the two. */
export interface Near {
  node: Node;
  strengths: number;
  weaknesses: number;
  others: number;
}

/** A kind of nodes: its name, and the words for one and for all. */
export type Kind = [name: string, one: string, all: string];

interface Listed {
  kinds: Kind[];
  nodes: [key: string, label: string, kind: number, file: number, degree: number][];
}

type Lists = Record<string, [index: number, strengths: number, weaknesses: number, others: number][]>;

/** The most files that a search for a way loads. */
const MOST_FILES = 400;

export class Network {
  readonly kinds: Kind[];
  readonly nodes: Node[];
  private readonly byKey = new Map<string, Node>();
  private readonly byName = new Map<string, Node>();

  private constructor(
    private readonly site: Site,
    listed: Listed,
  ) {
    this.kinds = listed.kinds;
    this.nodes = listed.nodes.map(([key, label, kind, file, degree], index) => {
      return { index, key, label, kind: listed.kinds[kind]?.[0] ?? "", file, degree };
    });
    for (const node of this.nodes) {
      this.byKey.set(node.key, node);
      this.byName.set(this.named(node).toLowerCase(), node);
    }
  }

  /** Load the list of nodes. */
  static async load(site: Site): Promise<Network> {
    return new Network(site, await site.json<Listed>(`${FOLDER}/nodes.json`));
  }

  /** Return the node with a key, or with a name as the fields offer it. */
  find(words: string): Node | undefined {
    const text = words.trim().toLowerCase();
    if (!text) return undefined;
    return (
      this.byKey.get(words.trim()) ??
      this.byName.get(text) ??
      this.nodes.find((node) => node.label.toLowerCase() === text) ??
      this.nodes.find((node) => node.label.toLowerCase().startsWith(text))
    );
  }

  /** Return the name of a node in the fields: its label and its kind. */
  named(node: Node): string {
    return `${node.label} (${this.words(node.kind).toLowerCase()})`;
  }

  /** Return the word for one node of a kind. */
  words(kind: string): string {
    return this.kinds.find(([name]) => name === kind)?.[1] ?? kind;
  }

  /** Return the address of the page of a node. */
  page(node: Node): string {
    return this.site.page(node.kind === "council" ? `${node.key}/index.html` : `${node.key}.html`);
  }

  /** Return the page with the statements that join a report and a theme, or "". */
  statements(one: Node, other: Node): string {
    const [report, theme] = one.kind === "report" ? [one, other] : [other, one];
    if (report.kind !== "report" || theme.kind !== "theme") return "";
    return this.site.page(`${report.key}/theme/${theme.key.split("/").pop() ?? ""}.html`);
  }

  /** Return the neighbours of a node, those with most statements first. */
  async near(node: Node): Promise<Near[]> {
    const lists = await this.site.json<Lists>(`${FOLDER}/${node.file}.json`);
    const found: Near[] = [];
    for (const [index, strengths, weaknesses, others] of lists[node.index] ?? []) {
      const other = this.nodes[index];
      if (other) found.push({ node: other, strengths, weaknesses, others });
    }
    return found.sort((a, b) => total(b) - total(a) || a.node.label.localeCompare(b.node.label, "en"));
  }

  /**
   * Return the nodes of a shortest way between two nodes, or [] if there is none.
   * The search goes from both ends, and loads only the files on its way.
   */
  async way(from: Node, to: Node, hidden: ReadonlySet<string>): Promise<Node[]> {
    if (from === to) return [from];
    const sides = [new Map([[from, from]]), new Map([[to, to]])] as const;
    let edges: [Node[], Node[]] = [[from], [to]];
    const files = new Set<number>();
    while (edges[0].length && edges[1].length) {
      const side = edges[0].length <= edges[1].length ? 0 : 1;
      const [own, others] = [sides[side], sides[1 - side] as Map<Node, Node>];
      const next: Node[] = [];
      for (const node of edges[side]) {
        if (files.add(node.file).size > MOST_FILES) return [];
        for (const { node: other } of await this.near(node)) {
          const isEnd = other === from || other === to;
          if (own.has(other) || (hidden.has(other.kind) && !isEnd)) continue;
          own.set(other, node);
          if (others.has(other)) return joined(sides, other);
          next.push(other);
        }
      }
      edges = side === 0 ? [next, edges[1]] : [edges[0], next];
    }
    return [];
  }
}

/** Return the way through a node at which two searches met. */
function joined(sides: readonly [Map<Node, Node>, Map<Node, Node>], middle: Node): Node[] {
  const back = (side: Map<Node, Node>): Node[] => {
    const found: Node[] = [];
    for (let node = middle; side.get(node) !== node; ) {
      node = side.get(node) as Node;
      found.push(node);
    }
    return found;
  };
  return [...back(sides[0]).reverse(), middle, ...back(sides[1])];
}

/** Return the number of statements that join two nodes. */
export function total(near: Near): number {
  return near.strengths + near.weaknesses + near.others;
}
