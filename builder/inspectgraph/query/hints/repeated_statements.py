"""Statements that an answer counts more or less often than the standard says.

pyoxigraph counts a statement of two graphs twice, where the union of graphs is a set. It
gives one row for an alternative path whose two properties lead to the same value, where
the standard gives two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final

from pyoxigraph import NamedNode, Quad, Store

from inspectgraph.model.errors import Problem, Where
from inspectgraph.query.hints.asked import Asked
from inspectgraph.query.hints.date_sums import has_unstable_sum
from inspectgraph.query.patterns import alternatives
from inspectgraph.query.selects import closing
from inspectgraph.query.tokens import NO_TOKEN, Token, code_tokens, place, tokens

__all__ = ["merged_alternatives", "repeated_statements"]

_COUNTING: Final = frozenset({"COUNT", "SUM", "AVG", "GROUP_CONCAT"})
#: With one of these words, two answers to the same query may differ without a reason.
_UNSTABLE: Final = frozenset(
    {"LIMIT", "OFFSET", "SAMPLE", "RAND", "NOW", "UUID", "STRUUID", "BNODE"}
)
#: A larger graph is not copied for the sake of a hint.
_MOST: Final = 500_000


def repeated_statements(asked: Asked) -> Iterator[Problem]:
    """Yield a hint if statements in several graphs change the answer."""
    if not _is_comparable(asked):
        return
    repeated = _repeated(asked)
    if not repeated:
        return
    if not _differs(asked):
        return
    if has_unstable_sum(asked):
        return
    number = "1 statement is"
    if repeated > 1:
        number = f"{repeated} statements are"
    message = (
        f"{number} in more than one graph, and each counts once for each graph in"
        " this answer; write SELECT DISTINCT, in a sub-query where rows are"
        " counted, or COUNT(DISTINCT …)"
    )
    yield Problem(Where(asked.source), "repeated-statement", message)


def _is_comparable(asked: Asked) -> bool:
    """Return whether a query can be asked again and gives the same answer."""
    words = set(map(attrgetter("word"), tokens(asked.text)))
    if "SELECT" not in words:
        return False
    if words & (_UNSTABLE | {"GRAPH"}):
        return False
    if not asked.is_quick:
        return False
    return len(asked.store) <= _MOST


def merged_alternatives(asked: Asked) -> Iterator[Problem]:
    """Yield a hint for each alternative path with too few rows, where rows count."""
    if not _counts_rows(code_tokens(asked.text)):
        return
    for token, one, other in alternatives(asked.text, asked.source):
        both = _with_both(asked, one, other)
        if both:
            message = (
                "this path gives one row, not two, where both properties have the same"
                f" value ({both} times in the graph), so that other engines count more;"
                " write UNION, or COUNT(DISTINCT …)"
            )
            where = place(asked.text, token.start, asked.source)
            yield Problem(where, "merged-alternative", message)


def _with_both(asked: Asked, one: str, other: str) -> int:
    """Return how many values two properties of the same subject share."""
    pattern = f"?_s_ <{one}> ?_o_ ; <{other}> ?_o_"
    query = f"SELECT (COUNT(*) AS ?_n_) {_from(asked)} {{ {pattern} }}"
    rows = asked.again(query)
    if rows:
        return int(str(getattr(rows[0][0], "value", 0)))
    return 0


def _repeated(asked: Asked) -> int:
    """Return how many statements of a query's graphs are in more than one of them."""
    counts = Counter(map(hash, map(_triple, _quads(asked))))
    return sum(number > 1 for number in counts.values())


def _triple(quad: Quad) -> tuple[object, ...]:
    """Return the triple of a quad."""
    return quad.subject, quad.predicate, quad.object


def _differs(asked: Asked) -> bool:
    """Return whether the answer changes if each statement is in one graph only."""
    rows = asked.again(asked.text, _without_repetitions(asked))
    return Counter(rows) != Counter(asked.rows)


def _without_repetitions(asked: Asked) -> Store:
    """Return a graph with each statement in the first of its graphs only."""
    seen: set[tuple[object, ...]] = set()
    store = Store()
    for graph in sorted(map(str, asked.store.named_graphs())):
        store.add_graph(NamedNode(graph[1:-1]))
    kept: list[Quad] = []
    for quad in _quads(asked):
        triple = _triple(quad)
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
    return " ".join(map("FROM <{}>".format, dict.fromkeys(asked.graphs)))


def _counts_rows(found: Sequence[Token]) -> bool:
    """Return whether a query has an aggregate that depends on the number of rows."""
    for index, one in enumerate(found):
        if one.word not in _COUNTING:
            continue
        if not _is_distinct(found, index):
            return True
    return False


def _is_distinct(found: Sequence[Token], index: int) -> bool:
    """Return whether an aggregate has the word DISTINCT."""
    inside = found[index + 1 : closing(found, index + 1)]
    first = next(iter(inside[1:]), NO_TOKEN)
    return first.word == "DISTINCT"
