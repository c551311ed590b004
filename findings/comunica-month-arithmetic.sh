#!/bin/sh
# Comunica 5.4.1: a date plus a month may land in the month after the next.
#
# XPath (op:add-yearMonthDuration-to-date) gives the last day of the month where the day does not exist, as
# rdflib 7.6.0 and pyoxigraph's subtraction do: 31 January 2008 and a month is 29 February, not 2 March.
# Instead: compare YEAR() and MONTH(), or compute the date in the program that asks.
. "$(dirname "$0")/common.sh"
node_packages @comunica/query-sparql-rdfjs@5.4.1 n3@2.13.12
run_node <<'JS'
import { QueryEngine } from '@comunica/query-sparql-rdfjs';
import { Store } from 'n3';

const engine = new QueryEngine();
const types = 'PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> ';
for (const sum of ['"2008-01-31"^^xsd:date + "P1M"^^xsd:yearMonthDuration', '"2008-01-15"^^xsd:date + "P1M"^^xsd:yearMonthDuration']) {
  const rows = await (await engine.queryBindings(`${types} SELECT (${sum} AS ?day) {}`, { sources: [new Store()] })).toArray();
  console.log(sum, '->', rows[0].get('day')?.value.slice(0, 10));
}
JS

expect <<'TEXT'
"2008-01-31"^^xsd:date + "P1M"^^xsd:yearMonthDuration -> 2008-03-02
"2008-01-15"^^xsd:date + "P1M"^^xsd:yearMonthDuration -> 2008-02-15
TEXT
