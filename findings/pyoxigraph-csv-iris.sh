#!/bin/sh
# pyoxigraph 0.5.13: an IRI with a comma is not quoted in CSV results, so that its row has a column too many.
#
# SPARQL 1.1 Query Results CSV (section 3.2) quotes values by RFC 4180, IRIs included. A literal with a comma is quoted.
# Instead: write CSV with a writer that quotes every value that holds a comma; TSV, JSON and XML are not affected.
. "$(dirname "$0")/common.sh"
python_packages pyoxigraph==0.5.13
run_python <<'PY'
import csv
import io

import pyoxigraph

QUERY = 'SELECT ?iri ?text { VALUES (?iri ?text) { (<http://example.org/a,b> "a,b") } }'
results = pyoxigraph.Store().query(QUERY)
text = results.serialize(format=pyoxigraph.QueryResultsFormat.CSV).decode()
for row in csv.reader(io.StringIO(text, newline="")):
    print(len(row), "columns:", " | ".join(row))
PY

expect <<'TEXT'
2 columns: iri | text
3 columns: http://example.org/a | b | a,b
TEXT
