"""Validate each nanopublication of a TriG file with the library nanopub.

Prints the numbers of all nanopublications, of valid ones, and of faults.
"""

import logging
import sys
from pathlib import Path

from nanopub import Nanopub
from rdflib import ConjunctiveGraph

logging.disable(logging.CRITICAL)
valid = faults = 0
parts: dict[str, ConjunctiveGraph] = {}
whole = ConjunctiveGraph()
whole.parse(Path(sys.argv[1]), format="trig")
for graph in whole.contexts():
    name = str(graph.identifier).partition("#")[0]
    part = parts.setdefault(name, ConjunctiveGraph())
    for triple in graph:
        part.get_context(graph.identifier).add(triple)
for part in parts.values():
    try:
        valid += Nanopub(rdf=part).is_valid
    except Exception as error:
        faults += 1
        print(error, file=sys.stderr)
print(len(parts), valid, faults, sep="\t")
