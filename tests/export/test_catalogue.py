"""The catalogue: accepted by portals, and true in every figure and date."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date
from pathlib import Path

import pytest
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, VOID

from inspectgraph.build import assemble
from inspectgraph.export import FORMATS, exported
from inspectgraph.export.published_set import published
from inspectgraph.load import Project, load_project
from inspectgraph.rdf.namespaces import BASE

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
PROJECT = Path(__file__).parents[1] / "projects" / "small"


@pytest.fixture(scope="module")
def catalogue(small_files: dict[str, bytes]) -> Graph:
    """Return the catalogue of the small project."""
    return Graph().parse(data=small_files["catalogue.ttl"], format="turtle")


def counted(read: Graph) -> dict[URIRef, int]:
    """Return what VoID counts of a graph."""
    subjects = set(read.subjects())
    return {
        VOID.triples: len(read),
        VOID.distinctSubjects: len(subjects),
        VOID.distinctObjects: len(set(read.objects())),
        VOID.properties: len(set(read.predicates())),
        VOID.classes: len(set(read.objects(None, RDF.type))),
        VOID.entities: sum(str(subject).startswith(BASE) for subject in subjects),
    }


def test_figures_are_true(catalogue: Graph, small_graphs: dict[str, Graph]) -> None:
    """Every figure of every dataset is what rdflib counts; instances are not counted by class in the graph of one report."""
    whole = Graph()
    for read in small_graphs.values():
        whole += read
    datasets = {
        URIRef(f"{BASE}graph/{name}"): read for name, read in small_graphs.items()
    } | {URIRef(f"{BASE}graph"): whole}
    assert set(catalogue.subjects(RDF.type, VOID.Dataset)) == set(datasets)
    for dataset, read in datasets.items():
        for figure, number in counted(read).items():
            assert list(catalogue.objects(dataset, figure)) == [Literal(number)], (
                dataset,
                figure,
            )
        stated = {
            catalogue.value(part, VOID["class"]): catalogue.value(part, VOID.entities)
            for part in catalogue.objects(dataset, VOID.classPartition)
        }
        kinds = set(read.objects(None, RDF.type))
        if catalogue.value(dataset, DCTERMS.subject):  # the graph of one report
            kinds = set()
        assert stated == {
            kind: Literal(len(set(read.subjects(RDF.type, kind)))) for kind in kinds
        }


def test_the_whole_counts_its_properties(
    catalogue: Graph, small_graphs: dict[str, Graph]
) -> None:
    """Every property in use is counted, and every vocabulary in use is named."""
    triples = [triple for read in small_graphs.values() for triple in read]
    stated = {
        catalogue.value(part, VOID.property): int(
            str(catalogue.value(part, VOID.triples))
        )
        for part in catalogue.objects(URIRef(f"{BASE}graph"), VOID.propertyPartition)
    }
    used = {predicate for _, predicate, _ in triples}
    assert stated == {
        predicate: sum(key == predicate for _, key, _ in triples) for predicate in used
    }
    terms = used | {value for _, key, value in triples if key == RDF.type}
    named = tuple(map(str, catalogue.objects(None, VOID.vocabulary)))
    assert all(str(term).startswith(named) for term in terms)
    assert all(any(str(term).startswith(one) for term in terms) for one in named)


def test_links_are_counted(catalogue: Graph, small_graphs: dict[str, Graph]) -> None:
    """The links of the registry into the datasets of others are as many as it states."""
    sets = list(catalogue.subjects(RDF.type, VOID.Linkset))
    assert len(sets) == 2
    for linkset in sets:
        predicate, target = (
            catalogue.value(linkset, VOID.linkPredicate),
            catalogue.value(linkset, VOID.objectsTarget),
        )
        links = [
            value
            for value in small_graphs["registry"].objects(None, predicate)
            if str(value).startswith(str(target))
        ]
        assert catalogue.value(linkset, VOID.triples) == Literal(len(links))
        assert links


def test_files_are_as_described(
    catalogue: Graph, small_files: dict[str, bytes]
) -> None:
    """Size and checksum of each distribution are those of the file."""
    downloads = dict(catalogue.subject_objects(DCAT.downloadURL))
    assert len(downloads) == sum(name.endswith(".ttl") for name in small_files) - 1
    for distribution, url in downloads.items():
        content = small_files[str(url).removeprefix(f"{BASE}graphs/")]
        assert int(str(catalogue.value(distribution, DCAT.byteSize))) == len(content)
        checksum = catalogue.value(distribution, SPDX.checksum)
        assert (
            str(catalogue.value(checksum, SPDX.checksumValue))
            == hashlib.sha256(content).hexdigest()
        )
        assert catalogue.value(predicate=DCAT.distribution, object=distribution)


def test_dates_are_those_of_the_extracts(tmp_path: Path) -> None:
    """Dates come from the curation of the extracts: the first and the last of them, never the clock."""
    folder = shutil.copytree(PROJECT, tmp_path / "project")
    extract = folder / "extracts" / "netherford-sif-2015.yaml"
    text = extract.read_text(encoding="utf-8").replace(
        "finished: 2026-11-21", "finished: 2019-05-06"
    )
    extract.write_text(text, encoding="utf-8")
    content = published(assemble(load_project(folder)))["catalogue.ttl"]
    catalogue = Graph().parse(data=content, format="turtle")
    for node in (f"{BASE}catalogue", f"{BASE}graph", f"{BASE}graph/registry"):
        assert catalogue.value(URIRef(node), DCTERMS.issued) == Literal(
            date(2019, 5, 6)
        )
        assert catalogue.value(URIRef(node), DCTERMS.modified) == Literal(
            date(2026, 11, 21)
        )
    report = URIRef(f"{BASE}graph/netherford-sif-2015")
    assert catalogue.value(report, DCTERMS.modified) == Literal(date(2019, 5, 6))
    period = catalogue.value(report, DCTERMS.temporal)
    assert catalogue.value(period, DCAT.startDate) == Literal(date(2015, 3, 2))
    assert catalogue.value(period, DCAT.endDate) == Literal(date(2015, 5, 5))


def test_everything_in_the_catalogue_has_a_name(catalogue: Graph) -> None:
    """There is no blank node, and each dataset is in the catalogue with a title, a licence and a way to get it."""
    assert not any(isinstance(term, BNode) for triple in catalogue for term in triple)
    listed = set(catalogue.objects(URIRef(f"{BASE}catalogue"), DCAT.dataset))
    assert listed == set(catalogue.subjects(RDF.type, DCAT.Dataset))
    for dataset in listed:
        for predicate in (
            DCTERMS.title,
            DCTERMS.description,
            DCTERMS.license,
            DCTERMS.publisher,
            DCAT.distribution,
        ):
            assert len(list(catalogue.objects(dataset, predicate))) == 1, (
                dataset,
                predicate,
            )
        assert list(catalogue.objects(dataset, DCAT.keyword))


def test_an_empty_project_has_a_catalogue(small: Project) -> None:
    """Without a report there are no dates and places, and nothing fails."""
    store = assemble(Project(small.context, ()))
    files = published(store)
    assert not any(name.startswith("reports/") for name in files)
    catalogue = Graph().parse(data=files["catalogue.ttl"], format="turtle")
    assert catalogue.value(URIRef(f"{BASE}graph"), DCTERMS.modified) is None
    for name in FORMATS:
        assert exported(store, name)


@pytest.mark.corpus
@pytest.mark.parametrize("shapes", ["shapes.ttl", "range.ttl"])
def test_portals_accept_the_catalogue(
    corpus: Path, catalogue: Graph, shapes: str
) -> None:
    """The shapes of European data portals (DCAT-AP 3.0.1) find nothing."""
    from pyshacl import validate

    file = corpus / "suites" / "dcat-ap-3.0.1" / shapes
    if not file.exists():
        pytest.skip(f"{file} is not at hand")
    conforms, _, text = validate(
        catalogue, shacl_graph=Graph().parse(file), advanced=True
    )
    assert conforms, text
