"""Find the uses of the ontology's terms: counts, an example, shapes and questions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final, cast

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store, parse
from rdflib import RDF, SH, Graph, URIRef
from rdflib.term import Node

from inspectgraph.query.questions import questions
from inspectgraph.rdf.iris import report_of
from inspectgraph.rdf.namespaces import DEF, SHAPE
from inspectgraph.rdf.prefixes import Names

__all__ = ["Uses"]

#: The graphs that examples are taken from, in this order.
_EXAMPLES: Final = (
    "reports/knowsley-sif-2014.ttl",
    "registry.ttl",
    "reports/knowsley-jar-2008.ttl",
    "reports/halton-jar-2008.ttl",
    "reports/sefton-jar-2007.ttl",
    "reports/knowsley-aca-2011.ttl",
    "reports/barnet-23-july-2024.ttl",
    "reports/isles-of-scilly-27-june-2016.ttl",
    "ontology.ttl",
    "inferred.ttl",
)
_COUNTS: Final = """
PREFIX void: <http://rdfs.org/ns/void#>
SELECT ?term ?count WHERE {
  <https://w3id.org/inspectgraph/graph> void:classPartition|void:propertyPartition ?part .
  ?part void:class|void:property ?term ; void:entities|void:triples ?count
}
"""
_TERM: Final = re.compile(r"\binsp:([A-Za-z]+)")
_LONGEST: Final = 60


class Uses:
    """The uses of each term, read once from the graph, the shapes and the questions."""

    def __init__(self) -> None:
        self.counts = dict(_counts())
        self.examples = {term: _turtle(quad) for term, quad in _examples().items()}
        self.shapes = _shapes(files("inspectgraph.shapes"))
        self.questions = _questions()

    def row(self, term: str) -> tuple[str, str, str, str, str]:
        """Return a table row about a term: its name, count, example, shapes and questions."""
        name = f"`insp:{term.removeprefix(DEF)}`"
        count = self.counts.get(term, 0)
        example = self.examples.get(term, "")
        return (
            name,
            f"{count:,}" if count else "–",
            f"`{example}`" if example else "–",
            ", ".join(_links("shapes", self.shapes.get(term, ()))) or "–",
            ", ".join(_links("questions", self.questions.get(term, ()))) or "–",
        )


def _links(page: str, names: Iterable[str]) -> Iterator[str]:
    """Yield a link to the section of each name on a page of the reference."""
    for name in sorted(names):
        yield f"[{name}]({page}.md#{name.lower()})"


def _counts() -> Iterator[tuple[str, int]]:
    """Yield the number of instances of each class, and of triples of each property."""
    catalogue = Store()
    content = files("inspectgraph.graphs").joinpath("catalogue.ttl").read_bytes()
    catalogue.load(content, RdfFormat.TURTLE)
    rows = cast("QuerySolutions", catalogue.query(_COUNTS))
    for term, count in rows:
        yield term.value, int(count.value)


def _examples() -> dict[str, Quad]:
    """Return an example triple for each term.

    The example is the shortest triple in the first graph that uses the term.
    """
    found: dict[str, Quad] = {}
    folder = files("inspectgraph.graphs")
    for file in _EXAMPLES:
        here: dict[str, Quad] = {}
        for quad in parse(folder.joinpath(file).read_bytes(), RdfFormat.TURTLE):
            term = _used(quad)
            first = here.get(term)
            if first is None or _order(quad) < _order(first):
                here[term] = quad
        found = {**here, **found}
    return {term: quad for term, quad in found.items() if term}


def _used(quad: Quad) -> str:
    """Return the ontology term that a triple uses, or an empty text.

    The text is empty if the subject of the triple is a blank node, or if the triple
    uses no term of the ontology.
    """
    is_type = quad.predicate.value == str(RDF.type)
    term = quad.object if is_type else quad.predicate
    if isinstance(quad.subject, NamedNode) and isinstance(term, NamedNode):
        return term.value if term.value.startswith(DEF) else ""
    return ""


def _order(quad: Quad) -> tuple[int, str, str]:
    """Return a sorting key of a triple, by which short triples come first."""
    subject, value = str(quad.subject), str(quad.object)
    return len(subject) + len(value), subject, value


def _turtle(quad: Quad) -> str:
    """Return a triple as Turtle; a long text in it is shortened."""
    iri = cast("NamedNode", quad.subject).value
    names = Names(report_of(str(quad.subject)))
    subject = names.short(iri)
    is_type = quad.predicate.value == str(RDF.type)
    predicate = "a" if is_type else names.short(quad.predicate.value)
    if isinstance(quad.object, NamedNode):
        return f"{subject} {predicate} {names.short(quad.object.value)}"
    if isinstance(quad.object, Literal) and len(quad.object.value) <= _LONGEST:
        return f'{subject} {predicate} "{quad.object.value}"'
    text = cast("Literal", quad.object).value[:_LONGEST].rsplit(" ", 1)[0]
    return f'{subject} {predicate} "{text} …"'


def _shapes(folder: Traversable) -> dict[str, set[str]]:
    """Return the node shapes that target or constrain each term, keyed by term."""
    whole = Graph()
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".ttl"):
            whole.parse(data=file.read_text(encoding="utf-8"), format="turtle")
    found: dict[str, set[str]] = {}
    for shape in whole.subjects(RDF.type, SH.NodeShape):
        if isinstance(shape, URIRef):
            for term in _constrained(whole, shape):
                found.setdefault(term, set()).add(shape.removeprefix(SHAPE))
    return found


def _constrained(graph: Graph, shape: Node) -> Iterator[str]:
    """Yield the terms that a node shape targets, and the terms on the paths of its rules."""
    for key in (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf):
        yield from map(str, graph.objects(shape, key))
    for rule in graph.objects(shape, SH.property):
        for path in graph.objects(rule, SH.path):
            reached = graph.transitive_objects(path, None)
            yield from (str(node) for node in reached if isinstance(node, URIRef))


def _questions() -> dict[str, set[str]]:
    """Return the names of the questions whose query uses a term, keyed by term."""
    found: dict[str, set[str]] = {}
    for question in questions():
        for name in _TERM.findall(question.text):
            found.setdefault(f"{DEF}{name}", set()).add(question.name)
    return found
