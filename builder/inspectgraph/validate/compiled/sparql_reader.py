"""Read the tokens of a query one after the other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from inspectgraph.query.tokens import NO_TOKEN, Token, code_tokens, texts
from inspectgraph.rdf.namespaces import RDF

__all__ = ["NotUnderstoodError", "Reader"]


class NotUnderstoodError(Exception):
    """The query uses a form that only the engine understands."""


class Reader:
    """The tokens of a query that are still to be read."""

    def __init__(self, query: str, prefixes: Mapping[str, str]) -> None:
        """Take the query without its prologue, and its prefixes."""
        self._tokens: Sequence[Token] = code_tokens(query)
        self._prefixes = prefixes
        self.position = 0

    @property
    def token(self) -> Token:
        """The next token."""
        return self.ahead(0)

    def ahead(self, distance: int) -> Token:
        """Return a token further on."""
        index = self.position + distance
        if index < len(self._tokens):
            return self._tokens[index]
        return NO_TOKEN

    def take(self) -> Token:
        """Return the next token, and go on."""
        found = self.token
        self.position += 1
        return found

    def takes(self, *signs: str) -> bool:
        """Return whether signs or words follow, and go on if they do."""
        following = self._tokens[self.position : self.position + len(signs)]
        if [text.upper() for text in texts(following)] != list(signs):
            return False
        self.position += len(signs)
        return True

    def demand(self, *signs: str) -> None:
        """Go on after signs or words.

        Raises:
            NotUnderstoodError: If something else follows.
        """
        if not self.takes(*signs):
            raise NotUnderstoodError(self.token.text)

    def iri(self) -> str:
        """Return the IRI that follows, in angle brackets, and go on.

        Raises:
            NotUnderstoodError: If none follows, or its prefix is unknown.
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
