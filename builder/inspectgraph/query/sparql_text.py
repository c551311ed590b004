"""What can be told from the text of a SPARQL query before it is run: whether it is refused, and which graphs it names.

No query reaches out or changes the graph: `SERVICE`, updates and graphs that are not there are refused. The text
is cut into tokens first, so that a word in a comment, a string or an IRI is not taken for a keyword.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final
from urllib.parse import urljoin

from inspectgraph.errors import QueryError, Where, shorten
from inspectgraph.namespaces import BASE, PREFIXES
from inspectgraph.query.questions import did_you_mean

__all__ = ["named_graphs", "refuse", "syntax_error"]

_UPDATES: Final = frozenset({"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"})

_TOKEN = re.compile(
    r"""
    (?P<comment> \#[^\n\r]* )
  | (?P<iri> <[^<>"{}|^`\x00-\x20]*> )
  | (?P<string> \"{3}(?:[^"\\]|\\.|"(?!""))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
              | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
  | (?P<variable> [?$]\w+ )
  | (?P<language> @[A-Za-z]+(?:-\w+)* )
  | (?P<name> (?:[^\W\d](?:[\w.-]*[\w-])?)?:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\.)* )
  | (?P<word> \w+ )
  | (?P<sign> \S )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_SYNTAX = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)

_Token = tuple[str, str]


def refuse(text: str, source: str) -> None:
    """Refuse a query that would reach out or change something.

    Args:
        text: The query.
        source: The name by which messages call it.

    Raises:
        QueryError: If it is an update, or asks another endpoint.
    """
    for form in {text, _ESCAPE.sub(_character, text)}:
        words = [value.upper() for kind, value in _tokens(form) if kind == "word"]
        if any("SERVICE" in word for word in words):
            raise QueryError(
                "service-refused", "SERVICE asks another endpoint; a query reaches this graph only", Where(source)
            )
        if (verb := _verb(words)) in _UPDATES:
            raise QueryError("update-refused", f"{verb} would change the graph, which is only read here", Where(source))


def named_graphs(text: str, source: str, known: Collection[str]) -> list[str]:
    """Return the graphs that a query names by FROM or FROM NAMED.

    Args:
        text: The query.
        source: The name by which messages call it.
        known: The graphs that there are.

    Raises:
        QueryError: If it names a file, or a graph that is not there.
    """
    tokens = [token for token in _tokens(text) if token[0] != "comment"]
    resolve = _Resolver(tokens)
    found = [resolve(token) for token in _after_from(tokens)]
    for iri in found:
        if iri.startswith("file:"):
            raise QueryError("file-refused", f"FROM <{shorten(iri)}>: no file is read; name a graph", Where(source))
        if iri not in known:
            hint = did_you_mean(iri, known) or f"; there are {', '.join(sorted(known))}"
            raise QueryError("unknown-graph", f"FROM <{shorten(iri)}>: there is no such graph{hint}", Where(source))
    return found


def syntax_error(text: str, source: str, error: SyntaxError) -> QueryError:
    """Return what the engine says of a query that is not SPARQL, as a sentence with line and column.

    The engine names the furthest place that it reached; what is wrong may stand before it.
    """
    found = _SYNTAX.match(str(error.msg or error))
    if not found:
        return QueryError("bad-sparql", f"this is not SPARQL: {error}", Where(source))
    line, column = int(found[1]), int(found[2])
    lines = [*text.splitlines(), ""]
    before, here = lines[min(line, len(lines)) - 1][: column - 1], lines[min(line, len(lines)) - 1][column - 1 :]
    at = f"'{shorten(here, 30)}' or something before it is not understood"
    ends = "it ends too soon, or something before is not understood"
    reason = _reason(found[3], before) or (at if here.strip() else ends)
    return QueryError("bad-sparql", f"this is not SPARQL: {reason}", Where(source, line, column))


def _reason(told: str, before: str) -> str:
    """Return what the engine says in words, where it does."""
    if "Prefix not found" in told:
        names = re.findall(r"(?<![?$\w])([\w.-]*:)(?!//)", before)
        return f"the prefix '{names[-1] if names else ':'}' is not declared"
    if "variable that is unbound" in told:
        return "a variable of SELECT is neither grouped by nor aggregated"
    return ""


def _tokens(text: str) -> Iterator[_Token]:
    """Yield kind and text of each token."""
    for found in _TOKEN.finditer(text):
        yield found.lastgroup or "", found[0]


def _verb(words: Sequence[str]) -> str:
    """Return the keyword that says what a query does: the first that is not part of the prologue."""
    return next((word for word in words if word not in {"BASE", "PREFIX", "VERSION"}), "")


def _after_from(tokens: Sequence[_Token]) -> Iterator[_Token]:
    """Yield the tokens that FROM and FROM NAMED name."""
    for place, (kind, value) in enumerate(tokens):
        if kind == "word" and value.upper() == "FROM":
            rest = tokens[place + 1 : place + 3]
            named = [token for token in rest if token != ("word", "NAMED") and token[1].upper() != "NAMED"]
            yield from (token for token in named[:1] if token[0] in {"iri", "name"})


class _Resolver:
    """The base and prefixes that a query declares."""

    def __init__(self, tokens: Sequence[_Token]) -> None:
        self.base, self.prefixes = BASE, dict(PREFIXES)
        for (kind, value), *after in zip(tokens, tokens[1:], tokens[2:], strict=False):
            if kind == "word" and value.upper() == "BASE":
                self.base = urljoin(self.base, after[0][1][1:-1])
            elif kind == "word" and value.upper() == "PREFIX" and after[1][0] == "iri":
                self.prefixes[after[0][1].rstrip(":")] = urljoin(self.base, after[1][1][1:-1])

    def __call__(self, token: _Token) -> str:
        """Return the IRI that a token stands for."""
        kind, value = token
        if kind == "iri":
            return urljoin(self.base, _ESCAPE.sub(_character, value[1:-1]))
        prefix, _, local = value.partition(":")
        return self.prefixes.get(prefix, f"{prefix}:") + re.sub(r"\\(.)", r"\1", local)


def _character(escape: re.Match[str]) -> str:
    return chr(min(int(escape[1] or escape[2], 16), 0x10FFFF))
