"""Statements that an answer counts more or less often than the standard says.

pyoxigraph takes a statement of two graphs for two, where the union of graphs is a set,
and gives one row for an alternative path by which both properties lead to the same
value, where the standard gives two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from pyoxigraph import NamedNode, Quad, Store

from inspectgraph.model.errors import Problem, Where
from inspectgraph.query.hints.asked import Asked
from inspectgraph.query.patterns import alternatives
from inspectgraph.query.selects import closing
from inspectgraph.query.tokens import Token, place, tokens

__all__ = ["merged_alternatives", "repeated_statements"]

_COUNTING: Final = frozenset({"COUNT", "SUM", "AVG", "GROUP_CONCAT"})
#: With one of these words, two answers to the same query may differ without a reason.
_UNSTABLE: Final = frozenset(
    {"LIMIT", "OFFSET", "SAMPLE", "RAND", "NOW", "UUID", "STRUUID", "BNODE"}
)
#: A larger graph is not copied for the sake of a hint.
_MOST: Final = 500_000


def repeated_statements(asked: Asked) -> Iterator[Problem]:
    """Yield a hint if an answer is another one because statements are in several graphs."""
    words = {token.text.upper() for token in tokens(asked.text) if token.kind == "word"}
    if (
        "SELECT" not in words
        or words & (_UNSTABLE | {"GRAPH"})
        or not asked.is_quick
        or len(asked.store) > _MOST
    ):
        return
    repeated = _repeated(asked)
    if repeated and _differs(asked):
        number = f"{repeated} statements are" if repeated > 1 else "1 statement is"
        found = (
            f"{number} in more than one graph, and each counts once for each graph in"
            " this answer; write SELECT DISTINCT, in a sub-query where rows are"
            " counted, or COUNT(DISTINCT …)"
        )
        yield Problem(Where(asked.source), "repeated-statement", found)


def merged_alternatives(asked: Asked) -> Iterator[Problem]:
    """Yield a hint for each alternative path that gives one row for a value of both properties, where rows count."""
    found = [token for token in tokens(asked.text) if token.kind != "comment"]
    if not _counts_rows(found):
        return
    for token, one, other in alternatives(asked.text, asked.source):
        rows = asked.again(
            f"SELECT (COUNT(*) AS ?_n_) {_from(asked)} {{ ?_s_ <{one}> ?_o_ ; <{other}>"
            " ?_o_ }"
        )
        both = int(str(getattr(rows[0][0], "value", 0))) if rows else 0
        if both:
            text = (
                "this path gives one row, not two, where both properties have the same"
                f" value ({both} times in the graph), so that other engines count more;"
                " write UNION, or COUNT(DISTINCT …)"
            )
            yield Problem(
                place(asked.text, token.start, asked.source), "merged-alternative", text
            )


def _repeated(asked: Asked) -> int:
    """Return how many statements of the graphs of a query are in more than one of them."""
    counts = Counter(
        hash((quad.subject, quad.predicate, quad.object)) for quad in _quads(asked)
    )
    return sum(number > 1 for number in counts.values())


def _differs(asked: Asked) -> bool:
    """Return whether an answer would be another one if each statement were in one graph."""
    return Counter(asked.again(asked.text, _without_repetitions(asked))) != Counter(
        asked.rows
    )


def _without_repetitions(asked: Asked) -> Store:
    """Return a graph with each statement in the first of its graphs only."""
    seen: set[tuple[object, ...]] = set()
    store = Store()
    for graph in sorted(map(str, asked.store.named_graphs())):
        store.add_graph(NamedNode(graph[1:-1]))
    kept: list[Quad] = []
    for quad in _quads(asked):
        triple = (quad.subject, quad.predicate, quad.object)
        if triple not in seen:
            seen.add(triple)
            kept.append(quad)
    store.extend(kept)
    return store


def _quads(asked: Asked) -> Iterator[Quad]:
    """Yield the quads of the graphs of a query."""
    if not asked.graphs:
        yield from asked.store
    for name in dict.fromkeys(asked.graphs):
        yield from asked.store.quads_for_pattern(None, None, None, NamedNode(name))


def _from(asked: Asked) -> str:
    """Return the clauses FROM for the graphs of a query."""
    return " ".join(f"FROM <{name}>" for name in dict.fromkeys(asked.graphs))


def _counts_rows(found: Sequence[Token]) -> bool:
    """Return whether a query has an aggregate whose value depends on the number of rows."""
    return any(
        token.kind == "word"
        and token.text.upper() in _COUNTING
        and not _is_distinct(found, index)
        for index, token in enumerate(found)
    )


def _is_distinct(found: Sequence[Token], index: int) -> bool:
    """Return whether an aggregate has the word DISTINCT."""
    inside = found[index + 1 : closing(found, index + 1)]
    return len(inside) > 1 and inside[1].text.upper() == "DISTINCT"
