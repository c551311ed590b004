"""Reports checked one by one give the findings of the whole store, by both engines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from pyoxigraph import Quad, RdfFormat, Store, parse

from inspectgraph.build import assemble
from inspectgraph.load import Project, load_project
from inspectgraph.populate.registry import populate_registry
from inspectgraph.populate.report import populate_report
from inspectgraph.rdf.entailment import Entailment
from inspectgraph.rdf.iris import graph
from inspectgraph.rdf.namespaces import DEF, RDF
from inspectgraph.rdf.text_terms import TextTriple, lines
from inspectgraph.rdf.triple_index import TripleIndex
from inspectgraph.shards.base import ontology_quads
from inspectgraph.validate.compiled import Shared, TermCheck, Unit, compiled
from inspectgraph.validate.compiled.shape_triples import ShapeTriples
from inspectgraph.validate.findings import Finding
from inspectgraph.validate.run import pyshacl_findings, without_rdflib_warnings
from inspectgraph.validate.shacl import Shapes, read_shapes
from inspectgraph.validate.vocabulary_use import bad_literals, unknown_terms
from seeded_faults import Seed, copied, seeds

REPORT_NEEDS = frozenset({"report"})
ALL_NEEDS = frozenset({"report", "corpus", "ontology"})


class World(NamedTuple):
    """The triples of a project: ontology, registry, and those of each report."""

    ontology: list[TextTriple]
    registry: list[TextTriple]
    reports: Mapping[str, list[TextTriple]]
    entailment: Entailment

    @property
    def shared(self) -> Shared:
        """What the reports share."""
        return Shared.of([*self.ontology, *self.registry])


@cache
def shapes() -> Shapes:
    """Return the shapes of the project."""
    return read_shapes()


def world_of(project: Project) -> World:
    """Return the triples of a project, with what is inferred from each part."""
    terms = [
        (str(quad.subject), str(quad.predicate), str(quad.object))
        for quad in ontology_quads()
    ]
    entailment = Entailment(terms)
    registry = populate_registry(project.registry, project.vocabulary).triples
    own = {subject for subject, _, _ in registry}
    inferred = entailment.conclusions([*terms, *registry])
    return World(
        [*terms, *(one for one in inferred if one[0] not in own)],
        [*registry, *(one for one in inferred if one[0] in own)],
        {
            loaded.extract.report: populate_report(loaded, project).triples
            for loaded in project.published
        },
        entailment,
    )


def heads_of(world: World) -> dict[str, list[TextTriple]]:
    """Return the triples of each report that the checks of other reports need."""
    found: dict[str, list[TextTriple]] = {}
    for triples in world.reports.values():
        for triple in triples:
            is_class = triple[1:] == (str(RDF.type), f"<{DEF}Report>")
            if is_class or triple[1] == f"<{DEF}supersedes>":
                found.setdefault(triple[0], []).append(triple)
    return found


def by_unit(world: World, corpus: Iterable[TextTriple]) -> set[Finding]:
    """Return the findings of each report, the registry, the ontology and the corpus."""
    of_report, of_corpus, of_ontology = (
        compiled(shapes(), frozenset({need}))
        for need in ("report", "corpus", "ontology")
    )
    shared, heads = world.shared, heads_of(world)
    terms = TermCheck(shared.index)
    found: list[Finding] = []
    for own in world.reports.values():
        triples = [*own, *world.entailment.conclusions(own)]
        found += of_report.findings(Unit.of(triples, shared, heads))
        found += terms.findings(triples)
    registry = Unit.of(world.registry, Shared.of(world.ontology), heads)
    found += of_report.findings(registry) + terms.findings(world.registry)
    ontology = Unit.whole(world.ontology)
    found += of_report.findings(ontology) + of_ontology.findings(ontology)
    found += terms.findings(world.ontology)
    found += of_corpus.findings(Unit.whole(list(corpus)))
    return set(found)


def judged(store: Store, needs: frozenset[str]) -> set[Finding]:
    """Return the findings of pyshacl and of the checks before it."""
    with without_rdflib_warnings():
        return {
            *unknown_terms(store),
            *bad_literals(store),
            *pyshacl_findings(store, shapes(), needs),
        }


@pytest.mark.parametrize(
    "folder",
    ["tests/projects/small", pytest.param(".", marks=pytest.mark.slow)],
)
def test_the_units_together_give_the_findings_of_the_whole(
    project: Path, folder: str
) -> None:
    """Nothing is lost and nothing added where each report is checked alone."""
    loaded = load_project(project / folder)
    store = assemble(loaded)
    every = [(str(one.subject), str(one.predicate), str(one.object)) for one in store]
    assert by_unit(world_of(loaded), every) == judged(store, ALL_NEEDS)


# Faults planted in copies of the reports of the small project


class Planted(NamedTuple):
    """The planted faults, and the triples of the copy that has each fault."""

    seeds: list[Seed]
    copies: dict[str, list[TextTriple]]


@pytest.fixture(scope="module")
def world(small: Project) -> World:
    """Return the triples of the small project."""
    return world_of(small)


@pytest.fixture(scope="module")
def planted(world: World) -> Planted:
    """Return copies of the reports with one fault each."""
    rules = ShapeTriples(shapes().chosen(REPORT_NEEDS))
    found: dict[str, Seed] = {}
    copies: dict[str, list[TextTriple]] = {}
    index = world.shared.index
    for report, own in world.reports.items():
        triples = [*own, *world.entailment.conclusions(own)]
        for seed in seeds(rules, own, TripleIndex(triples, index)):
            if seed.code not in {one.code for one in found.values()}:
                name, faulty = copied(seed.triples, report, len(found))
                focus = seed.focus.replace(report, name)
                found[name] = seed._replace(focus=focus, triples=faulty)
                copies[name] = [*faulty, *world.entailment.conclusions(faulty)]
    return Planted(list(found.values()), copies)


@pytest.fixture(scope="module")
def found_by_units(world: World, planted: Planted) -> list[Finding]:
    """Return the findings of the copies, each checked alone."""
    rules, shared = compiled(shapes(), REPORT_NEEDS), world.shared
    terms = TermCheck(shared.index)
    found: list[Finding] = []
    for triples in planted.copies.values():
        found += rules.findings(Unit.of(triples, shared))
        found += terms.findings(triples)
    return found


def test_enough_kinds_of_faults_are_planted(planted: Planted) -> None:
    """At least forty kinds of faults are planted, by hand and from the shapes."""
    assert len(planted.seeds) >= 40


def test_every_fault_is_found_once(
    planted: Planted, found_by_units: list[Finding]
) -> None:
    """Each rule that was broken has one finding at the node where it was broken.

    A resource of two classes has one for each class.
    """
    found = Counter(
        (one.code, one.component.rpartition("#")[2], f"<{one.focus}>")
        for one in found_by_units
    )
    numbers = {seed.code: found[seed[:3]] for seed in planted.seeds}
    assert numbers.pop("ThingShape-oneClass") == 2
    assert {code: number for code, number in numbers.items() if number != 1} == {}


@pytest.mark.slow
def test_both_engines_find_the_same_faults(
    world: World, planted: Planted, found_by_units: list[Finding]
) -> None:
    """Pyshacl finds in all copies together what is found in each alone."""
    store = Store()
    parts = {"ontology": world.ontology, "registry": world.registry, **planted.copies}
    for name, triples in parts.items():
        store.bulk_extend(
            Quad(one.subject, one.predicate, one.object, graph(name))
            for one in parse(lines(triples), RdfFormat.N_TRIPLES)
        )
    found = judged(store, REPORT_NEEDS)
    assert set(found_by_units) == {one for one in found if "-copy-" in one.focus}
