"""Exported files say what the graph says, never vary, and are read by other tools."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from pyoxigraph import (
    CanonicalizationAlgorithm,
    Quad,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
)
from pyoxigraph import Dataset as Quads
from rdflib import RDF, BNode, Dataset, Graph, Literal
from rdflib.namespace import OWL, SKOS

from inspectgraph.export import FORMATS, exported
from inspectgraph.export.published_set import published
from inspectgraph.load import Project
from inspectgraph.rdf.iris import graph
from inspectgraph.rdf.namespaces import BASE, DEF

PROJECT = Path(__file__).parents[1] / "projects" / "small"
REPORTS = ("netherford-jar-2008", "netherford-sif-2015")
GRAPHS = ("ontology", "registry", "inferred", *REPORTS)


def shuffled(store: Store, seed: int) -> Store:
    """Return a store that got the same quads in another order."""
    quads = sorted(store, key=str)
    random.Random(seed).shuffle(quads)
    other = Store()
    for quad in quads:
        other.add(quad)
    return other


# What is published


def test_the_set_of_files(small_files: dict[str, bytes]) -> None:
    """The set has a Turtle file a graph, README.md, `__init__.py` and a picture."""
    assert set(small_files) == {
        *(f"{name}.ttl" for name in ("ontology", "registry", "inferred", "catalogue")),
        *(f"reports/{name}.ttl" for name in REPORTS),
        "README.md",
        "__init__.py",
        "pictures/timeline.svg",
    }
    assert small_files["__init__.py"].startswith(b'"""Shipped as inspectgraph.graphs; ')


def test_turtle_says_what_the_store_holds(
    small_store: Store, small_graphs: dict[str, Graph]
) -> None:
    """Read back into a store, the files give the same quads."""
    again = Store()
    for name, read in small_graphs.items():
        data = read.serialize(format="nt", encoding="utf-8")
        again.load(data, RdfFormat.N_TRIPLES, to_graph=graph(name))
    assert canonical(again) == canonical(small_store)


def canonical(quads: Any) -> set[str]:
    """Return quads with their blank nodes labelled by their triples."""
    dataset = Quads(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(map(str, dataset))


@pytest.mark.parametrize("name", [name for name in GRAPHS if name != "ontology"])
def test_data_have_no_blank_nodes(small_graphs: dict[str, Graph], name: str) -> None:
    """No graph but the ontology contains a blank node: each resource has an IRI."""
    assert len(small_graphs[name])
    assert not any(
        isinstance(term, BNode) for triple in small_graphs[name] for term in triple
    )


def test_no_triple_is_published_twice(small_graphs: dict[str, Graph]) -> None:
    """No two graphs contain the same triple, so their union counts each triple once."""
    whole = {triple for read in small_graphs.values() for triple in read}
    assert len(whole) == sum(map(len, small_graphs.values()))


def test_the_page_lists_every_file(
    small_files: dict[str, bytes], small_store: Store
) -> None:
    """Each file has a row, with its triples, or the title of the drawing."""
    page = small_files["README.md"].decode()
    for file in small_files.keys() - {"README.md", "__init__.py"}:
        assert f"| [{file}]({file}) | " in page
    assert "Grades & years" in page
    assert (
        f"\n{len(small_store)} triples: 2 reports, 9 judgements, 2 judgements of other"
        " inspections, 9 findings, " in page
    )
    assert "4 recommendations, 4 measurements, 1 event" in page


# The same every time


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_order_does_not_matter(
    small: Project, small_store: Store, small_files: dict[str, bytes], seed: int
) -> None:
    """The same quads in another order give the same bytes, published and in every format."""
    other = shuffled(small_store, seed)
    pictures = {"pictures/timeline.svg": small_files["pictures/timeline.svg"]}
    assert published(other, pictures, small.settings) == small_files
    for name in FORMATS:
        assert exported(other, name) == exported(small_store, name)


def test_nothing_of_the_process_or_place_matters(tmp_path: Path) -> None:
    """Another folder and another seed of hashes give the same bytes."""
    script = (
        "import hashlib, pathlib, sys\nfrom inspectgraph.build import assemble\nfrom"
        " inspectgraph.export import FORMATS, exported\nfrom inspectgraph.export.published_set"
        " import published\nfrom"
        " inspectgraph.load import load_project\nstore ="
        " assemble(load_project(pathlib.Path(sys.argv[1])))\nfor files in"
        " (published(store), *(exported(store, name) for name in FORMATS)):\n    for"
        " name, content in files.items():\n        print(name,"
        " hashlib.sha256(content).hexdigest())\n"
    )
    printed = set()
    for seed in ("0", "4711"):
        folder = shutil.copytree(PROJECT, tmp_path / seed / "project")
        run = subprocess.run(
            [sys.executable, "-c", script, str(folder)],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        printed.add(run.stdout)
    assert len(printed) == 1
    assert len(printed.pop().splitlines()) > 20


# Other formats


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("nquads", RdfFormat.N_QUADS),
        ("trig", RdfFormat.TRIG),
        ("jsonld", RdfFormat.JSON_LD),
    ],
)
def test_the_whole_in_one_file(
    small_store: Store, small_files: dict[str, bytes], name: str, form: RdfFormat
) -> None:
    """N-Quads, TriG and JSON-LD hold the quads that the Turtle files hold."""
    expected = [
        Quad(quad.subject, quad.predicate, quad.object, graph(Path(file).stem))
        for file, turtle in small_files.items()
        if file.endswith(".ttl") and file != "catalogue.ttl"
        for quad in parse(turtle, RdfFormat.TURTLE)
    ]
    (content,) = exported(small_store, name).values()
    assert canonical(parse(content, form)) == canonical(expected)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_jsonld_is_read_by_others(small_store: Store) -> None:
    """Another reader, rdflib, finds the same in the JSON-LD as in the N-Quads."""
    found = []
    for name, form in (("jsonld", "json-ld"), ("nquads", "nquads")):
        dataset = Dataset()
        (content,) = exported(small_store, name).values()
        dataset.parse(data=content, format=form)
        found.append(
            sorted(" ".join(map(unlabelled, quad)) for quad in dataset.quads())
        )
    assert found[0] == found[1]


def unlabelled(term: object) -> str:
    """Return a term for comparison: a blank node without its label."""
    return "_" if isinstance(term, BNode) else repr(term)


def test_jsonld_is_readable(small_store: Store) -> None:
    """Keys are short, names are relative to the base, and plain values are plain."""
    (content,) = exported(small_store, "jsonld").values()
    document = json.loads(content)
    graphs = {
        graph["@id"]: {node["@id"]: node for node in graph["@graph"]}
        for graph in document["@graph"]
    }
    assert list(graphs) == [f"graph/{name}" for name in GRAPHS]
    report = "id/report/netherford-sif-2015"
    assert graphs["graph/netherford-sif-2015"][f"{report}/statement/p1-e2f3"] == {
        "@id": f"{report}/statement/p1-e2f3",
        "@type": "Measurement",
        "comparator": f"{report}/comparator/p1-e2f3-1",
        "evidence": f"{report}/evidence/p1-e2f3-1",
        "indicator": "indicator/cafs-completed",
        "measureUnit": "unit/number",
        "measurementKind": "measurement-kind/count",
        "note": "Common assessments have more than halved in two years.",
        "polarity": "polarity/weakness",
        "printedValue": "95",
        "statedIn": report,
        "statementId": "p1-e2f3",
        "theme": "theme/common-assessment",
        "value": "95.0",
    }
    assert isinstance(
        graphs["graph/netherford-sif-2015"][f"{report}/unit/p1"]["unitOrder"], int
    )
    assert document["@context"]["note"] == {"@id": f"{DEF}note", "@language": "en"}


def stated(store: Store) -> set[str]:
    """Return the IRIs of all statements of reports."""
    found = store.query(f"SELECT ?s {{ GRAPH ?g {{ ?s <{DEF}statedIn> ?r }} }}")
    assert isinstance(found, QuerySolutions)
    return {str(row["s"])[1:-1] for row in found}


@pytest.fixture(scope="module")
def network(small_store: Store) -> Any:
    """Return the GraphML, read by networkx."""
    (content,) = exported(small_store, "graphml").values()
    return nx.read_graphml(io.BytesIO(content))


def test_graphml_holds_nodes_and_relations(network: Any, small_store: Store) -> None:
    """Statements, passages, themes and bodies are nodes, and edges name relations."""
    statement = network.nodes["report:netherford-sif-2015:statement:p8-y6z7"]
    assert statement == {
        "label": "The board did not look into the low use of common assessment.",
        "class": "Weakness",
        "name": "p8-y6z7",
        "report": "netherford-sif-2015",
        "note": "The board did not look into the low use of common assessment.",
        "polarity": "weakness",
        "iri": f"{BASE}id/report/netherford-sif-2015/statement/p8-y6z7",
    }
    out = {
        (other, data["label"])
        for _, other, data in network.out_edges(
            "report:netherford-sif-2015:statement:p8-y6z7", True
        )
    }
    assert out == {
        ("report:netherford-sif-2015", "statedIn"),
        ("report:netherford-sif-2015:unit:p8", "evidence"),
        ("report:netherford-sif-2015:statement:p1-o6p7", "moreAbout"),
        ("report:netherford-sif-2015:statement:p8-y5z6", "replaces"),
        ("body:netherford-safeguarding-children-board", "body"),
        ("theme:common-assessment", "theme"),
        ("theme:scrutiny", "theme"),
    }
    assert network.nodes["report:netherford-sif-2015"]["start"] == "2015-05-05"
    found = {
        data["iri"] for node, data in network.nodes(data=True) if ":statement:" in node
    }
    withdrawn = {f"{BASE}id/report/netherford-sif-2015/statement/p8-y5z6"}
    assert found == stated(small_store) | withdrawn


def test_graphml_is_well_formed(small_store: Store, network: Any) -> None:
    """Each node and each edge has a label and a unique id of allowed characters."""
    (content,) = exported(small_store, "graphml").values()
    elements = ET.fromstring(content).iter()  # noqa: S314 - our own file
    identities = [
        each.attrib["id"] for each in elements if each.tag.endswith(("}node", "}edge"))
    ]
    assert (
        len(identities)
        == len(set(identities))
        == network.number_of_nodes() + network.number_of_edges()
    )
    assert all(re.fullmatch(r"[A-Za-z0-9._:-]+", identity) for identity in identities)
    assert all(data["label"] and data["class"] for _, data in network.nodes(data=True))
    assert all(data["label"] for *_, data in network.edges(data=True))


# Tables


@pytest.fixture(scope="module")
def tables(small_store: Store) -> dict[str, list[dict[str, str]]]:
    """Return the rows of each table."""
    found = exported(small_store, "csv").items()
    return {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(content.decode())))
        for name, content in found
        if name.endswith(".csv")
    }


def test_a_judgement_is_a_row(tables: dict[str, list[dict[str, str]]]) -> None:
    """A row says which report awards which grade for what, and where."""
    (row,) = (
        row for row in tables["judgements"] if row["id"] == "grades-safeguarding-a1b2"
    )
    identifiers = {name for name in row if name.endswith(("_slug", "_iri"))}
    assert {name: row[name] for name in row if name not in identifiers} == {
        "report": "netherford-jar-2008",
        "authorities": "Netherford",
        "published": "2008-03-11",
        "id": "grades-safeguarding-a1b2",
        "units": "grades/safeguarding || p2/1",
        "framework": row["framework"],
        "aspect": "safeguarding",
        "grade": "good",
        "printed_as": "3",
        "rank": "3",
        "scale": "joint area review scale",
        "source": "table",
        "doubt": "",
        "confidence": "",
        "iri": (
            f"{BASE}id/report/netherford-jar-2008/statement/grades-safeguarding-a1b2"
        ),
    }
    assert (row["grade_slug"], row["grade_iri"]) == ("good", f"{BASE}scale/jar/good")
    assert row["report_iri"] == f"{BASE}id/report/netherford-jar-2008"


def test_every_statement_is_a_row(
    tables: dict[str, list[dict[str, str]]], small_store: Store
) -> None:
    """Each statement has one row in `statements`; each kind has its number of rows."""
    assert sorted(row["iri"] for row in tables["statements"]) == sorted(
        stated(small_store)
    )
    kinds = (
        "judgements",
        "reported-judgements",
        "recommendations",
        "measurements",
        "events",
    )
    assert [len(tables[kind]) for kind in kinds] == [9, 2, 4, 4, 1]
    findings = [
        row
        for row in tables["statements"]
        if row["class"] in {"Strength", "Weakness", "MixedFinding"}
    ]
    assert len(findings) == 9


def test_optional_fields_have_columns(tables: dict[str, list[dict[str, str]]]) -> None:
    """The optional fields of a finding are columns of the table of statements."""
    (row,) = (row for row in tables["statements"] if row["id"] == "p1-o6p7")
    expected = {
        "polarity": "weakness",
        "state": "in place",
        "trend": "worsening",
        "extent": "few",
        "kind": "reach",
    }
    assert {key: row[key] for key in expected} == expected
    (row,) = (row for row in tables["measurements"] if row["id"] == "p1-e2f3")
    assert (row["value"], row["printed"], row["comparators"]) == (
        "95",
        "95",
        "earlier time: 210",
    )


def test_tables_are_described(
    small_store: Store, tables: dict[str, list[dict[str, str]]]
) -> None:
    """The description names every table and column; no value contains a separator, and keys are unique."""
    files = exported(small_store, "csv")
    described = json.loads(files["csv-metadata.json"])
    assert [table["url"].removesuffix(".csv") for table in described["tables"]] == list(
        tables
    )
    for table in described["tables"]:
        rows = tables[table["url"].removesuffix(".csv")]
        columns = table["tableSchema"]["columns"]
        (header, *_) = csv.reader(io.StringIO(files[table["url"]].decode()))
        assert [column["name"] for column in columns] == header
        key = table["tableSchema"]["primaryKey"]
        names = [key] if isinstance(key, str) else key
        assert len({tuple(row[name] for name in names) for row in rows}) == len(rows)


def test_vocabularies_by_themselves(
    small_store: Store, small_graphs: dict[str, Graph]
) -> None:
    """Each scheme has a file with all its concepts, and each concept a row."""
    content = exported(small_store, "vocabulary")
    ontology = small_graphs["ontology"]
    schemes = set(ontology.subjects(RDF.type, SKOS.ConceptScheme))
    assert {file for file in content if file.endswith(".ttl")} == {
        f"{str(one).removeprefix(BASE)}.ttl" for one in schemes
    }
    for scheme in schemes:
        read = Graph().parse(
            data=content[f"{str(scheme).removeprefix(BASE)}.ttl"], format="turtle"
        )
        concepts = set(ontology.subjects(SKOS.inScheme, scheme))
        assert set(read.subjects()) == concepts | {scheme}
        assert all(triple in ontology for triple in read)
    rows = list(csv.DictReader(io.StringIO(content["concepts.csv"].decode())))
    assert {row["iri"] for row in rows} == set(
        map(str, ontology.subjects(RDF.type, SKOS.Concept))
    )
    (row,) = (row for row in rows if row["iri"] == f"{BASE}scale/sif/good")
    assert (row["scheme"], row["concept"], row["label"], row["rank"]) == (
        "scale/sif",
        "good",
        "good",
        "3",
    )


def test_owl_counts_are_published_as_owl_wants(small_graphs: dict[str, Graph]) -> None:
    """Cardinalities are non-negative integers in the published ontology as in its source."""
    found = list(small_graphs["ontology"].objects(None, OWL.cardinality))
    assert found
    assert {
        str(value.datatype).split("#")[1]
        for value in found
        if isinstance(value, Literal)
    } == {"nonNegativeInteger"}
