/** The SPARQL page: named questions with forms, an editor, and the answer. */
import { allParameters, onReturn, parameter, remember } from "../common/address";
import { element } from "../common/html";
import type { Site, SiteFacts } from "../common/site";
import { loading } from "../common/states";
import type { Question } from "./bind";
import { chartIn } from "./chart";
import { editorIn, type Editor } from "./editor";
import { engineOf, type Engine, type RawAnswer } from "./engine";
import { fieldsOf, filled, type QuestionsData } from "./form";
import { asCsv, asLinks, asTable, rowsOf, withColumns, type Rows } from "./results";

const START = `# The reports of each framework
SELECT ?framework (COUNT(?report) AS ?reports) WHERE {
  ?report a insp:Report ; insp:reportOf/insp:framework/skos:prefLabel ?framework .
}
GROUP BY ?framework
ORDER BY ?framework`;

const VIEWS = ["table", "chart", "links"] as const;

export async function mount(place: HTMLElement, site: Site): Promise<void> {
  const ready = loading(place, "Loading the query editor …");
  const [facts, data, engine] = await Promise.all([
    site.facts(),
    site.json<QuestionsData>("explorer/questions.json"),
    engineOf(site),
  ]);
  const page = new SparqlPage(site, facts, data, engine);
  const parts = page.elements();
  await page.open();
  ready();
  place.replaceChildren(...parts);
  page.restore();
  onReturn(() => page.restore());
}

class SparqlPage {
  private editor: Editor = { text: "", refresh: () => undefined };
  private answer: RawAnswer | null = null;
  private rows: Rows | null = null;
  private readonly chooser = element("select", { name: "question" });
  private readonly fields = element("form", { className: "fields", "aria-label": "Parameters" });
  private readonly about = element("p", { className: "quiet measure" });
  private readonly box = element("div", { className: "editor" });
  private readonly status = element("p", { className: "quiet", role: "status" });
  private readonly output = element("div", { className: "answer" });
  private readonly query = element("details");
  private readonly run = element("button", { type: "button", className: "main" }, "Ask");
  private readonly halt = element("button", { type: "button", hidden: true }, "Stop");

  constructor(
    private readonly site: Site,
    private readonly facts: SiteFacts,
    private readonly data: QuestionsData,
    private readonly engine: Engine,
  ) {}

  /** Return the parts of the page. */
  elements(): HTMLElement[] {
    this.chooser.append(element("option", { value: "" }, "a query of your own"));
    for (const one of this.data.questions) {
      const title = one.title.charAt(0).toUpperCase() + one.title.slice(1);
      this.chooser.append(element("option", { value: one.name }, title));
    }
    const label = element("label");
    label.append(element("span", {}, "Question"), this.chooser);
    const choice = element("div", { className: "fields" });
    choice.append(label);
    this.chooser.addEventListener("change", () => {
      remember({ ...cleared(), question: this.chooser.value }, true);
      this.restore();
    });
    this.fields.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.ask();
    });
    this.fields.addEventListener("change", () => this.fill());
    this.run.addEventListener("click", () => void this.ask());
    this.halt.addEventListener("click", () => this.engine.stop());
    const keys = element(
      "p",
      { className: "quiet", id: "editor-keys" },
      "Ctrl+Space completes, Ctrl+Enter asks, Tab leaves the editor. The prefixes of the" +
        " project need no declaration.",
    );
    const buttons = element("p", { className: "buttons" });
    buttons.append(this.run, this.halt);
    const words = element("p", { className: "quiet" }, this.engine.words);
    this.query.append(element("summary", {}, "The query"), this.box, keys);
    this.query.addEventListener("toggle", () => this.editor.refresh());
    return [
      choice, this.about, this.fields, this.query, buttons, this.status, this.output, words,
    ];
  }

  /** Put the editor, or a plain field if it cannot be loaded, into the page. */
  async open(): Promise<void> {
    try {
      this.editor = await editorIn(this.box, this.site, this.facts, () => void this.ask());
    } catch {
      const field = element("textarea", { rows: 14, "aria-label": "SPARQL query" });
      this.box.replaceChildren(field);
      this.editor = {
        get text() {
          return field.value;
        },
        set text(value: string) {
          field.value = value;
        },
        refresh: () => undefined,
      };
    }
  }

  /** Show the state in the address. */
  restore(): void {
    const question = this.question();
    this.chooser.value = question?.name ?? "";
    this.about.textContent = question?.question ?? "";
    this.fields.replaceChildren(
      ...(question ? fieldsOf(question, this.data.values, allParameters()) : []),
    );
    this.fields.hidden = !question?.parameters.length;
    this.output.replaceChildren();
    this.status.textContent = "";
    const own = parameter("query");
    this.query.open = !question || own !== "";
    if (question && !own) this.editor.text = this.queryOf(question);
    else this.editor.text = own || START;
    if (!question && parameter("question")) {
      const words = `There is no question “${parameter("question")}”; choose one from the list.`;
      this.status.textContent = words;
    } else if (parameter("ask") || (question && this.hasValues(question))) void this.ask(false);
  }

  private question(): Question | undefined {
    return this.data.questions.find((one) => one.name === parameter("question"));
  }

  private hasValues(question: Question): boolean {
    return question.parameters.some((one) => parameter(one.name));
  }

  private filled(question: Question): ReturnType<typeof filled> {
    return filled(question, allParameters(), this.data.values, this.facts.base);
  }

  private queryOf(question: Question): string {
    const found = this.filled(question);
    return withoutHeader("query" in found ? found.query : question.text);
  }

  /** Write the values of the fields into the address and the query. */
  private fill(): void {
    const question = this.question();
    if (!question) return;
    const values = new FormData(this.fields);
    const given = question.parameters.map((one) => [one.name, String(values.get(one.name) ?? "")]);
    remember({ ...Object.fromEntries(given), query: "" }, true);
    this.editor.text = this.queryOf(question);
  }

  private async ask(step = true): Promise<void> {
    const question = this.question();
    let isOwn = true;
    if (question) {
      const found = this.filled(question);
      isOwn = this.editor.text !== this.queryOf(question);
      if (!isOwn && "problem" in found) {
        this.status.textContent = found.problem;
        this.fields.querySelector<HTMLElement>(":invalid")?.focus();
        return;
      }
    }
    if (step) remember({ query: isOwn ? this.editor.text : "", ask: "1" }, true);
    this.run.disabled = true;
    this.halt.hidden = false;
    this.output.replaceChildren();
    const begun = performance.now();
    try {
      this.answer = await this.engine.ask(this.editor.text, (words) => {
        this.status.textContent = words;
      });
      this.rows = rowsOf(this.answer);
      if (this.rows && question && !isOwn) this.rows = withColumns(this.rows, question.columns);
      const time = ((performance.now() - begun) / 1000).toFixed(1);
      this.status.textContent = `Answered in ${time} s.`;
      await this.show();
    } catch (error) {
      this.failed(error);
    } finally {
      this.run.disabled = false;
      this.halt.hidden = true;
    }
  }

  private failed(error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    this.status.textContent = "";
    const line = element("p", { className: "notice explorer-failed", role: "alert" });
    line.textContent =
      why === "stopped"
        ? "Stopped. Ask again, or make the query narrower, for instance with LIMIT 100."
        : `There is no answer: ${why}. Correct the query and ask again; a named question` +
          " has an example.";
    this.output.replaceChildren(line);
  }

  /** Show the answer in the form that the address names. */
  private async show(): Promise<void> {
    if (!this.answer) return;
    if (!this.rows) {
      const text = element("pre", { tabIndex: 0 });
      text.append(element("code", {}, this.answer.body));
      this.output.replaceChildren(this.downloads(), text);
      return;
    }
    if (!this.rows.rows.length) {
      this.output.replaceChildren(
        element(
          "p",
          { className: "notice" },
          "No rows. Not every report is held here, and those that were curated for" +
            " their grades only have no findings here.",
        ),
      );
      return;
    }
    const shown = VIEWS.find((one) => one === parameter("as")) ?? "table";
    const body = element("div");
    this.output.replaceChildren(this.views(shown), this.downloads(), body);
    if (shown === "chart") await chartIn(body, this.rows);
    else if (shown === "links") body.append(asLinks(this.rows, this.site, this.facts));
    else body.append(asTable(this.rows, this.site, this.facts));
  }

  private views(shown: string): HTMLElement {
    const names = { table: "Table", chart: "Chart", links: "List of links" };
    const group = element("fieldset", { className: "choices" });
    group.append(element("legend", {}, "Show the answer as"));
    for (const one of VIEWS) {
      const label = element("label");
      const input = element("input", { type: "radio", name: "as", value: one });
      input.checked = one === shown;
      input.addEventListener("change", () => {
        remember({ as: one === "table" ? "" : one }, true);
        void this.show().then(() =>
          this.output.querySelector<HTMLElement>("input[name=as]:checked")?.focus(),
        );
      });
      label.append(input, names[one]);
      group.append(label);
    }
    return group;
  }

  private downloads(): HTMLElement {
    const line = element("p", { className: "buttons" });
    const { rows, answer } = this;
    if (rows) line.append(button("Download CSV", () => save("answer.csv", "text/csv", asCsv(rows))));
    if (answer) {
      const ending = answer.type.includes("json") ? "json" : "ttl";
      const words = `Download ${ending === "json" ? "JSON" : "Turtle"}`;
      line.append(button(words, () => save(`answer.${ending}`, answer.type, answer.body)));
    }
    const query = this.editor.text;
    line.append(button("Download the query", () => save("query.rq", "application/sparql-query", query)));
    const share = button("Copy the link", () => {
      void navigator.clipboard.writeText(location.href).then(() => {
        share.textContent = "Link copied";
      });
    });
    if (navigator.clipboard) line.append(share);
    return line;
  }
}

/** Return the query of a question without its header. */
function withoutHeader(text: string): string {
  return text.replace(/^(#\+.*\n)+\s*/, "");
}

/** Return all parameters of the address without values. */
function cleared(): Record<string, string> {
  return Object.fromEntries(Object.keys(allParameters()).map((name) => [name, ""]));
}

function button(words: string, act: () => void): HTMLButtonElement {
  const made = element("button", { type: "button" }, words);
  made.addEventListener("click", act);
  return made;
}

function save(name: string, type: string, text: string): void {
  const href = URL.createObjectURL(new Blob([text], { type }));
  const link = element("a", { href, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}
