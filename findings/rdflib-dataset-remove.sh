#!/bin/sh
# rdflib 7.6.0: Dataset.remove with a triple removes it from every named graph, also where the dataset does not show it.
#
# A Dataset without default_union shows the triples of its default graph only, so that what remove() is asked to
# remove is not there; it goes from all named graphs all the same. An update by SPARQL removes nothing.
# Instead: give the graph, dataset.remove((subject, predicate, object, graph)), or call remove() of that graph.
. "$(dirname "$0")/common.sh"
python_packages rdflib==7.6.0
run_python <<'PY'
from rdflib import Dataset, Namespace

EX = Namespace("http://example.org/")


def filled():
    dataset = Dataset()
    for graph in (EX.one, EX.two):
        dataset.graph(graph).add((EX.finding, EX.theme, EX.housing))
    return dataset


triple = (EX.finding, EX.theme, EX.housing)
dataset = filled()
print("shown before:", len(list(dataset.triples(triple))), "of", len(list(dataset.quads())), "quads")
dataset.remove(triple)
print("left after remove of the triple:", len(list(dataset.quads())))
dataset = filled()
dataset.remove((*triple, EX.one))
print("left after remove of the quad:", len(list(dataset.quads())))
dataset = filled()
dataset.update("DELETE WHERE { ?finding ?theme ?value }")
print("left after DELETE WHERE:", len(list(dataset.quads())))
PY

expect <<'TEXT'
shown before: 0 of 2 quads
left after remove of the triple: 0
left after remove of the quad: 1
left after DELETE WHERE: 2
TEXT
