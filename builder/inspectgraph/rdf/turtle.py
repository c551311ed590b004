"""Write Turtle and TriG in canonical form: equal triples give equal bytes.

The form is easy to read and to compare. It has one value per line and a blank line
between subjects. Numbers in names sort by size, so paragraph 2 comes before paragraph
10.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import starmap
from operator import itemgetter
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.rdf.canonical import is_blank, labelled, natural
from inspectgraph.rdf.namespaces import RDF, XSD
from inspectgraph.rdf.prefixes import Names
from inspectgraph.rdf.text_terms import TextTriple

__all__ = ["Block", "Blocks", "blocks", "joined", "subject_key", "trig", "turtle"]

_TYPE: Final = str(RDF.type)
#: Matches the literals that Turtle writes without quotation marks, by datatype.
_BARE: Final = {
    XSD.integer.value: re.compile(r"[+-]?[0-9]+"),
    XSD.decimal.value: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD.boolean.value: re.compile(r"true|false"),
}


#: The description of a subject in Turtle, with its sorting key.
Block = tuple[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class Blocks:
    """The sorted descriptions of a graph's subjects.

    `prefixes` maps each prefix that the descriptions use to its namespace.
    """

    prefixes: Mapping[str, str]
    blocks: Sequence[Block]


def turtle(triples: Iterable[TextTriple], report: str = "") -> bytes:
    """Return triples as a Turtle file in canonical form.

    Args:
        triples: The triples.
        report: The id of the report that the graph describes, or "" for a shared graph.
            The parts of this report get short prefixes such as `passage:`.
    """
    return joined([blocks(triples, report)])


def blocks(triples: Iterable[TextTriple], report: str = "") -> Blocks:
    """Return the descriptions of the subjects of a graph, as parts of a file.

    The function `joined` combines these parts into a file. The arguments are those of
    `turtle`.
    """
    names = Names(report)
    found = list(_Writer(set(triples), names).descriptions())
    return Blocks(names.prefixes, found)


def joined(
    parts: Iterable[Blocks], encoded: Iterable[tuple[tuple[str, str], bytes]] = ()
) -> bytes:
    """Return parts of a graph as one Turtle file, as if they had been written together.

    If two parts describe the same subject, they must describe it in the same way. They
    must not have a blank node in common.

    Args:
        parts: The prefixes and the descriptions of each part.
        encoded: Further descriptions in UTF-8, with their sorting keys. Their prefixes
            are among those of the parts.

    Raises:
        KeyError: If two parts use a prefix for different namespaces.
    """
    prefixes: dict[str, str] = {}
    described: dict[tuple[str, str], bytes] = {}
    for part in parts:
        for prefix, namespace in part.prefixes.items():
            if prefixes.setdefault(prefix, namespace) != namespace:
                raise KeyError(prefix)
        described.update((key, text.encode()) for key, text in part.blocks)
    described.update(encoded)
    declared = starmap("@prefix {}: <{}> .\n".format, sorted(prefixes.items()))
    texts = [described[key] for key in sorted(described)]
    header = f"{''.join(declared)}\n".encode()
    # To put the header before the joined texts would copy them all once more.
    return b"\n".join([header + b"".join(texts[:1]), *texts[1:]])


def trig(graphs: Iterable[tuple[NamedNode, Iterable[TextTriple], str]]) -> bytes:
    """Return named graphs as a TriG file in canonical form.

    Args:
        graphs: For each named graph: its IRI, its triples, and the id of its report,
            which is "" for a shared graph.
    """
    texts = []
    for name, triples, report in graphs:
        header, body = _text(triples, report)
        texts.append(f"{header}\n{name} {{\n\n{body}\n}}\n")
    return "\n".join(texts).encode()


def _text(triples: Iterable[TextTriple], report: str) -> tuple[str, str]:
    """Return the prefix declarations and the descriptions of a graph's subjects."""
    found = blocks(triples, report)
    body = "\n".join(text for _, text in found.blocks)
    declared = starmap("@prefix {}: <{}> .\n".format, found.prefixes.items())
    return "".join(declared), body


class _Writer:
    """A writer of the triples of one graph in Turtle syntax.

    If the blank nodes form trees below IRIs, each blank node is written inline, in
    brackets. Otherwise all blank nodes are written with labels.

    `described` maps each subject to its properties, and each property to its values.
    The key for `rdf:type` is "". So `rdf:type` comes before all other properties.
    """

    def __init__(self, triples: Set[TextTriple], names: Names) -> None:
        self.names = names
        self.inline = _are_trees(triples)
        self.described: dict[str, dict[str, list[str]]] = {}
        written: Iterable[TextTriple] = triples
        if not self.inline:
            written = labelled(triples)
        for subject, predicate, value in written:
            key = predicate
            if predicate == _TYPE:
                key = ""
            properties = self.described.setdefault(subject, {})
            properties.setdefault(key, []).append(value)

    def descriptions(self) -> Iterator[Block]:
        """Yield each subject's sorting key and description, in sorted order."""
        keys = {term: subject_key(term) for term in self.described}
        for subject, key in sorted(keys.items(), key=itemgetter(1)):
            if not self._is_inline(subject):
                properties = self._properties(subject, 4)
                yield key, "\n".join((self._term(subject), *properties, ".\n"))

    def _properties(self, subject: str, indent: int) -> Iterator[str]:
        """Yield the lines of a subject's properties.

        The property `rdf:type` comes first. The other properties are sorted by IRI.
        """
        described = self.described[subject]
        space = " " * indent
        for predicate in sorted(described):
            name = "a"
            if predicate:
                name = self._term(predicate)
            values = self._values(described[predicate], indent + 4)
            is_short = len(values) == 1 and values[0][0] != "["
            if is_short or not predicate:
                yield f"{space}{name} {' , '.join(values)} ;"
            else:
                between = f" ,\n{space}    "
                yield f"{space}{name}\n{space}    {between.join(values)} ;"

    def _values(self, values: Sequence[str], indent: int) -> list[str]:
        """Return a property's values as Turtle, sorted, with inline blank nodes last."""
        if len(values) == 1:
            return [self._value(values[0], indent)]
        texts = [self._value(value, indent) for value in values]
        return sorted(texts, key=lambda text: (text[0] == "[", natural(text)))

    def _value(self, value: str, indent: int) -> str:
        """Return a value as Turtle; an inline blank node includes its properties."""
        if not self._is_inline(value):
            return self._term(value)
        if value not in self.described:
            return "[]"
        inner = "\n".join(self._properties(value, indent + 4))
        return f"[\n{inner}\n{' ' * indent}]"

    def _is_inline(self, term: str) -> bool:
        """Return whether a term is a blank node that is written in brackets."""
        return term[0] == "_" and self.inline

    def _term(self, term: str) -> str:
        """Return an IRI, literal or labelled blank node in Turtle syntax."""
        if term[-1] != ">":  # a text, a text with a language, or a blank node
            return term
        if term[0] == "<":
            return self.names.short(term[1:-1])
        value, _, datatype = term[1:-1].rpartition('"^^<')
        bare = _BARE.get(datatype)
        if bare and bare.fullmatch(value):
            return value
        return f'"{value}"^^{self.names.short(datatype)}'


def subject_key(term: str) -> tuple[str, str]:
    """Return a sorting key for an IRI.

    In sorted order, an IRI comes directly before the IRIs below it.

    >>> sorted(["<a/x-2>", "<a/x/p10>", "<a/x/p2>", "<a/x>"], key=subject_key)
    ['<a/x>', '<a/x/p2>', '<a/x/p10>', '<a/x-2>']
    """
    return natural(term.rstrip(">").replace("/", "\0"))


def _are_trees(triples: Iterable[TextTriple]) -> bool:
    """Return whether the blank nodes of a graph form trees below IRIs.

    In such a graph, each blank node is the object of exactly one triple.
    """
    subjects = {subject for subject, _, _ in triples if subject[0] == "_"}
    above: dict[str, str] = {}
    for subject, _, value in triples:
        if value[0] == "_":
            if value in above:
                return False
            above[value] = subject
    if not subjects <= above.keys():
        return False
    return all(_has_root(node, above) for node in above)


def _has_root(node: str, above: dict[str, str]) -> bool:
    """Return whether a chain of parents from a blank node ends at an IRI.

    The parent of a blank node is the subject of the triple whose object is this node.

    Args:
        node: The blank node.
        above: The parent of each blank node.
    """
    seen = set()
    while is_blank(node):
        if node in seen:
            return False
        seen.add(node)
        node = above[node]
    return True
