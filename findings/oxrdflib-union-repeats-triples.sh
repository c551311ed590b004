#!/bin/sh
# oxrdflib 0.5.0: the union of a Dataset repeats a triple of two graphs, and its length disagrees with its triples.
#
# With rdflib's own store the same calls agree with each other. So a count changes with the store behind the API.
# Instead: set(dataset.triples(...)), or SELECT DISTINCT.
. "$(dirname "$0")/common.sh"
python_packages oxrdflib==0.5.0 rdflib==7.6.0 pyoxigraph==0.5.13
run_python <<'PY'
from rdflib import Dataset, Namespace

EX = Namespace("http://example.org/")
for store in ("default", "Oxigraph"):
    dataset = Dataset(store=store, default_union=True)
    for graph in (EX.one, EX.two):
        dataset.graph(graph).add((EX.finding, EX.theme, EX.housing))
    everything = (None, None, None)
    print(store, "| len", len(dataset), "| triples", len(list(dataset.triples(everything))),
          "| set of triples", len(set(dataset.triples(everything))),
          "| rows", len(dataset.query("SELECT * { ?s ?p ?o }")),
          "| distinct rows", len(dataset.query("SELECT DISTINCT * { ?s ?p ?o }")))
PY

expect <<'TEXT'
default | len 1 | triples 1 | set of triples 1 | rows 1 | distinct rows 1
Oxigraph | len 1 | triples 2 | set of triples 1 | rows 2 | distinct rows 1
TEXT
