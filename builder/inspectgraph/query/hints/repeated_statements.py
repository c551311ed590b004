"""Hints on counts in which the engine repeats or merges rows.

The engine pyoxigraph counts a triple twice if the triple is in two named graphs. SPARQL
requires that the triple is counted once, because the union of graphs is a set. If the
properties `p` and `q` have the same value, pyoxigraph gives one row for the path `p|q`.
SPARQL requires two rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final

from pyoxigraph import NamedNode, Quad, Store

from inspectgraph.model.errors import Problem, Where
from inspectgraph.model.quantities import quantity
from inspectgraph.query.hints.asked import Asked
from inspectgraph.query.hints.date_sums import has_unstable_sum
from inspectgraph.query.patterns import alternatives
from inspectgraph.query.selects import closing
from inspectgraph.query.tokens import NO_TOKEN, Token, code_tokens, place, tokens

__all__ = ["merged_alternatives", "repeated_statements"]

_COUNTING: Final = frozenset({"COUNT", "SUM", "AVG", "GROUP_CONCAT"})
#: With one of these words, two answers to the same query can differ anyway.
_UNSTABLE: Final = frozenset(
    {"LIMIT", "OFFSET", "SAMPLE", "RAND", "NOW", "UUID", "STRUUID", "BNODE"}
)
#: The largest number of quads in a graph that is copied for the sake of a hint.
_MOST: Final = 500_000


def repeated_statements(asked: Asked) -> Iterator[Problem]:
    """Yield a hint if triples that are in several graphs change the answer."""
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
        f"{number} in more than one graph, so the query gives a row for each graph; write"
        " SELECT DISTINCT, or COUNT(DISTINCT …) for a count"
    )
    yield Problem(Where(asked.source), "repeated-statement", message)


def _is_comparable(asked: Asked) -> bool:
    """Return whether the answer to a query can be compared with the answer from a second run.

    The query must be quick enough to run again, and a second run on the same triples
    must give the same answer.
    """
    words = set(map(attrgetter("word"), tokens(asked.text)))
    if "SELECT" not in words:
        return False
    if words & (_UNSTABLE | {"GRAPH"}):
        return False
    if not asked.is_quick:
        return False
    return len(asked.store) <= _MOST


def merged_alternatives(asked: Asked) -> Iterator[Problem]:
    """Yield a hint for each path `p|q` for which the engine counts too few rows.

    If `p` and `q` have the same value, the engine gives one row in place of two. There
    are no hints if the query does not count rows.
    """
    if not _counts_rows(code_tokens(asked.text)):
        return
    for token, one, other in alternatives(asked.text, asked.source):
        both = _with_both(asked, one, other)
        if both:
            message = (
                f"in {quantity(both, 'case')}, the two properties of this path have the"
                " same value; this engine then gives one row, and other engines give two;"
                " write UNION for two rows, or COUNT(DISTINCT …) for one"
            )
            where = place(asked.text, token.start, asked.source)
            yield Problem(where, "merged-alternative", message)


def _with_both(asked: Asked, one: str, other: str) -> int:
    """Return how often two properties of the same subject have the same value."""
    pattern = f"?_s_ <{one}> ?_o_ ; <{other}> ?_o_"
    query = f"SELECT (COUNT(*) AS ?_n_) {_from(asked)} {{ {pattern} }}"
    rows = asked.again(query)
    if rows:
        return int(str(getattr(rows[0][0], "value", 0)))
    return 0


def _repeated(asked: Asked) -> int:
    """Return the number of triples that are in more than one graph of the query."""
    counts = Counter(map(hash, map(_triple, _quads(asked))))
    return sum(number > 1 for number in counts.values())


def _triple(quad: Quad) -> tuple[object, ...]:
    """Return the triple of a quad."""
    return quad.subject, quad.predicate, quad.object


def _differs(asked: Asked) -> bool:
    """Return whether the answer would change if each triple were in one graph only."""
    rows = asked.again(asked.text, _without_repetitions(asked))
    return Counter(rows) != Counter(asked.rows)


def _without_repetitions(asked: Asked) -> Store:
    """Return a copy of the graph in which each triple is in one named graph only."""
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
    """Yield the quads of the graphs that a query covers."""
    if not asked.graphs:
        yield from asked.store
    for name in dict.fromkeys(asked.graphs):
        yield from asked.store.quads_for_pattern(None, None, None, NamedNode(name))


def _from(asked: Asked) -> str:
    """Return FROM clauses for the graphs that a query names."""
    return " ".join(map("FROM <{}>".format, dict.fromkeys(asked.graphs)))


def _counts_rows(found: Sequence[Token]) -> bool:
    """Return whether a query has an aggregate that counts repeated rows."""
    for index, one in enumerate(found):
        if one.word not in _COUNTING:
            continue
        if not _is_distinct(found, index):
            return True
    return False


def _is_distinct(found: Sequence[Token], index: int) -> bool:
    """Return whether the aggregate at an index has the keyword DISTINCT."""
    inside = found[index + 1 : closing(found, index + 1)]
    first = next(iter(inside[1:]), NO_TOKEN)
    return first.word == "DISTINCT"
