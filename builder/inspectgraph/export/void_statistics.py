"""Count triples, classes and properties for the VoID statistics of a dataset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from inspectgraph.rdf.namespaces import BASE, RDF
from inspectgraph.rdf.text_terms import TextTriple

__all__ = ["Figures", "count"]

_TYPE: Final = str(RDF.type)
_OURS: Final = f"<{BASE}"


@dataclass(frozen=True, slots=True)
class Figures:
    """The VoID statistics of a dataset.

    `entities` is the number of subjects in the project's namespace. `classes` has the
    number of instances of each class, and `properties` the number of triples of each
    property.
    """

    triples: int
    subjects: int
    objects: int
    entities: int
    classes: dict[str, int]
    properties: dict[str, int]


def count(triples: Iterable[TextTriple]) -> Figures:
    """Return the statistics of triples; a repeated triple counts once.

    >>> count([("<https://example.org/a>", "<https://example.org/b>", '"c"')]).properties
    {'https://example.org/b': 1}
    """
    unique = set(triples)
    subjects = {subject for subject, _, _ in unique}
    return Figures(
        triples=len(unique),
        subjects=len(subjects),
        objects=len({value for _, _, value in unique}),
        entities=sum(subject.startswith(_OURS) for subject in subjects),
        classes=_by_name(value for _, predicate, value in unique if predicate == _TYPE),
        properties=_by_name(predicate for _, predicate, _ in unique),
    )


def _by_name(terms: Iterable[str]) -> dict[str, int]:
    """Return the number of occurrences of each IRI, sorted by IRI."""
    found: dict[str, int] = {}
    for term, number in sorted(Counter(terms).items()):
        if term[0] == "<":
            found[term[1:-1]] = number
    return found
