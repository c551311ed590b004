/**
 * Where the nodes of the picture are: always the same for the same nodes.
 *
 * Open nodes are on a circle. What one open node alone is joined to fans out behind it;
 * what several are joined to is between them. Then names are moved apart.
 */
import type { Node } from "./network-data";

export interface Place {
  x: number;
  y: number;
}

/** The room for a node with its name, and for one that is open, in pixels. */
const WIDTH = 136;
const HEIGHT = 58;
const ROUNDS = 160;

/**
 * Return the place of each node.
 *
 * `hubs` are the open nodes in their order, `near` the open nodes that each other node is
 * joined to, and `shape` the width of the picture divided by its height.
 */
export function layout(hubs: Node[], near: Map<Node, Node[]>, shape: number): Map<Node, Place> {
  const found = new Map<Node, Place>();
  const others = [...near.keys()];
  const radius = hubs.length > 1 ? 130 + 14 * Math.sqrt(others.length) + 40 * hubs.length : 0;
  hubs.forEach((hub, n) => {
    const angle = Math.PI * (1 + (2 * n) / hubs.length);
    found.set(hub, { x: radius * shape * Math.cos(angle), y: radius * Math.sin(angle) });
  });
  for (const [group, nodes] of groups(hubs, near)) {
    const middle = mean(group.flatMap((hub) => found.get(hub) ?? []));
    const isAlone = group.length === 1 && hubs.length > 1;
    nodes.forEach((node, n) => {
      found.set(node, isAlone ? behind(middle, n, nodes.length) : around(middle, n, group.length));
    });
  }
  apart(hubs, others, found);
  return found;
}

/** Return the nodes that are joined to the same open nodes. */
function groups(hubs: Node[], near: Map<Node, Node[]>): [Node[], Node[]][] {
  const found = new Map<string, [Node[], Node[]]>();
  for (const [node, own] of near) {
    const group = own.length ? own : hubs;
    const key = group.map((hub) => hub.index).join(" ");
    const known = found.get(key) ?? [group, []];
    known[1].push(node);
    found.set(key, known);
  }
  return [...found.values()];
}

function mean(places: Place[]): Place {
  const sum = places.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 });
  const number = Math.max(places.length, 1);
  return { x: sum.x / number, y: sum.y / number };
}

/** Return a place on an arc behind an open node, seen from the middle of the picture. */
function behind(hub: Place, n: number, number: number): Place {
  const out = Math.atan2(hub.y, hub.x);
  const ring = Math.floor(n / 9);
  const inRing = Math.min(number - ring * 9, 9);
  const share = inRing > 1 ? (n % 9) / (inRing - 1) - 0.5 : 0;
  const angle = out + share * Math.PI * 1.15;
  const far = 120 + ring * 75;
  return { x: hub.x + far * 1.25 * Math.cos(angle), y: hub.y + far * Math.sin(angle) };
}

/** Return a place of a spiral around a point, in which all places are as far apart. */
function around(middle: Place, n: number, hubs: number): Place {
  const far = 62 * Math.sqrt(n + (hubs === 1 ? 2.5 : 0.4));
  const angle = n * Math.PI * (3 - Math.sqrt(5));
  return { x: middle.x + far * 1.3 * Math.cos(angle), y: middle.y + far * Math.sin(angle) };
}

/** Move nodes until no name lies on another; open nodes stay where they are. */
function apart(hubs: Node[], others: Node[], places: Map<Node, Place>): void {
  const all = [...hubs, ...others].map((node) => places.get(node) as Place);
  const fixed = hubs.length;
  for (let round = 0; round < ROUNDS; round += 1) {
    let moved = false;
    for (let i = 0; i < all.length; i += 1) {
      for (let j = Math.max(i + 1, fixed); j < all.length; j += 1) {
        moved = push(all[i] as Place, all[j] as Place, i >= fixed) || moved;
      }
    }
    if (!moved) return;
  }
}

/** Push two places apart in the direction of the shorter way. */
function push(one: Place, other: Place, both: boolean): boolean {
  const dx = other.x - one.x;
  const dy = other.y - one.y;
  const x = WIDTH - Math.abs(dx);
  const y = HEIGHT - Math.abs(dy);
  if (x <= 0 || y <= 0) return false;
  const share = both ? 0.5 : 1;
  if (x / WIDTH < y / HEIGHT) {
    const step = x * Math.sign(dx || 1);
    other.x += step * share;
    if (both) one.x -= step * share;
  } else {
    const step = y * Math.sign(dy || 1);
    other.y += step * share;
    if (both) one.y -= step * share;
  }
  return true;
}
