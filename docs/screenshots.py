"""Take the screenshots of a site that the docs show: `docs/screenshots.py SITE`.

SITE is a folder that `inspectgraph publish` wrote with the explorer. The script needs
Chromium and playwright, as the browser tests do.
"""

from __future__ import annotations

import base64
import shutil
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from playwright.sync_api import Browser

IMAGES: Final = Path(__file__).parent / "images"
#: The pages by the names of their pictures, each with the state that is shown.
PAGES: Final = {
    "overview": "view/index.html",
    "heat-map": "view/heat-map.html?order=knowsley-sif-2014.weaknesses&open=early-help#heat",
    "statements": "report/knowsley-sif-2014/theme/common-assessment.html",
    "timeline": "council/knowsley/timeline.html#as-picture",
    "councils": "view/councils.html?region=north-west#as-picture",
    "network": "view/network.html?open=report/knowsley-jar-2008,report/knowsley-sif-2014#as-network",
    "path": "view/network.html?from=council/sefton&to=council/halton#as-network",
}
#: Width, height, and light or dark of each kind of picture.
LOOKS: Final = {
    "desktop": (1280, 900, "light"),
    "dark": (1280, 900, "dark"),
    "phone": (390, 844, "light"),
}


class _Quiet(SimpleHTTPRequestHandler):
    """A file server that writes no log."""

    def log_message(self, *args: Any) -> None:
        """Write no log."""


def take(browser: Browser, address: str) -> None:
    """Take a screenshot of each page in each size and colour scheme, and save it."""
    for look, (width, height, scheme) in LOOKS.items():
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
        )
        page = context.new_page()
        tools = context.new_cdp_session(page)
        for name, path in PAGES.items():
            page.goto(address + path)
            page.wait_for_load_state("networkidle")
            page.evaluate(
                "location.hash && document.querySelector(location.hash).scrollIntoView()"
            )
            page.wait_for_timeout(300)
            shot = tools.send(
                "Page.captureScreenshot", {"format": "webp", "quality": 82}
            )
            file = IMAGES / f"view-{name}-{look}.webp"
            file.write_bytes(base64.b64decode(shot["data"]))
        context.close()


def main(site: Path) -> None:
    """Serve a site on the loopback address, and take the screenshots."""
    from playwright.sync_api import sync_playwright

    IMAGES.mkdir(exist_ok=True)
    handler = partial(_Quiet, directory=str(site))
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        sync_playwright() as driver,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        take(browser, f"http://127.0.0.1:{server.server_port}/")
        browser.close()
        server.shutdown()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
