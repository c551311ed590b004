#!/bin/sh
# Four SHACL engines: dates of different types, and a constraint whose name is misspelt.
#
# pyshacl 0.40.1, pyshacl-turbo 0.6.5, shacl-rust 0.2.12 and pyshifty 0.5.1 on the same data and shapes.
# "2008"^^xsd:gYear against a date, and a date against a dateTime, cannot be compared in SPARQL, so that
# sh:lessThanOrEquals reports them (SHACL 4.5.4); pyshacl compares the second pair, pyshifty refuses two years, too.
# A property of a shape that SHACL does not know is no constraint, so that a misspelt one passes in silence in three.
# Instead: one datatype a property, stated by sh:datatype, and shapes that are checked by sh:closed shapes of their own.
. "$(dirname "$0")/common.sh"
python_packages pyshacl==0.40.1 pyshacl-turbo==0.6.5 shacl-rust==0.2.12 pyshifty==0.5.1 rdflib==7.6.0
run_python <<'PY'
import logging

import pyshacl
import pyshacl_turbo
import rdflib
import shacl_rust
import shifty

logging.disable(50)
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DATES = PREFIXES + """
:days a :T ; :from "2008-07-22"^^xsd:date ; :until "2008-07-23"^^xsd:date .
:backwards a :T ; :from "2008-07-23"^^xsd:date ; :until "2008-07-22"^^xsd:date .
:year-and-day a :T ; :from "2008"^^xsd:gYear ; :until "2008-12-31"^^xsd:date .
:years a :T ; :from "2008"^^xsd:gYear ; :until "2009"^^xsd:gYear .
:day-and-time a :T ; :from "2008-07-22"^^xsd:date ; :until "2008-07-23T00:00:00"^^xsd:dateTime .
:S a sh:NodeShape ; sh:targetClass :T ; sh:property [ sh:path :from ; sh:lessThanOrEquals :until ] ."""
MISSPELT = PREFIXES + """:x a :T .
:S a sh:NodeShape ; sh:targetClass :T ; sh:property [ sh:path :name ; sh:minCuont 1 ] ."""


def by_pyshacl(text):
    return pyshacl.validate(rdflib.Graph().parse(data=text, format="turtle"))[1].objects(None, SH.focusNode)


def by_turbo(text):
    formats = {"data_graph_format": "turtle", "shacl_graph_format": "turtle"}
    return pyshacl_turbo.validate(text, shacl_graph=text, **formats)[1].objects(None, SH.focusNode)


def by_rust(text):
    return [result["focusNode"] for result in shacl_rust.validate(text, text)["results"]]


def by_shifty(text):
    return [violation.focus_node for violation in shifty.validate_algebra(text, text).violations]


def reported(engine, text):
    try:
        return " ".join(sorted({str(node).strip("<>").rsplit("/", 1)[-1] for node in engine(text)})) or "nothing"
    except Exception as error:
        return f"raises {type(error).__name__}"


ENGINES = {"pyshacl": by_pyshacl, "pyshacl-turbo": by_turbo, "shacl-rust": by_rust, "pyshifty": by_shifty}
for name, engine in ENGINES.items():
    print(name, "| dates:", reported(engine, DATES), "| sh:minCuont:", reported(engine, MISSPELT))
PY

expect <<'TEXT'
pyshacl | dates: backwards year-and-day | sh:minCuont: nothing
pyshacl-turbo | dates: backwards day-and-time year-and-day | sh:minCuont: raises NotImplementedError
shacl-rust | dates: backwards day-and-time year-and-day | sh:minCuont: nothing
pyshifty | dates: backwards day-and-time year-and-day years | sh:minCuont: nothing
TEXT
