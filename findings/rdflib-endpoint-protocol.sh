#!/bin/sh
# rdflib-endpoint 0.6.3: content negotiation of CONSTRUCT, and the graphs of the SPARQL protocol.
#
# CONSTRUCT with Accept: text/csv is Turtle under the name text/csv with status 200. The parameters default-graph-uri
# and named-graph-uri (SPARQL 1.1 Protocol, section 2.1.4) are not heeded: rows of other graphs come back.
# Instead: ask CONSTRUCT with Accept: text/turtle, and write FROM in the query.
. "$(dirname "$0")/common.sh"
python_packages rdflib-endpoint==0.6.3 rdflib==7.6.0 httpx==0.28.1
run_python <<'PY'
import logging

import rdflib
from fastapi.testclient import TestClient
from rdflib_endpoint import SparqlEndpoint

logging.disable(50)
dataset = rdflib.Dataset(default_union=True)
dataset.parse(data="@prefix : <http://example.org/> . :one { :a :p 1 } :two { :b :p 2 }", format="trig")
client = TestClient(SparqlEndpoint(graph=dataset))


def asked(query, accept, **more):
    answer = client.get("/", params={"query": query, **more}, headers={"accept": accept})
    return answer.status_code, answer.headers["content-type"].partition(";")[0], answer.text


for accept in ("text/turtle", "text/csv"):
    code, kind, text = asked("CONSTRUCT WHERE { ?s ?p ?o }", accept)
    print("CONSTRUCT", accept, "->", code, kind, "| Turtle:", text.lstrip().startswith("@prefix"))
select = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"
for more in ({}, {"default-graph-uri": "http://example.org/one"}):
    print("SELECT", more, "->", asked(select, "text/csv", **more)[2].split())
from_one = "SELECT ?o FROM <http://example.org/one> { ?s ?p ?o } ORDER BY ?o"
print("SELECT with FROM ->", asked(from_one, "text/csv")[2].split())
PY

expect <<'TEXT'
CONSTRUCT text/turtle -> 200 text/turtle | Turtle: True
CONSTRUCT text/csv -> 200 text/csv | Turtle: True
SELECT {} -> ['o', '1', '2']
SELECT {'default-graph-uri': 'http://example.org/one'} -> ['o', '1', '2']
SELECT with FROM -> ['o', '1']
TEXT
