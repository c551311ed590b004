/** Rank the names of a graph by typed words, as `inspectgraph find` does. */
import { Words, type WordRules } from "./words";

/** The file explorer/search.json. */
export interface SearchData extends WordRules {
  kinds: string[];
  /** Number of the kind, slug, page, and names, the preferred one first. */
  entries: [number, string, string, string[]][];
  /** For a theme, the themes next to it, and the words for how they are related. */
  near: Record<string, [string, number][]>;
}

/** A hit. */
export interface Hit {
  kind: string;
  label: string;
  slug: string;
  file: string;
  /** The other name that was found, or the theme next to this one; or "". */
  because: string;
}

interface Ranked {
  place: number;
  rank: number;
  because: string;
}

// The same numbers as in inspectgraph/find/search.py, where they are explained.
const ALL = 2.0;
const TOGETHER = 1.5;
const NEIGHBOUR = 1.0;
const ALTERNATIVE = 0.3;
const LEAST = 0.5;
const LEAST_BESIDE = 0.6;
const MOST_THEMES = 2;

/** The names of a graph, which can be searched. */
export class Index {
  readonly words: Words;
  private readonly names: { stems: Set<string>; length: number }[][];
  private readonly rarity = new Map<string, number>();

  constructor(private readonly data: SearchData) {
    this.words = new Words(data);
    this.names = data.entries.map(([, , , names]) =>
      names.map((name) => this.words.label(name)),
    );
    const counts = new Map<string, number>();
    for (const own of this.names) {
      for (const stem of new Set(own.flatMap((name) => [...name.stems]))) {
        counts.set(stem, (counts.get(stem) ?? 0) + 1);
      }
    }
    for (const [stem, count] of counts) {
      this.rarity.set(stem, Math.log(1 + this.names.length / count));
    }
  }

  /** Return the entries that fit some words, the best first. */
  find(text: string): Hit[] {
    const best = new Map<number, Ranked>();
    for (const query of this.answerable(this.words.queries(text))) {
      this.names.forEach((_, place) => {
        const one = this.ranked(place, query);
        if (one && one.rank >= (best.get(place)?.rank ?? 0)) best.set(place, one);
      });
    }
    const whole = [...best.values()].some((one) => one.rank >= TOGETHER);
    const least = whole ? LEAST_BESIDE : LEAST;
    const found = [...best.values()].filter((one) => one.rank >= least);
    found.push(...this.neighbours(found));
    return this.sorted(found).map((one) => this.hit(one));
  }

  /** Return entries whose names go on where the text ends, after those that fit. */
  complete(text: string, most: number): Hit[] {
    const found = this.find(text);
    const seen = new Set(found.map((hit) => hit.file));
    for (const hit of this.begun(text)) {
      if (found.length >= most) break;
      if (!seen.has(hit.file)) found.push(hit);
    }
    return found.slice(0, most);
  }

  private begun(text: string): Hit[] {
    const words = this.words.tokens(text);
    const last = words.pop();
    if (!last || last.length < 2 || !/[\p{L}\p{N}]$/u.test(text)) return [];
    const before = words.map((word) => this.words.stem(word));
    const found: Ranked[] = [];
    this.data.entries.forEach(([, , , names], place) => {
      names.some((name, number) => {
        const own = this.names[place]?.[number];
        if (!own || !before.every((stem) => own.stems.has(stem))) return false;
        const at = this.words.tokens(name).findIndex((word) => word.startsWith(last));
        if (at < 0) return false;
        const rank = 1 / (1 + at + own.length / 10) - (number ? ALTERNATIVE : 0);
        found.push({ place, rank, because: number ? name : "" });
        return true;
      });
    });
    return this.sorted(found).map((one) => this.hit(one));
  }

  private *answerable(wanted: string[][]): Generator<string[]> {
    const unknown = new Set((wanted[0] ?? []).filter((stem) => !this.rarity.has(stem)));
    for (const query of wanted) {
      const known = query.filter((stem) => !unknown.has(stem));
      if (known.length && known.every((stem) => this.rarity.has(stem))) yield known;
    }
  }

  private ranked(place: number, query: string[]): Ranked | null {
    const names = this.names[place] ?? [];
    let best = 0;
    let because = "";
    names.forEach((name, number) => {
      const rank = this.rankOf(name, query) - (number ? ALTERNATIVE : 0);
      if (rank > best) {
        best = rank;
        because = number ? (this.data.entries[place]?.[3][number] ?? "") : "";
      }
    });
    const together = query.every((stem) => names.some((name) => name.stems.has(stem)));
    if (best < TOGETHER && together) best = TOGETHER;
    return best > 0 ? { place, rank: best, because } : null;
  }

  private rankOf(name: { stems: Set<string>; length: number }, query: string[]): number {
    const had = query.filter((stem) => name.stems.has(stem));
    if (!had.length) return 0;
    if (had.length === query.length) {
      return ALL + 1 / (1 + Math.max(0, name.length - query.length));
    }
    const weight = (stems: string[]) =>
      stems.reduce((sum, stem) => sum + (this.rarity.get(stem) ?? 0), 0);
    return weight(had) / weight(query);
  }

  private neighbours(ranked: Ranked[]): Ranked[] {
    const theme = this.data.kinds.indexOf("theme");
    const themes = ranked.filter(
      (one) => this.data.entries[one.place]?.[0] === theme && one.rank > ALL,
    );
    const seen = new Set(ranked.map((one) => one.place));
    const found: Ranked[] = [];
    for (const one of this.sorted(themes).slice(0, MOST_THEMES)) {
      const label = this.data.entries[one.place]?.[3][0] ?? "";
      for (const [words, place] of this.data.near[one.place] ?? []) {
        if (seen.has(place)) continue;
        seen.add(place);
        found.push({ place, rank: NEIGHBOUR, because: `${words} ${label}` });
      }
    }
    return found;
  }

  /** The entries lie in the order of kind and slug, which decides between equal ranks. */
  private sorted(found: Ranked[]): Ranked[] {
    return [...found].sort((a, b) => b.rank - a.rank || a.place - b.place);
  }

  private hit({ place, because }: Ranked): Hit {
    const [kind, slug, file, names] = this.data.entries[place] ?? [0, "", "", [""]];
    return {
      kind: this.data.kinds[kind] ?? "",
      label: names[0] ?? slug,
      slug,
      file,
      because,
    };
  }
}
