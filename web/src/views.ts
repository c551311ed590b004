/** The modules of the views, by the names that pages call them. */
import type { Site } from "./common/site";

/** A module of a view: it shows the view in an element of the page. */
export interface View {
  mount(element: HTMLElement, site: Site): void | Promise<void>;
}

export const VIEWS: Record<string, () => Promise<View>> = {
  search: () => import("./search/page"),
  "search-box": () => import("./search/box"),
  sparql: () => import("./sparql/page"),
  statements: () => import("./statements/page"),
  "heat-map": () => import("./views/heat-map"),
  councils: () => import("./views/councils"),
  timeline: () => import("./views/timeline"),
  network: () => import("./views/network"),
};
