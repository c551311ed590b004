"""Write JSON-LD: each named graph as a `@graph` object, with short keys and names.

IRIs of the project are relative to the base (`theme/housing`). Properties of the
project are plain keys (`note`, `level`), and terms of other vocabularies have a prefix
(`skos:prefLabel`). If all values of a property have one type, the context declares the
type, and the values are plain strings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec

from inspectgraph.rdf.canonical import (
    NamedGraph,
    is_blank,
    labelled,
    natural,
)
from inspectgraph.rdf.iris import current_base
from inspectgraph.rdf.namespaces import DEF, RDF, XSD
from inspectgraph.rdf.prefixes import KNOWN, split
from inspectgraph.rdf.term_parts import lexical
from inspectgraph.rdf.text_terms import TextTriple

__all__ = ["jsonld", "jsonld_document"]

_TYPE: Final = str(RDF.type)
_LITERAL: Final = re.compile(
    r'".*"(?:@(?P<language>[A-Za-z0-9-]+)|\^\^<(?P<datatype>.*)>)?'
)
_LINK: Final = "@id"
#: Datatypes that JSON has as well.
_NATIVE: Final = frozenset({XSD.integer.value, XSD.boolean.value})
#: Types that the context does not declare; "" means values of several types.
_UNDECLARED: Final = _NATIVE | {"", XSD.string.value}
_WHOLE_NUMBER: Final = re.compile(r"0|-?[1-9][0-9]{0,14}")


def jsonld(graphs: Callable[[], Iterable[NamedGraph]]) -> Iterator[bytes]:
    """Yield named graphs as JSON-LD, graph by graph.

    Args:
        graphs: A function that returns the graphs. It is called twice, because the
            context comes first and depends on all terms.
    """
    writer = _Writer()
    for one in graphs():
        writer.learn(one.iri.value, _labelled(one))
    yield _head(writer.context())
    between = b"\n"
    for one in graphs():
        name, nodes = writer.name(one.iri.value), writer.nodes(_labelled(one))
        yield between + _indented({"@id": name, "@graph": nodes}, 2)
        between = b",\n"
    yield b"\n ]\n}\n"


def jsonld_document(triples: Sequence[TextTriple]) -> bytes:
    """Return a few triples as a separate JSON-LD document that has no named graphs."""
    known: Sequence[TextTriple] = triples
    if any(is_blank(start) or is_blank(end) for start, _, end in triples):
        known = labelled(triples)
    writer = _Writer()
    writer.learn(current_base(), known)
    nodes = writer.nodes(known)
    document = {"@context": writer.context(), "@graph": nodes}
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def _labelled(named: NamedGraph) -> list[TextTriple]:
    """Return the triples of a graph; blank nodes get canonical labels."""
    if any(is_blank(start) or is_blank(end) for start, _, end in named.triples):
        return labelled(named.triples, f"{named.name}-")
    return named.triples


def _head(context: dict[str, Any]) -> bytes:
    """Return the beginning of a document, up to the list of its graphs."""
    return b'{\n "@context": ' + _indented(context, 1).lstrip() + b',\n "@graph": ['


def _indented(value: Any, depth: int) -> bytes:
    """Return a value as indented JSON.

    Each line begins with `depth` additional spaces.
    """
    text = msgspec.json.format(msgspec.json.encode(value), indent=1)
    margin = b" " * depth
    return margin + text.replace(b"\n", b"\n" + margin)


class _Writer:
    """A writer of RDF terms as JSON-LD, which also collects the context.

    `kinds` maps each property to the common type of its values: `@id` for links, a
    language such as `@en`, or a datatype. If the types differ, the type is "".
    """

    def __init__(self) -> None:
        self.prefixes: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self.keys: dict[str, str] = {}

    def learn(self, iri: str, triples: Iterable[TextTriple]) -> None:
        """Collect types and prefixes from a graph before the graph is written."""
        self.name(iri)
        names: set[str] = set()
        classes: set[str] = set()
        for subject, predicate, value in triples:
            names.add(subject)
            if predicate == _TYPE:
                classes.add(value)
                continue
            kind = _kind(value)
            if kind == _LINK:
                names.add(value)
            if self.kinds.setdefault(predicate, kind) != kind:
                self.kinds[predicate] = ""
        for name in names:
            self._reference(name)
        for term in (*classes, *self.kinds):
            self.keys[term] = self.term(term[1:-1])

    def context(self) -> dict[str, Any]:
        """Return the JSON-LD context.

        Call this method after all nodes are written, since all prefixes are known only
        then.
        """
        declared = {}
        for predicate in sorted(self.kinds):
            if self.kinds[predicate] not in _UNDECLARED:
                declared[self.keys[predicate]] = self._declaration(predicate)
        start = {"@version": 1.1, "@base": current_base(), "@vocab": DEF}
        return {**start, **dict(sorted(self.prefixes.items())), **declared}

    def nodes(self, triples: Iterable[TextTriple]) -> list[dict[str, Any]]:
        """Return a JSON object for each subject, in natural order."""
        described: dict[str, dict[str, list[str]]] = {}
        for subject, predicate, value in triples:
            described.setdefault(subject, {}).setdefault(predicate, []).append(value)
        return [
            self._node(subject, described[subject])
            for subject in sorted(described, key=natural)
        ]

    def term(self, iri: str) -> str:
        """Return the key of a property or class: its local name, or its name with a prefix."""
        if iri.startswith(DEF):
            return iri.removeprefix(DEF)
        return self._compact(iri)

    def name(self, iri: str) -> str:
        """Return an IRI as a relative IRI, a name with a prefix, or the complete IRI."""
        base = current_base()
        if iri.startswith(base) and iri != base:
            return iri.removeprefix(base)
        return self._compact(iri)

    def _compact(self, iri: str) -> str:
        """Return an IRI shortened by the prefix of a known vocabulary, or else the complete IRI."""
        prefix, namespace = split(iri) or ("", "")
        local = iri.removeprefix(namespace)
        if prefix not in KNOWN:
            return iri
        if not local:
            return iri
        self.prefixes[prefix] = namespace
        return f"{prefix}:{local}"

    def _declaration(self, predicate: str) -> dict[str, str]:
        """Return the context entry of a property whose values all have one type."""
        kind = self.kinds[predicate]
        entry = {"@id": predicate[1:-1]}
        if kind.startswith("@") and kind != _LINK:
            return {**entry, "@language": kind[1:]}
        return {**entry, "@type": kind if kind == _LINK else self._compact(kind)}

    def _node(self, subject: str, described: dict[str, list[str]]) -> dict[str, Any]:
        """Return the JSON object of a subject: its id, its classes, and its sorted properties."""
        node: dict[str, Any] = {"@id": self._reference(subject)}
        if classes := described.pop(_TYPE, None):
            node["@type"] = _one_or_all([self.keys[one] for one in sorted(classes)])
        for predicate in sorted(described):
            kind = self.kinds[predicate]
            values = sorted(described[predicate], key=natural)
            written = [self._value(value, kind) for value in values]
            node[self.keys[predicate]] = _one_or_all(written)
        return node

    def _value(self, value: str, declared: str) -> Any:
        """Return a value as JSON.

        If the context declares the type of the value, the result is a plain value.
        Otherwise it is an object.
        """
        kind = _kind(value)
        if kind == _LINK:
            name = self._reference(value)
            if declared:
                return name
            return {"@id": name}
        text = lexical(value)
        if kind in _NATIVE:
            return _native(text, kind)
        if declared:
            return text
        if kind == XSD.string.value:
            return text
        if kind[0] == "@":
            return {"@value": text, "@language": kind[1:]}
        return {"@value": text, "@type": kind}

    def _reference(self, term: str) -> str:
        """Return the short name of an IRI, or the label of a blank node."""
        if is_blank(term):
            return term
        return self.name(term[1:-1])


def _native(text: str, kind: str) -> Any:
    """Return an integer or boolean as a JSON value.

    If JSON cannot keep the lexical form, as in `007`, the result is an object with this
    lexical form.
    """
    if kind == XSD.boolean.value and text in {"true", "false"}:
        return text == "true"
    if kind == XSD.integer.value and _WHOLE_NUMBER.fullmatch(text):
        return int(text)
    return {"@value": text, "@type": kind}


def _kind(value: str) -> str:
    """Return the type of a term: `@id`, a language such as `@en`, or a datatype."""
    if value[0] != '"':
        return _LINK
    found = _LITERAL.fullmatch(value)
    if found is None:
        return XSD.string.value
    if found["language"]:
        return f"@{found['language']}"
    return found["datatype"] or XSD.string.value


def _one_or_all(values: list[Any]) -> Any:
    """Return the only value of a list, or the whole list if it has several values."""
    if len(values) == 1:
        return values[0]
    return values
