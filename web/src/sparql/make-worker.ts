import SparqlWorker from "./worker?worker";

/** Return the worker that holds the graph; the single file has it inline. */
export function makeWorker(): Worker {
  return new SparqlWorker();
}
