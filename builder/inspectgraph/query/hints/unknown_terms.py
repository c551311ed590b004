"""Hints on IRIs and literals in a user's query that occur nowhere in the graph.

If a property is misspelt, an engine gives no rows and no error. So the graph must
contain each IRI of the query. If an IRI is a property or class in the query, the graph
must use the IRI in the same role. The graph must also contain each literal that is the
object of a triple pattern. Otherwise, a hint proposes the most similar terms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from functools import partial
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from inspectgraph.model.errors import Problem, shorten
from inspectgraph.model.quantities import listed
from inspectgraph.model.suggest import nearest
from inspectgraph.query.patterns import Use, Value, terms_of, values_of
from inspectgraph.query.tokens import place
from inspectgraph.rdf.lookup import Term, holds, solutions
from inspectgraph.rdf.namespaces import DEF, RDF, XSD
from inspectgraph.rdf.prefixes import short

__all__ = ["unknown_terms", "unknown_values"]

#: The datatypes that SPARQL knows, even if the graph has no value with that datatype.
_XSD_NAMES: Final = """
anyURI base64Binary boolean byte date dateTime dateTimeStamp dayTimeDuration decimal
double duration float gDay gMonth gMonthDay gYear gYearMonth hexBinary int integer
language long Name NCName negativeInteger nonNegativeInteger nonPositiveInteger
normalizedString positiveInteger short string time token unsignedByte unsignedInt
unsignedLong unsignedShort yearMonthDuration
"""
_DATATYPES: Final = frozenset(f"{XSD.base}{name}" for name in _XSD_NAMES.split()) | {
    f"{RDF.base}langString"
}

_TERMS_QUERY: Final = {
    "property": "SELECT DISTINCT ?x { ?s ?x ?o }",
    "class": "SELECT DISTINCT ?x { ?s a ?x FILTER(ISIRI(?x)) }",
    "any": (
        "SELECT DISTINCT ?x { { ?x ?p ?o } UNION { ?s ?x ?o } UNION { ?s ?p ?x }"
        " FILTER(ISIRI(?x)) }"
    ),
}
#: The largest number of terms or values that one hint proposes.
_FEW: Final = 3
_ESCAPED: Final = re.compile(
    r"""\\(["'\\tbnrf])|\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})"""
)
_CHARACTERS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def unknown_terms(store: Store, text: str, source: str) -> Iterator[Problem]:
    """Yield a hint for each IRI that does not occur in the graph in the same role.

    The role of an IRI in a query is, for example, property or class.

    Args:
        store: The graph.
        text: The query, which must be valid SPARQL.
        source: The name of the query in messages.
    """
    seen: set[tuple[str, str]] = set()
    for use in terms_of(text, source):
        if (use.iri, use.role) in seen:
            continue
        seen.add((use.iri, use.role))
        if message := _fault(store, use):
            where = place(text, use.token.start, source)
            yield Problem(where, "unknown-term", message)


def unknown_values(store: Store, text: str, source: str) -> Iterator[Problem]:
    """Yield a hint for each literal that no triple in the graph has as its object.

    Args:
        store: The graph.
        text: The query, which must be valid SPARQL.
        source: The name of the query in messages.
    """
    for value in values_of(text, source):
        literal, of = _literal(value), _used_property(store, value.property)
        if literal is None:
            continue
        if _has_value(store, of, literal):
            continue
        message = _no_statement_has(_as_written(literal), of)
        message += _nearest_values(store, of, literal)
        where = place(text, value.token.start, source)
        yield Problem(where, "unknown-term", message)


# Terms


def _fault(store: Store, use: Use) -> str:
    """Return the reason why an IRI in a query has no match, followed by similar IRIs.

    The result is "" if the IRI may match.
    """
    if use.iri in _DATATYPES:
        return ""
    if use.role == "datatype":
        return _datatype_fault(store, use)
    node = NamedNode(use.iri)
    if not _is_known(store, node):
        kind = "is not a term of the ontology"
        if not use.iri.startswith(DEF):
            kind = "occurs nowhere in the graph"
        name = f"no pattern matches the term {_short(use.iri)}: it {kind}"
        return name + _nearest_terms(store, use)
    for check in _FAULTS_OF.get(use.role, (_object_fault,)):
        if message := check(store, use, node):
            return message
    return ""


def _datatype_fault(store: Store, use: Use) -> str:
    """Return a sentence on an unknown datatype in a query.

    The result is "" if the IRI of the datatype is not in the namespace of XML Schema.
    """
    if not use.iri.startswith(XSD.base):
        return ""
    return f"{_short(use.iri)} is not a datatype of SPARQL{_nearest_terms(store, use)}"


def _property_fault(store: Store, use: Use, node: NamedNode) -> str:
    """Return a sentence if no triple has a given property, or else ""."""
    if holds(store, None, node, None):
        return ""
    name = _short(use.iri)
    if _is_declared(store, node, "Property"):
        return f"the ontology declares {name}, but no triple in the graph has it"
    nearest = _nearest_terms(store, use)
    return f"no triple in the graph has the property {name}{nearest}"


def _class_fault(store: Store, use: Use, node: NamedNode) -> str:
    """Return a sentence if a given class has no instances, or else ""."""
    if _has_value(store, RDF.type, node):
        return ""
    nearest = ""
    if not _is_declared(store, node, "Class"):
        nearest = _nearest_terms(store, use)
    return f"the graph has no instance of {_short(use.iri)}{nearest}"


def _object_fault(store: Store, use: Use, node: NamedNode) -> str:
    """Return a sentence if a property never has a given IRI as a value in the graph.

    The query uses the IRI as a value of this property. The result is "" if the graph
    has such a value, or if no triple in the graph has the property.
    """
    of = _used_property(store, use.property)
    if of is None:
        return ""
    if _has_value(store, of, node):
        return ""
    return _no_statement_has(_short(use.iri), of) + _nearest_terms(store, use)


#: The checks for an IRI in each role, in order. In other roles, an IRI is checked only
#: as the value of its property.
_FAULTS_OF: Final = {
    "class": (_class_fault, _object_fault),
    "property": (_property_fault, _object_fault),
}


def _is_known(store: Store, node: NamedNode) -> bool:
    """Return whether an IRI occurs in any triple, or names a graph."""
    if store.contains_named_graph(node):
        return True
    places = ((node, None, None), (None, node, None), (None, None, node))
    return any(holds(store, *place) for place in places)


def _has_value(store: Store, of: NamedNode | None, value: NamedNode | Literal) -> bool:
    """Return whether any triple has a given value as its object.

    Args:
        store: The graph.
        of: The property of the triple; None allows any property.
        value: The value.
    """
    return holds(store, None, of, value)


def _is_declared(store: Store, node: NamedNode, kind: str) -> bool:
    """Return whether the ontology declares a term as a `Property` or a `Class`."""
    types = _objects(store, node, RDF.type)
    return any(iri.endswith(kind) for iri in types)


def _used_property(store: Store, iri: str) -> NamedNode | None:
    """Return a given property if any triple has it, or else None.

    The result is None for "" and for `rdf:type`.
    """
    if not iri:
        return None
    if iri == RDF.type.value:
        return None
    node = NamedNode(iri)
    if holds(store, None, node, None):
        return node
    return None


def _no_statement_has(value: str, of: NamedNode | None) -> str:
    """Return the first part of a hint on an unknown value.

    Args:
        value: The value, as written in the query.
        of: The property, or None if it is unknown.
    """
    place_of = ""
    if of:
        place_of = f" for {_short(of.value)}"
    return f"no triple in the graph has the value {value}{place_of}"


def _nearest_terms(store: Store, use: Use) -> str:
    """Return text that proposes similar IRIs, for the end of a hint.

    The result is "" if no known IRI is similar.
    """
    for known in _candidates(store, use):
        if near := _nearest(use.iri, known - {use.iri}):
            return _proposal(map(_short, near))
    return ""


def _candidates(store: Store, use: Use) -> Iterator[set[str]]:
    """Yield sets of IRIs to propose, the most likely set first.

    The first set has the values of the property in the triple pattern. The second set
    has all IRIs that occur in the graph in the role of the unknown IRI. If the unknown
    IRI is a datatype, the only set has the known datatypes.
    """
    if use.role == "datatype":
        yield set(_DATATYPES)
        return
    if of := _used_property(store, use.property):
        yield _objects(store, None, of)
    yield _known(store, _TERMS_QUERY[use.role])


def _objects(store: Store, subject: NamedNode | None, of: NamedNode) -> set[str]:
    """Return the IRIs that are values of a property.

    Args:
        store: The graph.
        subject: The subject of the property; None for all subjects.
        of: The property.
    """
    quads = store.quads_for_pattern(subject, of, None, None)
    return _iris(map(attrgetter("object"), quads))


def _iris(terms: Iterable[Term | None]) -> set[str]:
    """Return each RDF term that is an IRI, as a text."""
    found: set[str] = set()
    for term in terms:
        if isinstance(term, NamedNode):
            found.add(term.value)
    return found


def _known(store: Store, query: str) -> set[str]:
    """Return the IRIs that a query finds, together with the IRIs of all graphs."""
    terms = chain(map(itemgetter(0), solutions(store, query)), store.named_graphs())
    return _iris(terms)


def _nearest(iri: str, known: set[str]) -> list[str]:
    """Return the known IRIs most similar to an unknown IRI, the most likely first.

    IRIs that have the same local name in another namespace come first. IRIs that have a
    similar name in the same namespace come next. IRIs that have a similar name in any
    namespace come last.
    """
    namespace, name = _split(iri)
    by_name = _by_name(known)
    same = by_name.get(name.casefold())
    if same and name:
        alike = partial(SequenceMatcher, None, b=iri)
        ranked = sorted(same, key=lambda one: (-alike(one).ratio(), one))
        return ranked[:_FEW]
    local: list[str] = []
    for one in known:
        if _split(one)[0] == namespace:
            local.append(one)
    for names in (_by_name(local), by_name):
        if near := nearest(name.casefold(), names):
            return sorted(names[near])[:_FEW]
    return []


def _by_name(iris: Iterable[str]) -> dict[str, list[str]]:
    """Return the IRIs, keyed by their local name in lower case."""
    found: dict[str, list[str]] = {}
    for iri in iris:
        found.setdefault(_split(iri)[1].casefold(), []).append(iri)
    return found


def _split(iri: str) -> tuple[str, str]:
    """Split an IRI into namespace and local name."""
    index = max(iri.rfind("/"), iri.rfind("#")) + 1
    return iri[:index], iri[index:]


def _short(iri: str) -> str:
    """Return an IRI in query syntax: with a known prefix, or in angle brackets."""
    name = short(iri)
    is_plain = re.fullmatch(r"[a-z]+:\w[\w-]*", name)
    if is_plain and name != iri:
        return name
    return f"<{shorten(iri, 120)}>"


def _proposal(options: Iterable[str]) -> str:
    """Return text that proposes options, for the end of a hint.

    The result is "" if there are no options.
    """
    found = list(options)
    if not found:
        return ""
    return f"; did you mean {listed(found, 'or')}?"


# Values


@dataclass(frozen=True, slots=True)
class _Plain:
    """A literal in a simple form for comparisons.

    `text` is the text in lower case. `number` is the number that the text represents,
    or None.
    """

    text: str
    number: Decimal | None


def _literal(value: Value) -> Literal | None:
    """Return the RDF literal for a literal in a query, or None.

    The result is None if the datatype is not certain.
    """
    if value.token.kind == "number":
        return _number_literal(value)
    if value.typed:
        return None
    quotes = 1
    if value.token.text[:3] in {'"""', "'''"}:
        quotes = 3
    text = _ESCAPED.sub(_character, value.token.text[quotes:-quotes])
    if value.language:
        return Literal(text, language=value.language.lower())
    return Literal(text)


def _number_literal(value: Value) -> Literal | None:
    """Return the RDF literal for a number, or None for a number with an exponent."""
    digits = value.token.text
    if "e" in digits.lower():
        return None
    kind = XSD.decimal
    if digits.isdecimal():
        kind = XSD.integer
    sign = ""
    if value.negative:
        sign = "-"
    return Literal(f"{sign}{digits}", datatype=kind)


def _character(escape: re.Match[str]) -> str:
    """Return the character for an escape in a SPARQL string."""
    code = escape[2] or escape[3]
    if code:
        return chr(int(code, 16))
    return _CHARACTERS.get(escape[1], escape[1])


def _nearest_values(store: Store, of: NamedNode | None, literal: Literal) -> str:
    """Return the end of a hint, which proposes values for an unknown literal.

    A proposed value has the same text or the same number as the literal. The result is
    "" if the graph has no such value.
    """
    wanted = _plain(literal)
    near: set[str] = set()
    for quad in store.quads_for_pattern(None, of, None, None):
        if not isinstance(quad.object, Literal):
            continue
        if _alike(_plain(quad.object), wanted):
            near.add(_as_written(quad.object))
    return _proposal(sorted(near)[:_FEW])


def _as_written(literal: Literal) -> str:
    """Return a literal in SPARQL syntax."""
    text = shorten(literal.value)
    is_decimal = literal.datatype == XSD.decimal
    if is_decimal and "." not in literal.value:
        return f"{text}.0"  # without a full stop, SPARQL reads an integer
    if literal.datatype in {XSD.integer, XSD.decimal}:
        return text
    quoted = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if literal.language:
        return f"{quoted}@{literal.language}"
    if literal.datatype == XSD.string:
        return quoted
    return f"{quoted}^^{_short(literal.datatype.value)}"


def _alike(one: _Plain, other: _Plain) -> bool:
    """Return whether two literals have the same plain text or the same number."""
    if one.text == other.text:
        return True
    if one.number is None:
        return False
    return one.number == other.number


def _plain(literal: Literal) -> _Plain:
    """Return the simple form of a literal, for comparison with other literals.

    The form ignores language, datatype, letter case and repeated spaces.
    """
    text = " ".join(literal.value.casefold().split())
    try:
        return _Plain(text, Decimal(text))
    except InvalidOperation:
        return _Plain(text, None)
