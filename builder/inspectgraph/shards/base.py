"""The base of a build: triples that all reports share, and triples inferred from them.

The base consists of the ontology, the registry and the inferred triples. It is made
once for a build. Each report is processed together with the base, but without any other
report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Final

from pyoxigraph import Quad, RdfFormat, Store

from inspectgraph.load import Context
from inspectgraph.model.settings import Settings
from inspectgraph.populate.registry import populate_registry
from inspectgraph.rdf.canonical import graph_triples, text_triple
from inspectgraph.rdf.entailment import RULES, Entailment
from inspectgraph.rdf.inference import infer, rules
from inspectgraph.rdf.iris import graph
from inspectgraph.rdf.store import read_turtle
from inspectgraph.rdf.text_terms import TextTriple, lines
from inspectgraph.rdf.turtle_files import turtle_files

__all__ = ["FIRST_STAGE", "Base", "ontology_quads", "ontology_triples"]

#: The stage of the rules whose conclusions from a report need no other report.
FIRST_STAGE: Final = 1


def ontology_quads() -> Iterator[Quad]:
    """Yield the triples of all ontology files, as quads of the graph `ontology`."""
    for file, _ in turtle_files(files("inspectgraph.ontology"), "ontology"):
        yield from read_turtle(file, graph("ontology"))


@cache
def ontology_triples() -> Sequence[TextTriple]:
    """Return the triples of all ontology files; the files are read once in a process.

    The lexical forms of literals are normalised to the forms that the project writes.
    """
    store = Store()
    store.bulk_extend(ontology_quads())
    return tuple(graph_triples(store, graph("ontology")))


@dataclass(frozen=True)
class Base:
    """The triples that all reports share: the ontology and the registry.

    Attributes:
        context: The records of the registry, and the concepts of the concept schemes.
        ontology: The triples of the ontology.
        registry: The triples of the registry.
        inferred: The triples inferred from the ontology and the registry alone.
        key: The cache key of all these triples.
    """

    context: Context
    ontology: Sequence[TextTriple]
    registry: Sequence[TextTriple]
    inferred: Sequence[TextTriple]
    key: str

    @classmethod
    def of(cls, context: Context, key: str) -> Base:
        """Return the triples that all reports of a project share.

        The registry of the project must have no problems.
        """
        ontology = ontology_triples()
        registry = populate_registry(
            context.registry, context.vocabulary, context.settings
        ).triples
        inferred = _inferred((*ontology, *registry))
        return cls(context, ontology, registry, inferred, key)

    @property
    def triples(self) -> list[TextTriple]:
        """The stated and inferred triples of the ontology and the registry."""
        return [*self.ontology, *self.registry, *self.inferred]

    @property
    def settings(self) -> Settings:
        """The settings of the project, such as the publisher and the base IRI."""
        return self.context.settings

    @cached_property
    def entailment(self) -> Entailment:
        """The object that infers new triples by applying the ontology.

        Each new triple is inferred from one given triple and the ontology.
        """
        return Entailment(self.ontology)


@lru_cache(maxsize=4)
def _inferred(stated: Sequence[TextTriple]) -> Sequence[TextTriple]:
    """Return the triples that are inferred from the ontology and the registry.

    Recent results are cached, in case the program runs several builds.

    Args:
        stated: The triples of the ontology and the registry.
    """
    joins = [rule for rule in rules() if rule.stage == FIRST_STAGE]
    joins = [rule for rule in joins if rule.name not in RULES]
    entailment = Entailment(ontology_triples())
    known = dict.fromkeys(stated)
    number = len(known)
    store, fresh = Store(), list(known)
    while fresh:
        store.bulk_load(lines(fresh), RdfFormat.N_TRIPLES)
        joined = map(text_triple, infer(store, joins))
        fresh = _new([*entailment.conclusions(fresh), *joined], known)
        known.update(dict.fromkeys(fresh))
    return tuple(known)[number:]


def _new(
    triples: Iterable[TextTriple], known: Iterable[TextTriple]
) -> list[TextTriple]:
    """Return the triples that are new, without duplicates.

    A triple is new if it is not among the known triples.
    """
    found = dict.fromkeys(triples)
    for triple in found.keys() & known:
        del found[triple]
    return list(found)
