"""A release has a file for each format, is always the same, and is never replaced."""

from __future__ import annotations

import gzip
import io
import json
import shutil
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pyoxigraph import Store
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS

from inspectgraph.cli import main
from inspectgraph.export import FORMATS, exported
from inspectgraph.export.imprint import imprint_from
from inspectgraph.export.release import release_files
from inspectgraph.load.settings import read_settings
from inspectgraph.model.settings import Settings

pytestmark = pytest.mark.slow

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
BASE = "https://w3id.org/inspectgraph/"
TEXT = """
licence: https://creativecommons.org/licenses/by/4.0/
availability: stable
version: "1.1"
releases:
  - {version: "1.1", day: 2026-11-30, note: One grade was corrected.}
"""


@pytest.fixture(scope="module")
def settings() -> Settings:
    """Return settings with a release."""
    found, problems = read_settings(TEXT.encode())
    assert not problems
    return found


@pytest.fixture(scope="module")
def files(
    small_store: Store, small_files: dict[str, bytes], settings: Settings
) -> dict[str, bytes]:
    """Return the files of a release of the small project."""
    return dict(
        release_files(small_store, small_files["catalogue.ttl"], settings, "1.1")
    )


@pytest.fixture(scope="module")
def catalogue(files: dict[str, bytes]) -> Graph:
    """Return the catalogue of the release."""
    return Graph().parse(data=files["catalogue.ttl"], format="turtle")


def test_every_format_is_a_distribution(
    files: dict[str, bytes], catalogue: Graph
) -> None:
    """Each dump has address, types, size and checksum in a dataset of the catalogue."""
    start = f"{BASE}releases/1.1/"
    found = {
        str(url).removeprefix(start): one
        for one, url in catalogue.subject_objects(DCAT.downloadURL)
        if str(url).startswith(start)
    }
    assert len(found) == len(FORMATS)
    assert set(found) == set(files) - {"catalogue.ttl", "croissant.json"}
    for file, one in found.items():
        assert int(str(catalogue.value(one, DCAT.byteSize))) == len(files[file])
        checksum = catalogue.value(one, SPDX.checksum)
        assert (
            str(catalogue.value(checksum, SPDX.checksumValue))
            == sha256(files[file]).hexdigest()
        )
        assert "octet-stream" not in str(catalogue.value(one, DCAT.mediaType))
        assert catalogue.value(one, DCTERMS["format"])
        owner = catalogue.value(predicate=DCAT.distribution, object=one)
        name = "graph/ontology" if "vocabulary" in file else "graph"
        assert owner == URIRef(BASE + name)


def test_the_dumps_hold_the_graph(
    files: dict[str, bytes], small_files: dict[str, bytes], small_store: Store
) -> None:
    """The N-Quads dump is the N-Quads export; the CSV archive has the CSV export."""
    quads = exported(small_store, "nquads")["inspectgraph.nq"]
    assert gzip.decompress(files["inspectgraph-1.1-nquads.nq.gz"]) == quads
    with zipfile.ZipFile(io.BytesIO(files["inspectgraph-1.1-csv.zip"])) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    imprint = imprint_from(small_files["catalogue.ttl"])
    assert found == exported(small_store, "csv", imprint=imprint)
    package = json.loads(found["datapackage.json"])
    assert package["title"] == imprint.title != ""
    paths = {resource["path"] for resource in package["resources"]}
    assert paths == {name for name in found if name.endswith(".csv")}


def test_the_same_graph_gives_the_same_release(
    files: dict[str, bytes],
    small_store: Store,
    small_files: dict[str, bytes],
    settings: Settings,
) -> None:
    """Two releases of the same graph and version have the same bytes."""
    again = dict(
        release_files(small_store, small_files["catalogue.ttl"], settings, "1.1")
    )
    assert again == files


@pytest.mark.corpus
@pytest.mark.parametrize("shapes", ["shapes.ttl", "range.ttl"])
def test_portals_accept_the_release(
    corpus: Path, catalogue: Graph, shapes: str
) -> None:
    """The shapes of European data portals (DCAT-AP 3.0.1) find nothing."""
    from pyshacl import validate

    rules = Graph().parse(corpus / "suites" / "dcat-ap-3.0.1" / shapes)
    conforms, _, text = validate(catalogue, shacl_graph=rules, advanced=True)
    assert conforms, text


@pytest.fixture
def project(
    tmp_path: Path, small_files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Return a project with a published graph, in which commands are run."""
    folder = tmp_path / "project"
    (folder / "extracts").mkdir(parents=True)
    for path, content in small_files.items():
        file = folder / "graphs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    monkeypatch.chdir(folder)
    return folder


def test_a_version_is_released_once(project: Path) -> None:
    """A second release of the same version is refused, and the first stays as it is."""

    def run(*more: str) -> Result:
        return CliRunner().invoke(main, ["release", "out", *more])

    (project / "extracts" / "project.yaml").write_text(
        'version: "1.1"\n', encoding="utf-8"
    )
    assert "[no-release]" in run().output
    (project / "extracts" / "project.yaml").write_text(TEXT, encoding="utf-8")
    before = Path(shutil.copytree(project / "graphs", project / "before"))
    (before / "reports" / "netherford-jar-2008.ttl").unlink()
    result = run("--previous", "before")
    assert result.exit_code == 0, result.output
    folder = project / "out" / "1.1"
    assert "(added)" in (folder / "changes.txt").read_text(encoding="utf-8")
    assert str(project) not in (folder / "changes.json").read_text(encoding="utf-8")
    assert (folder / "changes.rdfp").read_text(encoding="utf-8").endswith("TC .\n")
    written = {file: file.read_bytes() for file in folder.iterdir()}
    result = run()
    assert result.exit_code == 2
    assert "[released-before]" in result.output
    assert {file: file.read_bytes() for file in folder.iterdir()} == written
