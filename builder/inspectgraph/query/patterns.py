"""Find the role of each IRI and literal in a SPARQL query, such as property or class.

There is no full parser, so a role that is not certain is `any`. IRIs in the prologue,
after FROM, and in the template of CONSTRUCT are left out, because they need not occur
in the graph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from inspectgraph.query.guard import Names, graph_names
from inspectgraph.query.selects import closing
from inspectgraph.query.tokens import NO_TOKEN, Token, code_tokens, texts, variables
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
_TERMS: Final = frozenset({"variable", "iri", "name"})
_OBJECTS: Final = _TERMS | {"string", "number"}
#: The signs after which a new triple pattern starts.
_STARTS: Final = frozenset({"{", ".", "}"})
_SIGNS: Final = frozenset({"-", "+"})
#: The tokens that can end a property or path, or a previous object, before an object.
_BEFORE_OBJECTS: Final = frozenset({"a", ",", "*", "+", "?", ")"})
#: If one of these signs is before or after `p|q`, the alternative is a part of a longer path.
_PATH_BEFORE: Final = frozenset({"/", "^", "!"})
_PATH_AFTER: Final = frozenset({"/", "*", "+", "?"})


@dataclass(frozen=True, slots=True)
class Use:
    """One use of an IRI in a query.

    Attributes:
        iri: The IRI.
        token: The token of the IRI in the query.
        role: The role of the IRI; `any` if it is not certain.
        property: If the IRI is the object of a triple pattern, the IRI of the pattern's
            property; otherwise "".
    """

    iri: str
    token: Token
    role: Role
    property: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A literal that a query looks for as the object of a triple.

    In the query, the literal is the object of a triple pattern, or `=` compares the
    literal with a variable.

    Attributes:
        token: The token of the string or number.
        negative: Whether a number has a minus sign.
        language: The language tag of a string, or "".
        typed: Whether a string has a datatype.
        property: The IRI of the triple pattern's property, or "" if unknown.
    """

    token: Token
    negative: bool = False
    language: str = ""
    typed: bool = False
    property: str = ""


@dataclass(frozen=True, slots=True)
class TokenContext:
    """A token with the tokens around it.

    `before` has the four tokens before the token. `after` has the two tokens after the
    token. `bracket` is the innermost open bracket, or "" if no bracket is open.
    """

    before: tuple[Token, ...]
    token: Token
    after: tuple[Token, Token]
    bracket: str


def terms_of(text: str, source: str) -> list[Use]:
    """Return each use of an IRI in a query, in order.

    Args:
        text: The query, which must be valid SPARQL.
        source: The name of the query in messages.
    """
    found = code_tokens(text)
    names = Names(text, source, found)
    left_out = {*names.prologue, *graph_names(found), *_template(found)}
    data = {*_inline_data(found)}
    uses: list[Use] = []
    for one in token_contexts(found):
        token = one.token
        is_blank = token.text[:2] == "_:"
        if not token.is_iri:
            continue
        if is_blank:
            continue
        if token not in left_out:
            uses.append(_use(one, names, in_data=token in data))
    return uses


def values_of(text: str, source: str) -> list[Value]:
    """Return the literals that a query looks for as the objects of triples.

    A literal is returned if it is the object of a triple pattern. A literal is also
    returned if `=` compares the literal with a variable.

    Args:
        text: The query, which must be valid SPARQL.
        source: The name of the query in messages.
    """
    found = code_tokens(text)
    names = Names(text, source, found)
    left_out = {*_template(found), *_inline_data(found)}
    computed = _computed(found)
    values: list[Value] = []
    for one in token_contexts(found):
        is_value = _is_object(one) or _is_compared(one, computed)
        if not is_value:
            continue
        if one.token not in left_out:
            values.append(_value(one, names))
    return values


def variable_properties(text: str, source: str) -> dict[str, set[str]]:
    """Return the properties of triple patterns whose object is a variable.

    The properties are keyed by the name of the variable.

    Args:
        text: The query, which must be valid SPARQL.
        source: The name of the query in messages.
    """
    found = code_tokens(text)
    names = Names(text, source, found)
    properties: dict[str, set[str]] = {}
    for one in token_contexts(found):
        if one.token.kind != "variable":
            continue
        if iri := _property(one, names):
            properties.setdefault(one.token.text[1:], set()).add(iri)
    return properties


def alternatives(text: str, source: str) -> Iterator[tuple[Token, str, str]]:
    """For each path `p|q` of two properties, yield its first token and both IRIs.

    Args:
        text: The query, which must be valid SPARQL.
        source: The name of the query in messages.
    """
    found = code_tokens(text)
    names = Names(text, source, found)
    for one in token_contexts(found):
        if one.token.text != "|":
            continue
        if _is_alternative(one):
            before, after = one.before[-1], one.after[0]
            yield before, names.iri(before), names.iri(after)


def token_contexts(found: Sequence[Token]) -> Iterator[TokenContext]:
    """Yield each token with the tokens around it and the innermost open bracket."""
    padded = [*[NO_TOKEN] * 4, *found, NO_TOKEN, NO_TOKEN]
    brackets = [""]
    for index, token in enumerate(found):
        is_nested = len(brackets) > 1
        if is_nested and token.text in _CLOSING:
            brackets.pop()
        before = tuple(padded[index : index + 4])
        after = (padded[index + 5], padded[index + 6])
        yield TokenContext(before, token, after, brackets[-1])
        if token.kind != "sign":
            continue
        if token.text in _CLOSING.values():
            brackets.append(token.text)


def _use(one: TokenContext, names: Names, *, in_data: bool) -> Use:
    """Return a `Use` that describes how the query uses an IRI.

    Args:
        one: The token of the IRI, and the tokens around it.
        names: The base and the prefixes that the query declares.
        in_data: Whether the IRI is inside VALUES. The role of such an IRI is `any`.
    """
    iri = names.iri(one.token)
    if in_data:
        return Use(iri, one.token, "any")
    return Use(iri, one.token, _role(one, names), _property(one, names))


def _role(one: TokenContext, names: Names) -> Role:
    """Return the role of an IRI, judged by the tokens around it."""
    *_, earlier, before = one.before
    if before.text == earlier.text == "^":
        return "datatype"
    is_inside = one.bracket in {"{", "["}
    if is_inside and _is_type(before, names):
        return "class"
    if _is_in_path((before, earlier)) or _is_in_path(one.after):
        return "property"
    if _is_verb(one):
        return "property"
    return "any"


def _is_in_path(beside: tuple[Token, Token]) -> bool:
    """Return whether a token is part of a path.

    The function looks at the two tokens on one side of the token. `p|q` and `p/q` are
    paths; `a || b` in a FILTER is not.

    Args:
        beside: The nearest token on this side, and the token beyond it.
    """
    next_, later = beside
    if next_.text == "|":
        return later.text != "|"
    return next_.text == "/"


def _is_verb(one: TokenContext) -> bool:
    """Return whether a token is the property of a triple pattern."""
    *_, earlier, before = one.before
    has_object = one.after[0].kind in _OBJECTS
    if one.bracket != "{":
        return False
    if not has_object:
        return False
    return _begins(earlier, before)


def _begins(earlier: Token, before: Token) -> bool:
    """Return whether a property may come directly after two given tokens.

    A property can follow a semicolon. It can also follow the subject at the start of a
    triple pattern.
    """
    if before.text == ";":
        return True
    if before.kind not in _TERMS:
        return False
    return earlier.text in _STARTS


def _property(one: TokenContext, names: Names) -> str:
    """Return the property of the triple pattern whose object is a given token.

    The property is returned as an IRI. The result is "" if no triple pattern has the
    token as its object, or if the property is a path or unknown.
    """
    first, *rest = one.before
    has_sign = one.before[-1].text in _SIGNS
    if has_sign and one.token.kind == "number":
        starter, earlier, before = first, *rest[:2]
    else:
        starter, earlier, before = rest
    if one.bracket != "{":
        return ""
    if not before.is_iri:
        return ""
    if not _begins(starter, earlier):
        return ""
    if before in names.prologue:
        return ""
    return names.iri(before)


def _is_alternative(one: TokenContext) -> bool:
    """Return whether a vertical bar and the properties beside it are a complete path.

    `p|q` is a complete path, and so is each pair in `p|q|r`. In `p|q/r`, the bar and the
    properties are only a part of a longer path.
    """
    *_, earlier, before = one.before
    after, later = one.after
    if earlier.text in _PATH_BEFORE:
        return False
    if later.text in _PATH_AFTER:
        return False
    if not before.is_iri:
        return False
    return after.is_iri


def _is_type(token: Token, names: Names) -> bool:
    """Return whether a token is `a` or `rdf:type`."""
    if not token.is_iri:
        return (token.kind, token.text) == ("word", "a")
    if token in names.prologue:
        return False
    return names.iri(token) == RDF.type.value


def _is_object(one: TokenContext) -> bool:
    """Return whether a token is a literal that is the object of a triple pattern."""
    if one.token.kind not in {"string", "number"}:
        return False
    if one.bracket not in {"{", "["}:
        return False
    *_, earlier, before = one.before
    if before.text in _SIGNS:
        before = earlier
    if before.kind in _TERMS:
        return True
    return before.text in _BEFORE_OBJECTS


def _is_compared(one: TokenContext, computed: frozenset[str]) -> bool:
    """Return whether a token is a string that is compared with a variable by `=`.

    Args:
        one: The token and the tokens around it.
        computed: Names of variables that get values by AS or VALUES. The result is
            False for these variables, because their values may be absent from the
            graph.
    """
    *_, first, variable, sign = one.before
    kinds = (one.token.kind, variable.kind, sign.text)
    if kinds != ("string", "variable", "="):
        return False
    if first.text not in {"(", "&", "|", "!"}:
        return False
    return variable.text[1:] not in computed


def _computed(found: Sequence[Token]) -> frozenset[str]:
    """Return the names of the variables that the query sets by AS or VALUES."""
    given: set[str] = set()
    for token, after in pairwise(found):
        if token.word == "AS":
            given.add(after.text[1:])
    for start, brace in _values_blocks(found):
        given.update(variables(found[start:brace]))
    return frozenset(given)


def _value(one: TokenContext, names: Names) -> Value:
    """Return a literal of a query with its details, such as sign and language tag."""
    first, second = one.after
    language = ""
    if first.kind == "language":
        language = first.text[1:]
    return Value(
        one.token,
        negative=one.before[-1].text == "-",
        language=language,
        typed=first.text == second.text == "^",
        property=_property(one, names),
    )


def _template(found: Sequence[Token]) -> Sequence[Token]:
    """Return the tokens in the template of CONSTRUCT, or an empty list."""
    for index, (token, after) in enumerate(pairwise(found)):
        if token.word == "CONSTRUCT":
            if after.text == "{":
                return _block(found, index + 1)
            return ()
    return ()


def _inline_data(found: Sequence[Token]) -> list[Token]:
    """Return the tokens in all VALUES blocks."""
    inside: list[Token] = []
    for _, brace in _values_blocks(found):
        inside += _block(found, brace)
    return inside


def _values_blocks(found: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Yield the index of each keyword VALUES, and the index of its opening brace."""
    signs = [*texts(found), "{"]
    for start, token in enumerate(found):
        if token.word == "VALUES":
            yield start, signs.index("{", start)


def _block(found: Sequence[Token], start: int) -> Sequence[Token]:
    """Return the tokens from an opening brace to its closing brace."""
    if start >= len(found):
        return ()
    return found[start : closing(found, start) + 1]
