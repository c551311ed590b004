// Ask one SELECT or ASK query of all graphs of an N-Quads file with Comunica, and print the rows as JSON.
// usage: node ask.mjs FILE.nq QUERY.rq, in a folder that has node_modules
import { createReadStream, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/package.json`);
const { QueryEngine } = require("@comunica/query-sparql-rdfjs");
const { Store, StreamParser } = require("n3");

const [, , file, query] = process.argv;
const store = new Store();
await new Promise((resolve, reject) => {
  const quads = createReadStream(file).pipe(new StreamParser({ format: "application/n-quads" }));
  store.import(quads).on("end", resolve).on("error", reject);
});
const text = readFileSync(query, "utf8");
const result = await new QueryEngine().query(text, { sources: [store], unionDefaultGraph: true });
const names = (await result.metadata()).variables.map((one) => one.variable ?? one);
const rows = await (await result.execute()).toArray();
const cells = rows.map((row) => names.map((name) => row.get(name)?.value ?? null));
process.stdout.write(JSON.stringify(cells));
