#!/bin/sh
# Comunica 4.5.0: COUNT of a variable that no row of a group binds has no value.
#
# SPARQL 1.1 (18.5.1.2): Count is the number of values that are bound and no error, here 0; rdflib, pyoxigraph and
# Comunica 5.4.1 give 0.
# Instead: SUM(IF(BOUND(?x), 1, 0)).
# Needs Node 20 or later.
. "$(dirname "$0")/common.sh"
node_packages @comunica/query-sparql-file@4.5.0 n3@2.13.12
run_node <<'JS'
import { QueryEngine } from "@comunica/query-sparql-file";
import { Parser, Store } from "n3";

const data = "@prefix : <http://e/> . :a a :School ; :pupil :p . :b a :School .";
const engine = new QueryEngine(), store = new Store(new Parser().parse(data));
for (const count of ["COUNT(?x)", "COUNT(DISTINCT ?x)", "COUNT(*)", "SUM(IF(BOUND(?x), 1, 0))"]) {
  const query = `PREFIX : <http://e/> SELECT ?s (${count} AS ?n) { ?s a :School OPTIONAL { ?s :pupil ?x } } GROUP BY ?s ORDER BY ?s`;
  const rows = await (await engine.queryBindings(query, { sources: [store] })).toArray();
  console.log(count, rows.map((row) => row.get("n")?.value ?? "no value").join(", "));
}
JS

expect <<'TEXT'
COUNT(?x) 1, no value
COUNT(DISTINCT ?x) 1, no value
COUNT(*) 1, 1
SUM(IF(BOUND(?x), 1, 0)) 1, 0
TEXT
