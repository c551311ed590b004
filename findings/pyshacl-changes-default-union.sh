#!/bin/sh
# pyshacl 0.40.1: validate() leaves the caller's Dataset with default_union set to True.
#
# Every query that follows on the same Dataset sees the union of its graphs, and gives other rows than before.
# Instead: keep the value and set it again after the call.
. "$(dirname "$0")/common.sh"
python_packages pyshacl==0.40.1 rdflib==7.6.0
run_python <<'PY'
import pyshacl
import rdflib

SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://example.org/> .
:Shape a sh:NodeShape ; sh:targetClass :Finding ; sh:property [ sh:path :theme ; sh:minCount 1 ] ."""
dataset = rdflib.Dataset()
dataset.parse(data="@prefix : <http://example.org/> . :g { :f a :Finding ; :theme :housing }", format="trig")
shapes = rdflib.Graph().parse(data=SHAPES, format="turtle")


def state():
    return f"default_union {dataset.default_union}, rows {len(dataset.query('SELECT * { ?s ?p ?o }'))}"


print("before:", state())
print("conforms:", pyshacl.validate(dataset, shacl_graph=shapes)[0])
print("after:", state())
PY

expect <<'TEXT'
before: default_union False, rows 0
conforms: True
after: default_union True, rows 2
TEXT
