/** The query editor: YASGUI's editor with completion from the ontology. */
import Yasqe from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";
import type { Site, SiteFacts } from "../common/site";

/** The file explorer/terms.json: IRI, label and definition of each term. */
export interface TermsData {
  classes: [string, string, string][];
  properties: [string, string, string][];
  used: string[];
}

/** A field for the text of a query. */
export interface Editor {
  text: string;
  /** Draw the field again after it was hidden. */
  refresh(): void;
}

/** Return the editor in an element; Ctrl+Enter calls `ask`. */
export async function editorIn(
  place: HTMLElement,
  site: Site,
  facts: SiteFacts,
  ask: () => void,
): Promise<Editor> {
  const terms = await site.json<TermsData>("explorer/terms.json");
  register(terms, facts.prefixes);
  const editor = new Yasqe(place, {
    persistenceId: null,
    createShareableLink: undefined,
    showQueryButton: false,
    resizeable: false,
    autofocus: false,
    lineWrapping: true,
    autocompleters: ["inspectgraph-classes", "inspectgraph-properties", "variables"],
  } as ConstructorParameters<typeof Yasqe>[1]);
  declare(editor, facts.prefixes);
  // Tab leaves the editor; Ctrl+Space completes and Ctrl+Enter asks.
  const options = editor as unknown as Options;
  options.setOption("extraKeys", {
    ...(options.getOption("extraKeys") as object),
    Tab: false,
    "Shift-Tab": false,
    "Ctrl-Enter": ask,
    "Cmd-Enter": ask,
  });
  const field = editor.getInputField();
  field.setAttribute("aria-label", "SPARQL query");
  field.setAttribute("aria-describedby", "editor-keys");
  return {
    get text() {
      return editor.getValue();
    },
    set text(value: string) {
      editor.setValue(value);
    },
    refresh: () => editor.refresh(),
  };
}

/** Make prefixes known to the editor, which otherwise marks each line that uses one. */
function declare(editor: Yasqe, prefixes: Record<string, string>): void {
  const mode = editor.getDoc().getMode() as { startState?: () => object };
  const start = mode.startState;
  if (!start) return;
  mode.startState = () => ({ ...start(), prefixes: { ...prefixes } });
}

/** The options of CodeMirror, for which the editor's types are too narrow. */
interface Options {
  getOption(name: string): unknown;
  setOption(name: string, value: unknown): void;
}

let registered = false;

function register(terms: TermsData, prefixes: Record<string, string>): void {
  if (registered) return;
  registered = true;
  const classes = terms.classes.map(([iri]) => short(iri, prefixes));
  const used = terms.used.map((iri) => short(iri, prefixes));
  const properties = terms.properties.map(([iri]) => short(iri, prefixes));
  const isClass = (name: string) => /:[A-Z]/.test(name);
  // The editor's own completers ask other hosts; these have what the site has.
  for (const name of Object.keys(Yasqe.Autocompleters)) {
    if (name !== "variables") delete Yasqe.Autocompleters[name];
  }
  Yasqe.defaults.autocompleters = [];
  add("inspectgraph-classes", [...classes, ...used.filter(isClass)], (before) =>
    /(^|[\s;])(a|rdf:type)\s*$/.test(before),
  );
  add(
    "inspectgraph-properties",
    [...properties, ...used.filter((name) => !isClass(name))],
    (before) => !/(^|[\s;])(a|rdf:type)\s*$/.test(before),
  );
}

function add(name: string, words: string[], fits: (before: string) => boolean): void {
  Yasqe.registerAutocompleter({
    name,
    bulk: true,
    autoShow: false,
    get: () => words,
    isValidCompletionPosition: (yasqe) => {
      const cursor = yasqe.getDoc().getCursor();
      const line = yasqe.getDoc().getLine(cursor.line).slice(0, cursor.ch);
      const before = line.replace(/[\w:-]*$/, "");
      return !line.endsWith("?") && !/[?$]\w*$/.test(line) && fits(before);
    },
  });
}

function short(iri: string, prefixes: Record<string, string>): string {
  for (const [name, start] of Object.entries(prefixes)) {
    if (iri.startsWith(start) && /^[\w-]+$/.test(iri.slice(start.length))) {
      return `${name}:${iri.slice(start.length)}`;
    }
  }
  return `<${iri}>`;
}
