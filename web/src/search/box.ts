/** Completion for the search field of every page: a combobox with a list of names. */
import { element } from "../common/html";
import type { Site } from "../common/site";
import { KIND_NAME } from "./kinds";
import { Index, type Hit, type SearchData } from "./rank";

const MOST = 8;

/** Complete in a field; called when the reader first comes to it. */
export async function mount(field: HTMLElement, site: Site): Promise<void> {
  if (!(field instanceof HTMLInputElement)) return;
  const index = new Index(await site.json<SearchData>("explorer/search.json"));
  new Box(field, index, site);
}

class Box {
  private readonly list = element("ul", {
    className: "completion",
    role: "listbox",
    id: "completion",
    "aria-label": "Names",
    hidden: true,
  });
  private hits: Hit[] = [];
  private at = -1;

  constructor(
    private readonly field: HTMLInputElement,
    private readonly index: Index,
    private readonly site: Site,
  ) {
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", "completion");
    field.setAttribute("aria-expanded", "false");
    (field.closest("label") ?? field).after(this.list);
    field.addEventListener("input", () => this.show());
    field.addEventListener("keydown", (event) => this.key(event));
    field.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    if (field.value) this.show();
  }

  private show(): void {
    const words = this.field.value.trim();
    this.hits = words ? this.index.complete(words, MOST) : [];
    this.at = -1;
    this.list.replaceChildren(...this.hits.map((hit, place) => this.option(hit, place)));
    this.list.hidden = this.hits.length === 0;
    this.field.setAttribute("aria-expanded", String(!this.list.hidden));
    this.field.removeAttribute("aria-activedescendant");
  }

  private option(hit: Hit, place: number): HTMLElement {
    const made = element("li", { role: "option", id: `completion-${place}` });
    made.setAttribute("aria-selected", "false");
    const why = hit.because ? `, ${hit.because}` : "";
    made.append(
      element("span", {}, hit.label),
      element("span", { className: "quiet" }, `${KIND_NAME[hit.kind] ?? hit.kind}${why}`),
    );
    made.addEventListener("mousedown", (event) => {
      event.preventDefault();
      this.open(hit);
    });
    return made;
  }

  private key(event: KeyboardEvent): void {
    const hit = this.hits[this.at];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (this.list.hidden) this.show();
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && hit && !this.list.hidden) {
      event.preventDefault();
      this.open(hit);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    }
  }

  private move(step: number): void {
    const count = this.hits.length;
    if (!count) return;
    this.at = (this.at + step + count + (this.at < 0 && step < 0 ? 1 : 0)) % count;
    [...this.list.children].forEach((option, place) => {
      option.setAttribute("aria-selected", String(place === this.at));
      if (place === this.at) option.scrollIntoView({ block: "nearest" });
    });
    this.field.setAttribute("aria-activedescendant", `completion-${this.at}`);
  }

  private open(hit: Hit): void {
    this.close();
    location.href = this.site.page(hit.file);
  }

  private close(): void {
    this.list.hidden = true;
    this.at = -1;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }
}
