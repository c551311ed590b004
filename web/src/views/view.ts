/** What the views share: their state in the address, and the citation that follows it. */
import { allParameters, remember } from "../common/address";
import { element } from "../common/html";

/** Keep the state of a view in the address, and in the citation below the view. */
export function keep(values: Record<string, string>, step = true): void {
  remember(values, step);
  cite();
}

/** Write the state of the address into the citation. */
export function cite(): void {
  const place = document.querySelector<HTMLElement>("[data-address]");
  if (!place) return;
  const state = new URLSearchParams(allParameters()).toString();
  // Commas and slashes may stand in a query, and are easier to read.
  const words = state.replaceAll("%2C", ",").replaceAll("%2F", "/");
  place.textContent = `${place.dataset.address ?? ""}${words ? `?${words}` : ""}`;
}

/** Return a form that is never sent, with a name for screen readers. */
export function form(name: string): HTMLFormElement {
  const made = element("form", { className: "fields", "aria-label": name });
  made.addEventListener("submit", (event) => event.preventDefault());
  return made;
}

/** Return a field with its label around it. */
export function labelled<T extends HTMLElement>(words: string, field: T): HTMLLabelElement {
  const made = element("label");
  made.append(element("span", {}, words), field);
  return made;
}

/** Return a text as people compare it: without accents and capitals. */
export function plain(words: string): string {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

/** Return the items of a list in the address. */
export function items(text: string): string[] {
  return text.split(",").filter(Boolean);
}

/** Return "1 council" or "2 councils". */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString("en-GB")} ${number === 1 ? one : many}`;
}
