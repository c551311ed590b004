#!/bin/sh
# pyoxigraph 0.5.13 and PyLD 3.3.0: a JSON number with the type xsd:decimal becomes no decimal.
#
# JSON-LD 1.1 API (section 8.2.2) writes a number with a fraction as a double, 1.85E1, whatever the type of the term;
# "1.85E1"^^xsd:decimal is ill-typed, and no engine computes with it. rdflib 7.6.0 writes 18.5.
# Instead: write decimals as strings, "18.5".
. "$(dirname "$0")/common.sh"
python_packages pyoxigraph==0.5.13 PyLD==3.3.0 rdflib==7.6.0
run_python <<'PY'
import json

import pyoxigraph
import rdflib
from pyld import jsonld

for value in (18.5, "18.5"):
    document = {"@context": {"rate": {"@id": "http://example.org/rate",
                                      "@type": "http://www.w3.org/2001/XMLSchema#decimal"}},
                "@id": "http://example.org/a", "rate": value}
    text = json.dumps(document)
    quads = pyoxigraph.serialize(pyoxigraph.parse(text, pyoxigraph.RdfFormat.JSON_LD),
                                 format=pyoxigraph.RdfFormat.N_TRIPLES).decode()
    others = (jsonld.to_rdf(document, {"format": "application/n-quads"}),
              rdflib.Graph().parse(data=text, format="json-ld").serialize(format="nt"))
    print(json.dumps(value), "|", [one.split('"')[1] for one in (quads, *others)], "^^xsd:decimal")
store = pyoxigraph.Store()
query = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT ('1.85E1'^^xsd:decimal + 1 AS ?sum) {}"
print("sum with 1.85E1:", next(store.query(query))["sum"])
PY

expect <<'TEXT'
18.5 | ['1.85E1', '1.85E1', '18.5'] ^^xsd:decimal
"18.5" | ['18.5', '18.5', '18.5'] ^^xsd:decimal
sum with 1.85E1: None
TEXT
