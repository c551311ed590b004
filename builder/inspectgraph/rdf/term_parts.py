"""Find the parts of an RDF term in N-Triples syntax, such as language and datatype."""

from __future__ import annotations

import re
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode

from inspectgraph.rdf.namespaces import RDF, XSD

__all__ = ["datatype", "is_literal", "language", "lexical", "to_term"]

_STRING: Final = XSD.string.value
_LANGUAGE_STRING: Final = RDF.langString.value
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_ESCAPED: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


def is_literal(term: str) -> bool:
    """Return whether a term is a literal."""
    return term[0] == '"'


def lexical(term: str) -> str:
    r"""Return the text of a term: the lexical form, the IRI, or the blank node's label.

    >>> lexical(r'"a \"word\""@en'), lexical("<https://example.org/>")
    ('a "word"', 'https://example.org/')
    """
    if term[0] == "<":
        return term[1:-1]
    if term[0] != '"':
        return term[2:]
    text = term[1 : term.rindex('"')]
    if "\\" in text:
        return _ESCAPE.sub(_character, text)
    return text


def language(term: str) -> str:
    """Return a literal's language tag in lower case, or "" if the literal has no tag.

    >>> language('"a"@en-GB'), language('"a"')
    ('en-gb', '')
    """
    suffix = term[term.rindex('"') + 1 :]
    if suffix[:1] == "@":
        return suffix[1:].lower()
    return ""


def datatype(term: str) -> str:
    """Return the IRI of the datatype of a literal.

    >>> datatype('"a"@en').rpartition("#")[2], datatype('"a"').rpartition("#")[2]
    ('langString', 'string')
    """
    suffix = term[term.rindex('"') + 1 :]
    if not suffix:
        return _STRING
    if suffix[0] == "@":
        return _LANGUAGE_STRING
    return suffix[3:-1]


def to_term(text: str) -> NamedNode | BlankNode | Literal:
    """Convert a term in N-Triples syntax to an object of the store.

    >>> to_term('"a"@en')
    <Literal value=a language=en>
    """
    if is_literal(text):
        if tag := language(text):
            return Literal(lexical(text), language=tag)
        return Literal(lexical(text), datatype=NamedNode(datatype(text)))
    if text[0] == "<":
        return NamedNode(text[1:-1])
    return BlankNode(text[2:])


def _character(escape: re.Match[str]) -> str:
    """Return the character for an escape of N-Triples."""
    number = escape[1] or escape[2]
    if number:
        return chr(int(number, 16))
    return _ESCAPED.get(escape[3], escape[3])
