"""The data cube of measurements keeps all integrity constraints of the W3C standard."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, RdfFormat, Store

from cube_constraints import CONSTRAINTS, HIERARCHIES, broken
from inspectgraph.export import exported
from inspectgraph.model.errors import ExportError
from inspectgraph.rdf.namespaces import INSP
from inspectgraph.rdf.store import new_store, open_published

QB = "http://purl.org/linked-data/cube#"
PREFIXES = f"""PREFIX qb: <{QB}> PREFIX insp: <https://w3id.org/inspectgraph/def/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX unit: <http://purl.org/linked-data/sdmx/2009/attribute#>
PREFIX value: <http://purl.org/linked-data/sdmx/2009/measure#>
PREFIX d: <https://w3id.org/inspectgraph/id/cube/measurements/dimension/> """


def cube_of(store: Store) -> Store:
    """Return the cube of a graph, read by pyoxigraph."""
    (content,) = exported(store, "cube").values()
    cube = Store()
    cube.load(content, RdfFormat.TURTLE)
    return cube


#: A change to a cube that breaks each constraint.
BREAKS = {
    "IC-1": "DELETE { ?o qb:dataSet ?d } WHERE { ?o qb:dataSet ?d }",
    "IC-2": "DELETE { ?d qb:structure ?s } WHERE { ?d qb:structure ?s }",
    "IC-3": "DELETE { ?s qb:component ?c } WHERE { ?s qb:component ?c . ?c qb:measure ?m }",
    "IC-4": "DELETE { ?p rdfs:range ?r } WHERE { ?p a qb:DimensionProperty ; rdfs:range ?r }",
    "IC-5": "DELETE { ?p qb:codeList ?l } WHERE { ?p qb:codeList ?l }",
    "IC-6": "INSERT { ?c qb:componentRequired false } WHERE { ?c qb:dimension ?p }",
    "IC-7": "DELETE { ?s qb:sliceKey ?k } WHERE { ?s qb:sliceKey ?k }",
    "IC-8": "INSERT { ?k qb:componentProperty qb:order } WHERE { ?s qb:sliceKey ?k }",
    "IC-9": "DELETE { ?s qb:sliceStructure ?k } WHERE { ?s qb:sliceStructure ?k }",
    "IC-10": "DELETE { ?s d:indicator ?v } WHERE { ?s a qb:Slice ; d:indicator ?v }",
    "IC-11": "DELETE { ?o d:period ?v } WHERE { ?o d:period ?v }",
    "IC-12": """INSERT { <x:o> a qb:Observation ; ?p ?v } WHERE {
      { SELECT ?o { ?o a qb:Observation } LIMIT 1 } ?o ?p ?v }""",
    "IC-13": "DELETE { ?o unit:unitMeasure ?v } WHERE { ?o unit:unitMeasure ?v }",
    "IC-14": "DELETE { ?o value:obsValue ?v } WHERE { ?o value:obsValue ?v }",
    "IC-15": """INSERT { ?o qb:measureType <x:m> . ?s qb:component [ qb:dimension qb:measureType ] }
      WHERE { ?o a qb:Observation . ?s qb:component ?c }""",
    "IC-16": """INSERT { ?o qb:measureType <x:m> . ?s qb:component [ qb:dimension qb:measureType ] }
      WHERE { ?o a qb:Observation . ?s qb:component ?c }""",
    "IC-17": """INSERT { ?o qb:measureType value:obsValue .
        ?s qb:component [ qb:dimension qb:measureType ], [ qb:measure <x:m> ] }
      WHERE { ?o a qb:Observation . ?s qb:component ?c }""",
    "IC-18": """INSERT { <x:d> qb:slice ?s } WHERE { ?d qb:slice ?s }""",
    "IC-19a": "DELETE { ?v skos:inScheme ?l } WHERE { ?o d:kind ?v . ?v skos:inScheme ?l }",
    "IC-19b": """DELETE { ?p qb:codeList ?l } INSERT { ?p qb:codeList <x:l> . <x:l> a skos:Collection }
      WHERE { ?p qb:codeList ?l }""",
    "IC-20": """INSERT { ?p qb:codeList <x:l> . <x:l> a qb:HierarchicalCodeList ;
        qb:hierarchyRoot <x:r> ; qb:parentChildProperty skos:narrower }
      WHERE { ?p qb:codeList ?l }""",
    "IC-21": """INSERT { ?p qb:codeList <x:l> . <x:l> a qb:HierarchicalCodeList ;
        qb:hierarchyRoot <x:r> ; qb:parentChildProperty [ owl:inverseOf skos:broader ] }
      WHERE { ?p qb:codeList ?l }""",
}


def test_no_constraint_is_broken(small_store: Store) -> None:
    """All 21 constraints hold, and each measurement gives one observation."""
    cube = cube_of(small_store)
    observations = NamedNode(f"{QB}Observation")
    assert len([*cube.quads_for_pattern(None, None, observations)]) == 4
    assert broken(cube) == set()


@pytest.mark.parametrize("name", [*CONSTRAINTS, *HIERARCHIES])
def test_each_constraint_sees_what_breaks_it(name: str, small_store: Store) -> None:
    """Each constraint finds the fault against it that is put into a sound cube."""
    cube = cube_of(small_store)
    cube.update(PREFIXES + BREAKS[name])
    assert name in broken(cube)


@pytest.mark.slow
def test_the_whole_graph_breaks_no_constraint(project: Path) -> None:
    """The cube of the published graph keeps all constraints, too."""
    assert broken(cube_of(open_published(project / "graphs"))) == set()


def test_what_is_not_printed_is_not_stated(small_store: Store) -> None:
    """A figure has its printed population, or "not stated" where none is printed."""
    cube = cube_of(small_store)
    query = """SELECT ?id ?label { ?o a qb:Observation ; d:population/skos:prefLabel ?label
      BIND(REPLACE(STR(?o), "^.*/", "") AS ?id) }"""
    rows = cube.query(PREFIXES + query)
    assert isinstance(rows, QuerySolutions)
    found = {str(row["id"]): str(row["label"]) for row in rows}
    assert found['"p2-2-s9t0"'] == '"families on the islands"@en'
    assert found['"p3-u1v2"'] == '"not stated"@en'


def test_figures_that_cannot_be_told_apart_are_refused(small_store: Store) -> None:
    """Two figures of one passage that agree in all dimensions are refused."""
    (first, second) = sorted(
        (
            quad
            for quad in small_store.quads_for_pattern(None, INSP.indicator, None)
            if "netherford-sif-2015" in str(quad.subject)
        ),
        key=str,
    )
    as_first = [
        Quad(second.subject, quad.predicate, quad.object, quad.graph_name)
        for name in (INSP.indicator, INSP.measurementKind, INSP.evidence)
        for quad in small_store.quads_for_pattern(first.subject, name, None)
    ]
    own = (
        quad
        for quad in small_store
        if quad.subject != second.subject
        or quad.predicate not in {one.predicate for one in as_first}
    )
    with pytest.raises(ExportError, match="same-dimensions"):
        exported(new_store([*own, *as_first]), "cube")


def test_values_are_the_values_of_the_graph(small_store: Store) -> None:
    """Each observation has the IRI and the number of its measurement in the graph."""
    cube = cube_of(small_store)
    measure = NamedNode("http://purl.org/linked-data/sdmx/2009/measure#obsValue")
    observed = {
        str(quad.subject): quad.object.value
        for quad in cube.quads_for_pattern(None, measure, None)
        if isinstance(quad.object, Literal)
    }
    own = {
        str(quad.subject): quad.object.value
        for quad in small_store.quads_for_pattern(None, INSP.value, None)
        if isinstance(quad.object, Literal) and "/statement/" in str(quad.subject)
    }
    assert observed == own
