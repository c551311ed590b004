/**
 * The heat map: rows in another order, a filter, and narrower themes below a theme.
 *
 * The narrower rows are those of the page of the theme, so that there is one source for
 * both. Address: `?order=KEY.weaknesses&open=theme,theme&filter=words`.
 */
import { onReturn, parameter } from "../common/address";
import { element } from "../common/html";
import type { Site } from "../common/site";
import { failed, loading } from "../common/states";
import { cite, counted, form, items, keep, labelled, plain } from "./view";

type Rows = HTMLTableRowElement[];

export async function mount(place: HTMLElement, site: Site): Promise<void> {
  const table = place.querySelector("table");
  if (!table) return;
  const map = new HeatMap(place, table, site);
  onReturn(() => void map.show());
  await map.show();
}

class HeatMap {
  private readonly body: HTMLTableSectionElement;
  private readonly first: Rows;
  private readonly order = element("select", { name: "order" });
  private readonly words = element("input", { type: "search", name: "filter" });
  private readonly said = element("output");

  constructor(
    private readonly place: HTMLElement,
    private readonly table: HTMLTableElement,
    private readonly site: Site,
  ) {
    this.body = table.tBodies[0] as HTMLTableSectionElement;
    this.first = [...this.body.rows];
    if (place.dataset.rows === "themes") for (const row of this.first) this.addToggle(row);
    this.addForm();
  }

  /** Show the state that the address names. */
  async show(): Promise<void> {
    this.order.value = parameter("order");
    if (this.order.selectedIndex < 0) this.order.value = "";
    this.words.value = parameter("filter");
    const wanted = items(parameter("open"));
    for (const row of this.toggled()) {
      if (!wanted.includes(row.dataset.key ?? "")) this.close(row);
    }
    // A narrower theme can be opened only below its theme, so the order counts.
    for (const key of wanted) {
      const row = [...this.body.rows].find((one) => one.dataset.key === key);
      if (row && !isOpen(row)) await this.open(row);
    }
    this.arrange();
    cite();
  }

  // The form

  private addForm(): void {
    const rows = this.place.dataset.rows === "themes" ? "themes" : "reports";
    this.order.append(new Option(rows === "themes" ? "most statements" : "time", ""));
    this.order.append(new Option("name, A to Z", "name"));
    for (const head of this.heads()) {
      const group = element("optgroup", { label: name(head) });
      for (const what of ["weaknesses", "strengths"]) {
        group.append(new Option(`${what}: ${name(head)}`, `${key(head)}.${what}`));
      }
      this.order.append(group);
    }
    const made = form(`Order and filter of the ${rows}`);
    made.append(labelled(`Order of the ${rows}`, this.order));
    made.append(labelled(`Only ${rows} with these letters`, this.words), this.said);
    this.said.setAttribute("aria-live", "polite");
    this.place.prepend(made);
    this.order.addEventListener("change", () => this.choose({ order: this.order.value }));
    this.words.addEventListener("input", () => {
      keep({ filter: this.words.value }, false);
      this.arrange();
    });
  }

  private choose(values: Record<string, string>): void {
    keep(values);
    this.arrange();
  }

  private heads(): HTMLTableCellElement[] {
    return [...(this.table.tHead?.rows[0]?.querySelectorAll("th") ?? [])];
  }

  // Order and filter

  /** Put the rows in their order, each with its narrower rows below it. */
  private arrange(): void {
    const wanted = plain(this.words.value);
    const focus = document.activeElement;
    let shown = 0;
    const place = (row: HTMLTableRowElement, above: boolean): void => {
      const own = this.narrower(row);
      const fits = above || plain(rowName(row)).includes(wanted);
      row.hidden = !row.classList.contains("total") && !fits && !own.some((one) => plain(rowName(one)).includes(wanted));
      if (!row.hidden && !row.classList.contains("total")) shown += 1;
      this.body.append(row);
      for (const one of this.sorted(own)) place(one, fits);
    };
    for (const row of this.sorted(this.first.filter((one) => !one.classList.contains("total")))) {
      place(row, false);
    }
    for (const row of this.first.filter((one) => one.classList.contains("total"))) place(row, true);
    // A row that moves loses the focus.
    if (focus instanceof HTMLElement && this.body.contains(focus)) focus.focus({ preventScroll: true });
    this.mark();
    const rows = this.place.dataset.rows === "themes" ? "theme" : "report";
    this.said.textContent = shown
      ? wanted ? `${counted(shown, rows)} shown` : ""
      : `No ${rows} has these letters; change or empty the field.`;
  }

  private sorted(rows: Rows): Rows {
    const [head, what] = this.order.value.split(".");
    if (this.order.value === "name") {
      return [...rows].sort((a, b) => rowName(a).localeCompare(rowName(b), "en"));
    }
    const column = this.heads().findIndex((one) => key(one) === head);
    if (column < 0 || !what) return [...rows].sort((a, b) => place(a) - place(b));
    const value = (row: HTMLTableRowElement) => Number(row.querySelectorAll("td")[column]?.dataset[what] ?? 0);
    return [...rows].sort((a, b) => value(b) - value(a) || place(a) - place(b));
  }

  /** Mark the heading of the column by which the rows are ordered. */
  private mark(): void {
    const [head] = this.order.value.split(".");
    for (const one of this.heads()) {
      if (this.order.value.includes(".") && key(one) === head) one.setAttribute("aria-sort", "descending");
      else one.removeAttribute("aria-sort");
    }
  }

  // Narrower themes

  private narrower(row: HTMLTableRowElement): Rows {
    return [...this.body.rows].filter((one) => one.dataset.of && one.dataset.of === row.dataset.key);
  }

  private toggled(): Rows {
    return [...this.body.rows].filter(isOpen);
  }

  private addToggle(row: HTMLTableRowElement): void {
    const head = row.querySelector("th");
    const link = head?.querySelector("a");
    if (!head || !link?.href.includes("view/heat-map/")) return;
    const words = `Narrower themes of ${link.textContent ?? ""}`;
    const button = element("button", { type: "button", className: "toggle", "aria-expanded": "false", "aria-label": words }, "+");
    button.addEventListener("click", () => void this.toggle(row));
    head.prepend(button);
  }

  private async toggle(row: HTMLTableRowElement): Promise<void> {
    if (isOpen(row)) this.close(row);
    else await this.open(row);
    const open = this.toggled().map((one) => one.dataset.key ?? "");
    this.choose({ open: open.join(",") });
  }

  private async open(row: HTMLTableRowElement): Promise<void> {
    const done = loading(this.place, "The narrower themes are being loaded …");
    try {
      const found = await rowsOf(this.site, `view/heat-map/${row.dataset.key ?? ""}.html`);
      found.forEach((one, n) => {
        one.dataset.of = row.dataset.key ?? "";
        one.dataset.place = String(n);
        one.classList.add("narrower");
        this.addToggle(one);
        row.after(one);
      });
      state(row, true);
    } catch (error) {
      failed(this.place, error);
    } finally {
      done();
    }
  }

  private close(row: HTMLTableRowElement): void {
    for (const one of this.narrower(row)) {
      this.close(one);
      one.remove();
    }
    state(row, false);
  }
}

/** Return the rows of the heat map on another page, with links that work here. */
async function rowsOf(site: Site, path: string): Promise<Rows> {
  const text = new TextDecoder().decode(await site.bytes(path));
  const page = new DOMParser().parseFromString(text, "text/html");
  const rows = [...page.querySelectorAll<HTMLTableRowElement>("#heat-map tbody tr:not(.total)")];
  for (const link of rows.flatMap((row) => [...row.querySelectorAll("a")])) {
    const there = new URL(link.getAttribute("href") ?? "", `https://site.invalid/${path}`);
    link.setAttribute("href", site.page(there.pathname.slice(1)));
  }
  return rows.map((row) => document.importNode(row, true));
}

function isOpen(row: HTMLTableRowElement): boolean {
  return row.querySelector(".toggle")?.getAttribute("aria-expanded") === "true";
}

function state(row: HTMLTableRowElement, open: boolean): void {
  const button = row.querySelector(".toggle");
  button?.setAttribute("aria-expanded", String(open));
  if (button) button.textContent = open ? "−" : "+";
}

function key(head: HTMLTableCellElement): string {
  return head.dataset.key || "all";
}

function name(head: HTMLTableCellElement): string {
  return (head.querySelector("a")?.textContent ?? head.textContent ?? "").trim();
}

function rowName(row: HTMLTableRowElement): string {
  const head = row.querySelector("th");
  return head ? name(head) : "";
}

const places = new WeakMap<HTMLTableRowElement, number>();
let last = 0;

/** Return the place that a row had on its page. */
function place(row: HTMLTableRowElement): number {
  const own = row.dataset.place;
  if (own) return Number(own);
  if (!places.has(row)) places.set(row, (last += 1));
  return places.get(row) ?? 0;
}
