#!/bin/sh
# shacl-rust 0.2.12: sh:qualifiedValueShape counts no literal, so that correct data is reported.
#
# SHACL 4.7.3 counts the values that conform to the shape, literals among them. pyshacl 0.40.1 counts them.
# With IRIs both engines agree. "One English label" is the usual constraint of this kind.
# Instead: sh:languageIn with sh:uniqueLang and sh:minCount, where every label has one of the languages.
. "$(dirname "$0")/common.sh"
python_packages shacl-rust==0.2.12 pyshacl==0.40.1 rdflib==7.6.0
run_python <<'PY'
import logging

import pyshacl
import rdflib
import shacl_rust

logging.disable(50)
TEXT = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://example.org/> .
:housing a :Theme ; :label "Housing"@en , "Logement"@fr ; :broader :life .
:life a :Top .
:S a sh:NodeShape ; sh:targetClass :Theme ; sh:property [ sh:path %s ;
  sh:qualifiedValueShape [ %s ] ; sh:qualifiedMinCount 1 ] ."""
for path, shape in ((":label", 'sh:languageIn ( "en" )'), (":label", 'sh:pattern "^H"'), (":broader", "sh:class :Top")):
    text = TEXT % (path, shape)
    one = len(shacl_rust.validate(text, text)["results"])
    graph = rdflib.Graph().parse(data=text, format="turtle")
    other = pyshacl.validate(graph)[1]
    results = len(list(other.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult)))
    print(path, shape, "| shacl-rust", one, "results | pyshacl", results, "results")
PY

expect <<'TEXT'
:label sh:languageIn ( "en" ) | shacl-rust 1 results | pyshacl 0 results
:label sh:pattern "^H" | shacl-rust 1 results | pyshacl 0 results
:broader sh:class :Top | shacl-rust 0 results | pyshacl 0 results
TEXT
