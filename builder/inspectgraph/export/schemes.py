"""Write the concept schemes: a Turtle file for each scheme, and one table of all concepts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from inspectgraph.export.columns import (
    IRI,
    Column,
    Table,
    described,
    iris,
    named,
    several,
    text,
)
from inspectgraph.export.csvw import written
from inspectgraph.export.index import Facts
from inspectgraph.export.streams import Streams
from inspectgraph.rdf.canonical import NamedGraph
from inspectgraph.rdf.namespaces import BASE, INSP, SKOS
from inspectgraph.rdf.text_terms import TextTriple
from inspectgraph.rdf.turtle import turtle

__all__ = ["CONCEPTS", "schemes"]


def schemes(graphs: Sequence[NamedGraph]) -> Streams:
    """Return the files of the concept schemes, keyed by path.

    Each concept scheme has a Turtle file. One more file is a table of all concepts.
    """
    triples = _ontology(graphs)
    facts = Facts(triples)
    described = _by_subject(triples)
    content: dict[str, Iterable[bytes]] = {}
    for scheme, members in _members(facts).items():
        own = (triple for iri in members for triple in described.get(iri, ()))
        content[f"{scheme.removeprefix(BASE)}.ttl"] = [turtle(own)]
    return {**content, **written(facts, (CONCEPTS,))}


def _ontology(graphs: Sequence[NamedGraph]) -> list[TextTriple]:
    """Return the triples of the named graph `ontology`."""
    for one in graphs:
        if one.name == "ontology":
            return one.triples
    return []


def _members(facts: Facts) -> dict[str, set[str]]:
    """Return the IRIs in each concept scheme: the scheme itself and its concepts."""
    found = {iri: {iri} for iri in facts.instances(SKOS.ConceptScheme)}
    for concept in facts.linked:
        for scheme in facts.links(concept, SKOS.inScheme):
            found.setdefault(scheme, {scheme}).add(concept)
    return found


def _by_subject(triples: Sequence[TextTriple]) -> dict[str, list[TextTriple]]:
    """Return the triples of each subject, keyed by the subject's IRI."""
    found: dict[str, list[TextTriple]] = {}
    for triple in triples:
        found.setdefault(triple[0][1:-1], []).append(triple)
    return found


def _scheme(facts: Facts, iri: str) -> list[str]:
    """Return the names of the concept schemes of a concept, such as `scale/sif`."""
    return [scheme.removeprefix(BASE) for scheme in facts.links(iri, SKOS.inScheme)]


def _slug(facts: Facts, iri: str) -> list[str]:
    """Return the slug of a concept: the part of the concept's IRI after the IRI of the scheme."""
    return [
        iri.removeprefix(f"{scheme}/") for scheme in facts.links(iri, SKOS.inScheme)
    ]


CONCEPTS: Final = Table(
    "concepts",
    "Every concept of every scheme.",
    (SKOS.Concept,),
    described(
        Column("scheme", "Name of the scheme, as in its IRI.", _scheme),
        Column("concept", "Slug of the concept, as extracts write it.", _slug),
        Column("label", "Preferred label.", text(SKOS.prefLabel)),
        several("other_labels", "Alternative labels.", text(SKOS.altLabel)),
        several(
            "notation", "Number or code printed for the concept.", text(SKOS.notation)
        ),
        Column(
            "rank",
            "Rank of a grade in its scale; 1 is the worst.",
            text(INSP.rank),
            "integer",
        ),
        named("broader", "Broader concepts.", iris(SKOS.broader), several=True),
        Column("definition", "Definition.", text(SKOS.definition)),
        Column("scope", "Scope note.", text(SKOS.scopeNote)),
        IRI,
    ),
)
