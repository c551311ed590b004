/** The timeline of a council: a filter by regime and by kind of grade, for both forms. */
import { onReturn, parameter } from "../common/address";
import type { Site } from "../common/site";
import { cite, counted, keep } from "./view";

export function mount(place: HTMLElement, _site: Site): void {
  const made = place.querySelector<HTMLFormElement>("#timeline-filter");
  const [regime, kind] = ["regime", "kind"].map((name) =>
    made?.querySelector<HTMLSelectElement>(`[name=${name}]`),
  );
  const said = made?.querySelector("output");
  if (!made || !regime || !kind || !said) return;
  said.setAttribute("aria-live", "polite");

  const fits = (one: Element): boolean => {
    const own = (one as HTMLElement | SVGElement).dataset;
    return (!regime.value || own.regime === regime.value) && (!kind.value || own.kind === kind.value);
  };
  const show = (): void => {
    let shown = 0;
    for (const body of place.querySelectorAll<HTMLElement>("tbody.aspect")) {
      const rows = [...body.querySelectorAll<HTMLElement>("tr.given")];
      for (const row of rows) row.hidden = !fits(row);
      const left = rows.filter((row) => !row.hidden).length;
      body.hidden = left === 0;
      shown += left;
    }
    for (const row of place.querySelectorAll<HTMLElement>("table.aspects tr.council")) {
      const marks = [...row.querySelectorAll("g[data-regime]")];
      for (const mark of marks) mark.classList.toggle("away", !fits(mark));
      row.hidden = !marks.some(fits);
    }
    const every = !regime.value && !kind.value;
    said.textContent = every ? "" : `${counted(shown, "grade")} shown`;
    if (!shown) said.textContent = "There is no grade of this regime and kind; choose others.";
  };
  const restore = (): void => {
    regime.value = parameter("regime");
    kind.value = parameter("kind");
    for (const one of [regime, kind]) if (one.selectedIndex < 0) one.value = "";
    show();
    cite();
  };
  made.hidden = false;
  made.addEventListener("submit", (event) => event.preventDefault());
  made.addEventListener("change", () => {
    keep({ regime: regime.value, kind: kind.value });
    show();
  });
  onReturn(restore);
  restore();
}
