/** The answer to a query: as a table, as a chart, or as a list of links. */
import { element, table } from "../common/html";
import type { Site, SiteFacts } from "../common/site";
import type { RawAnswer } from "./engine";
import { pageOf } from "./pages";

interface Value {
  type: string;
  value: string;
  datatype?: string;
}

/** The rows of an answer; a term that is missing has no value. */
export interface Rows {
  columns: string[];
  rows: (Value | undefined)[][];
}

const FIRST = 500;

/** Return the rows of an answer, or null if it is a graph. */
export function rowsOf(answer: RawAnswer): Rows | null {
  if (!answer.type.includes("json")) return null;
  const found = JSON.parse(answer.body) as {
    boolean?: boolean;
    head: { vars?: string[] };
    results?: { bindings: Record<string, Value>[] };
  };
  if (found.boolean !== undefined) {
    const value = { type: "literal", value: found.boolean ? "yes" : "no" };
    return { columns: ["answer"], rows: [[value]] };
  }
  const columns = found.head.vars ?? [];
  const bindings = found.results?.bindings ?? [];
  return { columns, rows: bindings.map((row) => columns.map((name) => row[name])) };
}

/** Return the rows without columns that a named question does not show, each once. */
export function withColumns(rows: Rows, wanted: string[]): Rows {
  const places = wanted.map((name) => rows.columns.indexOf(name)).filter((at) => at >= 0);
  const seen = new Map<string, (Value | undefined)[]>();
  for (const row of rows.rows) {
    const own = places.map((at) => row[at]);
    seen.set(JSON.stringify(own), own);
  }
  return { columns: places.map((at) => rows.columns[at] ?? ""), rows: [...seen.values()] };
}

/** Return a table of rows; many are shown when the reader asks for them. */
export function asTable(rows: Rows, site: Site, facts: SiteFacts): HTMLElement {
  const cells = (own: Rows["rows"]) =>
    own.map((row) => row.map((value, at) => named(value, rows, row, at, site) ?? cell(value, site, facts)));
  const count = rows.rows.length;
  const shown = count > FIRST ? `, the first ${FIRST} shown` : "";
  const caption = `${count.toLocaleString("en-GB")} row${count === 1 ? "" : "s"}${shown}`;
  const made = element("div");
  made.append(table(caption, rows.columns, cells(rows.rows.slice(0, FIRST))));
  if (count > FIRST) {
    const more = element("button", { type: "button" }, `Show all ${count} rows`);
    more.addEventListener("click", () => {
      made.replaceChildren(table(`${count} rows`, rows.columns, cells(rows.rows)));
    });
    made.append(more);
  }
  return made;
}

/** Return links for the id of a report or the ids of passages, as named questions print them. */
function named(
  value: Value | undefined,
  rows: Rows,
  row: (Value | undefined)[],
  at: number,
  site: Site,
): Node | null {
  const column = rows.columns[at];
  if (!value || value.type === "uri") return null;
  const report = row[rows.columns.indexOf("report")]?.value ?? "";
  if (!/^[a-z0-9]+(-[a-z0-9]+)+$/.test(report)) return null;
  if (column === "report") {
    return element("a", { href: site.page(`report/${report}.html`) }, report);
  }
  if (column === "unit" && /^[\w.-]+( \|\| [\w.-]+)*$/.test(value.value)) {
    const made = element("span");
    for (const unit of value.value.split(" || ")) {
      const page = `report/${report}/passage/${unit}.html`;
      if (made.hasChildNodes()) made.append(" || ");
      made.append(element("a", { href: site.page(page) }, unit));
    }
    return made;
  }
  return null;
}

function cell(value: Value | undefined, site: Site, facts: SiteFacts): Node | number {
  if (!value) return document.createTextNode("");
  if (value.type === "uri") return link(value.value, site, facts);
  if (isNumber(value)) return Number(value.value);
  if (/^\d{4}-\d\d-\d\d$/.test(value.value)) {
    return element("time", { className: "day" }, value.value);
  }
  return document.createTextNode(value.value);
}

/** Whether a value is a number that is shown as it is. */
export function isNumber(value: Value | undefined): boolean {
  return (
    value !== undefined &&
    /#(integer|decimal|double|float|int|long|nonNegativeInteger)$/.test(value.datatype ?? "")
  );
}

function link(iri: string, site: Site, facts: SiteFacts): Node {
  const page = pageOf(iri, facts.base);
  const text = iri.startsWith(facts.base) ? iri.slice(facts.base.length) : iri;
  if (page === null) return element("span", { className: "iri" }, text);
  return element("a", { href: site.page(page) }, text);
}

/** Return a list of the pages that an answer leads to, each once, with other values. */
export function asLinks(rows: Rows, site: Site, facts: SiteFacts): HTMLElement {
  const list = element("ul", { className: "notes" });
  const seen = new Set<string>();
  for (const row of rows.rows) {
    for (const value of row) {
      if (value?.type !== "uri" || seen.has(value.value)) continue;
      seen.add(value.value);
      if (pageOf(value.value, facts.base) === null) continue;
      const item = element("li");
      const others = row
        .filter((one) => one && one.type !== "uri")
        .map((one) => one?.value)
        .join(", ");
      item.append(link(value.value, site, facts));
      if (others) item.append(" ", element("span", { className: "quiet" }, others));
      list.append(item);
    }
  }
  if (list.childElementCount) return list;
  return element(
    "p",
    { className: "notice" },
    "The answer has no resources with a page. Select a variable that is a report, a" +
      " council, a theme or a statement, or look at the table.",
  );
}

/** Return rows as CSV with the line ends of RFC 4180. */
export function asCsv(rows: Rows): string {
  const field = (text: string) =>
    /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const lines = rows.rows.map((row) => row.map((value) => field(value?.value ?? "")).join(","));
  return [rows.columns.map(field).join(","), ...lines, ""].join("\r\n");
}
