/** The list of statements by report, theme, polarity, council and kind. */
import { onReturn, parameter, remember } from "../common/address";
import { element, linkItem } from "../common/html";
import type { Site } from "../common/site";
import { sparqlLink } from "../common/sparql-link";
import { loading } from "../common/states";
import { Statements, type Filter, type Statement, type StatementsData } from "./data";
import { statementQuery } from "./query";

const FIRST = 200;
const SIGNS: Record<string, string> = {
  strength: "+",
  weakness: "−",
  mixed: "±",
  neutral: "○",
};
const NAMES: (keyof Filter)[] = ["report", "theme", "polarity", "authority", "kind"];
const WORDS: Record<keyof Filter, string> = {
  report: "report",
  theme: "theme",
  polarity: "polarity",
  authority: "council",
  kind: "kind",
};

export async function mount(place: HTMLElement, site: Site): Promise<void> {
  const ready = loading(place, "Loading the statements …");
  const [data, facts] = await Promise.all([
    site.json<StatementsData>("explorer/statements.json"),
    site.facts(),
  ]);
  ready();
  const statements = new Statements(data);
  const form = filterForm(data);
  const status = element("p", { className: "quiet", role: "status" });
  const list = element("div");
  place.replaceChildren(form, status, list);

  const show = (): void => {
    const filter = Object.fromEntries(
      NAMES.map((name) => [name, parameter(name)]),
    ) as unknown as Filter;
    const unknown: string[] = [];
    for (const name of NAMES) {
      const field = form.elements.namedItem(name);
      if (!(field instanceof HTMLSelectElement)) continue;
      field.value = filter[name];
      if (field.value === filter[name]) continue;
      field.value = "";
      unknown.push(`There is no ${WORDS[name]} “${filter[name]}”; choose one from the list.`);
    }
    if (unknown.length) {
      status.textContent = unknown.join(" ");
      list.replaceChildren();
      return;
    }
    const found = statements.filtered(filter);
    const all = data.rows.length.toLocaleString("en-GB");
    status.textContent = `${found.length.toLocaleString("en-GB")} of ${all} statements`;
    const query = statementQuery(filter, facts.base);
    list.replaceChildren(...shown(found, site), sparqlLink(site, query));
  };
  form.addEventListener("change", () => {
    const values = new FormData(form);
    remember(
      Object.fromEntries(NAMES.map((name) => [name, String(values.get(name) ?? "")])),
      true,
    );
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    remember(Object.fromEntries(NAMES.map((name) => [name, ""])), true);
    setTimeout(show);
  });
  onReturn(show);
  show();
}

function filterForm(data: StatementsData): HTMLFormElement {
  const form = element("form", { className: "fields", "aria-label": "Which statements" });
  form.append(
    choice("report", "Report", data.reports.map(([id, label]) => [id, label])),
    choice("theme", "Theme", data.themes.map(([slug, label]) => [slug, label])),
    choice("polarity", "Polarity", data.polarities.map((name) => [name, name])),
    choice("authority", "Council", Object.entries(data.authorities)),
    choice("kind", "Kind", data.kinds.map((name) => [name, name])),
    element("button", { type: "reset" }, "Show all"),
  );
  return form;
}

function choice(name: string, label: string, values: string[][]): HTMLElement {
  const field = element("label");
  const select = element("select", { name });
  select.append(element("option", { value: "" }, "any"));
  for (const [value = "", words = value] of values) {
    select.append(element("option", { value }, words));
  }
  field.append(element("span", {}, label), select);
  return field;
}

function shown(found: Statement[], site: Site): HTMLElement[] {
  if (!found.length) {
    return [
      element(
        "p",
        { className: "notice" },
        "No statement fits. Choose “any” for one of the fields. A report that was" +
          " curated for its grades only has no statement on a theme, but may speak of it.",
      ),
    ];
  }
  const parts: HTMLElement[] = [];
  let report = "";
  let list: HTMLUListElement | null = null;
  for (const one of found.slice(0, FIRST)) {
    if (one.report !== report || !list) {
      report = one.report;
      list = element("ul", { className: "notes" });
      parts.push(element("h2", { className: "report-name" }, report), list);
    }
    list.append(item(one, site));
  }
  if (found.length > FIRST) {
    const more = element(
      "button",
      { type: "button" },
      `Show all ${found.length.toLocaleString("en-GB")} statements`,
    );
    more.addEventListener("click", () => {
      let last = list;
      let name = report;
      for (const one of found.slice(FIRST)) {
        if (one.report !== name || !last) {
          name = one.report;
          last = element("ul", { className: "notes" });
          more.before(element("h2", { className: "report-name" }, name), last);
        }
        last.append(item(one, site));
      }
      more.remove();
    });
    parts.push(more);
  }
  return parts;
}

function item(one: Statement, site: Site): HTMLLIElement {
  const made = linkItem(site.page(one.file), one.text);
  const sign = SIGNS[one.polarity];
  const kind = element("span", { className: `polarity ${one.polarity}` });
  if (sign) kind.append(element("span", { "aria-hidden": "true" }, sign), " ");
  kind.append(one.polarity || one.kind);
  made.prepend(kind, " ");
  return made;
}
