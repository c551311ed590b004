"""Every shape against small examples: `<class>_PASS.ttl` conforms, `<class>_<reason>_XFAIL.ttl` says what is found.

Each example stands in a small world (`world.ttl`) together with the ontology, but for
its schemes. The comment at its head lists the expected findings: what it is about, by
which property, how bad, and which shape says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Store
from rdflib import OWL, RDF, Graph, URIRef

from inspectgraph.rdf.iris import graph
from inspectgraph.rdf.namespaces import DEF, SHAPE
from inspectgraph.rdf.store import read_turtle
from inspectgraph.validate import validate
from inspectgraph.validate.allowed_values import concepts_in
from inspectgraph.validate.compiled import CompiledShapes, TermCheck, Unit, compiled
from inspectgraph.validate.engine_tuning import SH
from inspectgraph.validate.findings import Finding, Report, compact
from inspectgraph.validate.locate import Places, graphs_in
from inspectgraph.validate.rdflib_view import View, rdflib_graph, to_rdflib
from inspectgraph.validate.run import placed
from inspectgraph.validate.shacl import Shapes, read_shapes

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
EXAMPLES = sorted(path.stem for path in HERE.glob("*_*.ttl"))
FAILING = [name for name in EXAMPLES if name.endswith("_XFAIL")]

#: The classes of concepts: their shapes need the ontology, and of its other shapes the
#: examples say nothing.
VOCABULARIES = {
    "aspect",
    "body-kind",
    "child-group",
    "indicator",
    "service-type",
    "theme",
    "timescale",
}

Expected = tuple[str, str, str, str]


@cache
def shapes() -> Shapes:
    """Return the shapes of the project."""
    return read_shapes()


def all_shapes() -> Graph:
    """Return all shapes, with their annotations."""
    return rdflib_graph(shapes().triples)


@cache
def own_shapes() -> Graph:
    """Return the shapes of the classes, without those of the ontology itself."""
    found = Graph()
    for file in sorted((PROJECT / "shapes").glob("*.ttl")):
        found.parse(file)
    return found


@cache
def ontology() -> tuple[Quad, ...]:
    """Return the terms of the ontology."""
    folders = (
        PROJECT / "ontology" / part
        for part in ("modules", "declarations", "alignments")
    )
    files = [file for folder in folders for file in sorted(folder.glob("*.ttl"))]
    return tuple(
        quad for file in files for quad in read_turtle(file, graph("ontology"))
    )


def store_of(*names: str) -> Store:
    """Return a store of the ontology, the world and some examples."""
    store = Store()
    store.bulk_extend(ontology())
    for name in ("world", *names):
        store.bulk_extend(read_turtle(HERE / f"{name}.ttl", graph("netherby-2014")))
    return store


def expected(name: str) -> set[Expected]:
    """Return the findings that the head of an example lists."""
    text = (HERE / f"{name}.ttl").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in re.findall(r"^#   (.+)$", text, re.MULTILINE)]
    return {(focus, path, severity, code) for focus, path, severity, code in rows}


def needs_of(name: str) -> frozenset[str]:
    """Return the data that the shapes of an example need."""
    if name.partition("_")[0] in VOCABULARIES:
        return frozenset({"ontology"})
    return frozenset({"report", "corpus"})


@cache
def compiled_shapes(needs: frozenset[str]) -> CompiledShapes:
    """Return the shapes of the project, compiled."""
    return compiled(shapes(), needs)


def found_by_compiled(name: str) -> tuple[Finding, ...]:
    """Return what the compiled engine finds in an example."""
    store = store_of(name)
    triples = [(str(one.subject), str(one.predicate), str(one.object)) for one in store]
    unit = Unit.whole(triples)
    findings = [
        *TermCheck(unit.index).findings(triples),
        *compiled_shapes(needs_of(name)).findings(unit),
    ]
    places, concepts_of = Places(graphs_in(store)), concepts_in(store)
    return Report.of(
        placed(finding, places, concepts_of) for finding in findings
    ).findings


def rows(name: str, findings: Iterable[Finding]) -> set[Expected]:
    """Return findings as the head of an example lists them."""
    subject = name.partition("_")[0]
    if subject not in VOCABULARIES:
        return {_row(finding) for finding in findings}
    return {_row(finding) for finding in findings if _file_of(finding.shape) == subject}


def _row(finding: Finding) -> Expected:
    backwards = finding.path[: finding.path.startswith("^")]
    path = backwards + compact(NamedNode(finding.path.removeprefix("^")))
    return compact(NamedNode(finding.focus)), path, finding.severity.word, finding.code


def _file_of(shape: str) -> str:
    """Return the name by which the examples of a shape are called.

    >>> _file_of("https://w3id.org/inspectgraph/shape/WordsSelectorShape-length")
    'words-selector'
    """
    name = shape.removeprefix(SHAPE).partition("-")[0].removesuffix("Shape")
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


# The examples


def test_examples_were_discovered() -> None:
    """An empty folder is no success."""
    assert len(EXAMPLES) > 100
    assert FAILING


def test_the_world_conforms() -> None:
    """The world that every example stands in has no fault of its own."""
    report = validate(
        store_of(), needs=frozenset({"report", "corpus"}), shapes=shapes()
    )
    assert report.findings == ()


@pytest.mark.parametrize("name", EXAMPLES)
def test_example(name: str) -> None:
    """An example has the findings that it lists, and no others; one that passes has none."""
    assert bool(expected(name)) == name.endswith("_XFAIL")
    assert rows(name, found_by_compiled(name)) == expected(name)


@pytest.mark.slow
@pytest.mark.parametrize("name", EXAMPLES)
def test_pyshacl_finds_the_same(name: str) -> None:
    """Pyshacl and the compiled engine give the same findings for each example."""
    report = validate(store_of(name), needs=needs_of(name), shapes=shapes())
    assert found_by_compiled(name) == report.findings


@pytest.mark.parametrize(
    "node", sorted(map(str, own_shapes().subjects(RDF.type, SH.NodeShape)))
)
def test_every_node_shape_has_examples(node: str) -> None:
    """Each node shape has an example that passes and one that fails."""
    subject = _file_of(node)
    assert f"{subject}_PASS" in EXAMPLES
    assert any(name.startswith(f"{subject}_") for name in FAILING)


def test_every_rule_is_broken_by_an_example() -> None:
    """Each rule is broken by at least one example."""
    rules = {_local(node) for node in own_shapes().subjects(RDF.type, SH.PropertyShape)}
    broken = {code for name in FAILING for *_, code in expected(name)}
    assert rules <= broken


# The shapes themselves


def _local(node: object) -> str:
    return str(node).removeprefix(SHAPE)


def test_every_class_has_its_shape() -> None:
    """Each class of the ontology is the target of a shape."""
    classes = {
        quad.subject.value
        for quad in ontology()
        if isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith(DEF)
        and quad.predicate.value == str(RDF.type)
        and quad.object == NamedNode(str(OWL.Class))
    }
    targets = set(map(str, all_shapes().objects(None, SH.targetClass)))
    assert classes
    assert classes <= targets


def test_every_rule_is_named_and_says_what_to_write() -> None:
    """Each property shape is called after its node shape and carries name, description, severity and message."""
    graph_of_shapes = own_shapes()
    parts = list(graph_of_shapes.subject_objects(SH.property))
    assert parts
    for node, part in parts:
        assert _local(part).startswith(f"{_local(node)}-")
        for annotation in (SH.name, SH.description, SH.severity, SH.message):
            assert len(list(graph_of_shapes.objects(part, annotation))) == 1, (
                part,
                annotation,
            )
        assert str(graph_of_shapes.value(part, SH.message)).endswith("."), part


def test_every_node_shape_says_what_it_needs() -> None:
    """Each node shape needs a report, the corpus or the ontology."""
    needs = URIRef(f"{SHAPE}needs")
    for node in own_shapes().subjects(RDF.type, SH.NodeShape):
        assert str(own_shapes().value(node, needs)) in {
            "report",
            "corpus",
            "ontology",
        }, node


def test_every_query_is_asked_of_the_whole_store_first() -> None:
    """A shape with a query has no class as target: the query runs once for all."""
    data = View(store_of())
    ready = shapes().ready(data)
    asking = set(own_shapes().subjects(SH.sparql))
    assert asking
    for shape in asking:
        assert list(ready.objects(shape, SH.targetClass)) == [], shape


@pytest.mark.slow
def test_shapes_are_well_formed() -> None:
    """The shapes conform to the shapes of SHACL."""
    from pyshacl.entrypoints import meta_validate

    conforms, _, text = meta_validate(all_shapes())
    assert conforms, text


@pytest.mark.slow
def test_nothing_is_lost_by_being_quick() -> None:
    """Shapes made quick give the same findings as the shapes as they are written.

    That is: with nothing hoisted and nothing narrowed, the queries answered by rdflib.
    """
    from pyshacl import validate as pyshacl_validate

    store = store_of(*EXAMPLES)
    copy = Graph()
    for quad in store:
        copy.add(
            (to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object))
        )
    data = View(store)
    _, slow, _ = pyshacl_validate(
        copy, shacl_graph=shapes().for_pyshacl(), inplace=True
    )
    _, quick, _ = pyshacl_validate(data, shacl_graph=shapes().ready(data), inplace=True)
    assert len(_results(slow)) > 500
    assert _results(quick) == _results(slow)


def _results(report: Graph) -> set[tuple[object, ...]]:
    terms = (
        SH.sourceShape,
        SH.sourceConstraintComponent,
        SH.focusNode,
        SH.value,
        SH.resultSeverity,
        SH.resultMessage,
    )
    return {
        tuple(str(report.value(result, term)) for term in terms)
        for result in report.objects(None, SH.result)
    }
