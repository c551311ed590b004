/** The search page: hits in the graph for some words, names first, then notes. */
import { onReturn, parameter, remember } from "../common/address";
import { element, group, linkItem } from "../common/html";
import type { Site } from "../common/site";
import { sparqlLink, literal } from "../common/sparql-link";
import { loading } from "../common/states";
import { Statements, type StatementsData } from "../statements/data";
import { KIND_NAMES } from "./kinds";
import { Index, type Hit, type SearchData } from "./rank";

/** The number of notes that are listed before the reader asks for all. */
const FIRST_NOTES = 30;

export async function mount(place: HTMLElement, site: Site): Promise<void> {
  const form = place.querySelector<HTMLFormElement>("form");
  const field = place.querySelector<HTMLInputElement>("input[name=q]");
  const names = document.getElementById("all-names");
  if (!form || !field) return;
  const results = element("div", { className: "results" });
  const status = element("p", { className: "quiet", role: "status" });
  form.after(status, results);
  const ready = loading(place, "Loading the names …");
  const index = new Index(await site.json<SearchData>("explorer/search.json"));
  ready();
  // Words that the reader typed before the names were loaded.
  const typed = field.value.trim();
  if (typed) remember({ q: typed });

  let asked = 0;
  const show = async (): Promise<void> => {
    const turn = (asked += 1);
    const words = parameter("q").trim();
    if (field.value.trim() !== words) field.value = words;
    if (names) names.hidden = words !== "";
    results.replaceChildren();
    status.textContent = "";
    if (!words) return;
    const hits = index.find(words);
    const shown = hits.length ? hits : index.complete(words, 20);
    results.append(...groups(shown, site));
    status.textContent = `Looking in the notes for “${words}” …`;
    const data = await site.json<StatementsData>("explorer/statements.json");
    if (turn !== asked) return;
    const notes = new Statements(data).withWords(index.words, words);
    status.textContent = summary(words, shown.length, notes.length);
    if (notes.length) results.append(noteGroup(notes, site));
    if (!shown.length && !notes.length) results.append(nothing(site));
    else results.append(behind(words, site));
  };
  let timer = 0;
  // Words that are still typed make one step of the history, not one for each letter.
  let isTyping = false;
  const search = (): void => {
    clearTimeout(timer);
    remember({ q: field.value.trim() }, !isTyping);
    void show();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
    isTyping = false;
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      search();
      isTyping = true;
    }, 250);
  });
  onReturn(() => {
    isTyping = false;
    void show();
  });
  await show();
}

/** Return the hits by kind, the kind of the best hit first. */
function groups(hits: Hit[], site: Site): HTMLElement[] {
  const kinds = new Map<string, Hit[]>();
  for (const hit of hits) kinds.set(hit.kind, [...(kinds.get(hit.kind) ?? []), hit]);
  return [...kinds].map(([kind, own]) => {
    const items = own.map((hit) =>
      linkItem(site.page(hit.file), hit.label, hit.because ? `(${hit.because})` : ""),
    );
    return group(KIND_NAMES[kind] ?? kind, own.length, items, "columns wide-items");
  });
}

function noteGroup(
  notes: ReturnType<Statements["withWords"]>,
  site: Site,
): HTMLElement {
  const items = notes.map((one) => linkItem(site.page(one.file), one.text, one.report));
  const shown = group("Notes of statements", notes.length, items.slice(0, FIRST_NOTES));
  const rest = items.slice(FIRST_NOTES);
  if (rest.length) {
    const more = element("button", { type: "button" }, `Show ${rest.length} more notes`);
    more.addEventListener("click", () => {
      shown.querySelector("ul")?.append(...rest);
      rest[0]?.querySelector("a")?.focus();
      more.remove();
    });
    shown.append(more);
  }
  return shown;
}

function summary(words: string, names: number, notes: number): string {
  const count = (number: number, one: string) =>
    `${number === 0 ? "no" : number} ${one}${number === 1 ? "" : "s"}`;
  return `For “${words}”: ${count(names, "name")}, ${count(notes, "note")}.`;
}

function nothing(site: Site): HTMLElement {
  const line = element("p", { className: "notice" });
  line.append(
    "Nothing has these words. Try fewer or other words, or look through ",
    element("a", { href: site.page("theme.html") }, "the themes"),
    " and ",
    element("a", { href: site.page("council/index.html") }, "the councils"),
    ". Reports that were curated for their grades only have no notes, so their words are" +
      " missing here.",
  );
  return line;
}

function behind(words: string, site: Site): HTMLElement {
  const query = `# Names and notes that contain the words as typed. The search on this page also
# finds other endings, everyday words and related themes.
SELECT ?thing ?text WHERE {
  ?thing skos:prefLabel|skos:altLabel|rdfs:label|insp:note ?text .
  FILTER(CONTAINS(LCASE(STR(?text)), ${literal(words.toLowerCase())}))
}
ORDER BY ?text
LIMIT 200`;
  return sparqlLink(site, query);
}
