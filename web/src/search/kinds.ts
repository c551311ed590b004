/** The headings for the kinds of hits. */
export const KIND_NAMES: Record<string, string> = {
  authority: "Councils",
  theme: "Themes",
  framework: "Frameworks of inspection",
  inspectorate: "Inspectorates",
  aspect: "Aspects of frameworks",
  indicator: "Indicators",
  body: "Bodies",
  service: "Services",
  place: "Places",
  report: "Reports",
  statement: "Statements",
};

/** The words for one of each kind. */
export const KIND_NAME: Record<string, string> = {
  authority: "council",
  theme: "theme",
  framework: "framework",
  inspectorate: "inspectorate",
  aspect: "aspect",
  indicator: "indicator",
  body: "body",
  service: "service",
  place: "place",
  report: "report",
};
