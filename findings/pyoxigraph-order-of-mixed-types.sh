#!/bin/sh
# pyoxigraph 0.5.13: numbers come out of order as soon as a text is in the column.
#
# SPARQL 1.1 (section 15.1) leaves the order of a number and a text open, but numbers among themselves are ordered by
# `<`. Here values of different types are compared by their lexical forms, which is not transitive.
# Instead: ORDER BY a number, xsd:decimal(?value), and put the texts first or last by a second key.
. "$(dirname "$0")/common.sh"
python_packages pyoxigraph==0.5.13
run_python <<'PY'
from pyoxigraph import Store

TYPES = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
QUERY = TYPES + 'SELECT ?value { VALUES ?value { 10 "9" 9.5 100 "2008-07-22"^^xsd:date true } } ORDER BY %s'
ONLY = TYPES + "SELECT ?value { VALUES ?value { 10 9.5 100 } } ORDER BY ?value"
for name, query in (("mixed", QUERY % "?value"), ("numbers only", ONLY),
                    ("by the number", QUERY % "xsd:decimal(STR(?value)) STR(?value)")):
    print(name, "->", [row["value"].value for row in Store().query(query)])
PY

expect <<'TEXT'
mixed -> ['10', '9', '9.5', '100', '2008-07-22', 'true']
numbers only -> ['9.5', '10', '100']
by the number -> ['2008-07-22', 'true', '9', '9.5', '10', '100']
TEXT
