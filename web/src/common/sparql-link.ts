/** The link "The SPARQL behind this view", which every view has. */
import { element } from "./html";
import type { Site } from "./site";

/** Return a paragraph with the link to the query page, with a query in its editor. */
export function sparqlLink(site: Site, query: string): HTMLParagraphElement {
  const line = element("p", { className: "behind" });
  const page = site.page("sparql.html");
  const sign = page.startsWith("#") ? "?" : "#";
  const href = `${page}${sign}${new URLSearchParams({ query })}`;
  line.append(element("a", { href }, "The SPARQL behind this view"));
  return line;
}

/** Return a text as a literal of SPARQL. */
export function literal(text: string): string {
  return JSON.stringify(text);
}
