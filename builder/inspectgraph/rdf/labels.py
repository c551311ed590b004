"""The words of the vocabularies: labels, printed digits and ranks of the concepts of every scheme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from inspectgraph.files.text import Source
from inspectgraph.rdf.namespaces import BASE, INSP, SKOS

__all__ = ["Concept", "Schemes", "read_schemes"]


@dataclass(slots=True)
class Concept:
    """A concept: what it is called, the digit as printed, its rank (1 is worst) and the broader concept's slug."""

    slug: str
    label: str = ""
    others: list[str] = field(default_factory=list)
    notation: str = ""
    rank: int = 0
    broader: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All labels, the preferred one first."""
        return (self.label, *self.others)


#: The concepts of each scheme by slug; schemes are called as in their IRI: `theme`,
#: `scale/sif`.
Schemes = Mapping[str, Mapping[str, Concept]]


def read_schemes(folder: Source | None = None) -> Schemes:
    """Read the concepts of all schemes of a folder, or of those that the package carries."""
    source = (
        files("inspectgraph.ontology").joinpath("schemes") if folder is None else folder
    )
    schemes: dict[str, dict[str, Concept]] = {}
    for file in sorted(source.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".ttl"):
            for name, concepts in _read(file.read_bytes()).items():
                schemes.setdefault(name, {}).update(concepts)
    return schemes


def _read(turtle: bytes) -> dict[str, dict[str, Concept]]:
    """Return the concepts of one file by scheme and slug."""
    found: dict[str, Concept] = {}
    schemes: dict[str, dict[str, Concept]] = {}
    for triple in parse(turtle, RdfFormat.TURTLE):
        if not isinstance(triple.subject, NamedNode):
            continue
        iri = triple.subject.value
        concept = found.setdefault(iri, Concept(iri.rsplit("/", 1)[-1]))
        value = triple.object
        if isinstance(value, Literal):
            _name(concept, triple.predicate, value.value)
        elif isinstance(value, NamedNode) and triple.predicate == SKOS.broader:
            concept.broader = value.value.rsplit("/", 1)[-1]
        elif isinstance(value, NamedNode) and triple.predicate == SKOS.inScheme:
            schemes.setdefault(value.value.removeprefix(BASE), {})[concept.slug] = (
                concept
            )
    return schemes


def _name(concept: Concept, predicate: NamedNode, text: str) -> None:
    """Note a label, digit or rank of a concept."""
    if predicate == SKOS.prefLabel:
        concept.label = text
    elif predicate == SKOS.altLabel:
        concept.others.append(text)
    elif predicate == SKOS.notation:
        concept.notation = text
    elif predicate == INSP.rank:
        concept.rank = int(text)
