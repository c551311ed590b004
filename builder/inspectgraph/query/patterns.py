"""The roles of the terms in a SPARQL query: property, class, datatype, value, or unknown.

Only roles that are certain without a grammar are returned. The IRIs of the prologue,
the graphs after FROM, and the template of CONSTRUCT are left out: none of them has to
occur in the graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from inspectgraph.query.guard import Names, graph_names
from inspectgraph.query.tokens import Token, tokens
from inspectgraph.rdf.namespaces import RDF

__all__ = [
    "TokenContext",
    "Use",
    "Value",
    "alternatives",
    "terms_of",
    "token_contexts",
    "values_of",
    "variable_properties",
]

Role = Literal["property", "class", "datatype", "any"]

_CLOSING: Final = {")": "(", "}": "{", "]": "["}
_NONE: Final = Token("", "", -1)
_TERMS: Final = frozenset({"variable", "iri", "name"})
_OBJECTS: Final = _TERMS | {"string", "number"}


@dataclass(frozen=True, slots=True)
class Use:
    """An IRI that a query uses, the token that stands for it, its role, and the property of which it is the object."""

    iri: str
    token: Token
    role: Role
    property: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A literal that is the object of a triple pattern, or is compared with one by `=`.

    Attributes:
        token: The string or number.
        negative: Whether a number has a minus.
        language: The language tag of a string.
        typed: Whether a string has a datatype.
        property: The IRI of the property of which it is the object; empty where that cannot be told.
    """

    token: Token
    negative: bool = False
    language: str = ""
    typed: bool = False
    property: str = ""


@dataclass(frozen=True, slots=True)
class TokenContext:
    """A token with the four before it, the two after it, and the bracket that encloses it most closely."""

    before: tuple[Token, ...]
    token: Token
    after: tuple[Token, Token]
    bracket: str


def terms_of(text: str, source: str) -> list[Use]:
    """Return the IRIs that a query uses, in order.

    Args:
        text: The query, which the engine has understood.
        source: The name by which messages call it.
    """
    found = [token for token in tokens(text) if token.kind != "comment"]
    names = Names(text, source, found)
    left_out = {*names.prologue, *graph_names(found), *_template(found)}
    data = {*_inline_data(found)}
    used = (
        one
        for one in token_contexts(found)
        if one.token.kind in {"iri", "name"} and one.token not in left_out
    )
    return [
        _use(one, names, in_data=one.token in data)
        for one in used
        if one.token.text[:2] != "_:"
    ]


def values_of(text: str, source: str) -> list[Value]:
    """Return the literals of a query that are objects of triple patterns or are compared with one, in order.

    Args:
        text: The query, which the engine has understood.
        source: The name by which messages call it.
    """
    found = [token for token in tokens(text) if token.kind != "comment"]
    names = Names(text, source, found)
    left_out = {*_template(found), *_inline_data(found)}
    computed = _computed(found)
    wanted = (
        one
        for one in token_contexts(found)
        if _is_object(one) or _is_compared(one, computed)
    )
    return [_value(one, names) for one in wanted if one.token not in left_out]


def variable_properties(text: str, source: str) -> dict[str, set[str]]:
    """Return the IRIs of the properties of which each variable of a query is the object, by the variable's name.

    Args:
        text: The query, which the engine has understood.
        source: The name by which messages call it.
    """
    found = [token for token in tokens(text) if token.kind != "comment"]
    names = Names(text, source, found)
    properties: dict[str, set[str]] = {}
    for one in token_contexts(found):
        if one.token.kind == "variable" and (iri := _property(one, names)):
            properties.setdefault(one.token.text[1:], set()).add(iri)
    return properties


def alternatives(text: str, source: str) -> Iterator[tuple[Token, str, str]]:
    """Yield each alternative path of two properties: its first token, and the IRIs of both.

    Args:
        text: The query, which the engine has understood.
        source: The name by which messages call it.
    """
    found = [token for token in tokens(text) if token.kind != "comment"]
    names = Names(text, source, found)
    for one in token_contexts(found):
        before, after = one.before[-1], one.after[0]
        alone = one.before[-2].text not in {"/", "^", "!"} and one.after[
            1
        ].text not in {"/", "*", "+", "?"}
        if (
            one.token.text == "|"
            and alone
            and {before.kind, after.kind} <= {"iri", "name"}
        ):
            yield before, names.iri(before), names.iri(after)


def token_contexts(found: Sequence[Token]) -> Iterator[TokenContext]:
    """Yield each token with its neighbours and its bracket."""
    padded = [*[_NONE] * 4, *found, _NONE, _NONE]
    open_brackets: list[str] = []
    for index, token in enumerate(found):
        if token.text in _CLOSING and open_brackets:
            open_brackets.pop()
        after = (padded[index + 5], padded[index + 6])
        yield TokenContext(
            tuple(padded[index : index + 4]),
            token,
            after,
            open_brackets[-1] if open_brackets else "",
        )
        if token.kind == "sign" and token.text in _CLOSING.values():
            open_brackets.append(token.text)


def _use(one: TokenContext, names: Names, *, in_data: bool) -> Use:
    """Return the use of an IRI; in a block of VALUES no role is certain."""
    iri = names.iri(one.token)
    return (
        Use(iri, one.token, "any")
        if in_data
        else Use(iri, one.token, _role(one, names), _property(one, names))
    )


def _role(one: TokenContext, names: Names) -> Role:
    """Return the role of an IRI."""
    *_, earlier, before = one.before
    after = one.after[0]
    if before.text == "^" and earlier.text == "^":
        return "datatype"
    if one.bracket in {"{", "["} and _is_type(before, names):
        return "class"
    if before.text in {"/", "|"} or after.text in {"/", "|"}:
        return "property"
    begins = before.text == ";" or (
        before.kind in _TERMS and earlier.text in {"{", ".", "}"}
    )
    return (
        "property"
        if one.bracket == "{" and begins and after.kind in _OBJECTS
        else "any"
    )


def _property(one: TokenContext, names: Names) -> str:
    """Return the IRI of the property of which a token is the object, where the property is not part of a path."""
    signed = one.token.kind == "number" and one.before[-1].text in {"-", "+"}
    starter, earlier, before = one.before[:3] if signed else one.before[1:]
    begins = earlier.text == ";" or (
        earlier.kind in _TERMS and starter.text in {"{", ".", "}"}
    )
    alone = before.kind in {"iri", "name"} and begins and one.bracket == "{"
    return names.iri(before) if alone and before not in names.prologue else ""


def _is_type(token: Token, names: Names) -> bool:
    """Return whether a token says of what class something is."""
    if token.kind == "word":
        return token.text == "a"
    return (
        token.kind in {"iri", "name"}
        and token not in names.prologue
        and names.iri(token) == RDF.type.value
    )


def _is_object(one: TokenContext) -> bool:
    """Return whether a literal is the object of a triple pattern."""
    if one.token.kind not in {"string", "number"} or one.bracket not in {"{", "["}:
        return False
    before = one.before[-2] if one.before[-1].text in {"-", "+"} else one.before[-1]
    return before.kind in _TERMS or before.text in {"a", ",", "*", "+", "?", ")"}


def _is_compared(one: TokenContext, computed: frozenset[str]) -> bool:
    """Return whether a string is all that a variable is compared with by `=`, and patterns alone give its values."""
    *_, first, variable, sign = one.before
    alone = (
        first.text in {"(", "&", "|", "!"}
        and sign.text == "="
        and variable.kind == "variable"
    )
    return one.token.kind == "string" and alone and variable.text[1:] not in computed


def _computed(found: Sequence[Token]) -> frozenset[str]:
    """Return the names of the variables that get values by AS or VALUES."""
    given = {
        after.text[1:] for token, after in pairwise(found) if token.text.upper() == "AS"
    }
    for index, token in enumerate(found):
        if token.kind == "word" and token.text.upper() == "VALUES":
            end = next(
                (
                    place
                    for place in range(index, len(found))
                    if found[place].text == "{"
                ),
                len(found),
            )
            given.update(one.text[1:] for one in found[index:end])
    return frozenset(given)


def _value(one: TokenContext, names: Names) -> Value:
    """Return a literal with its language or datatype."""
    negative, of = one.before[-1].text == "-", _property(one, names)
    first, second = one.after
    language = first.text[1:] if first.kind == "language" else ""
    return Value(
        one.token,
        negative,
        language,
        typed=first.text == second.text == "^",
        property=of,
    )


def _template(found: Sequence[Token]) -> list[Token]:
    """Return the tokens of the template of CONSTRUCT; CONSTRUCT WHERE has none."""
    for index, (token, after) in enumerate(pairwise(found)):
        if token.kind == "word" and token.text.upper() == "CONSTRUCT":
            return _block(found, index + 1) if after.text == "{" else []
    return []


def _inline_data(found: Sequence[Token]) -> list[Token]:
    """Return the tokens of all blocks of VALUES."""
    inside: list[Token] = []
    for index, token in enumerate(found):
        if token.kind == "word" and token.text.upper() == "VALUES":
            start = next(
                (
                    place
                    for place in range(index, len(found))
                    if found[place].text == "{"
                ),
                len(found),
            )
            inside += _block(found, start)
    return inside


def _block(found: Sequence[Token], start: int) -> list[Token]:
    """Return the tokens from an opening brace to the one that closes it."""
    depth = 0
    for index in range(start, len(found)):
        depth += (found[index].text == "{") - (found[index].text == "}")
        if not depth:
            return list(found[start : index + 1])
    return list(found[start:])
