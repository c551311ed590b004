/** Vega-Lite under the Content Security Policy of the pages, in the colours of the site. */
import embed, { type VisualizationSpec } from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";

/** Show a chart; screen readers read its title. */
export async function chart(
  place: HTMLElement,
  title: string,
  spec: Record<string, unknown>,
): Promise<void> {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const text = { labelColor: colour("--ink"), titleColor: colour("--ink") };
  const font = getComputedStyle(document.body).fontFamily;
  const full = {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: { text: title, anchor: "start", color: colour("--ink"), fontSize: 15 },
    description: title,
    background: "transparent",
    autosize: { type: "fit-x", contains: "padding" },
    config: {
      font,
      axis: { ...text, labelFontSize: 13, titleFontSize: 13, gridColor: colour("--line") },
      legend: { ...text, labelFontSize: 13, titleFontSize: 13 },
      bar: { color: colour("--edge") },
      view: { stroke: null },
    },
    ...spec,
  };
  await embed(place, full as unknown as VisualizationSpec, {
    renderer: "svg",
    actions: false,
    ast: true,
    expr: expressionInterpreter,
    defaultStyle: false,
    tooltip: { disableDefaultStyle: true },
  });
}
