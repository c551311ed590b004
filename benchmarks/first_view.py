"""Measure how soon a reader sees the pages of a published site, and how much is loaded.

`python benchmarks/first_view.py SITE` serves the folder SITE, which `inspectgraph publish`
wrote, on this machine with gzip, as common servers do. For each page it opens a new browser
without a cache, `--rounds` times, and prints medians:

- seen: seconds from the request to the first text on the screen;
- ready: seconds until all views of the page are loaded and can be used;
- loaded: kilobytes sent by the server, packed, without the data of the graph;
- data: kilobytes of the data files of the explorer (`explorer/`), packed.

It needs Debian's package `chromium` and the extra `inspectgraph[test]`. Run it on a quiet
machine.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from playwright.sync_api import Browser

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from browser import NO_BROWSER, browser_program
from tab import Tab

PAGES = (
    "index.html",
    "council/index.html",
    "view/heat-map.html",
    "view/timeline.html",
    "view/councils.html",
    "view/network.html",
    "search.html",
    "statements.html?theme=housing",
    "questions.html",
    "sparql.html",
)
#: Endings of files that servers pack.
_PACKED = (".html", ".js", ".css", ".json", ".svg", ".csv", ".nq", ".ttl", ".tsv")
_FIRST_TEXT = """performance.getEntriesByType('paint')
    .filter(one => one.name === 'first-contentful-paint').map(one => one.startTime)[0]"""


@cache
def packed(path: str) -> bytes:
    """Return the content of a file, packed as a server would send it."""
    content = Path(path).read_bytes()
    return gzip.compress(content, 6) if path.endswith(_PACKED) else content


class Packing(SimpleHTTPRequestHandler):
    """A server of files that packs texts, and counts the bytes it sends."""

    sent: ClassVar[dict[str, int]] = {}

    def do_GET(self) -> None:
        """Send a file."""
        path = self.translate_path(self.path)
        if not Path(path).is_file():
            self.send_error(404)
            return
        content = packed(path)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(content)))
        if path.endswith(_PACKED):
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)
        self.sent[self.path.partition("?")[0].lstrip("/")] = len(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
        """Write no log."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site on this machine, and give its address."""
    handler = partial(Packing, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def view(browser: Browser, address: str) -> tuple[float, float, float, float]:
    """Open a page once; return the seconds and kilobytes that the module describes."""
    Packing.sent.clear()
    tab = Tab(browser)
    begin = time.perf_counter()
    tab.open(address)
    ready = time.perf_counter() - begin
    tab.wait(f"{_FIRST_TEXT} !== undefined")
    seen = tab.run(_FIRST_TEXT) / 1000
    tab.close()
    sizes = Packing.sent.items()
    data = sum(size for path, size in sizes if path.startswith("explorer/"))
    return seen, ready, (sum(size for _, size in sizes) - data) / 1000, data / 1000


def main() -> None:
    """Open each page of the site some times, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    from playwright.sync_api import sync_playwright

    program = browser_program()
    if program is None:
        sys.exit(NO_BROWSER)
    options = ["--no-sandbox", "--disable-gpu"]
    print("| page | seen, s | ready, s | loaded, kB | data, kB |")
    print("|---|--:|--:|--:|--:|")
    with sync_playwright() as driver, served(given.site) as address:
        browser = driver.chromium.launch(executable_path=program, args=options)
        view(browser, f"{address}index.html")  # the browser itself starts here
        for page in PAGES:
            rounds = [view(browser, f"{address}{page}") for _ in range(given.rounds)]
            seen, ready, loaded, data = map(median, zip(*rounds, strict=True))
            print(f"| {page} | {seen:.2f} | {ready:.2f} | {loaded:.0f} | {data:.0f} |")
        browser.close()


if __name__ == "__main__":
    main()
