// Read a GraphML or GEXF file with graphology, and print the numbers of nodes and edges.
// usage: node read_network.mjs FILE, in a folder that has node_modules
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/package.json`);
const { MultiDirectedGraph } = require("graphology");

const file = process.argv[2];
const { parse } = require(file.endsWith(".gexf") ? "graphology-gexf" : "graphology-graphml");
const graph = parse(MultiDirectedGraph, readFileSync(file, "utf8"));
process.stdout.write(`${graph.order}\t${graph.size}\n`);
