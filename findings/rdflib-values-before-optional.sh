#!/bin/sh
# rdflib 7.6.0: VALUES before OPTIONAL loses the rows for which the optional pattern has no match.
#
# SPARQL 1.1 (section 18.5, LeftJoin) keeps such a row with its variable unbound, as pyoxigraph 0.5.13 does. With BIND
# or a triple pattern in the place of VALUES, rdflib keeps it, too. Nothing is raised or logged.
# Instead: write BIND for one value, or VALUES after the optional pattern.
. "$(dirname "$0")/common.sh"
python_packages rdflib==7.6.0 pyoxigraph==0.5.13
run_python <<'PY'
import pyoxigraph
import rdflib

DATA = "@prefix : <http://example.org/> . :housing a :Theme ; :note 'printed' . :health a :Theme ."
store = pyoxigraph.Store()
store.load(DATA.encode(), pyoxigraph.RdfFormat.TURTLE)
graph = rdflib.Graph().parse(data=DATA, format="turtle")
for pattern in ("VALUES ?theme { :housing :health } OPTIONAL { ?theme :note ?note }",
                "BIND(:health AS ?theme) OPTIONAL { ?theme :note ?note }",
                "?theme a :Theme OPTIONAL { ?theme :note ?note }",
                "OPTIONAL { ?theme :note ?note } VALUES ?theme { :housing :health }",
                "?theme a :Theme OPTIONAL { ?theme :note ?note } VALUES ?theme { :housing :health }"):
    query = "PREFIX : <http://example.org/> SELECT * { %s }" % pattern
    print(pattern, "| pyoxigraph", len(list(store.query(query))), "| rdflib", len(graph.query(query)))
PY

expect <<'TEXT'
VALUES ?theme { :housing :health } OPTIONAL { ?theme :note ?note } | pyoxigraph 2 | rdflib 1
BIND(:health AS ?theme) OPTIONAL { ?theme :note ?note } | pyoxigraph 1 | rdflib 1
?theme a :Theme OPTIONAL { ?theme :note ?note } | pyoxigraph 2 | rdflib 2
OPTIONAL { ?theme :note ?note } VALUES ?theme { :housing :health } | pyoxigraph 1 | rdflib 1
?theme a :Theme OPTIONAL { ?theme :note ?note } VALUES ?theme { :housing :health } | pyoxigraph 2 | rdflib 2
TEXT
