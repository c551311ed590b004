/** Small functions that make elements; texts are always set as text. */

type Properties = Record<string, string | number | boolean>;

/** Return an element with properties or attributes, and a text. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Properties = {},
  text = "",
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in made && !name.includes("-")) {
      (made as unknown as Properties)[name] = value;
    } else {
      made.setAttribute(name, String(value));
    }
  }
  if (text) made.textContent = text;
  return made;
}

/** Return a list item with a link, and quiet words after it. */
export function linkItem(href: string, text: string, quiet = ""): HTMLLIElement {
  const item = element("li");
  item.append(element("a", { href }, text));
  if (quiet) item.append(" ", element("span", { className: "quiet" }, quiet));
  return item;
}

let groups = 0;

/** Return a section with a heading, a count, and a list. */
export function group(
  heading: string,
  count: number,
  items: HTMLElement[],
  kind = "notes",
): HTMLElement {
  groups += 1;
  const id = `group-${groups}`;
  const section = element("section", { "aria-labelledby": id });
  const title = element("h2", { id }, `${heading} `);
  title.append(element("span", { className: "count" }, String(count)));
  const list = element("ul", { className: kind });
  list.append(...items);
  section.append(title, list);
  return section;
}

/** Return a table with a caption, in a frame that scrolls and can be reached by Tab. */
export function table(
  caption: string,
  columns: string[],
  rows: (string | number | Node)[][],
): HTMLElement {
  groups += 1;
  const id = `table-${groups}`;
  const frame = element("div", {
    className: "scroll",
    tabIndex: 0,
    role: "region",
    "aria-labelledby": id,
  });
  const made = element("table");
  made.append(element("caption", { id }, caption));
  const head = made.createTHead().insertRow();
  for (const name of columns) head.append(element("th", { scope: "col" }, name));
  const body = made.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const value of row) {
      const cell = line.insertCell();
      if (typeof value === "number") cell.className = "number";
      cell.append(typeof value === "number" ? String(value) : value);
    }
  }
  frame.append(made);
  return frame;
}
