// Read a GraphML file with graphology, and print the numbers of nodes and edges.
// usage: node read_graphml.mjs FILE, in a folder that has node_modules
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/package.json`);
const { MultiDirectedGraph } = require("graphology");
const { parse } = require("graphology-graphml");

const graph = parse(MultiDirectedGraph, readFileSync(process.argv[2], "utf8"));
process.stdout.write(`${graph.order}\t${graph.size}\n`);
