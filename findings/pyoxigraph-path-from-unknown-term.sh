#!/bin/sh
# pyoxigraph 0.5.13: a path of length zero does not match a term that the store does not hold.
#
# SPARQL 1.1 (section 18.4, ZeroLengthPath) matches a term of the query with itself, also where no triple has it;
# rdflib 7.6.0 does so. Whoever asks for a theme "and all above it" gets no row where the theme is not in the data.
# Instead: BIND(:unknown AS ?start) OPTIONAL { ?start :broader+ ?above }.
. "$(dirname "$0")/common.sh"
python_packages pyoxigraph==0.5.13 rdflib==7.6.0
run_python <<'PY'
import pyoxigraph
import rdflib

DATA = "@prefix : <http://example.org/> . :dental-health :broader :health ."
store = pyoxigraph.Store()
store.load(DATA.encode(), pyoxigraph.RdfFormat.TURTLE)
graph = rdflib.Graph().parse(data=DATA, format="turtle")
for pattern in (":dental-health :broader* ?above", ":health :broader* ?above", ":unknown :broader* ?above",
                ":unknown :broader? ?above", "VALUES ?start { :unknown } ?start :broader* ?above",
                "BIND(:unknown AS ?start) OPTIONAL { ?start :broader+ ?above }"):
    query = "PREFIX : <http://example.org/> SELECT * { %s }" % pattern
    print(pattern, "| pyoxigraph", len(list(store.query(query))), "| rdflib", len(graph.query(query)))
PY

expect <<'TEXT'
:dental-health :broader* ?above | pyoxigraph 2 | rdflib 2
:health :broader* ?above | pyoxigraph 1 | rdflib 1
:unknown :broader* ?above | pyoxigraph 0 | rdflib 1
:unknown :broader? ?above | pyoxigraph 0 | rdflib 1
VALUES ?start { :unknown } ?start :broader* ?above | pyoxigraph 0 | rdflib 1
BIND(:unknown AS ?start) OPTIONAL { ?start :broader+ ?above } | pyoxigraph 1 | rdflib 1
TEXT
