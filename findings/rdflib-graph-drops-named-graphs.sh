#!/bin/sh
# rdflib 7.6.0: N-Quads, TriG and JSON-LD with named graphs read into a Graph are an empty graph.
#
# Nothing is raised or logged. A Dataset holds the quads, but its triples() and its queries see none of them unless
# it is made with default_union=True.
# Instead: Dataset(default_union=True).parse(...).
. "$(dirname "$0")/common.sh"
python_packages rdflib==7.6.0
run_python <<'PY'
from rdflib import Dataset, Graph

TEXTS = {
    "nquads": '<http://example.org/a> <http://example.org/p> "1" <http://example.org/g> .\n',
    "trig": '@prefix : <http://example.org/> . :g { :a :p "1" }',
    "json-ld": '{"@context": {"@vocab": "http://example.org/", "@base": "http://example.org/"},'
               ' "@id": "g", "@graph": [{"@id": "a", "p": "1"}]}',
}
MAKERS = {"Graph()": Graph, "Dataset()": Dataset, "Dataset(default_union=True)": lambda: Dataset(default_union=True)}
for form, text in TEXTS.items():
    for name, make in MAKERS.items():
        graph = make()
        graph.parse(data=text, format=form)
        triples = len(list(graph.triples((None, None, None))))
        print(form, name, "| triples", triples, "| rows", len(graph.query("SELECT * { ?s ?p ?o }")))
PY

expect <<'TEXT'
nquads Graph() | triples 0 | rows 0
nquads Dataset() | triples 0 | rows 0
nquads Dataset(default_union=True) | triples 1 | rows 1
trig Graph() | triples 0 | rows 0
trig Dataset() | triples 0 | rows 0
trig Dataset(default_union=True) | triples 1 | rows 1
json-ld Graph() | triples 0 | rows 0
json-ld Dataset() | triples 0 | rows 0
json-ld Dataset(default_union=True) | triples 1 | rows 1
TEXT
