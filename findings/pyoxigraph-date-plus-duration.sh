#!/bin/sh
# pyoxigraph 0.5.13: whether a date plus a duration has a value depends on the names of the variables.
#
# A sum of ?date and ?duration has a value, the same sum of ?day and ?length has none, in either order; a sum of two
# literals has a value for some days of the year. The sum of an aggregate and a duration has a value in some runs of the
# same query and none in others. A date minus a duration always has a value. SPARQL defines neither; XPath, from which
# the operators come, defines both.
# Instead: subtract the negative duration, ?day - "-P1M"^^xsd:yearMonthDuration.
. "$(dirname "$0")/common.sh"
python_packages pyoxigraph==0.5.13
run_python <<'PY'
from datetime import date, timedelta

from pyoxigraph import Store

TYPES = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
MONTH = '"P1M"^^xsd:yearMonthDuration'
store = Store()


def value(expression, where=""):
    found = next(store.query(f"{TYPES} SELECT ({expression} AS ?value) {{ {where} }}"))["value"]
    return found.value if found else "no value"


for day, length in (("date", "duration"), ("day", "length")):
    where = f'VALUES (?{day} ?{length}) {{ ("2008-01-31"^^xsd:date {MONTH}) }}'
    for expression in (f"?{day} + ?{length}", f"?{length} + ?{day}", f"?{day} - ?{length}"):
        print(expression, "->", value(expression, where))
print('?day - "-P1M" ->', value('?day - "-P1M"^^xsd:yearMonthDuration', 'VALUES ?day { "2008-01-31"^^xsd:date }'))
days = [date(2008, 1, 1) + timedelta(number) for number in range(366)]
for sign in "+-":
    values = [value(f'"{day}"^^xsd:date {sign} "P1D"^^xsd:dayTimeDuration') for day in days]
    print(f"days of 2008 {sign} P1D: {366 - values.count('no value')} of 366 have a value")
grouped = f'SELECT (MIN(?day) + ?length AS ?value) {{ VALUES (?day ?length) {{ ("2008-01-31"^^xsd:date {MONTH}) }} }}'
runs = {next(store.query(f"{TYPES} {grouped} GROUP BY ?length"))["value"] is None for _ in range(200)}
print("MIN(?day) + ?length, the same query 200 times:", "now a value, now none" if len(runs) == 2 else "always alike")
PY

expect <<'TEXT'
?date + ?duration -> 2008-02-29
?duration + ?date -> 2008-02-29
?date - ?duration -> 2007-12-31
?day + ?length -> no value
?length + ?day -> no value
?day - ?length -> 2007-12-31
?day - "-P1M" -> 2008-02-29
days of 2008 + P1D: 203 of 366 have a value
days of 2008 - P1D: 366 of 366 have a value
MIN(?day) + ?length, the same query 200 times: now a value, now none
TEXT
