// Read a file with N3.js, or JSON-LD with jsonld.js, and print it as N-Quads.
// usage: node read_rdf.mjs n3|jsonld FILE, in a folder that has node_modules
import { createReadStream, readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/package.json`);
const [, , reader, file] = process.argv;

if (reader === "jsonld") {
  const jsonld = require("jsonld");
  const document = JSON.parse(readFileSync(file, "utf8"));
  process.stdout.write(await jsonld.toRDF(document, { format: "application/n-quads" }));
} else {
  const { StreamParser, StreamWriter } = require("n3");
  const formats = { ttl: "text/turtle", nq: "application/n-quads", trig: "application/trig" };
  const format = formats[file.split(".").pop()];
  createReadStream(file)
    .pipe(new StreamParser({ format }))
    .pipe(new StreamWriter({ format: "application/n-quads" }))
    .pipe(process.stdout);
}
