#!/bin/sh
# pyoxigraph 0.5.13: `substitutions` reach neither a sub-query that does not select the variable nor BIND.
#
# The value appears in the rows all the same, so that a row with a value of another subject looks right. rdflib 7.6.0
# (initBindings) reaches both. Neither is part of SPARQL.
# Instead: write VALUES ?area { :netherford } in the query, inside of each sub-query.
. "$(dirname "$0")/common.sh"
python_packages pyoxigraph==0.5.13 rdflib==7.6.0
run_python <<'PY'
import pyoxigraph
import rdflib

DATA = "@prefix : <http://example.org/> . :netherford :visits 1 . :saltmere :visits 2 ."
store = pyoxigraph.Store()
store.load(DATA.encode(), pyoxigraph.RdfFormat.TURTLE)
graph = rdflib.Graph().parse(data=DATA, format="turtle")
area = "http://example.org/netherford"
given = {pyoxigraph.Variable("area"): pyoxigraph.NamedNode(area)}
for pattern in ("?area :visits ?visits", "{ SELECT ?area ?visits { ?area :visits ?visits } }",
                "{ SELECT ?visits { ?area :visits ?visits } }", "BIND(?area AS ?same) ?same :visits ?visits"):
    query = "PREFIX : <http://example.org/> SELECT ?area ?visits { %s } ORDER BY ?visits" % pattern
    one = [f"{row['area'].value[19:]} {row['visits'].value}" for row in store.query(query, substitutions=given)]
    other = [f"{row.area[19:]} {row.visits}" for row in graph.query(query, initBindings={"area": rdflib.URIRef(area)})]
    print(pattern, "| pyoxigraph", one, "| rdflib", other)
PY

expect <<'TEXT'
?area :visits ?visits | pyoxigraph ['netherford 1'] | rdflib ['netherford 1']
{ SELECT ?area ?visits { ?area :visits ?visits } } | pyoxigraph ['netherford 1'] | rdflib ['netherford 1']
{ SELECT ?visits { ?area :visits ?visits } } | pyoxigraph ['netherford 1', 'netherford 2'] | rdflib ['netherford 1']
BIND(?area AS ?same) ?same :visits ?visits | pyoxigraph ['netherford 1', 'netherford 2'] | rdflib ['netherford 1']
TEXT
