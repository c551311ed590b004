"""Find undeclared terms and invalid literals in the triples of one report.

The module `vocabulary_use` makes this check for a whole store.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import suppress
from datetime import date
from functools import lru_cache
from typing import Final, cast

from pyoxigraph import Literal, NamedNode

from inspectgraph.rdf.namespaces import RDF, RDFS, SHAPE, XSD
from inspectgraph.rdf.term_parts import lexical
from inspectgraph.rdf.text_terms import TextTriple
from inspectgraph.rdf.triple_index import TripleIndex
from inspectgraph.validate.compiled.literals import usual_form
from inspectgraph.validate.compiled.unit import stored_term
from inspectgraph.validate.findings import Finding, Severity

__all__ = ["TermCheck"]

_TYPE: Final = str(RDF.type)
_LABEL: Final = str(RDFS.label)
_OWL: Final = "http://www.w3.org/2002/07/owl#"
#: The classes of declarations.
_DECLARING: Final = (
    f"<{RDFS.base}Datatype>",
    *(
        f"<{_OWL}{name}>"
        for name in (
            "AnnotationProperty",
            "Class",
            "DatatypeProperty",
            "DeprecatedClass",
            "DeprecatedProperty",
            "ObjectProperty",
            "OntologyProperty",
        )
    ),
)
_DATE: Final = f'"^^{XSD.date}'
_DAY: Final = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _is_day(term: str) -> bool:
    """Return whether a term is an `xsd:date` literal with an existing date."""
    day = term[1:].removesuffix(_DATE)
    if not term.endswith(_DATE) or not _DAY.fullmatch(day):
        return False
    with suppress(ValueError):
        return bool(date.fromisoformat(day))
    return False


_IS_USUAL: Final = [
    *(
        usual_form(str(kind))
        for kind in (XSD.integer, XSD.decimal, XSD.boolean, XSD.nonNegativeInteger)
    ),
    _is_day,
]


class TermCheck:
    """Checks triples for undeclared terms and invalid literals."""

    def __init__(self, ontology: TripleIndex) -> None:
        """Find the terms that the triples of the ontology declare."""
        found: set[str] = set()
        for kind in _DECLARING:
            found.update(ontology.subjects(_TYPE, kind))
        self._declared = frozenset(term for term in found if term[0] == "<")
        self._known = self._declared | {_TYPE, _LABEL}

    def findings(self, triples: Collection[TextTriple]) -> list[Finding]:
        """Return the findings on undeclared terms and invalid literals in the given triples."""
        return [*self._unknown(triples), *_invalid(triples)]

    def _unknown(self, triples: Collection[TextTriple]) -> Iterator[Finding]:
        if not self._declared:
            return
        used = {predicate for _, predicate, _ in triples}
        used |= {value for _, key, value in triples if key == _TYPE and value[0] == "<"}
        unknown = used - self._known
        if unknown:  # the list of built-in terms takes long to import
            unknown -= _built_in()
        for triple in triples if unknown else ():
            if triple[1] in unknown:
                yield self._finding(triple[1], triple)
            if triple[1] == _TYPE and triple[2] in unknown:
                yield self._finding(triple[2], triple)

    def _finding(self, term: str, triple: TextTriple) -> Finding:
        from inspectgraph.validate.vocabulary_use import KNOWN_TERM, unknown_message

        declared = [NamedNode(lexical(one)) for one in self._declared]
        return _about(
            triple, KNOWN_TERM, unknown_message(NamedNode(lexical(term)), declared)
        )


@lru_cache(maxsize=1)
def _built_in() -> frozenset[str]:
    """Return the terms that need no declaration in the ontology."""
    from inspectgraph.validate.vocabulary_use import BUILT_IN

    return frozenset(map(str, BUILT_IN))


def _invalid(triples: Collection[TextTriple]) -> Iterator[Finding]:
    """Yield a finding for each literal that is invalid or whose datatype is unknown."""
    for triple in triples:
        value = triple[2]
        if (
            value[0] != '"'
            or value[-1] != ">"
            or any(test(value) for test in _IS_USUAL)
        ):
            continue
        if fault := _fault(value):
            from inspectgraph.validate.vocabulary_use import VALID_LITERAL

            yield _about(triple, VALID_LITERAL, fault)


@lru_cache(maxsize=4096)
def _fault(literal: str) -> str:
    """Return a message on the fault of a literal, or an empty text if the literal is valid."""
    from inspectgraph.validate.vocabulary_use import literal_fault

    return literal_fault(cast("Literal", stored_term(literal)))


def _about(triple: TextTriple, shape: str, message: str) -> Finding:
    """Return a finding about a triple, with a given shape and message."""
    subject, predicate, value = triple
    return Finding(
        severity=Severity.VIOLATION,
        message=message,
        code=shape.removeprefix(SHAPE),
        shape=shape,
        focus=lexical(subject) if subject[0] == "<" else "",
        path=lexical(predicate),
        value=stored_term(value),
        component=f"{SHAPE}TermConstraintComponent",
    )
