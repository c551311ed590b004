/** The statements of the graph, from the file explorer/statements.json. */
import type { Words } from "../search/words";

/** The file explorer/statements.json. */
export interface StatementsData {
  /** Id, label, and the councils. */
  reports: [string, string, string[]][];
  /** Slug, label, and the numbers of the broader themes. */
  themes: [string, string, number[]][];
  authorities: Record<string, string>;
  kinds: string[];
  polarities: string[];
  /** Numbers of report, kind and polarity (-1 for none); 1 if the words are a note. */
  rows: [number, string, number, number, number[], string, number][];
}

/** A statement. */
export interface Statement {
  id: string;
  file: string;
  report: string;
  kind: string;
  polarity: string;
  text: string;
}

/** Which statements are wanted; an empty text does not choose. */
export interface Filter {
  report: string;
  theme: string;
  polarity: string;
  authority: string;
  kind: string;
}

/** The statements, which can be filtered and searched. */
export class Statements {
  constructor(readonly data: StatementsData) {}

  /** Return the statements that a filter lets through. */
  filtered(filter: Filter): Statement[] {
    const themes = filter.theme ? this.withNarrower(filter.theme) : null;
    return this.data.rows
      .filter(([report, , kind, polarity, own]) => {
        const [id, , authorities] = this.data.reports[report] ?? ["", "", []];
        return (
          (!filter.report || id === filter.report) &&
          (!filter.authority || authorities.includes(filter.authority)) &&
          (!filter.kind || this.data.kinds[kind] === filter.kind) &&
          (!filter.polarity || this.data.polarities[polarity] === filter.polarity) &&
          (!themes || own.some((theme) => themes.has(theme)))
        );
      })
      .map((row) => this.statement(row));
  }

  /** Return the statements whose notes have all of some words. */
  withWords(words: Words, text: string): Statement[] {
    const queries = words.queries(text).filter((query) => query.length);
    if (!queries.length) return [];
    return this.data.rows
      .filter(([, , , , , note, isNote]) => {
        if (!isNote) return false;
        const { stems } = words.label(note);
        return queries.some((query) => query.every((stem) => stems.has(stem)));
      })
      .map((row) => this.statement(row));
  }

  /** Return the numbers of a theme and of all themes narrower than it. */
  private withNarrower(slug: string): Set<number> {
    const found = new Set<number>();
    const start = this.data.themes.findIndex(([own]) => own === slug);
    if (start >= 0) found.add(start);
    for (let size = -1; size !== found.size; ) {
      size = found.size;
      this.data.themes.forEach(([, , broader], place) => {
        if (broader.some((one) => found.has(one))) found.add(place);
      });
    }
    return found;
  }

  private statement(row: StatementsData["rows"][number]): Statement {
    const [report, id, kind, polarity, , text] = row;
    const [name, label] = this.data.reports[report] ?? ["", ""];
    return {
      id,
      file: `report/${name}/statement/${id}.html`,
      report: label,
      kind: this.data.kinds[kind] ?? "",
      polarity: this.data.polarities[polarity] ?? "",
      text,
    };
  }
}
