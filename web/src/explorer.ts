/**
 * The entry, which every page loads: finds the parts of the page that want a script and
 * imports that script. A page is complete without it.
 *
 * `<div data-explorer="heat-map" data-source="data/heat-map.json">…</div>` is given to the
 * function `mount` of the module that VIEWS names. What the element holds is what is shown
 * without a script; `mount` adds to it or replaces it.
 */
import "./explorer.css";
import { mountAll } from "./common/mount";
import { siteOf } from "./common/site";

void mountAll(document, siteOf(document));
