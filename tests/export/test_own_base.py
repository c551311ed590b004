"""A project with a base IRI of its own: where its data is, and who publishes it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, RdfFormat, Store
from rdflib import DCTERMS, FOAF, RDF, Graph, Literal, Namespace, URIRef

from inspectgraph.build import assemble, build, gather_project
from inspectgraph.cli import main
from inspectgraph.export import FORMATS, exported
from inspectgraph.export.published_set import published
from inspectgraph.load import load_project
from inspectgraph.query import ask, ask_sparql
from inspectgraph.rdf.store import open_published
from inspectgraph.shards.keys import Options
from inspectgraph.store.published import open_graph
from inspectgraph.validate import validate

PROJECT = Path(__file__).parents[1] / "projects" / "small"
BASE = "https://data.example.org/care/"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SETTINGS = f"""\
base: {BASE}
name: Netherby
title: Inspections in Netherby
publisher: {{name: Netherby Council, homepage: "https://www.example.org/"}}
licence: https://creativecommons.org/publicdomain/zero/1.0/
contact: {{email: data@example.org, page: "https://www.example.org/data"}}
spatial: {{name: Netherby, iri: "https://places.example.org/netherby"}}
temporal: {{first: 2007-01-01, last: 2020-12-31}}
version: "1.2"
"""
#: Data under the base IRI of inspectgraph, but for its makers, its software, and language
#: models.
OURS = re.compile(
    r"https://w3id\.org/inspectgraph/(?:id|graph|graphs|catalogue)\b"
    r"(?!/agent/(?:contributors|software|language-model)\b)"
)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small project with a base IRI of its own, built."""
    folder = tmp_path_factory.mktemp("own") / "project"
    shutil.copytree(PROJECT, folder)
    (folder / "extracts" / "project.yaml").write_text(SETTINGS, encoding="utf-8")
    build(folder, draw=False, jobs=2)
    return folder


@pytest.fixture(scope="module")
def catalogue(own: Path) -> Graph:
    """Return the catalogue of the project."""
    return Graph().parse(own / "graphs" / "catalogue.ttl")


def test_all_data_moves_and_no_concept_does(own: Path) -> None:
    """IRIs of data begin with the base IRI; terms and concepts stay where they were."""
    files = sorted((own / "graphs").rglob("*.ttl"))
    assert files
    for file in files:
        if file.name == "ontology.ttl":
            continue
        for iri in {str(term) for triple in Graph().parse(file) for term in triple}:
            assert not OURS.match(iri), (file.name, iri)
    registry = Graph().parse(own / "graphs" / "registry.ttl")
    kinds = set(map(str, registry.objects(None, RDF.type)))
    assert "https://w3id.org/inspectgraph/def/Authority" in kinds
    ontology = (own / "graphs" / "ontology.ttl").read_text(encoding="utf-8")
    assert BASE not in ontology


def test_only_the_beginnings_of_iris_differ(own: Path) -> None:
    """With the base IRI written back, each report has the triples that it had before."""
    before = published(assemble(load_project(PROJECT)))
    for name in ("netherford-jar-2008", "netherford-sif-2015"):
        path = f"reports/{name}.ttl"
        text = (own / "graphs" / path).read_text(encoding="utf-8")
        text = text.replace(BASE, "https://w3id.org/inspectgraph/")
        text = text.replace("agent:publisher", "agent:contributors")
        assert (
            Graph()
            .parse(data=text)
            .isomorphic(Graph().parse(data=before[path], format="turtle"))
        )


def test_the_catalogue_says_what_the_settings_say(catalogue: Graph) -> None:
    """Title, publisher, licence, contact, place, days and version are in the catalogue."""
    whole, top = URIRef(f"{BASE}graph"), URIRef(f"{BASE}catalogue")
    publisher = URIRef(f"{BASE}id/agent/publisher")
    assert catalogue.value(whole, DCTERMS.title) == Literal(
        "Inspections in Netherby", lang="en"
    )
    assert catalogue.value(top, DCTERMS.title) == Literal(
        "Netherby catalogue", lang="en"
    )
    for node in (whole, top):
        assert catalogue.value(node, DCTERMS.publisher) == publisher
        assert catalogue.value(node, DCTERMS.license) == URIRef(
            "https://creativecommons.org/publicdomain/zero/1.0/"
        )
        assert catalogue.value(node, DCAT.version) == Literal("1.2")
        place = URIRef("https://places.example.org/netherby")
        assert place in set(catalogue.objects(node, DCTERMS.spatial))
        contact = catalogue.value(node, DCAT.contactPoint)
        assert (contact, RDF.type, VCARD.Kind) in catalogue
        assert catalogue.value(contact, VCARD.hasEmail) == URIRef(
            "mailto:data@example.org"
        )
    assert str(catalogue.value(publisher, FOAF.name)) == "Netherby Council"
    assert str(catalogue.value(publisher, FOAF.homepage)) == "https://www.example.org/"
    period = catalogue.value(whole, DCTERMS.temporal)
    assert str(catalogue.value(period, DCAT.startDate)) == "2007-01-01"
    assert str(catalogue.value(period, DCAT.endDate)) == "2020-12-31"


def test_the_readme_names_publisher_and_licence(own: Path) -> None:
    """The page of the published folder says who publishes it, and how to ask."""
    text = (own / "graphs" / "README.md").read_text(encoding="utf-8")
    assert "Published by Netherby Council" in text
    assert "version 1.2" in text
    assert "data@example.org" in text
    assert f"`{BASE}graph/`" in text


def test_a_build_and_one_pass_publish_the_same(own: Path) -> None:
    """A build report by report gives the bytes that the whole graph at once gives."""
    project = load_project(own)
    expected = published(assemble(project), settings=project.settings)
    for path, content in expected.items():
        if path != "README.md":  # the build has no pictures, nor has the other
            assert (own / "graphs" / path).read_bytes() == content, path


def test_questions_need_not_know_the_base(own: Path) -> None:
    """Slugs, `FROM` and coverage work under another base IRI, in memory and on disk."""
    for store in (open_published(own / "graphs"), open_graph(own / "graphs")):
        rows = ask(store, "judgements", report="netherford-sif-2015").rows
        assert rows
        graph = f"<{BASE}graph/netherford-sif-2015>"
        query = f"SELECT ?s FROM {graph} {{ ?s a insp:Report }}"  # noqa: S608
        answer = ask_sparql(store, query)
        assert answer.rows == ((f"{BASE}id/report/netherford-sif-2015",),)
        assert "netherford-sif-2015" in answer.covers[0]


def test_tables_of_answers_shorten_the_base(
    own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A printed answer leaves out the base IRI of the project."""
    monkeypatch.chdir(own)
    query = "SELECT ?s { ?s a insp:Report } ORDER BY ?s"
    result = CliRunner().invoke(main, ["query", "-"], input=query)
    assert result.exit_code == 0
    assert "\nid/report/netherford-jar-2008\n" in result.stdout


#: Tables, which have the cells of CSV, also name concepts of inspectgraph.
TABLES = {"csv", "parquet", "sqlite", "vocabulary", "xlsx"}


@pytest.mark.parametrize("form", sorted(set(FORMATS) - TABLES))
def test_every_format_keeps_the_base(own: Path, form: str) -> None:
    """No format writes the IRI of a resource under the base IRI of inspectgraph."""
    store = open_published(own / "graphs")
    for path, content in exported(store, form).items():
        if "ontology" in path:
            continue
        lines = content.decode().splitlines()
        if form == "nquads":
            lines = [line for line in lines if "/graph/ontology>" not in line]
        found = [line for line in lines if OURS.search(line)]
        assert not [line for line in found if "id/agent/" not in line], path
        assert BASE in content.decode()


def test_json_ld_has_the_same_triples(own: Path) -> None:
    """JSON-LD, relative to the base IRI, reads back as the triples of the graph."""
    store = open_published(own / "graphs")
    (content,) = exported(store, "jsonld").values()
    again = Store()
    again.load(content, format=RdfFormat.JSON_LD)
    name = NamedNode(f"{BASE}graph/registry")
    assert set(again.quads_for_pattern(None, None, None, name)) == set(
        store.quads_for_pattern(None, None, None, name)
    )


def test_both_engines_find_the_same(own: Path, tmp_path: Path) -> None:
    """Both validators find the same faults in a project that has its own base IRI."""
    folder = shutil.copytree(own, tmp_path / "project")
    file = folder / "extracts" / "netherford-jar-2008.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^reference: .*$", 'reference: "123"', text))
    with gather_project(folder, tmp_path / "graphs", Options()) as gathered:
        compiled = {(one.code, str(one.where)) for one in gathered.report.findings}
    project = load_project(folder)
    report = validate(assemble(project), project)
    assert compiled == {(one.code, str(one.where)) for one in report.findings}
    assert any(code == "ReportShape-referenceIsCode" for code, _ in compiled)


def test_a_new_base_makes_everything_anew(own: Path, tmp_path: Path) -> None:
    """The caches of a build and the store on disk follow the settings."""
    folder = shutil.copytree(own, tmp_path / "project")
    build(folder, draw=False)
    file = folder / "extracts" / "project.yaml"
    file.write_text(SETTINGS.replace("/care/", "/other/"), encoding="utf-8")
    build(folder, draw=False)
    for path in sorted((folder / "graphs").rglob("*.ttl")):
        assert BASE not in path.read_text(encoding="utf-8"), path
    rows = ask_sparql(open_graph(folder / "graphs"), "SELECT ?s { ?s a insp:Report }")
    assert all("/other/id/report/" in str(row[0]) for row in rows.rows)
    file.write_text(SETTINGS.replace("Netherby Council", "Council"), encoding="utf-8")
    build(folder, draw=False)
    assert '"Council"@en' in (folder / "graphs" / "registry.ttl").read_text()


def test_a_project_without_settings_is_told(small_copy: Path) -> None:
    """A build without settings works with one warning, no publisher and no licence."""
    (small_copy / "extracts" / "project.yaml").unlink()
    report = build(small_copy, draw=False).report
    (warning,) = [one for one in report.findings if one.code == "missing-settings"]
    assert "'publisher', 'base' and 'licence'" in warning.message
    assert str(warning.where) == "extracts/project.yaml"
    found = Graph().parse(small_copy / "graphs" / "catalogue.ttl")
    publisher = found.value(
        URIRef("https://w3id.org/inspectgraph/graph"), DCTERMS.publisher
    )
    assert str(found.value(publisher, FOAF.name)) == "publisher not named"
    assert not list(found.objects(None, DCTERMS.license))
    project = load_project(small_copy)
    codes = [one.code for one in validate(assemble(project), project).findings]
    assert codes.count("missing-settings") == 1
