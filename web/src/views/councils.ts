/** The strips of councils: a filter by name and region, for the table and the picture. */
import { onReturn, parameter } from "../common/address";
import { element } from "../common/html";
import type { Site } from "../common/site";
import { cite, counted, form, keep, labelled, plain } from "./view";

export function mount(place: HTMLElement, _site: Site): void {
  const words = element("input", { type: "search", name: "name" });
  const region = element("select", { name: "region" });
  const said = element("output");
  said.setAttribute("aria-live", "polite");
  region.append(new Option("all regions", ""));
  const bodies = [...place.querySelectorAll<HTMLTableSectionElement>("tbody.region")];
  for (const body of bodies.filter((one) => one.closest(".dated"))) {
    const name = body.querySelector(".heading")?.textContent ?? "";
    region.append(new Option(name, body.dataset.region ?? ""));
  }

  const show = (): void => {
    const wanted = plain(words.value);
    const found = new Set<string>();
    for (const body of bodies) {
      const own = !region.value || body.dataset.region === region.value;
      let left = 0;
      for (const row of body.querySelectorAll<HTMLTableRowElement>("tr.council")) {
        row.hidden = !own || !plain(row.querySelector("th")?.textContent ?? "").includes(wanted);
        if (row.hidden) continue;
        left += 1;
        found.add(row.dataset.council ?? "");
      }
      body.hidden = left === 0;
    }
    const every = !wanted && !region.value;
    said.textContent = every ? "" : `${counted(found.size, "council")} shown`;
    if (!found.size) said.textContent = "No council has these letters; change or empty the field.";
  };
  const restore = (): void => {
    words.value = parameter("name");
    region.value = parameter("region");
    if (region.selectedIndex < 0) region.value = "";
    show();
    cite();
  };
  words.addEventListener("input", () => {
    keep({ name: words.value }, false);
    show();
  });
  region.addEventListener("change", () => {
    keep({ region: region.value });
    show();
  });
  const made = form("Councils to show");
  made.append(labelled("Part of a name", words), labelled("Region", region), said);
  place.prepend(made);
  onReturn(restore);
  restore();
}
