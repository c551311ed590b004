"""Tests of the catalogue: portals accept it, and all its figures and dates are right."""

from __future__ import annotations

import hashlib
import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pyoxigraph import Store
from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDFS, SKOS, VOID
from rdflib.query import ResultRow

from inspectgraph.build import assemble
from inspectgraph.export import FORMATS, exported
from inspectgraph.export.published_set import published
from inspectgraph.load import Project, load_project
from inspectgraph.load.settings import read_settings
from inspectgraph.rdf.namespaces import BASE

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DQV = Namespace("http://www.w3.org/ns/dqv#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
PROJECT = Path(__file__).parents[1] / "projects" / "small"


@pytest.fixture(scope="module")
def catalogue(small_files: dict[str, bytes]) -> Graph:
    """Return the catalogue of the small project."""
    return Graph().parse(data=small_files["catalogue.ttl"], format="turtle")


def counted(read: Graph) -> dict[URIRef, int]:
    """Return the figures of a graph that the VoID vocabulary describes."""
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
    """Each figure of each dataset in the catalogue is what rdflib counts.

    The graph of a single report has no counts of instances by class.
    """
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
    """The catalogue counts each used property and names each used vocabulary."""
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
    """The catalogue counts the links from the registry to datasets of others."""
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
    """The checksum and the size of each file in the catalogue are right."""
    files = set(catalogue.subjects(RDF.type, SPDX.File))
    assert len(files) == sum(name.endswith(".ttl") for name in small_files) - 1
    assert files == set(catalogue.objects(URIRef(f"{BASE}graph"), VOID.dataDump))
    downloads = dict(catalogue.subject_objects(DCAT.downloadURL))
    for owner, url in [*downloads.items(), *((file, file) for file in files)]:
        content = small_files[str(url).removeprefix(f"{BASE}graphs/")]
        checksum = catalogue.value(owner, SPDX.checksum)
        assert (
            str(catalogue.value(checksum, SPDX.checksumValue))
            == hashlib.sha256(content).hexdigest()
        )
    for distribution, url in downloads.items():
        content = small_files[str(url).removeprefix(f"{BASE}graphs/")]
        assert int(str(catalogue.value(distribution, DCAT.byteSize))) == len(content)


def test_dates_are_those_of_the_extracts(tmp_path: Path) -> None:
    """The dates in the catalogue are those on which extracts were finished.

    They do not depend on the clock.
    """
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
    """The catalogue has no blank nodes, and lists two datasets with all required data.

    The datasets are the graph and the ontology.
    """
    assert not any(isinstance(term, BNode) for triple in catalogue for term in triple)
    listed = set(catalogue.objects(URIRef(f"{BASE}catalogue"), DCAT.dataset))
    assert listed == set(catalogue.subjects(RDF.type, DCAT.Dataset))
    assert listed == {URIRef(f"{BASE}graph"), URIRef(f"{BASE}graph/ontology")}
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
    """A project without reports has a catalogue without dates, and can be exported."""
    store = assemble(Project(small.context, ()))
    files = published(store)
    assert not any(name.startswith("reports/") for name in files)
    catalogue = Graph().parse(data=files["catalogue.ttl"], format="turtle")
    assert catalogue.value(URIRef(f"{BASE}graph"), DCTERMS.modified) is None
    for name in FORMATS:
        assert exported(store, name)


SETTINGS = """
base: https://w3id.org/inspectgraph/
title: Inspections in Netherford
licence: https://creativecommons.org/licenses/by/4.0/
publisher: {name: Netherford Council, kind: local-authority}
contact: {name: The data team, email: data@example.org}
spatial:
  name: Netherford
  iri: https://places.example.org/netherford
  box: {west: -1.5, south: 54, east: -1.25, north: 54.125}
version: "1.1"
availability: stable
endpoint: https://data.example.org/query
releases:
  - {version: "1.1", day: 2026-11-30, note: One grade was corrected.}
  - {version: "1.0", day: 2026-10-01, note: The first release.}
quality:
  - measure: Agreement of two readers
    value: 0.80
    lower: 0.72
    upper: 0.89
    sample: 118 sentences
    source: https://data.example.org/double-reading
"""


@pytest.fixture(scope="module")
def full(small: Project, small_store: Store) -> Graph:
    """Return the catalogue of the small project with all settings for portals."""
    settings, problems = read_settings(SETTINGS.encode())
    assert not problems
    content = published(small_store, settings=settings)["catalogue.ttl"]
    return Graph().parse(data=content, format="turtle")


def test_settings_for_portals_are_in_the_catalogue(full: Graph) -> None:
    """The settings for portals are in the catalogue, in the form that DCAT-AP requires."""
    rows = list(
        full.query(
            """
            PREFIX dcat: <http://www.w3.org/ns/dcat#>
            PREFIX dcterms: <http://purl.org/dc/terms/>
            PREFIX vcard: <http://www.w3.org/2006/vcard/ns#>
            SELECT ?dataset ?mail ?kind ?box ?until ?licence ?endpoint {
              ?catalogue dcat:dataset ?dataset ; dcat:service ?service .
              ?dataset dcat:contactPoint/vcard:hasEmail ?mail ; dcterms:publisher/dcterms:type ?kind ;
                dcterms:spatial/dcat:bbox ?box ; dcat:distribution ?file .
              ?file <http://data.europa.eu/r5r/availability> ?until ;
                dcterms:license/dcterms:title ?licence .
              ?service dcat:servesDataset/dcterms:isPartOf? ?all ; dcat:endpointURL ?endpoint .
            }"""
        )
    )
    assert len(rows) == 2
    for row in rows:
        assert isinstance(row, ResultRow)
        assert [str(value) for value in row][1:] == [
            "mailto:data@example.org",
            "http://purl.org/adms/publishertype/LocalAuthority",
            "POLYGON((-1.5 54, -1.25 54, -1.25 54.125, -1.5 54.125, -1.5 54))",
            "http://publications.europa.eu/resource/authority/planned-availability/STABLE",
            # The title by which CKAN finds the licence in its list.
            "Creative Commons Attribution",
            "https://data.example.org/query",
        ]


def test_quality_is_measured_with_its_source(full: Graph) -> None:
    """The catalogue has two measures of quality, each with its source.

    One is from the settings, and the other is the share of sentences that are covered.
    """
    found = {
        str(full.value(full.value(one, DQV.isMeasurementOf), SKOS.prefLabel)): one
        for one in full.objects(URIRef(f"{BASE}graph"), DQV.hasQualityMeasurement)
    }
    kappa = found.pop("Agreement of two readers")
    assert full.value(kappa, DQV.value) == Literal(Decimal("0.8"))
    assert (
        str(full.value(kappa, RDFS.comment))
        == "95 % confidence interval 0.72 to 0.89; 118 sentences."
    )
    assert full.value(kappa, DCTERMS.source)
    ((_, coverage),) = found.items()
    counts = re.findall("[0-9]+", str(full.value(coverage, RDFS.comment)))
    covered, sentences = map(int, counts[:2])
    share = full.value(coverage, DQV.value)
    assert float(str(share)) == pytest.approx(covered / sentences, abs=0.0001)


def test_releases_are_linked(full: Graph) -> None:
    """The dataset names the release before its version, and that release has its date."""
    whole, before = URIRef(f"{BASE}graph"), URIRef(f"{BASE}release/1.0")
    assert full.value(whole, DCAT.version) == Literal("1.1")
    assert list(full.objects(whole, DCAT.previousVersion)) == [before]
    assert list(full.objects(whole, DCTERMS.replaces)) == [before]
    assert full.value(before, DCTERMS.issued) == Literal(date(2026, 10, 1))


@pytest.mark.corpus
@pytest.mark.parametrize("shapes", ["shapes.ttl", "range.ttl"])
def test_portals_accept_the_catalogue(
    corpus: Path, catalogue: Graph, full: Graph, shapes: str
) -> None:
    """The catalogue satisfies the shapes of European data portals (DCAT-AP 3.0.1)."""
    from pyshacl import validate

    file = corpus / "suites" / "dcat-ap-3.0.1" / shapes
    if not file.exists():
        pytest.skip(f"{file} is not at hand")
    rules = Graph().parse(file)
    for one in (catalogue, full):
        conforms, _, text = validate(one, shacl_graph=rules, advanced=True)
        assert conforms, text
