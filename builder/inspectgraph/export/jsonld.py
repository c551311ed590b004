"""JSON-LD of the whole: the named graphs as `@graph` objects, under a context that keeps keys and names short.

Names of ours are relative to the base (`theme/housing`), our own terms are bare keys
(`note`, `level`), those of others have their prefix (`skos:prefLabel`). A property
whose values are all of one kind is declared so in the context, and its values are plain
strings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from inspectgraph.export.index import lexical
from inspectgraph.rdf.canonical import (
    NamedGraph,
    TextTriple,
    is_blank,
    labelled,
    natural,
)
from inspectgraph.rdf.namespaces import BASE, DEF, RDF, XSD
from inspectgraph.rdf.prefixes import KNOWN, split

__all__ = ["jsonld"]

_TYPE: Final = str(RDF.type)
_LITERAL: Final = re.compile(
    r'".*"(?:@(?P<language>[A-Za-z0-9-]+)|\^\^<(?P<datatype>.*)>)?'
)
_LINK: Final = "@id"
_WHOLE_NUMBER: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")


def jsonld(graphs: Sequence[NamedGraph]) -> bytes:
    """Return named graphs as JSON-LD."""
    named = [(one.iri.value, labelled(one.triples, f"{one.name}-")) for one in graphs]
    writer = _Writer(triple for _, triples in named for triple in triples)
    content = [
        {"@id": writer.name(iri), "@graph": writer.nodes(triples)}
        for iri, triples in named
    ]
    document = {"@context": writer.context(), "@graph": content}
    return (json.dumps(document, indent=1, ensure_ascii=False) + "\n").encode()


class _Writer:
    """The context of a document, and how terms are written under it.

    `kinds` holds for each property the one kind that all its values have, or nothing
    where they differ: a link, a language (`@en`), or a datatype.
    """

    def __init__(self, triples: Iterable[TextTriple]) -> None:
        self.prefixes: dict[str, str] = {}
        found: dict[str, set[str]] = {}
        for _, predicate, value in triples:
            found.setdefault(predicate, set()).add(_kind(value))
        found.pop(_TYPE, None)
        self.kinds = {
            predicate: kinds.pop() if len(kinds) == 1 else ""
            for predicate, kinds in found.items()
        }
        self.keys = {predicate: self.term(predicate[1:-1]) for predicate in found}

    def context(self) -> dict[str, Any]:
        """Return the context; it knows every prefix only when all nodes have been written."""
        declared = {
            self.keys[predicate]: self._declaration(predicate)
            for predicate in sorted(self.kinds)
            if self.kinds[predicate]
            not in {"", XSD.string.value, XSD.integer.value, XSD.boolean.value}
        }
        start = {"@version": 1.1, "@base": BASE, "@vocab": DEF}
        return {**start, **dict(sorted(self.prefixes.items())), **declared}

    def nodes(self, triples: Iterable[TextTriple]) -> list[dict[str, Any]]:
        """Return what is said of each subject, in order."""
        described: dict[str, dict[str, list[str]]] = {}
        for subject, predicate, value in triples:
            described.setdefault(subject, {}).setdefault(predicate, []).append(value)
        return [
            self._node(subject, described[subject])
            for subject in sorted(described, key=natural)
        ]

    def term(self, iri: str) -> str:
        """Return a class or property as the context knows it."""
        return iri.removeprefix(DEF) if iri.startswith(DEF) else self._compact(iri)

    def name(self, iri: str) -> str:
        """Return the name of a thing: one of ours is relative to the base."""
        return (
            iri.removeprefix(BASE)
            if iri.startswith(BASE) and iri != BASE
            else self._compact(iri)
        )

    def _compact(self, iri: str) -> str:
        """Return an IRI of a known vocabulary with its prefix, any other in full."""
        prefix, namespace = split(iri) or ("", "")
        local = iri.removeprefix(namespace)
        if prefix not in KNOWN or not local:
            return iri
        self.prefixes[prefix] = namespace
        return f"{prefix}:{local}"

    def _declaration(self, predicate: str) -> dict[str, str]:
        """Return the entry of the context for a property whose values are all of one kind."""
        kind = self.kinds[predicate]
        entry = {"@id": predicate[1:-1]}
        if kind.startswith("@") and kind != _LINK:
            return {**entry, "@language": kind[1:]}
        return {**entry, "@type": kind if kind == _LINK else self._compact(kind)}

    def _node(self, subject: str, described: dict[str, list[str]]) -> dict[str, Any]:
        """Return one subject: its name, its classes, its other properties by their IRIs."""
        node: dict[str, Any] = {"@id": self._reference(subject)}
        if kinds := described.pop(_TYPE, None):
            node["@type"] = _one_or_all(
                [self.term(kind[1:-1]) for kind in sorted(kinds)]
            )
        for predicate in sorted(described):
            kind = self.kinds[predicate]
            values = sorted(described[predicate], key=natural)
            node[self.keys[predicate]] = _one_or_all(
                [self._value(value, kind) for value in values]
            )
        return node

    def _value(self, value: str, declared: str) -> Any:
        """Return a value: plain where the context says what it is, else as an object that says so itself."""
        kind = _kind(value)
        if kind == _LINK:
            name = self._reference(value)
            return name if declared else {"@id": name}
        text = lexical(value)
        if kind == XSD.integer.value and _WHOLE_NUMBER.fullmatch(text):
            return int(text)
        if kind == XSD.boolean.value and text in {"true", "false"}:
            return text == "true"
        if kind == XSD.string.value or (
            declared and kind not in {XSD.integer.value, XSD.boolean.value}
        ):
            return text
        return (
            {"@value": text, "@language": kind[1:]}
            if kind[0] == "@"
            else {"@value": text, "@type": kind}
        )

    def _reference(self, term: str) -> str:
        return term if is_blank(term) else self.name(term[1:-1])


def _kind(value: str) -> str:
    """Return what kind of value a term is: a link, a language, or a datatype."""
    if value[0] != '"':
        return _LINK
    found = _LITERAL.fullmatch(value)
    if found and found["language"]:
        return f"@{found['language']}"
    return found["datatype"] if found and found["datatype"] else XSD.string.value


def _one_or_all(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
