"""Comparisons of a language tag that are never true, since the graph has all tags in small letters."""

from __future__ import annotations

from collections.abc import Iterator

from inspectgraph.model.errors import Problem
from inspectgraph.query.hints.asked import Asked
from inspectgraph.query.tokens import place, tokens

__all__ = ["language_tests"]


def language_tests(asked: Asked) -> Iterator[Problem]:
    """Yield a hint for each `LANG(?x) = "en-GB"`, written in either order."""
    found = [token for token in tokens(asked.text) if token.kind != "comment"]
    texts = [token.text.upper() for token in found]
    for index, token in enumerate(found):
        before, after = texts[max(0, index - 5) : index], texts[index + 1 : index + 4]
        is_tested = [*before[:2], *before[3:]] == ["LANG", "(", ")", "="] or after == [
            "=",
            "LANG",
            "(",
        ]
        if token.kind == "string" and is_tested and token.text != token.text.lower():
            variable = found[index - 3] if before[-1:] == ["="] else found[index + 4]
            text = (
                f"no language tag of the graph equals {token.text}, since all are in"
                f" small letters; write LANGMATCHES(LANG({variable.text}),"
                f" {token.text})"
            )
            yield Problem(
                place(asked.text, token.start, asked.source), "language-case", text
            )
