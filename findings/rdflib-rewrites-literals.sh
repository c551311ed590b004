#!/bin/sh
# rdflib 7.6.0: reading changes lexical forms, and a date loses its time zone.
#
# "2008-02-19Z"^^xsd:date and "2008-02-19"^^xsd:date are different values of XML Schema. Nothing is raised or logged.
# Instead: set rdflib.NORMALIZE_LITERALS to False before reading, which keeps most forms.
. "$(dirname "$0")/common.sh"
python_packages rdflib==7.6.0
run_python <<'PY'
import rdflib

FORMS = ('"2008-02-19Z"^^xsd:date', '"+5"^^xsd:integer', '"P1Y14M"^^xsd:duration', '"1"^^xsd:boolean',
         '"1e2"^^xsd:double', '"18.50"^^xsd:decimal', '"2008"^^xsd:gYear')
START = "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . <http://example.org/a> <http://example.org/p> "
for normal in (True, False):
    rdflib.NORMALIZE_LITERALS = normal
    for form in FORMS:
        graph = rdflib.Graph().parse(data=f"{START} {form} .", format="turtle")
        print("NORMALIZE_LITERALS", normal, form, "->", graph.serialize(format="nt").split('"')[1])
PY

expect <<'TEXT'
NORMALIZE_LITERALS True "2008-02-19Z"^^xsd:date -> 2008-02-19
NORMALIZE_LITERALS True "+5"^^xsd:integer -> 5
NORMALIZE_LITERALS True "P1Y14M"^^xsd:duration -> P2Y2M
NORMALIZE_LITERALS True "1"^^xsd:boolean -> true
NORMALIZE_LITERALS True "1e2"^^xsd:double -> 100.0
NORMALIZE_LITERALS True "18.50"^^xsd:decimal -> 18.50
NORMALIZE_LITERALS True "2008"^^xsd:gYear -> 2008
NORMALIZE_LITERALS False "2008-02-19Z"^^xsd:date -> 2008-02-19Z
NORMALIZE_LITERALS False "+5"^^xsd:integer -> +5
NORMALIZE_LITERALS False "P1Y14M"^^xsd:duration -> P1Y14M
NORMALIZE_LITERALS False "1"^^xsd:boolean -> 1
NORMALIZE_LITERALS False "1e2"^^xsd:double -> 1e2
NORMALIZE_LITERALS False "18.50"^^xsd:decimal -> 18.50
NORMALIZE_LITERALS False "2008"^^xsd:gYear -> 2008
TEXT
