"""Fixtures: a site of the small project with the explorer, and a browser."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from browser import NO_BROWSER, browser_program
from inspectgraph.build import build
from inspectgraph.publish import SiteSettings, publish
from inspectgraph.publish.explorer import bundle
from inspectgraph.publish.settings import settings_for
from inspectgraph.rdf.store import open_published

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_SMALL = Path(__file__).parents[1] / "projects" / "small"


@pytest.fixture(scope="session")
def explored_graphs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published graph of the small project; skips where there is no explorer."""
    if bundle() is None:
        pytest.skip("no explorer in this installation; build it with `make web`")
    project = tmp_path_factory.mktemp("explored") / "project"
    shutil.copytree(_SMALL, project)
    build(project, draw=False)
    return project / "graphs"


@pytest.fixture(scope="session")
def explored(explored_graphs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small project."""
    folder = tmp_path_factory.mktemp("explored") / "site"
    publish(open_published(explored_graphs), explored_graphs, folder, SiteSettings())
    return folder


class _Quiet(SimpleHTTPRequestHandler):
    """Server for files that writes no log."""

    def log_message(self, *args: Any) -> None:
        """Write no log."""


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine, and give its address."""
    handler = partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def address(explored: Path) -> Iterator[str]:
    """The address at which this machine serves the site."""
    with _served(explored) as start:
        yield start


@pytest.fixture
def address_of_own_base(tmp_path: Path) -> Iterator[str]:
    """The address of a site of the small project with a base IRI of its own."""
    if bundle() is None:
        pytest.skip("no explorer in this installation; build it with `make web`")
    project, site = tmp_path / "project", tmp_path / "site"
    shutil.copytree(_SMALL, project)
    settings = project / "extracts" / "project.yaml"
    own = "base: https://data.example.org/care/"
    base = "base: https://w3id.org/inspectgraph/"
    settings.write_text(settings.read_text("utf-8").replace(base, own), "utf-8")
    build(project, draw=False)
    graphs = project / "graphs"
    publish(open_published(graphs), graphs, site, settings_for(None, graphs))
    with _served(site) as start:
        yield start


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; skips where it or playwright is missing."""
    program = browser_program()
    if program is None:
        pytest.skip(NO_BROWSER)
    reason = "playwright drives the browser; install the extra `inspectgraph[test]`"
    api = pytest.importorskip("playwright.sync_api", reason=reason)
    with api.sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()
