"""Hints on comparisons of a language tag that are never true.

All language tags in the graph are in lower case, so `LANG(?x) = "en-GB"` is false.
"""

from __future__ import annotations

from collections.abc import Iterator

from inspectgraph.model.errors import Problem
from inspectgraph.query.hints.asked import Asked
from inspectgraph.query.tokens import Token, code_tokens, place, texts

__all__ = ["language_tests"]


def language_tests(asked: Asked) -> Iterator[Problem]:
    """Yield a hint for each comparison of LANG with a tag that has capital letters.

    The tag can be on either side: `LANG(?x) = "en-GB"` or `"en-GB" = LANG(?x)`.
    """
    found = code_tokens(asked.text)
    for index, token in enumerate(found):
        if token.kind != "string":
            continue
        if token.text == token.text.lower():
            continue
        before, after = found[max(0, index - 5) : index], found[index + 1 : index + 6]
        if _is_test([*before[-1:], *before[:-1]]):
            yield _problem(asked, token, before[2])
        elif _is_test(after):
            yield _problem(asked, token, after[3])


def _is_test(found: list[Token]) -> bool:
    """Return whether the tokens are, in order, `=`, `LANG`, `(`, any token and `)`."""
    signs = list(map(str.upper, texts(found)))
    return [*signs[:3], *signs[4:]] == ["=", "LANG", "(", ")"]


def _problem(asked: Asked, token: Token, variable: Token) -> Problem:
    """Return the hint on a test that is never true, such as `LANG(?x) = "en-GB"`."""
    message = (
        f"no language tag in the graph equals {token.text}, because all tags are in small"
        f" letters; write LANGMATCHES(LANG({variable.text}), {token.text})"
    )
    where = place(asked.text, token.start, asked.source)
    return Problem(where, "language-case", message)
