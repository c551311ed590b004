import SparqlWorker from "./worker?worker&inline";

/** Return the worker that holds the graph, from the single file itself. */
export function makeWorker(): Worker {
  return new SparqlWorker();
}
