/**
 * The single file: all pages of a site and their data in one HTML file, which opens from
 * disk. A page is a fragment: `#theme/adoption.html`, with the state of its views after a
 * question mark. The pages lie in the file in compressed shards.
 */
import "./explorer.css";
import { mountAll } from "./common/mount";
import { Archive } from "./single/archive";
import { adapt, pathOf } from "./single/pages";
import { SingleSite } from "./single/site";

async function start(): Promise<void> {
  const archive = await Archive.open();
  const site = new SingleSite(archive);
  const place = document.getElementById("page");
  if (!place) return;
  let shown = "";

  const show = async (isFirst = false): Promise<void> => {
    const { path, fragment } = pathOf(location.hash);
    if (path !== shown) {
      shown = path;
      const html = await archive.text(path);
      if (html === null) {
        place.innerHTML = "";
        const line = document.createElement("main");
        line.className = "wide";
        line.textContent = `This file has no page ${path}. Go back, or use the search.`;
        place.append(line);
        return;
      }
      place.innerHTML = html;
      document.title = place.querySelector("h1")?.textContent ?? document.title;
      await adapt(place, path, archive);
      await mountAll(place, site);
      if (!isFirst) place.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
      if (!fragment) scrollTo(0, 0);
    }
    if (fragment) document.getElementById(fragment)?.scrollIntoView();
  };

  addEventListener("popstate", () => void show());
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    const page = (form.getAttribute("action") ?? "").replace(/^(\.\.\/)+|^\.\//, "");
    const values = new URLSearchParams(
      [...new FormData(form)].map(([name, value]) => [name, String(value)]),
    );
    shown = "";
    location.hash = `${page}?${values}`;
  });
  const head = document.querySelector<HTMLElement>("header");
  if (head) await adapt(head, "index.html", archive);
  await show(true);
  if (head) void mountAll(head, site);
}

start().catch((error: unknown) => {
  const line = document.createElement("p");
  line.className = "notice";
  line.textContent = `This file could not be opened (${String(error)}). Use a current browser, or publish the graph as a site.`;
  document.getElementById("page")?.prepend(line);
});
