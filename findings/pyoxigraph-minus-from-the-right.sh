#!/bin/sh
# pyoxigraph 0.5.11 and earlier: `a - b - c` is a - (b - c), and `a / b / c` is a / (b / c); 0.5.12 and
# rdflib 7.6.0 read from the left.
#
# In the grammar of SPARQL 1.1 (rule 116, AdditiveExpression) operators of one rank go from the left. A query that counts
# days as a difference of years, months and days gives wrong numbers without an error, and right ones after an update.
# Instead: brackets, or a BIND for each side.
. "$(dirname "$0")/common.sh"
python_packages rdflib==7.6.0
cat > program.py <<'PY'
import pyoxigraph

for expression in ("10 - 3 - 2", "10 - 3 + 2", "12 / 3 / 2", "(10 - 3) - 2"):
    rows = pyoxigraph.Store().query("SELECT (%s AS ?x) {}" % expression)
    print(pyoxigraph.__version__, expression, "=", next(rows)[0].value)
PY
for release in 0.5.11 0.5.12; do
    venv/bin/python -m pip install -qq --disable-pip-version-check pyoxigraph==$release
    venv/bin/python program.py >> seen.txt
done
venv/bin/python - >> seen.txt <<'PY'
import rdflib

print("rdflib 7.6.0 10 - 3 - 2 =", next(iter(rdflib.Graph().query("SELECT (10 - 3 - 2 AS ?x) {}")))[0])
PY

expect <<'TEXT'
0.5.11 10 - 3 - 2 = 9
0.5.11 10 - 3 + 2 = 5
0.5.11 12 / 3 / 2 = 8
0.5.11 (10 - 3) - 2 = 5
0.5.12 10 - 3 - 2 = 5
0.5.12 10 - 3 + 2 = 9
0.5.12 12 / 3 / 2 = 2
0.5.12 (10 - 3) - 2 = 5
rdflib 7.6.0 10 - 3 - 2 = 5
TEXT
