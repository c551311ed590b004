"""The terms of a free query that no row can match, since they occur nowhere in the graph.

An engine answers a misspelt property as it answers a property that nobody uses: with
nothing. So each IRI is looked up in the graph and its ontology, a property also as a
property and a class also as a class, and each literal that is the object of a pattern
as a value; for what is not there the nearest is proposed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, Store

from inspectgraph.model.errors import Problem, shorten
from inspectgraph.model.suggest import nearest
from inspectgraph.query.patterns import Use, Value, terms_of, values_of
from inspectgraph.query.tokens import place
from inspectgraph.rdf.lookup import solutions
from inspectgraph.rdf.namespaces import DEF, RDF, XSD
from inspectgraph.rdf.prefixes import short

__all__ = ["unknown_terms", "unknown_values"]

#: The datatypes that SPARQL knows, whether or not a graph has values of them.
_XSD_NAMES: Final = """
anyURI base64Binary boolean byte date dateTime dateTimeStamp dayTimeDuration decimal double duration float gDay gMonth
gMonthDay gYear gYearMonth hexBinary int integer language long Name NCName negativeInteger nonNegativeInteger
nonPositiveInteger normalizedString positiveInteger short string time token unsignedByte unsignedInt unsignedLong
unsignedShort yearMonthDuration
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
#: How many terms or values one hint proposes.
_FEW: Final = 3
_ESCAPED: Final = re.compile(
    r"""\\(["'\\tbnrf])|\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})"""
)
_CHARACTERS: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def unknown_terms(store: Store, text: str, source: str) -> Iterator[Problem]:
    """Yield a hint for each IRI of a query that occurs nowhere in a graph, or not in the role that it has.

    Args:
        store: The graph.
        text: The query, which the engine has understood.
        source: The name by which messages call it.
    """
    seen: set[tuple[str, str]] = set()
    for use in terms_of(text, source):
        if (use.iri, use.role) not in seen and (found := _fault(store, use)):
            yield Problem(place(text, use.token.start, source), "unknown-term", found)
        seen.add((use.iri, use.role))


def unknown_values(store: Store, text: str, source: str) -> Iterator[Problem]:
    """Yield a hint for each literal that is the object of a pattern and that no statement of a graph has.

    Args:
        store: The graph.
        text: The query, which the engine has understood.
        source: The name by which messages call it.
    """
    for value in values_of(text, source):
        literal, of = _literal(value), _used_property(store, value.property)
        if (
            literal is None
            or next(store.quads_for_pattern(None, of, literal, None), None) is not None
        ):
            continue
        found = f"{_no_statement_has(_as_written(literal), of)}{_nearest_values(store, of, literal)}"
        yield Problem(place(text, value.token.start, source), "unknown-term", found)


# Terms


def _fault(store: Store, use: Use) -> str:
    """Return what is wrong with an IRI and the nearest to it, or nothing."""
    if use.iri in _DATATYPES:
        return ""
    name = _short(use.iri)
    if use.role == "datatype":
        known = not use.iri.startswith(XSD.base)
        return (
            ""
            if known
            else f"{name} is not a datatype of SPARQL{_nearest_terms(store, use)}"
        )
    node = NamedNode(use.iri)
    if not (_occurs(store, node, node, node) or store.contains_named_graph(node)):
        where = (
            "is not a term of the ontology"
            if use.iri.startswith(DEF)
            else "occurs nowhere in the graph"
        )
        return f"{name} {where}{_nearest_terms(store, use)}"
    if use.role == "property" and not _occurs(store, predicate=node):
        if _is_declared(store, node, "Property"):
            return (
                f"{name} is declared in the ontology, but no statement of the graph"
                " has it"
            )
        return (
            "no statement of the graph has the property"
            f" {name}{_nearest_terms(store, use)}"
        )
    if (
        use.role == "class"
        and next(store.quads_for_pattern(None, RDF.type, node, None), None) is None
    ):
        proposal = (
            "" if _is_declared(store, node, "Class") else _nearest_terms(store, use)
        )
        return f"nothing in the graph is an instance of {name}{proposal}"
    of = _used_property(store, use.property)
    if of and next(store.quads_for_pattern(None, of, node, None), None) is None:
        return f"{_no_statement_has(name, of)}{_nearest_terms(store, use)}"
    return ""


def _is_declared(store: Store, node: NamedNode, kind: str) -> bool:
    """Return whether the ontology declares a term as a `Property` or a `Class` of some kind."""
    return any(
        iri.endswith(kind)
        for iri in _iris(store.quads_for_pattern(node, RDF.type, None, None))
    )


def _used_property(store: Store, iri: str) -> NamedNode | None:
    """Return a property that some statement has, or None; a property that no statement has gets a hint of its own."""
    node = NamedNode(iri) if iri else None
    return (
        node if node and node != RDF.type and _occurs(store, predicate=node) else None
    )


def _no_statement_has(value: str, of: NamedNode | None) -> str:
    """Return the beginning of a hint on a value, of a property where that is known."""
    return (
        "no statement of the graph has the value"
        f" {value}{f' for {_short(of.value)}' if of else ''}"
    )


def _occurs(
    store: Store,
    subject: NamedNode | None = None,
    predicate: NamedNode | None = None,
    value: NamedNode | None = None,
) -> bool:
    """Return whether a graph has a statement with this subject, with this property, or with this value."""
    patterns = ((subject, None, None), (None, predicate, None), (None, None, value))
    given = (
        store.quads_for_pattern(s, p, o, None) for s, p, o in patterns if s or p or o
    )
    return any(next(quads, None) is not None for quads in given)


def _nearest_terms(store: Store, use: Use) -> str:
    """Return the end of a hint that proposes the terms most like an unknown one, or nothing."""
    for known in _candidates(store, use):
        if near := _nearest(use.iri, known - {use.iri}):
            return _proposal(map(_short, near))
    return ""


def _candidates(store: Store, use: Use) -> Iterator[set[str]]:
    """Yield the terms that may be meant: those in the place of the unknown one first, then all of its role."""
    if use.role == "datatype":
        yield set(_DATATYPES)
        return
    if of := _used_property(store, use.property):
        yield _iris(store.quads_for_pattern(None, of, None, None))
    yield _known(store, _TERMS_QUERY[use.role])


def _iris(quads: Iterable[Quad]) -> set[str]:
    """Return the IRIs that are objects of quads."""
    return {quad.object.value for quad in quads if isinstance(quad.object, NamedNode)}


def _known(store: Store, query: str) -> set[str]:
    """Return the IRIs that a query finds in a graph, and the names of its graphs."""
    found = {
        row[0].value for row in solutions(store, query) if isinstance(row[0], NamedNode)
    }
    return found | {
        graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode)
    }


def _nearest(iri: str, known: set[str]) -> list[str]:
    """Return the IRIs that may be meant by one that is unknown, the likeliest first.

    They are those of the same name in another namespace, else those with a like name in
    the same namespace, else those with a like name anywhere.
    """
    namespace, name = _split(iri)
    by_name: dict[str, list[str]] = {}
    for one in known:
        by_name.setdefault(_split(one)[1].casefold(), []).append(one)
    same = by_name.get(name.casefold(), [])
    if same and name:
        return sorted(
            same, key=lambda one: (-SequenceMatcher(None, one, iri).ratio(), one)
        )[:_FEW]
    beside = {
        key: ones
        for key, all_of in by_name.items()
        if (ones := [o for o in all_of if _split(o)[0] == namespace])
    }
    for names in (beside, by_name):
        if near := nearest(name.casefold(), names):
            return sorted(names[near])[:_FEW]
    return []


def _split(iri: str) -> tuple[str, str]:
    """Return namespace and local name of an IRI."""
    index = max(iri.rfind("/"), iri.rfind("#")) + 1
    return iri[:index], iri[index:]


def _short(iri: str) -> str:
    """Return an IRI as a query may write it: with a prefix that needs no declaration, else in angle brackets."""
    name = short(iri)
    if name != iri and re.fullmatch(r"[a-z]+:\w[\w-]*", name):
        return name
    return f"<{shorten(iri, 120)}>"


def _proposal(options: Iterable[str]) -> str:
    """Return the end of a hint that proposes some options, or nothing."""
    *first, last = [*options] or [""]
    return (
        f"; did you mean {', '.join(first)}{' or ' if first else ''}{last}?"
        if last
        else ""
    )


# Values


@dataclass(frozen=True, slots=True)
class _Plain:
    """What two literals have in common that people take for the same: the text in small letters, or the number."""

    text: str
    number: Decimal | None


def _literal(value: Value) -> Literal | None:
    """Return the literal that is meant, or None where its datatype cannot be told for certain."""
    if value.token.kind == "number":
        text = f"{'-' if value.negative else ''}{value.token.text}"
        kind = XSD.integer if text.lstrip("-").isdecimal() else XSD.decimal
        return None if "e" in text.lower() else Literal(text, datatype=kind)
    if value.typed:
        return None
    quote = 3 if value.token.text[:3] in {'"""', "'''"} else 1
    text = _ESCAPED.sub(_character, value.token.text[quote:-quote])
    return (
        Literal(text, language=value.language.lower())
        if value.language
        else Literal(text)
    )


def _character(escape: re.Match[str]) -> str:
    """Return the character that an escape in a string stands for."""
    code = escape[2] or escape[3]
    return chr(int(code, 16)) if code else _CHARACTERS.get(escape[1], escape[1])


def _nearest_values(store: Store, of: NamedNode | None, literal: Literal) -> str:
    """Return the end of a hint that proposes the values which look like one that no statement has."""
    wanted = _plain(literal)
    found = {
        quad.object
        for quad in store.quads_for_pattern(None, of, None, None)
        if isinstance(quad.object, Literal)
    }
    return _proposal(
        sorted(_as_written(one) for one in found if _alike(_plain(one), wanted))[:_FEW]
    )


def _as_written(literal: Literal) -> str:
    """Return a literal as a query may write it."""
    if literal.datatype == XSD.decimal and "." not in literal.value:
        return (  # without a full stop, SPARQL reads an integer
            f"{shorten(literal.value)}.0"
        )
    if literal.datatype in {XSD.integer, XSD.decimal}:
        return shorten(literal.value)
    text = shorten(literal.value).replace("\\", "\\\\").replace('"', '\\"')
    kind = (
        ""
        if literal.language or literal.datatype == XSD.string
        else f"^^{_short(literal.datatype.value)}"
    )
    return f'"{text}"@{literal.language}' if literal.language else f'"{text}"{kind}'


def _alike(one: _Plain, other: _Plain) -> bool:
    """Return whether people take two literals for the same."""
    return one.text == other.text or (
        one.number is not None and one.number == other.number
    )


def _plain(literal: Literal) -> _Plain:
    """Return a literal without its language, datatype, capital letters and repeated spaces."""
    text = " ".join(literal.value.casefold().split())
    try:
        return _Plain(text, Decimal(text))
    except InvalidOperation:
        return _Plain(text, None)
