"""Fixtures: a site of the small project with the explorer, and a browser."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from browser import NO_BROWSER, browser_program
from inspectgraph.build import build
from inspectgraph.publish import SiteSettings, publish
from inspectgraph.publish.explorer import bundle
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


@pytest.fixture(scope="session")
def address(explored: Path) -> Iterator[str]:
    """The address at which this machine serves the site."""
    handler = partial(_Quiet, directory=str(explored))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


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
