"""Take the screenshots of the views in `docs/images/`, from a published site.

usage: python benchmarks/screenshots.py SITE FOLDER

SITE is a folder that `inspectgraph publish` wrote, with the explorer. Each view is taken
three times: on a screen of 1280 by 900 pixels, in the dark, and on a phone. The site is
served on loopback while that lasts. It needs Chromium.
"""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which
from threading import Thread
from typing import Final

from playwright.sync_api import Browser, sync_playwright

#: The views: the address of each, and what the picture begins with.
VIEWS: Final = {
    "overview": ("view/index.html", "body"),
    "heat-map": (
        "view/heat-map.html?order=knowsley-sif-2014.weaknesses&open=early-help",
        "#heat",
    ),
    "statements": ("report/knowsley-sif-2014/theme/common-assessment.html", "body"),
    "timeline": ("council/knowsley/timeline.html", "#as-picture"),
    "councils": ("view/councils.html", "#as-picture"),
    "network": (
        "view/network.html?open=report/knowsley-jar-2008,report/knowsley-sif-2014",
        "#as-network",
    ),
    "path": (
        "view/network.html?from=council/sefton&to=council/halton",
        "#as-network",
    ),
}
#: The screens: width and height in pixels, and the colour scheme.
SCREENS: Final = {
    "desktop": (1280, 900, "light"),
    "dark": (1280, 900, "dark"),
    "phone": (390, 844, "light"),
}


class _Silent(SimpleHTTPRequestHandler):
    """Serve a folder without a log."""

    def log_message(self, *_args: object) -> None:
        """Print nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback, and yield its address."""
    handler = partial(_Silent, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def taken(browser: Browser, address: str, start: str, screen: str) -> bytes:
    """Return a screenshot as WebP.

    Args:
        browser: The browser.
        address: The address of the page.
        start: The element with which the picture begins.
        screen: The name of the screen.
    """
    width, height, scheme = SCREENS[screen]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    page.locator(start).first.evaluate("one => one.scrollIntoView()")
    page.wait_for_timeout(1500)
    shot = context.new_cdp_session(page).send(
        "Page.captureScreenshot", {"format": "webp", "quality": 80}
    )
    context.close()
    return base64.b64decode(shot["data"])


def main(site: str, folder: str) -> None:
    """Write the screenshots of a site into a folder."""
    with sync_playwright() as player, served(Path(site)) as address:
        browser = player.chromium.launch(
            executable_path=which("chromium"), args=["--no-sandbox"]
        )
        for view, (path, start) in VIEWS.items():
            for screen in SCREENS:
                content = taken(browser, address + path, start, screen)
                (Path(folder) / f"view-{view}-{screen}.webp").write_bytes(content)
        browser.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
