"""The compiled engine against the SHACL test suite of the W3C: core, and constraints in SPARQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from pyoxigraph import RdfFormat, parse

from inspectgraph.model.errors import ShapeError
from inspectgraph.rdf.namespaces import RDF
from inspectgraph.rdf.text_terms import TextTriple
from inspectgraph.rdf.triple_index import TripleIndex
from inspectgraph.validate.compiled import CompiledShapes, Unit
from inspectgraph.validate.compiled.shape import Fault

SHACL = "http://www.w3.org/ns/shacl#"
MANIFEST = "<http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
TEST = "<http://www.w3.org/ns/shacl-test#"
TYPE = str(RDF.type)

_COMPONENT = "a component that the shapes define themselves is not read"
_PREBOUND = "pyoxigraph does not bind $this where no pattern of the same group has it"

#: The tests that the engine does not pass, with the reason, by the part of the suite.
EXCEPTIONS = {
    "core": {
        "property/property-001": "a value that two nodes share is checked once, not twice",
        "misc/severity-002": "a finding has one of the three severities of SHACL",
    },
    "sparql": {
        "component/nodeValidator-001": _COMPONENT,
        "component/optional-001": _COMPONENT,
        "component/propertyValidator-select-001": _COMPONENT,
        "component/validator-001": _COMPONENT,
        "pre-binding/pre-binding-003": _PREBOUND,
        "pre-binding/pre-binding-004": _PREBOUND,
        "pre-binding/pre-binding-005": _PREBOUND,
        "pre-binding/shapesGraph-001": "$shapesGraph is optional, and refused",
    },
}

#: The number of tests in each part.
NUMBERS = {"core": 98, "sparql": 23}

#: A result as the suite compares it: focus node, path, component, value, severity.
Result = tuple[str, str, str, str, str]


class Case(NamedTuple):
    """A test of the suite: its data, its shapes, and the report that it expects."""

    data: list[TextTriple]
    shapes: list[TextTriple]
    results: TripleIndex
    report: str


def triples(file: Path) -> list[TextTriple]:
    """Return the triples of a Turtle file; blank nodes of different files stay distinct."""
    base = file.as_uri()
    found = parse(
        file.read_bytes(), RdfFormat.TURTLE, base_iri=base, rename_blank_nodes=True
    )
    return [(str(one.subject), str(one.predicate), str(one.object)) for one in found]


def graph_of(name: str, file: Path, own: list[TextTriple]) -> list[TextTriple]:
    """Return the named graph: that of the test's file, or that of another file."""
    if name == f"<{file.as_uri()}>":
        return own
    return triples(file.parent / name[1:-1].rpartition("/")[2])


def cases(folder: Path) -> Iterator[tuple[str, Case]]:
    """Yield the tests of a folder of the suite, after their names."""
    for file in sorted(folder.rglob("*.ttl")):
        own = triples(file)
        index = TripleIndex(own)
        for test in index.subjects(TYPE, f"{TEST}Validate>"):
            action = index.values(test, f"{MANIFEST}action>")[0]
            data, shapes = (
                graph_of(index.values(action, f"{TEST}{key}>")[0], file, own)
                for key in ("dataGraph", "shapesGraph")
            )
            report = index.values(test, f"{MANIFEST}result>")[0]
            yield (
                "/".join(test[1:-1].split("/")[-2:]),
                Case(data, shapes, index, report),
            )


def name_of(term: str) -> str:
    """Return a term, or the same sign for all blank nodes."""
    return "_" if term.startswith("_:") else term


def expected(case: Case) -> Counter[Result]:
    """Return the results that a test expects."""
    index = case.results
    found: Counter[Result] = Counter()
    for result in index.values(case.report, f"<{SHACL}result>"):
        keys = (
            "focusNode",
            "resultPath",
            "sourceConstraintComponent",
            "value",
            "resultSeverity",
        )
        row = [
            name_of(next(iter(index.values(result, f"<{SHACL}{key}>")), ""))
            for key in keys
        ]
        found[tuple(row)] += 1  # type: ignore[index]
    return found


def path_of(fault: Fault) -> str:
    """Return the path of a fault as a report names it."""
    if fault.path is not None:
        return f"<{fault.path}>"
    if fault.shape.path is None:
        return ""
    return fault.shape.path.property or "_"


def found(case: Case) -> Counter[Result]:
    """Return the results that the engine gives for a test."""
    compiled = CompiledShapes.of(case.shapes)
    rows = Counter[Result]()
    for fault in compiled.faults(Unit.whole(case.data)):
        severity = f"<{SHACL}{fault.shape.severity.name.title()}>"
        component = f"<{SHACL}{fault.component}>"
        focus, value = name_of(fault.focus), name_of(fault.value or " ").strip()
        rows[focus, path_of(fault), component, value, severity] += 1
    return rows


def passes(case: Case) -> bool:
    """Return whether the engine gives the report that a test expects."""
    try:
        return found(case) == expected(case)
    except ShapeError:
        return case.report == f"{TEST}Failure>"


@pytest.mark.filterwarnings("ignore:Parsing weird boolean")
@pytest.mark.parametrize("part", sorted(EXCEPTIONS))
def test_the_engine_passes_the_suite(corpus: Path, part: str) -> None:
    """Every test gives the report that the suite expects, but for those listed."""
    folder = corpus / "suites/data-shapes/data-shapes-test-suite/tests" / part
    outcomes = {name: passes(case) for name, case in cases(folder)}
    assert len(outcomes) == NUMBERS[part]
    assert {name for name in outcomes if not outcomes[name]} == {*EXCEPTIONS[part]}
