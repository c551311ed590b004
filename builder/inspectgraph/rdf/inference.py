"""Inference: add the triples that rules entail, in the named graph `inferred`.

The rules are the files `queries/rules/*.rq`: CONSTRUCT queries over the union of all
named graphs. The rules do not infer a class from the domain or range of a property.
Otherwise, a misspelt grade would become a grade, and validation would not find the
error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from importlib.resources import files
from itertools import chain, groupby
from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import NamedNode, Quad, QueryTriples, Store

from inspectgraph.rdf.iris import data_base, graph
from inspectgraph.rdf.lookup import base_of, holds

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["Rule", "infer", "rules"]

_HEADER: Final = re.compile(r"^#\+ (title|rule|stage): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of inference, read from a file.

    Attributes:
        name: The file's name without its ending.
        title: The title.
        rule: The rule in one sentence.
        stage: The number of the stage in which the rule runs. A rule can use the
            conclusions of rules in its own stage and in earlier stages.
        text: The CONSTRUCT query.
    """

    name: str
    title: str
    rule: str
    stage: int
    text: str


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules of the package, sorted by stage and name."""
    folder = files("inspectgraph.queries") / "rules"
    found = []
    for file in folder.iterdir():
        if file.name.endswith(".rq"):
            found.append(_rule(file))
    return tuple(sorted(found, key=lambda rule: (rule.stage, rule.name)))


def infer(store: Store, chosen: Sequence[Rule] | None = None) -> list[Quad]:
    """Add the inferred triples to the named graph `inferred` of a store.

    The rules of a stage are applied until they give no new triples. Then the next stage
    begins. A rule with NOT EXISTS therefore sees all conclusions of the earlier stages.

    Args:
        store: The store.
        chosen: The rules to apply, in order of their stages. By default, all rules are
            applied.

    Returns:
        The quads that were added.
    """
    added: list[Quad] = []
    with data_base(base_of(store)):
        for _, stage in groupby(chosen or rules(), key=lambda rule: rule.stage):
            added += _closure(store, list(stage))
    return added


def _rule(file: Traversable) -> Rule:
    """Read a rule from its file."""
    text = file.read_text(encoding="utf-8")
    header = dict(_HEADER.findall(text))
    name = file.name.removesuffix(".rq")
    return Rule(name, header["title"], header["rule"], int(header["stage"]), text)


def _closure(store: Store, stage: Sequence[Rule]) -> list[Quad]:
    """Run rules repeatedly until they add no more quads, and return all added quads."""
    added: list[Quad] = []
    while fresh := _fresh(store, stage):
        store.extend(fresh)
        added += fresh
    return added


def _fresh(store: Store, stage: Sequence[Rule]) -> list[Quad]:
    """Return the quads that rules infer and that are not yet in any graph, without duplicates."""
    found: dict[Quad, None] = {}
    every = map(partial(_conclusions, store), stage)
    for quad in chain.from_iterable(every):
        if not holds(store, quad.subject, quad.predicate, quad.object):
            found[quad] = None
    return list(found)


def _conclusions(store: Store, rule: Rule) -> Iterator[Quad]:
    """Yield the conclusions of one rule, as quads of the named graph `inferred`."""
    inferred: NamedNode = graph("inferred")
    found = store.query(rule.text, use_default_graph_as_union=True)
    for triple in cast("QueryTriples", found):
        yield Quad(triple.subject, triple.predicate, triple.object, inferred)
