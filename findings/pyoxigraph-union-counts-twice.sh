#!/bin/sh
# pyoxigraph 0.5.13: a triple of two named graphs is two rows of their union.
#
# SPARQL 1.1 (section 13.2) makes the default graph of a query "the RDF merge of the graphs": a set, in which a triple
# occurs once. The union and FROM twice give two rows instead, so that every COUNT and SUM counts the triple twice.
# rdflib 7.6.0 with default_union=True gives one row. CONSTRUCT gives one triple in both.
# Instead: SELECT DISTINCT in a sub-query, or COUNT(DISTINCT ?report).
. "$(dirname "$0")/common.sh"
python_packages pyoxigraph==0.5.13 rdflib==7.6.0
run_python <<'PY'
import pyoxigraph
import rdflib

DATA = """@prefix : <http://example.org/> .
:one { :netherford :reports 3 } :two { :netherford :reports 3 }"""
store = pyoxigraph.Store()
store.load(DATA.encode(), pyoxigraph.RdfFormat.TRIG)
dataset = rdflib.Dataset(default_union=True)
dataset.parse(data=DATA, format="trig")
FROM = "FROM <http://example.org/one> FROM <http://example.org/two>"
for form in ("SELECT * {where}", "SELECT DISTINCT * {where}", f"SELECT * {FROM} {{where}}",
             "CONSTRUCT {{ ?area :has ?count }} {where}"):
    where = "{ ?area :reports ?count }"
    query = "PREFIX : <http://example.org/> " + form.format(where=f"WHERE {where}")
    union = "FROM" not in form
    print(form.format(where="..."), "| pyoxigraph", len(list(store.query(query, use_default_graph_as_union=union))),
          "| rdflib", len(list(dataset.query(query))))
PY

expect <<'TEXT'
SELECT * ... | pyoxigraph 2 | rdflib 1
SELECT DISTINCT * ... | pyoxigraph 1 | rdflib 1
SELECT * FROM <http://example.org/one> FROM <http://example.org/two> ... | pyoxigraph 2 | rdflib 1
CONSTRUCT { ?area :has ?count } ... | pyoxigraph 1 | rdflib 1
TEXT
