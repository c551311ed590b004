"""Read the tokens of a SPARQL query, such as words, signs and variables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspectgraph.query.tokens import NO_TOKEN, Token, code_tokens, texts
from inspectgraph.rdf.namespaces import RDF

__all__ = ["NotUnderstoodError", "Reader"]


class NotUnderstoodError(Exception):
    """The error for a query in a form that only the SPARQL engine supports."""


class Reader:
    """Reads the tokens of a query, and remembers the position of the next token."""

    def __init__(self, query: str, prefixes: Mapping[str, str]) -> None:
        """Split a query into tokens.

        Args:
            query: The query, without prefix declarations.
            prefixes: The namespaces, keyed by prefix.
        """
        self._tokens: Sequence[Token] = code_tokens(query)
        self._prefixes = prefixes
        self.position = 0

    @property
    def token(self) -> Token:
        """The next token of the query."""
        return self.ahead(0)

    def ahead(self, distance: int) -> Token:
        """Return the token at a distance from the next token, without reading it.

        The next token is at distance 0.
        """
        index = self.position + distance
        if index < len(self._tokens):
            return self._tokens[index]
        return NO_TOKEN

    def take(self) -> Token:
        """Read the next token, and return it."""
        found = self.token
        self.position += 1
        return found

    def takes(self, *signs: str) -> bool:
        """Read the given signs or words if they come next.

        Return whether they came next.
        """
        following = self._tokens[self.position : self.position + len(signs)]
        if [text.upper() for text in texts(following)] != list(signs):
            return False
        self.position += len(signs)
        return True

    def demand(self, *signs: str) -> None:
        """Read the given signs or words, which must come next.

        Raises:
            NotUnderstoodError: If other tokens are next.
        """
        if not self.takes(*signs):
            raise NotUnderstoodError(self.token.text)

    def iri(self) -> str:
        """Read the next token, an IRI, and return it in angle brackets.

        Raises:
            NotUnderstoodError: If the next token is not an IRI, or its prefix is
                unknown.
        """
        token = self.take()
        if token.text == "a":
            return str(RDF.type)
        if token.kind == "iri":
            return token.text
        prefix, _, local = token.text.partition(":")
        if token.kind != "name" or prefix not in self._prefixes or "\\" in local:
            raise NotUnderstoodError(token.text)
        return f"<{self._prefixes[prefix]}{local}>"
