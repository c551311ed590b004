/** Call the module of each part of a page that needs a script. */
import type { Site } from "./site";
import { failed } from "./states";
import { VIEWS } from "../views";

/** Mount the views of a page, or of a part of it. */
export async function mountAll(root: ParentNode, site: Site): Promise<void> {
  const found = root.querySelectorAll<HTMLElement>("[data-explorer]");
  await Promise.all([...found].map((element) => mountOne(element, site)));
}

async function mountOne(element: HTMLElement, site: Site): Promise<void> {
  const load = VIEWS[element.dataset.explorer ?? ""];
  if (!load) return;
  // A field needs its script only when somebody comes to it.
  if (element.dataset.when === "focus" && document.activeElement !== element) {
    await new Promise((resolve) =>
      element.addEventListener("focus", resolve, { once: true }),
    );
  }
  try {
    const view = await load();
    await view.mount(element, site);
  } catch (error) {
    failed(element, error);
  }
}
