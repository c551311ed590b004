/**
 * The state of a view in the address of the page, so that it can be cited and shared.
 *
 * On a site the state is the query of the address; only the text of a SPARQL query is in
 * the fragment, which is not sent to the server. In the single file all pages are
 * fragments: `#search.html?q=adoption`.
 */

/** The parameter that is long and private to the reader. */
const LONG = "query";

/** Whether this is the single file, which holds all pages. */
export function isSingle(): boolean {
  return document.documentElement.dataset.single !== undefined;
}

function parameters(): URLSearchParams {
  const hash = location.hash.slice(1);
  if (isSingle()) return new URLSearchParams(hash.split("?")[1] ?? "");
  const found = new URLSearchParams(location.search);
  if (hash.startsWith(`${LONG}=`)) {
    found.set(LONG, new URLSearchParams(hash).get(LONG) ?? "");
  }
  return found;
}

/** Return a parameter of the address, or "". */
export function parameter(name: string): string {
  return parameters().get(name) ?? "";
}

/** Return all parameters of the address. */
export function allParameters(): Record<string, string> {
  return Object.fromEntries(parameters());
}

/**
 * Write parameters into the address; an empty value takes the parameter away.
 * With `step`, the back button returns to the state before.
 */
export function remember(values: Record<string, string>, step = false): void {
  const now = parameters();
  for (const [name, value] of Object.entries(values)) {
    if (value) now.set(name, value);
    else now.delete(name);
  }
  const address = isSingle() ? single(now) : plain(now);
  const before = `${location.pathname}${location.search}${location.hash}`;
  if (address === before) return;
  if (step) history.pushState(null, "", address);
  else history.replaceState(null, "", address);
}

function single(now: URLSearchParams): string {
  const page = location.hash.slice(1).split("?")[0] ?? "";
  const query = now.toString();
  return `${location.pathname}${location.search}#${page}${query ? `?${query}` : ""}`;
}

function plain(now: URLSearchParams): string {
  const long = now.get(LONG);
  now.delete(LONG);
  const query = now.toString();
  const kept = location.hash.startsWith(`#${LONG}=`) ? "" : location.hash;
  const hash = long ? `#${new URLSearchParams({ [LONG]: long })}` : kept;
  return `${location.pathname}${query ? `?${query}` : ""}${hash}`;
}

/** The page in the single file; on a site each page has its own script. */
function page(): string {
  return isSingle() ? (location.hash.slice(1).split("?")[0] ?? "") : "";
}

/** Call a function whenever the reader goes back or forward within the page. */
export function onReturn(show: () => void): void {
  const own = page();
  const listen = (): void => {
    if (page() === own) show();
  };
  addEventListener("popstate", listen);
}
