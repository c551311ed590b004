// Read networks with graphology: `node benchmarks/network_readers.mjs FILE.gexf FILE.graphml ...`
//
// Run it in a folder with `npm install graphology graphology-gexf graphology-graphml`.
// It prints nodes, edges, nodes without a label, and the sum of the weights of each file.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "package.json"));
const { MultiGraph } = require("graphology");
const gexf = require("graphology-gexf");
const graphml = require("graphology-graphml");

for (const file of process.argv.slice(2)) {
  const format = file.endsWith(".gexf") ? gexf : graphml;
  const graph = format.parse(MultiGraph, readFileSync(file, "utf8"), { addMissingNodes: false });
  let nameless = 0;
  let weight = 0;
  graph.forEachNode((_, attributes) => (nameless += attributes.label ? 0 : 1));
  graph.forEachEdge((_, attributes) => (weight += Number(attributes.weight ?? 0)));
  console.log(`${file}: ${graph.order} nodes, ${graph.size} edges, ${nameless} without a label, weight ${weight}`);
}
