/** The graph in the browser: a store in a worker, so that the page stays responsive. */
import init, { Store } from "oxigraph/web";

/** A request of the page to the worker. */
export type Request =
  | { id: number; kind: "load"; graph: ArrayBuffer; base: string }
  | { id: number; kind: "query"; query: string };

/** An answer of the worker. */
export type Reply =
  | { id: number; ok: true; size: number }
  | { id: number; ok: true; type: string; body: string }
  | { id: number; ok: false; message: string };

let store: Store | null = null;
let base = "";

async function unpacked(bytes: ArrayBuffer): Promise<Uint8Array> {
  const start = new Uint8Array(bytes, 0, Math.min(2, bytes.byteLength));
  // A server may have unpacked the file already, by Content-Encoding.
  if (start[0] !== 0x1f || start[1] !== 0x8b) return new Uint8Array(bytes);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function answer(request: Request): Promise<Reply> {
  const { id } = request;
  if (request.kind === "load") {
    await init();
    const made = new Store();
    base = request.base;
    made.load(await unpacked(request.graph), {
      format: "application/trig",
      base_iri: base,
      no_transaction: true,
    });
    store = made;
    return { id, ok: true, size: made.size };
  }
  if (!store) throw new Error("the graph is not loaded");
  const options = { base_iri: base, use_default_graph_as_union: true };
  const form = /^(?:\s|#[^\n]*\n|PREFIX[^>]*>|BASE[^>]*>)*(\w+)/i.exec(request.query)?.[1];
  const isGraph = /^(construct|describe)$/i.test(form ?? "");
  const type = isGraph ? "text/turtle" : "application/sparql-results+json";
  const body = store.query(request.query, { ...options, results_format: type });
  return { id, ok: true, type, body: String(body) };
}

addEventListener("message", (event: MessageEvent<Request>) => {
  answer(event.data).then(
    (reply) => postMessage(reply),
    (error: unknown) =>
      postMessage({
        id: event.data.id,
        ok: false,
        message: error instanceof Error ? error.message : String(error),
      } satisfies Reply),
  );
});
