"""Find the command that prints more details of a search result."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode, Store

from inspectgraph.find.entries import Entry
from inspectgraph.rdf.lookup import objects
from inspectgraph.rdf.namespaces import INSP, OA

__all__ = ["next_command", "unit_of"]

#: The question that follows for each kind; `{}` is the slug.
_QUESTIONS: Final[Mapping[str, str]] = {
    "authority": "grade-trajectory --authority {}",
    "framework": "comparisons --from {}",
    "indicator": "indicator-values --indicator {}",
    "inspectorate": "who-inspected",
    "place": "statements-by-place --place {}",
    "report": "judgements --report {}",
    "theme": "theme-uptake --theme {}",
}
#: The question and the property for kinds that serve areas, such as bodies.
_BY_AREA: Final = {
    "body": ("bodies-by-area", INSP.servesArea),
    "service": ("services-by-area", INSP.inArea),
}


def next_command(store: Store, entry: Entry) -> str:
    """Return the command that prints details of an entry."""
    if entry.kind == "aspect":
        framework = entry.slug.partition("/")[0]
        return f"inspectgraph query comparisons --from {framework}"
    if entry.kind in _BY_AREA:
        return _by_area(store, entry)
    question = _QUESTIONS[entry.kind].format(entry.slug)
    return f"inspectgraph query {question}"


def _by_area(store: Store, entry: Entry) -> str:
    """Return the command that prints more about a body or service.

    The command queries the first area that the body or service serves. If there is no
    area, the command searches statements for the name of the body or service.
    """
    question, predicate = _BY_AREA[entry.kind]
    areas = [iri.value for iri in objects(store, NamedNode(entry.iri), predicate)]
    if areas:
        authority = min(areas).rpartition("/")[2]
        return f"inspectgraph query {question} --authority {authority}"
    name = shlex.quote(entry.names[0])
    return f"inspectgraph find {name} --kind statement"


def unit_of(store: Store, statement: NamedNode) -> str:
    """Return the id of the first unit that is evidence for a statement, or ""."""
    evidence = sorted(objects(store, statement, INSP.evidence), key=str)
    for passage in (
        sorted(objects(store, evidence[0], OA.hasSource), key=str) if evidence else ()
    ):
        for quad in store.quads_for_pattern(passage, INSP.unitId, None, None):
            if isinstance(quad.object, Literal):
                return quad.object.value
    return ""
