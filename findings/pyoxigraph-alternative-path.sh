#!/bin/sh
# pyoxigraph 0.5.13: an alternative path gives one row where both properties lead to the same value.
#
# SPARQL 1.1 (section 9.3) translates `:label|:name` to a UNION, which keeps duplicates: two rows. rdflib 7.6.0 gives
# two. So COUNT over such a path differs between engines.
# Instead: write the UNION where rows are counted, or COUNT(DISTINCT ?value), which is the same in both.
. "$(dirname "$0")/common.sh"
python_packages pyoxigraph==0.5.13 rdflib==7.6.0
run_python <<'PY'
import pyoxigraph
import rdflib

DATA = '@prefix : <http://example.org/> . :theme :label "Housing" ; :name "Housing" .'
store = pyoxigraph.Store()
store.load(DATA.encode(), pyoxigraph.RdfFormat.TURTLE)
graph = rdflib.Graph().parse(data=DATA, format="turtle")
for count, pattern in (("*", ":theme :label|:name ?value"), ("DISTINCT ?value", ":theme :label|:name ?value"),
                       ("*", "{ :theme :label ?value } UNION { :theme :name ?value }")):
    query = "PREFIX : <http://example.org/> SELECT (COUNT(%s) AS ?rows) { %s }" % (count, pattern)
    rows = next(store.query(query))["rows"].value, next(iter(graph.query(query))).rows
    print(f"COUNT({count})", pattern, "| pyoxigraph", rows[0], "| rdflib", rows[1])
PY

expect <<'TEXT'
COUNT(*) :theme :label|:name ?value | pyoxigraph 1 | rdflib 2
COUNT(DISTINCT ?value) :theme :label|:name ?value | pyoxigraph 1 | rdflib 1
COUNT(*) { :theme :label ?value } UNION { :theme :name ?value } | pyoxigraph 2 | rdflib 2
TEXT
