"""Turtle and TriG in one form: the same triples give the same bytes, in whatever order they come.

Written for people as well: one value a line, a blank line between subjects, paragraph 2
    before paragraph 10.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.rdf.canonical import TextTriple, is_blank, labelled, natural
from inspectgraph.rdf.namespaces import RDF, XSD
from inspectgraph.rdf.prefixes import Names

__all__ = ["trig", "turtle"]

_TYPE: Final = str(RDF.type)
_TYPED: Final = re.compile(r'"(.*)"\^\^<(.*)>')
#: Literals that Turtle writes without quotation marks.
_BARE: Final = {
    XSD.integer.value: re.compile(r"[+-]?[0-9]+"),
    XSD.decimal.value: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD.boolean.value: re.compile(r"true|false"),
}


def turtle(triples: Iterable[TextTriple], report: str = "") -> bytes:
    """Return triples as Turtle.

    Args:
        triples: What to write.
        report: The report whose graph this is; its own parts get the shortest names.
    """
    header, body = _text(triples, report)
    return f"{header}\n{body}".encode()


def trig(graphs: Iterable[tuple[NamedNode, Iterable[TextTriple], str]]) -> bytes:
    """Return named graphs as TriG: of each its name, its triples, and the report whose graph it is, or nothing."""
    texts = []
    for name, triples, report in graphs:
        header, body = _text(triples, report)
        texts.append(f"{header}\n{name} {{\n\n{body}\n}}\n")
    return "\n".join(texts).encode()


def _text(triples: Iterable[TextTriple], report: str) -> tuple[str, str]:
    """Return the lines that declare the prefixes, and the descriptions."""
    names = Names(report)
    body = "\n".join(_Writer(set(triples), names).descriptions())
    header = "".join(
        f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in names.prefixes.items()
    )
    return header, body


class _Writer:
    """The triples of one graph on their way into text.

    A blank node that one triple leads to is written in its place; where blank nodes are
    not all of that kind, all are written with labels. `rdf:type` is kept as "", so that
    it comes before all other properties.
    """

    def __init__(self, triples: Set[TextTriple], names: Names) -> None:
        self.names = names
        self.inline = _are_trees(triples)
        self.described: dict[str, dict[str, list[str]]] = {}
        for subject, predicate, value in triples if self.inline else labelled(triples):
            properties = self.described.setdefault(subject, {})
            properties.setdefault("" if predicate == _TYPE else predicate, []).append(
                value
            )

    def descriptions(self) -> Iterator[str]:
        """Yield what is said of each subject, in order."""
        subjects = (
            term for term in self.described if not (self.inline and is_blank(term))
        )
        for subject in sorted(subjects, key=lambda term: natural(term.rstrip(">"))):
            yield "\n".join((self._term(subject), *self._properties(subject, 4), ".\n"))

    def _properties(self, subject: str, indent: int) -> Iterator[str]:
        """Yield the lines of a subject's properties: the class first, the others by their IRIs."""
        described = self.described[subject]
        space = " " * indent
        for predicate in sorted(described):
            name = self._term(predicate) if predicate else "a"
            values = self._values(described[predicate], indent + 4)
            if not predicate or (len(values) == 1 and values[0][0] != "["):
                yield f"{space}{name} {' , '.join(values)} ;"
            else:
                between = f" ,\n{space}    "
                yield f"{space}{name}\n{space}    {between.join(values)} ;"

    def _values(self, values: Iterable[str], indent: int) -> list[str]:
        """Return the values of a property in order, blank nodes last."""
        texts = [self._value(value, indent) for value in values]
        return (
            sorted(texts, key=lambda text: (text[0] == "[", natural(text)))
            if len(texts) > 1
            else texts
        )

    def _value(self, value: str, indent: int) -> str:
        """Return a value: a blank node in its place, anything else by its name."""
        if not (self.inline and is_blank(value)):
            return self._term(value)
        inner = (
            "\n".join(self._properties(value, indent + 4))
            if value in self.described
            else ""
        )
        return f"[\n{inner}\n{' ' * indent}]" if inner else "[]"

    def _term(self, term: str) -> str:
        """Return a term as Turtle writes it."""
        if term[0] == "<":
            return self.names.short(term[1:-1])
        typed = _TYPED.fullmatch(term)
        if typed is None:
            return term
        value, datatype = typed.groups()
        bare = _BARE.get(datatype)
        return (
            value
            if bare and bare.fullmatch(value)
            else f'"{value}"^^{self.names.short(datatype)}'
        )


def _are_trees(triples: Iterable[TextTriple]) -> bool:
    """Return whether each blank node is led to by exactly one triple, and none by way of itself."""
    subjects = set()
    led_to: Counter[str] = Counter()
    above: dict[str, str] = {}
    for subject, _, value in triples:
        if subject[0] == "_":
            subjects.add(subject)
        if value[0] == "_":
            led_to[value] += 1
            above[value] = subject
    if not subjects <= led_to.keys() or any(count > 1 for count in led_to.values()):
        return False
    return all(_has_root(node, above) for node in above)


def _has_root(node: str, above: dict[str, str]) -> bool:
    """Return whether the way up from a blank node ends at an IRI."""
    seen = set()
    while is_blank(node):
        if node in seen:
            return False
        seen.add(node)
        node = above[node]
    return True
