#!/bin/sh
# PyLD 3.3.0: the escape \u007F of N-Quads is not read, so that canonical forms differ between engines.
#
# RDFC-1.0 writes the delete character as \u007F. PyLD takes that for six characters and writes the backslash twice, so
# that its canonical form is one of another text. pyoxigraph 0.5.13 reads and writes the same text.
# Instead: hash with one engine on both sides.
. "$(dirname "$0")/common.sh"
python_packages PyLD==3.3.0 pyoxigraph==0.5.13
run_python <<'PY'
import pyoxigraph
from pyld import jsonld

TEXT = '<http://example.org/a> <http://example.org/p> "before\\u007Fafter" .\n'
FORMAT = "application/n-quads"


def by_pyld(text):
    return jsonld.normalize(text, {"algorithm": "URDNA2015", "inputFormat": FORMAT, "format": FORMAT})


def by_pyoxigraph(text):
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(text, pyoxigraph.RdfFormat.N_QUADS))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return pyoxigraph.serialize(dataset, format=pyoxigraph.RdfFormat.N_QUADS).decode()


for name, canonical in (("PyLD", by_pyld), ("pyoxigraph", by_pyoxigraph)):
    once = canonical(TEXT)
    print(name, "| value", once.split('"')[1], "| stable", canonical(once) == once)
PY

expect <<'TEXT'
PyLD | value before\\u007Fafter | stable True
pyoxigraph | value before\u007Fafter | stable True
TEXT
