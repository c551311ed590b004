"""Infer super-classes, super-properties and inverse properties, each from one triple.

These three rules give nearly all inferred triples. Each rule needs only one triple of
the graph at a time. So this module reads the graph once, and gives the same triples as
the CONSTRUCT queries of `queries/rules`. A test compares the results. The module
`inference` applies the rules that need several triples.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from inspectgraph.rdf.namespaces import OWL, RDF, RDFS
from inspectgraph.rdf.text_terms import TextTriple

__all__ = ["RULES", "Entailment"]

#: The rules that this module replaces, by the names of their files.
RULES: Final = frozenset({"inverse-properties", "sub-classes", "sub-properties"})

_TYPE: Final = str(RDF.type)
_SUB_CLASS: Final = str(RDFS.subClassOf)
_SUB_PROPERTY: Final = str(RDFS.subPropertyOf)
_INVERSE: Final = str(OWL.inverseOf)

#: A property, and whether its triple has subject and object exchanged.
_Conclusion = tuple[str, bool]


class Entailment:
    """Infers triples, each from one given triple and the axioms of an ontology.

    >>> ontology = [("<b>", str(OWL.inverseOf), "<a>"), ("<b>", str(RDFS.subPropertyOf), "<c>")]
    >>> Entailment(ontology).conclusions([("<x>", "<a>", "<y>")])
    [('<y>', '<b>', '<x>'), ('<y>', '<c>', '<x>')]
    """

    def __init__(self, ontology: Iterable[TextTriple]) -> None:
        """Collect super-classes, super-properties and inverses from the ontology."""
        classes: defaultdict[str, set[str]] = defaultdict(set)
        properties: defaultdict[str, set[str]] = defaultdict(set)
        inverses: defaultdict[str, set[str]] = defaultdict(set)
        for subject, predicate, value in ontology:
            if predicate == _SUB_CLASS:
                classes[subject].add(value)
            elif predicate == _SUB_PROPERTY:
                properties[subject].add(value)
            elif predicate == _INVERSE:
                inverses[subject].add(value)
                inverses[value].add(subject)
        self._classes = {name: _named_above(name, classes) for name in classes}
        known = {*properties, *inverses}
        self._of_links = {name: _of_link(name, properties, inverses) for name in known}
        self._of_literals = {name: _of_link(name, properties, {}) for name in known}

    def conclusions(self, triples: Collection[TextTriple]) -> list[TextTriple]:
        """Return each entailed triple once, but leave out the given triples.

        The result follows the order of the given triples.
        """
        stated = set(triples)
        found: dict[TextTriple, None] = {}
        for triple in triples:
            for conclusion in self._from(triple):
                if conclusion not in stated:
                    found[conclusion] = None
        return list(found)

    def _from(self, triple: TextTriple) -> Iterator[TextTriple]:
        """Yield the triples that one triple entails."""
        subject, predicate, value = triple
        if predicate == _TYPE:
            for above in self._classes.get(value, ()):
                yield subject, _TYPE, above
        table = self._of_literals
        if value[0] == "<":
            table = self._of_links
        for name, exchanged in table.get(predicate, ()):
            if exchanged:
                yield value, name, subject
            else:
                yield subject, name, value


def _named_above(name: str, above: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Return the super-classes of a class, sorted, without blank nodes."""
    found: set[str] = set()
    fresh = [name]
    while fresh:
        near = above.get(fresh.pop(), set()) - found
        found |= near
        fresh += near
    return tuple(sorted(one for one in found if one[0] == "<"))


def _of_link(
    name: str, above: Mapping[str, set[str]], inverses: Mapping[str, set[str]]
) -> tuple[_Conclusion, ...]:
    """Return the properties that a property entails, sorted.

    Each property comes with a flag. The flag is true if subject and object are
    exchanged in the entailed triple, as for an inverse property.
    """
    found: set[_Conclusion] = {(name, False)}
    fresh = list(found)
    while fresh:
        current, exchanged = fresh.pop()
        near = {(one, exchanged) for one in above.get(current, ())}
        near |= {(one, not exchanged) for one in inverses.get(current, ())}
        fresh += near - found
        found |= near
    found.discard((name, False))
    return tuple(sorted(found))
