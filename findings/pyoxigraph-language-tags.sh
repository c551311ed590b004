#!/bin/sh
# pyoxigraph 0.5.13: language tags are stored in small letters, and LANG compares them letter by letter.
#
# RDF 1.1 allows to normalise tags. A filter that names the tag as the file writes it, LANG(?label) = "en-GB", finds
# nothing in the one engine and the label in rdflib 7.6.0.
# Instead: LANGMATCHES(LANG(?label), "en-GB"), which heeds no case, or "en" for every English.
. "$(dirname "$0")/common.sh"
python_packages pyoxigraph==0.5.13 rdflib==7.6.0
run_python <<'PY'
import pyoxigraph
import rdflib

DATA = '<http://example.org/theme> <http://example.org/label> "Neighbourhoods"@en-GB .'
store = pyoxigraph.Store()
store.load(DATA.encode(), pyoxigraph.RdfFormat.TURTLE)
graph = rdflib.Graph().parse(data=DATA, format="turtle")
print("stored | pyoxigraph", next(iter(store)).object.language, "| rdflib", next(graph.objects()).language)
for test in ('LANG(?label) = "en-GB"', 'LANG(?label) = "en-gb"', 'LANGMATCHES(LANG(?label), "en-GB")'):
    query = "SELECT ?label { ?theme ?property ?label FILTER(%s) }" % test
    print(test, "| pyoxigraph", len(list(store.query(query))), "| rdflib", len(graph.query(query)))
PY

expect <<'TEXT'
stored | pyoxigraph en-gb | rdflib en-GB
LANG(?label) = "en-GB" | pyoxigraph 0 | rdflib 1
LANG(?label) = "en-gb" | pyoxigraph 1 | rdflib 0
LANGMATCHES(LANG(?label), "en-GB") | pyoxigraph 1 | rdflib 1
TEXT
