#!/bin/sh
# pyoxigraph 0.5.13: one row without a value empties SUM, AVG, MIN, MAX, GROUP_CONCAT and COUNT of an expression.
#
# SPARQL 1.1 (section 18.5.1) passes errors on to the aggregates, so that an empty SUM may be defended; COUNT leaves
# errors out by definition, also those of an expression: COUNT(?days * 2) is 2 here, while rdflib 7.6.0 counts all three
# rows. rdflib leaves the row out of the other aggregates, so that the same query gives two different tables.
# Instead: FILTER(BOUND(?days)), or COALESCE inside of the aggregate.
. "$(dirname "$0")/common.sh"
python_packages pyoxigraph==0.5.13 rdflib==7.6.0
run_python <<'PY'
import pyoxigraph
import rdflib

DATA = """@prefix : <http://example.org/> .
:netherford :visit :first, :second, :third . :first :days 5 . :second :days 7 ."""
WHERE = "WHERE { :netherford :visit ?visit OPTIONAL { ?visit :days ?days } %s }"
QUERY = "PREFIX : <http://example.org/> SELECT (%s AS ?value) " + WHERE
store = pyoxigraph.Store()
store.load(DATA.encode(), pyoxigraph.RdfFormat.TURTLE)
graph = rdflib.Graph().parse(data=DATA, format="turtle")
for aggregate in ("SUM(?days)", "AVG(?days)", "MIN(?days)", "MAX(?days)", "COUNT(?days)",
                  "COUNT(?days * 2)", "GROUP_CONCAT(?days)", "SUM(COALESCE(?days, 0))"):
    one = next(store.query(QUERY % (aggregate, "")))["value"]
    other = next(iter(graph.query(QUERY % (aggregate, "")))).value
    print(aggregate, "| pyoxigraph", one and one.value, "| rdflib", other)
print("with FILTER:", next(store.query(QUERY % ("MIN(?days)", "FILTER(BOUND(?days))")))["value"].value)
PY

expect <<'TEXT'
SUM(?days) | pyoxigraph None | rdflib 12
AVG(?days) | pyoxigraph None | rdflib 6
MIN(?days) | pyoxigraph None | rdflib 5
MAX(?days) | pyoxigraph None | rdflib 7
COUNT(?days) | pyoxigraph 2 | rdflib 2
COUNT(?days * 2) | pyoxigraph None | rdflib 3
GROUP_CONCAT(?days) | pyoxigraph None | rdflib 5 7
SUM(COALESCE(?days, 0)) | pyoxigraph 12 | rdflib 12
with FILTER: 5
TEXT
