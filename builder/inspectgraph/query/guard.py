"""Checks of a SPARQL query before it runs.

Updates, `SERVICE` and unknown graphs raise an error. So a query cannot change the graph
and cannot reach another endpoint. The checks read tokens, so a word in a comment,
string or IRI is not taken for a keyword.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, parse

from inspectgraph.model.errors import QueryError, Where, shorten
from inspectgraph.query.parameters import KINDS
from inspectgraph.query.questions import did_you_mean
from inspectgraph.query.tokens import (
    NO_TOKEN,
    Token,
    code_tokens,
    place,
    tokens,
    unescaped,
)
from inspectgraph.rdf.namespaces import BASE, PREFIXES
from inspectgraph.rdf.prefixes import KNOWN

__all__ = ["Names", "graph_names", "named_graphs", "refuse", "syntax_error"]

_UPDATES: Final = frozenset(
    {"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE"}
    | {"WITH"}
)
#: The keywords of the prologue; "" stands for tokens that are not words.
_PROLOGUE: Final = frozenset({"", "BASE", "PREFIX", "VERSION"})
_SYNTAX: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:")
#: Parts of the engine's messages, each with an explanation.
_REASONS: Final = {
    "Prefix not found": "a prefix is not declared",
    "escape sequence": "an escape such as \\uD800 does not stand for a character",
    "variable that is unbound": (
        "a variable of SELECT is neither grouped by nor aggregated"
    ),
}


def refuse(text: str, source: str) -> None:
    """Raise an error if a query is an update, uses SERVICE, or is ambiguous.

    Args:
        text: The query.
        source: The name of the query in messages.

    Raises:
        QueryError: If the query is an update, uses another endpoint, has a string
            without an end, or has an IRI that could also be a comparison.
    """
    for form in dict.fromkeys((text, unescaped(text))):
        _refuse_doubtful(form, source)
        found = code_tokens(form)
        _refuse_service(form, source, found)
        _refuse_update(form, source, found)


def named_graphs(text: str, source: str, known: Collection[str]) -> list[str]:
    """Return the IRIs of the graphs after FROM and FROM NAMED in a query.

    Args:
        text: The query.
        source: The name of the query in messages.
        known: The IRIs of the named graphs in the store.

    Raises:
        QueryError: If the query names a file, an unknown graph, or a malformed IRI.
    """
    found = code_tokens(text)
    wanted = list(graph_names(found))
    if not wanted:  # as in most queries; the names of the prologue are not needed then
        return []
    names = Names(text, source, found)
    graphs: list[str] = []
    for token in wanted:
        iri = names.iri(token)
        if iri not in known:
            raise _unknown_graph(iri, known, place(text, token.start, source))
        graphs.append(iri)
    return graphs


def syntax_error(text: str, source: str, error: SyntaxError) -> QueryError:
    """Turn a syntax error of the engine into an error with a message and a location.

    The location is the last position that the engine reached. The mistake may be before
    that position.

    Args:
        text: The query.
        source: The name of the query in messages.
        error: The engine's error.
    """
    found = _SYNTAX.match(str(error.msg or error))
    if not found:
        message = f"this is not SPARQL: {error}"
        return QueryError("bad-sparql", message, place(text, 0, source))
    _refuse_malformed(text, source)
    start = _index(text, int(found[1]), int(found[2]))
    if "Prefix not found" in found[3]:
        undeclared = _undeclared(text, source)
        if undeclared:
            return _bad_prefix(text, source, undeclared)
    message = f"this is not SPARQL: {_reason(found[3], text[start:])}"
    return QueryError("bad-sparql", message, place(text, start, source))


class Names:
    """The base and the prefixes that a query declares.

    The method `iri` uses the base and the prefixes to find the full IRI of a token.
    """

    def __init__(self, text: str, source: str, found: Sequence[Token]) -> None:
        """Read the BASE and PREFIX declarations of a query.

        Args:
            text: The query.
            source: The name of the query in messages.
            found: The tokens of the query, without comments.

        Raises:
            QueryError: If an IRI in the prologue is malformed.
        """
        self.text, self.source = text, source
        self.base, self.prefixes = BASE, dict(PREFIXES)
        #: The tokens of BASE and PREFIX declarations; their IRIs are not query terms.
        self.prologue: set[Token] = set()
        for token, after, later in _with_next(found):
            if (token.word, after.kind) == ("BASE", "iri"):
                self.base = self.iri(after)
                self.prologue.add(after)
            kinds = (after.kind, later.kind)
            if (token.word, *kinds) == ("PREFIX", "name", "iri"):
                self.prefixes[after.text.rstrip(":")] = self.iri(later)
                self.prologue.update((after, later))

    def iri(self, token: Token) -> str:
        """Return the full IRI of a token in angle brackets or with a prefix.

        Raises:
            QueryError: If the IRI is malformed.
        """
        if token.kind == "iri":
            try:
                return _resolved(token.text, self.base)
            except (SyntaxError, ValueError):
                raise _bad_iri(self.text, self.source, token) from None
        prefix, _, local = unescaped(token.text).partition(":")
        return self.prefixes.get(prefix, f"{prefix}:") + re.sub(r"\\(.)", r"\1", local)


def graph_names(found: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens of the graph IRIs after FROM and FROM NAMED."""
    for token, after, later in _with_next(found):
        if token.word == "FROM":
            name = after
            if after.word == "NAMED":
                name = later
            if name.is_iri:
                yield name


def _with_next(found: Sequence[Token]) -> Iterator[tuple[Token, Token, Token]]:
    """Yield each token with the next two tokens."""
    after, later = [*found[1:], NO_TOKEN], [*found[2:], NO_TOKEN, NO_TOKEN]
    return zip(found, after, later, strict=False)


def _refuse_doubtful(text: str, source: str) -> None:
    """Raise an error for a string that does not end, or for an IRI with an apostrophe.

    Such an IRI could also be a comparison, as in `?a<?b&&'x>'`.
    """
    for token in tokens(text):
        if token.kind == "open":
            message = (
                f"this is not SPARQL: the string that begins with {token.text} at this"
                " place does not end"
            )
            raise QueryError("bad-sparql", message, place(text, token.start, source))
        if token.kind != "iri":
            continue
        if "'" in token.text:
            message = (
                f"{shorten(token.text)} could be an IRI or a comparison; in an IRI, write"
                " %27 for the apostrophe, and in a comparison, write a space after <"
            )
            raise QueryError("doubtful-iri", message, place(text, token.start, source))


def _refuse_service(text: str, source: str, found: Sequence[Token]) -> None:
    """Raise an error for the keyword SERVICE, even if no space follows it."""
    before = NO_TOKEN
    for token, after in pairwise([*found, NO_TOKEN]):
        if "SERVICE" in _keyword(before, token, after):
            message = (
                "SERVICE would query another endpoint; only this graph can be queried"
            )
            where = place(text, token.start, source)
            raise QueryError("service-refused", message, where)
        before = token


def _keyword(before: Token, token: Token, after: Token) -> str:
    """Return, in capitals, the part of a token that could be a keyword.

    In `SERVICE:x {` the part before the colon could be a keyword.
    """
    if (token.kind, after.text) != ("name", "{"):
        return token.word
    if before.word == "GRAPH":
        return ""
    return token.text.partition(":")[0].upper()


def _refuse_update(text: str, source: str, found: Sequence[Token]) -> None:
    """Raise an error if the first keyword after the prologue begins an update."""
    for token in found:
        if token.word in _UPDATES:
            message = f"{token.word} would change the graph; a query can only read"
            where = place(text, token.start, source)
            raise QueryError("update-refused", message, where)
        if token.word not in _PROLOGUE:
            return


def _unknown_graph(iri: str, known: Collection[str], where: Where) -> QueryError:
    """Return the error for a query whose FROM clause names an unknown graph."""
    name = f"FROM <{shorten(iri)}>"
    if iri.startswith("file:"):
        message = f"{name}: a query cannot read a file; name a graph"
        return QueryError("file-refused", message, where)
    hint = did_you_mean(iri, known)
    if not hint:
        hint = f"; the graphs are {', '.join(sorted(known))}"
    return QueryError("unknown-graph", f"{name}: the graph does not exist{hint}", where)


def _resolved(reference: str, base: str) -> str:
    """Return the full IRI for an IRI in angle brackets, which may be relative.

    Raises:
        SyntaxError, ValueError: If the text is not an IRI.
    """
    if not _SCHEME.match(base):
        raise ValueError(base)
    statement = f"{reference} <a:a> <a:a> ."
    node = next(parse(statement, RdfFormat.TURTLE, base_iri=base)).subject
    if isinstance(node, NamedNode):
        return node.value
    return ""


def _index(text: str, line: int, column: int) -> int:
    """Return the index of the character at a line and column.

    Lines and columns are counted from 1.
    """
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + column - 1, len(text))


def _refuse_malformed(text: str, source: str) -> None:
    """Raise an error for the first malformed IRI of a query.

    The engine may report its syntax error at a later position.

    Raises:
        QueryError: If any IRI is malformed.
    """
    found = code_tokens(text)
    names = Names(text, source, found)
    for token in found:
        if token.kind == "iri":
            names.iri(token)


def _bad_iri(text: str, source: str, token: Token) -> QueryError:
    """Return the error for a token that is a malformed IRI."""
    message = (
        f"{shorten(token.text)} is not an IRI; expected an IRI such as"
        " <https://example.org/name>"
    )
    return QueryError("bad-iri", message, place(text, token.start, source))


def _undeclared(text: str, source: str) -> Token | None:
    """Return the first prefixed name with an undeclared prefix, or None."""
    found = code_tokens(text)
    names = Names(text, source, found)
    declared = {*names.prefixes, "_"}
    for token in found:
        if token.kind != "name":
            continue
        if token in names.prologue:
            continue
        if token.text.partition(":")[0] not in declared:
            return token
    return None


def _bad_prefix(text: str, source: str, token: Token) -> QueryError:
    """Return the error for an undeclared prefix, with a proposed correction."""
    prefix = token.text.partition(":")[0]
    folders = {kind: BASE + folder for kind, (_, folder) in KINDS.items()}
    known = {**folders, **KNOWN}
    if prefix in known:
        hint = f"; add PREFIX {prefix}: <{known[prefix]}> at the beginning"
    else:
        hint = did_you_mean(f"{prefix}:", list(map("{}:".format, PREFIXES)))
    message = (
        f"this is not SPARQL: the prefix '{shorten(prefix)}:' is not declared{hint}"
    )
    return QueryError("bad-sparql", message, place(text, token.start, source))


def _reason(message: str, after: str) -> str:
    """Return words that explain why the engine reports a syntax error.

    Args:
        message: The engine's message.
        after: The text of the query after the position of the error.
    """
    for part, reason in _REASONS.items():
        if part in message:
            return reason
    here = after.partition("\n")[0]
    if here.strip():
        return f"'{shorten(here, 30)}' or something before it is not understood"
    return "the query ends too soon, or the part before its end is not understood"
