"""What can be told from the text of a SPARQL query before it is run: whether it is refused, and which graphs it names.

No query reaches out or changes the graph: `SERVICE`, updates and graphs that are not
there are refused. The text is cut into tokens first, so that a word in a comment, a
string or an IRI is not taken for a keyword.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, parse

from inspectgraph.model.errors import QueryError, shorten
from inspectgraph.query.parameters import KINDS
from inspectgraph.query.questions import did_you_mean
from inspectgraph.query.tokens import Token, place, tokens, unescaped
from inspectgraph.rdf.namespaces import BASE, PREFIXES
from inspectgraph.rdf.prefixes import KNOWN

__all__ = ["Names", "graph_names", "named_graphs", "refuse", "syntax_error"]

_UPDATES: Final = frozenset(
    {
        "ADD",
        "CLEAR",
        "COPY",
        "CREATE",
        "DELETE",
        "DROP",
        "INSERT",
        "LOAD",
        "MOVE",
        "WITH",
    }
)
_SYNTAX: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:")


def refuse(text: str, source: str) -> None:
    """Refuse a query that would reach out or change something, or whose tokens are in doubt.

    Args:
        text: The query.
        source: The name by which messages call it.

    Raises:
        QueryError: If it is an update, asks another endpoint, or holds a string that does not end or an IRI that
            may as well be a comparison.
    """
    for form in dict.fromkeys((text, unescaped(text))):
        _refuse_doubtful(form, source)
        found = _without_comments(form)
        _refuse_service(form, source, found)
        words = [token.text.upper() for token in found if token.kind == "word"]
        if (verb := _verb(words)) in _UPDATES:
            start = next(token.start for token in found if token.text.upper() == verb)
            message = f"{verb} would change the graph, which is only read here"
            raise QueryError("update-refused", message, place(form, start, source))


def named_graphs(text: str, source: str, known: Collection[str]) -> list[str]:
    """Return the graphs that a query names by FROM or FROM NAMED.

    Args:
        text: The query.
        source: The name by which messages call it.
        known: The graphs that there are.

    Raises:
        QueryError: If it names a file, or a graph that is not there, or an IRI that is malformed.
    """
    found = _without_comments(text)
    names = Names(text, source, found)
    graphs: list[str] = []
    for token in graph_names(found):
        iri, where = names.iri(token), place(text, token.start, source)
        if iri.startswith("file:"):
            raise QueryError(
                "file-refused",
                f"FROM <{shorten(iri)}>: no file is read; name a graph",
                where,
            )
        if iri not in known:
            hint = did_you_mean(iri, known) or f"; there are {', '.join(sorted(known))}"
            raise QueryError(
                "unknown-graph",
                f"FROM <{shorten(iri)}>: there is no such graph{hint}",
                where,
            )
        graphs.append(iri)
    return graphs


def syntax_error(text: str, source: str, error: SyntaxError) -> QueryError:
    """Return what the engine says of a query that is not SPARQL, as a sentence with line and column.

    The engine names the furthest place that it reached; what is wrong may stand before
    it.
    """
    found = _SYNTAX.match(str(error.msg or error))
    if not found:
        return QueryError(
            "bad-sparql", f"this is not SPARQL: {error}", place(text, 0, source)
        )
    start = _index(text, int(found[1]), int(found[2]))
    _refuse_malformed(text, source)
    if "Prefix not found" in found[3] and (undeclared := _undeclared(text, source)):
        return _bad_prefix(text, source, undeclared)
    return QueryError(
        "bad-sparql",
        f"this is not SPARQL: {_reason(found[3], text[start:])}",
        place(text, start, source),
    )


class Names:
    """The base and prefixes that a query declares, and the IRIs that its tokens stand for."""

    def __init__(self, text: str, source: str, found: Sequence[Token]) -> None:
        """Read the prologue of a query.

        Args:
            text: The query.
            source: The name by which messages call it.
            found: Its tokens, without comments.

        Raises:
            QueryError: If an IRI of the prologue is malformed.
        """
        self.text, self.source = text, source
        self.base, self.prefixes = BASE, dict(PREFIXES)
        #: The tokens of the prologue, whose IRIs are no terms.
        self.prologue: set[Token] = set()
        for token, *after in zip(
            found, [*found[1:], _NONE], [*found[2:], _NONE, _NONE], strict=False
        ):
            word = token.text.upper() if token.kind == "word" else ""
            if word == "BASE" and after[0].kind == "iri":
                self.base = self.iri(after[0])
                self.prologue.add(after[0])
            elif (
                word == "PREFIX" and after[0].kind == "name" and after[1].kind == "iri"
            ):
                self.prefixes[after[0].text.rstrip(":")] = self.iri(after[1])
                self.prologue.update(after)

    def iri(self, token: Token) -> str:
        """Return the IRI that a token of the kind iri or name stands for.

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
    """Yield the tokens that FROM and FROM NAMED name."""
    for index, token in enumerate(found):
        if token.kind == "word" and token.text.upper() == "FROM":
            rest = found[index + 1 : index + 3]
            named = [after for after in rest if after.text.upper() != "NAMED"]
            yield from (after for after in named[:1] if after.kind in {"iri", "name"})


_NONE: Final = Token("", "", -1)


def _without_comments(text: str) -> list[Token]:
    """Return the tokens of a query, without comments."""
    return [token for token in tokens(text) if token.kind != "comment"]


def _refuse_doubtful(text: str, source: str) -> None:
    """Refuse a string that does not end, and an IRI with an apostrophe: `?a<?b&&'x>'` is a comparison."""
    for token in tokens(text):
        if token.kind == "open":
            message = (
                f"this is not SPARQL: the string that begins here with {token.text}"
                " does not end"
            )
            raise QueryError("bad-sparql", message, place(text, token.start, source))
        if token.kind == "iri" and "'" in token.text:
            message = (
                f"{shorten(token.text)} may be an IRI or a comparison; write %27 in the"
                " IRI, or a space after <"
            )
            raise QueryError("doubtful-iri", message, place(text, token.start, source))


def _refuse_service(text: str, source: str, found: Sequence[Token]) -> None:
    """Refuse the keyword SERVICE, also where it is written without a space before a name."""
    for before, token, after in zip(
        [_NONE, *found], found, [*found[1:], _NONE], strict=False
    ):
        glued = (
            token.kind == "name"
            and after.text == "{"
            and before.text.upper() != "GRAPH"
        )
        keyword = (
            token.text
            if token.kind == "word"
            else token.text.partition(":")[0]
            if glued
            else ""
        )
        if "SERVICE" in keyword.upper():
            message = "SERVICE asks another endpoint; a query reaches this graph only"
            raise QueryError(
                "service-refused", message, place(text, token.start, source)
            )


def _verb(words: Sequence[str]) -> str:
    """Return the keyword that says what a query does: the first that is not part of the prologue."""
    return next(
        (word for word in words if word not in {"BASE", "PREFIX", "VERSION"}), ""
    )


def _resolved(reference: str, base: str) -> str:
    """Return the IRI of a reference in angle brackets; the engine resolves it, so that both mean the same.

    Raises:
        SyntaxError, ValueError: If it is not an IRI.
    """
    if not _SCHEME.match(base):
        raise ValueError(base)
    statement = f"{reference} <a:a> <a:a> ."
    node = next(parse(statement, RdfFormat.TURTLE, base_iri=base)).subject
    return node.value if isinstance(node, NamedNode) else ""


def _index(text: str, line: int, column: int) -> int:
    """Return the index of a place that the engine names; lines and columns count from 1."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return min(start + column - 1, len(text))


def _refuse_malformed(text: str, source: str) -> None:
    """Refuse the first IRI of a query that is malformed; the engine may have reached further before it gave up.

    Raises:
        QueryError: If there is one.
    """
    found = _without_comments(text)
    names = Names(text, source, found)
    for token in found:
        if token.kind == "iri":
            names.iri(token)


def _bad_iri(text: str, source: str, token: Token) -> QueryError:
    """Return the sentence on an IRI that is malformed."""
    message = (
        f"{shorten(token.text)} is not an IRI; expected one such as"
        " <https://example.org/name>"
    )
    return QueryError("bad-iri", message, place(text, token.start, source))


def _undeclared(text: str, source: str) -> Token | None:
    """Return the first name of a query whose prefix is not declared."""
    found = _without_comments(text)
    names = Names(text, source, found)
    named = (
        token for token in found if token.kind == "name" and token not in names.prologue
    )
    return next(
        (
            one
            for one in named
            if one.text.partition(":")[0] not in {*names.prefixes, "_"}
        ),
        None,
    )


def _bad_prefix(text: str, source: str, token: Token) -> QueryError:
    """Return the sentence on a prefix that is not declared, with what helps."""
    prefix = token.text.partition(":")[0]
    hint = did_you_mean(f"{prefix}:", [f"{one}:" for one in PREFIXES])
    known = {**{kind: BASE + folder for kind, (_, folder) in KINDS.items()}, **KNOWN}
    if prefix in known:
        hint = f"; add PREFIX {prefix}: <{known[prefix]}> at the beginning"
    message = (
        f"this is not SPARQL: the prefix '{shorten(prefix)}:' is not declared{hint}"
    )
    return QueryError("bad-sparql", message, place(text, token.start, source))


def _reason(told: str, after: str) -> str:
    """Return what the engine says in words, where it does; else what stands at the place."""
    if "Prefix not found" in told:
        return "a prefix is not declared"
    if "escape sequence" in told:
        return "an escape such as \\uD800 stands for no character"
    if "variable that is unbound" in told:
        return "a variable of SELECT is neither grouped by nor aggregated"
    here = after.partition("\n")[0]
    if here.strip():
        return f"'{shorten(here, 30)}' or something before it is not understood"
    return "it ends too soon, or something before is not understood"
