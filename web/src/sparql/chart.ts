/** A bar chart of an answer, with a choice of the counted and shown columns. */
import { element } from "../common/html";
import { isNumber, type Rows } from "./results";

const MOST_BARS = 40;

/** Show a chart of rows in an element. */
export async function chartIn(place: HTMLElement, rows: Rows): Promise<void> {
  const numbers = rows.columns.filter((_, at) => rows.rows.some((row) => isNumber(row[at])));
  const names = rows.columns.filter((name) => !numbers.includes(name));
  const form = element("form", { className: "fields", "aria-label": "The chart" });
  const bars = select("Bars for", names.length ? names : rows.columns);
  const length = select("Length", ["number of rows", ...numbers.map((name) => `sum of ${name}`)]);
  if (numbers.length) length.field.value = `sum of ${numbers[0]}`;
  form.append(bars.label, length.label);
  const picture = element("div", { className: "chart" });
  place.replaceChildren(form, picture);
  const draw = async (): Promise<void> => {
    const totals = summed(rows, bars.field.value, length.field.value);
    const shown = totals.slice(0, MOST_BARS);
    const title =
      `${length.field.value} by ${bars.field.value}` +
      (totals.length > MOST_BARS ? `, the ${MOST_BARS} longest of ${totals.length}` : "");
    const { chart } = await import("../common/vega");
    await chart(picture, title, {
      data: { values: shown.map(([name, value]) => ({ name, value })) },
      mark: { type: "bar", tooltip: true },
      width: "container",
      height: 24 * shown.length,
      encoding: {
        y: { field: "name", type: "nominal", sort: null, title: null, axis: { labelLimit: 260 } },
        x: { field: "value", type: "quantitative", title: length.field.value },
      },
    });
  };
  form.addEventListener("change", () => void draw());
  form.addEventListener("submit", (event) => event.preventDefault());
  await draw();
}

function summed(rows: Rows, bars: string, length: string): [string, number][] {
  const at = rows.columns.indexOf(bars);
  const value = rows.columns.indexOf(length.replace(/^sum of /, ""));
  const totals = new Map<string, number>();
  for (const row of rows.rows) {
    const name = short(row[at]?.value ?? "no value");
    const more = value < 0 ? 1 : Number(row[value]?.value ?? 0);
    totals.set(name, (totals.get(name) ?? 0) + more);
  }
  return [...totals].sort((a, b) => b[1] - a[1]);
}

function short(text: string): string {
  return text.startsWith("http") ? (text.split("/").pop() ?? text) : text;
}

function select(name: string, values: string[]): { label: HTMLElement; field: HTMLSelectElement } {
  const label = element("label");
  const field = element("select", { name: name.toLowerCase() });
  for (const value of values) field.append(element("option", { value }, value));
  label.append(element("span", {}, name), field);
  return { label, field };
}
