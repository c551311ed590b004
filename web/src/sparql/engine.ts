/** Where queries are answered: by the service that serves the site, or in the browser. */
import type { Site, SiteFacts } from "../common/site";
import { makeWorker } from "./make-worker";
import type { Reply, Request } from "./worker";

/** The answer to a query: its media type and its text. */
export interface RawAnswer {
  type: string;
  body: string;
}

/** Answers queries. */
export interface Engine {
  /** Words on the place where queries are answered, and on the cost. */
  readonly words: string;
  /** Answer a query, and report progress meanwhile. */
  ask(query: string, progress: (words: string) => void): Promise<RawAnswer>;
  /** Stop the present query. */
  stop(): void;
}

/** Return the engine for a site. */
export async function engineOf(site: Site): Promise<Engine> {
  const facts = await site.facts();
  return facts.endpoint ? new Service(site, facts) : new InBrowser(site, facts);
}

/** Return a query with the declarations of the project's prefixes that it lacks. */
export function withPrefixes(query: string, prefixes: Record<string, string>): string {
  const lacking = Object.entries(prefixes).filter(
    ([name]) =>
      new RegExp(`(^|[^\\w-])${name}:`).test(query) &&
      !new RegExp(`prefix\\s+${name}:`, "i").test(query),
  );
  return lacking.map(([name, iri]) => `PREFIX ${name}: <${iri}>\n`).join("") + query;
}

class Service implements Engine {
  readonly words = "Queries are answered by the service of this site.";
  private control = new AbortController();

  constructor(
    private readonly site: Site,
    private readonly facts: SiteFacts,
  ) {}

  async ask(query: string, progress: (words: string) => void): Promise<RawAnswer> {
    progress("Asking the service …");
    this.control = new AbortController();
    const answer = await fetch(this.site.url(this.facts.endpoint), {
      method: "POST",
      headers: {
        "Content-Type": "application/sparql-query",
        Accept: "application/sparql-results+json, text/turtle;q=0.9",
      },
      body: withPrefixes(query, this.facts.prefixes),
      signal: this.control.signal,
    });
    const body = await answer.text();
    if (!answer.ok) throw new Error(sentence(body) || `the service answered ${answer.status}`);
    const type = (answer.headers.get("Content-Type") ?? "").split(";")[0] ?? "";
    return { type, body };
  }

  stop(): void {
    this.control.abort();
  }
}

/** Return the message in the body of a refusal, which may be JSON. */
function sentence(body: string): string {
  try {
    const found = JSON.parse(body) as { error?: string; message?: string };
    return found.message ?? found.error ?? body;
  } catch {
    return body.trim();
  }
}

class InBrowser implements Engine {
  readonly words: string;
  private worker: Worker | null = null;
  private ready: Promise<void> | null = null;
  private readonly waiting = new Map<number, [(r: Reply) => void, (e: Error) => void]>();
  private last = 0;

  constructor(
    private readonly site: Site,
    private readonly facts: SiteFacts,
  ) {
    const size = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;
    this.words =
      "Queries are answered in your browser. The first one loads the graph" +
      ` (${size(facts.graph.bytes)}, ${size(facts.graph.turtle)} unpacked) and a` +
      " SPARQL engine (1.4 MB).";
  }

  async ask(query: string, progress: (words: string) => void): Promise<RawAnswer> {
    this.ready ??= this.load(progress);
    try {
      await this.ready;
    } catch (error) {
      this.stop();
      throw error;
    }
    progress("Looking for the answer …");
    const full = withPrefixes(query, this.facts.prefixes);
    const reply = await this.send({ id: 0, kind: "query", query: full });
    if (!("body" in reply)) throw new Error("the engine gave no answer");
    return { type: reply.type, body: reply.body };
  }

  stop(): void {
    this.worker?.terminate();
    this.worker = null;
    this.ready = null;
    for (const [, reject] of this.waiting.values()) reject(new Error("stopped"));
    this.waiting.clear();
  }

  private async load(progress: (words: string) => void): Promise<void> {
    progress("Loading the graph …");
    const graph = await this.site.bytes(this.facts.graph.path, (share) =>
      progress(`Loading the graph: ${Math.round(share * 100)} % …`),
    );
    progress("Reading the graph; this takes some seconds …");
    this.worker = makeWorker();
    this.worker.addEventListener("message", (event: MessageEvent<Reply>) => {
      const [resolve, reject] = this.waiting.get(event.data.id) ?? [];
      this.waiting.delete(event.data.id);
      if (event.data.ok) resolve?.(event.data);
      else reject?.(new Error(event.data.message));
    });
    this.worker.addEventListener("error", (event) => {
      for (const [, reject] of this.waiting.values()) {
        reject(new Error(event.message || "the SPARQL engine could not be started"));
      }
    });
    await this.send({ id: 0, kind: "load", graph, base: this.facts.base });
  }

  private send(request: Request): Promise<Reply> {
    const id = (this.last += 1);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, [resolve, reject]);
      this.worker?.postMessage({ ...request, id });
    });
  }
}
