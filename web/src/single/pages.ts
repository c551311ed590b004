/** Make the links and pictures of a page lead into the single file. */
import type { Archive } from "./archive";

/** A host that does not exist, against which relative links are resolved. */
const ROOT = "https://file.invalid/";

/** Return the path of the page that a fragment names, and the place in the page. */
export function pathOf(hash: string): { path: string; fragment: string } {
  const [path = "", query = ""] = hash.slice(1).split("?", 2);
  const fragment = new URLSearchParams(query).get("to") ?? "";
  return { path: path || "index.html", fragment };
}

/** Return the fragment that stands for a page, such as "theme/x.html?y=z#here". */
export function fragmentOf(page: string): string {
  const found = new URL(page, ROOT);
  const values = found.searchParams;
  if (found.hash) values.set("to", decodeURIComponent(found.hash.slice(1)));
  const query = values.toString();
  return `#${decodeURI(found.pathname.slice(1))}${query ? `?${query}` : ""}`;
}

/** Rewrite the links and pictures in an element of a page. */
export async function adapt(place: HTMLElement, page: string, archive: Archive): Promise<void> {
  const base = new URL(page, ROOT);
  for (const link of place.querySelectorAll<HTMLAnchorElement>("a[href]")) {
    const target = new URL(link.getAttribute("href") ?? "", base);
    if (target.origin !== base.origin) continue;
    const path = decodeURI(target.pathname.slice(1));
    const file = path.endsWith("/") || path === "" ? `${path}index.html` : path;
    if (!file.endsWith(".html") || !archive.has(file)) {
      if (archive.has(file)) await offer(link, file, archive);
      else link.replaceWith(...link.childNodes, " (on the site)");
      continue;
    }
    // in pictures, the property `href` of a link cannot be set
    link.setAttribute("href", fragmentOf(`${file}${target.search}${target.hash}`));
  }
  for (const picture of place.querySelectorAll<HTMLImageElement>("img[src]")) {
    const source = picture.getAttribute("src") ?? "";
    if (source.startsWith("data:")) continue;
    const path = new URL(source, base).pathname.slice(1);
    const text = await archive.text(path);
    if (text !== null) picture.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
  }
}

/** Offer a file of the archive as a download. */
async function offer(link: HTMLAnchorElement, file: string, archive: Archive): Promise<void> {
  link.href = "#";
  link.addEventListener("click", (event) => {
    event.preventDefault();
    void archive.bytes(file).then((bytes) => {
      if (!bytes) return;
      const href = URL.createObjectURL(new Blob([bytes.slice()]));
      const saved = Object.assign(document.createElement("a"), {
        href,
        download: file.split("/").pop() ?? file,
      });
      saved.click();
      setTimeout(() => URL.revokeObjectURL(href), 1000);
    });
  });
}
