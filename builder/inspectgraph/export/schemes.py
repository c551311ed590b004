"""The vocabularies by themselves: each SKOS scheme in a Turtle file of its own, and all concepts in one table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from inspectgraph.export.csvw import Column, Table, label, several, text, written
from inspectgraph.export.index import Facts
from inspectgraph.rdf.canonical import NamedGraph, TextTriple
from inspectgraph.rdf.namespaces import BASE, INSP, SKOS
from inspectgraph.rdf.turtle import turtle

__all__ = ["schemes"]

_IN_SCHEME: Final = str(SKOS.inScheme)


def schemes(graphs: Sequence[NamedGraph]) -> dict[str, bytes]:
    """Return every scheme as Turtle and the table of concepts with its description, by path."""
    triples = [
        triple
        for named in graphs
        if named.name == "ontology"
        for triple in named.triples
    ]
    facts = Facts(triples)
    members: dict[str, set[str]] = {
        f"<{iri}>": set() for iri in facts.instances(SKOS.ConceptScheme)
    }
    for subject, predicate, value in triples:
        if predicate == _IN_SCHEME:
            members.setdefault(value, set()).add(subject)
    described: dict[str, list[TextTriple]] = {}
    for triple in triples:
        described.setdefault(triple[0], []).append(triple)
    content = {
        f"{scheme[1:-1].removeprefix(BASE)}.ttl": turtle(
            triple
            for subject in (scheme, *concepts)
            for triple in described.get(subject, ())
        )
        for scheme, concepts in members.items()
    }
    return {**content, **written(facts, (_CONCEPTS,))}


def _scheme(facts: Facts, iri: str) -> list[str]:
    return [scheme.removeprefix(BASE) for scheme in facts.links(iri, SKOS.inScheme)]


def _slug(facts: Facts, iri: str) -> list[str]:
    """Return the last part of a concept's IRI, after its scheme's."""
    return [
        iri.removeprefix(f"{scheme}/") for scheme in facts.links(iri, SKOS.inScheme)
    ]


_CONCEPTS: Final = Table(
    "concepts",
    "Every concept of every scheme.",
    (SKOS.Concept,),
    (
        Column("scheme", "The scheme, as in the IRI.", _scheme),
        Column("concept", "The concept's short name, as extracts write it.", _slug),
        Column("label", "What people call it.", text(SKOS.prefLabel)),
        several("other_labels", "What it is called as well.", text(SKOS.altLabel)),
        several(
            "notation", "The digit or code that is printed for it.", text(SKOS.notation)
        ),
        Column(
            "rank",
            "Of a grade, its rank in the scale; 1 is worst.",
            text(INSP.rank),
            "integer",
        ),
        several("broader", "The broader concepts.", label(SKOS.broader)),
        Column("definition", "What it means.", text(SKOS.definition)),
        Column("scope", "How it is used.", text(SKOS.scopeNote)),
        Column("iri", "The IRI in the graph.", lambda _facts, iri: [iri], "anyURI"),
    ),
)
