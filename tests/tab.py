"""A tab of a real browser for the tests of the views."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage

__all__ = ["Tab"]

#: The most milliseconds for a page, on a busy machine.
_PATIENCE = 120_000
#: A JavaScript expression that is true when all views of a page are loaded.
_SETTLED = """
() => !document.querySelector('.explorer-loading')
  && [...document.querySelectorAll('[data-explorer=network]')].every(one =>
    one.querySelector('.network-list h3, .network-forms h3, .explorer-failed')
    || one.querySelector('.network-forms [role=status]:not(:empty)'))
  && [...document.querySelectorAll('[data-explorer=heat-map], [data-explorer=councils]')]
    .every(one => one.querySelector('form, .explorer-failed'))
  && ![...document.querySelectorAll('[data-explorer=timeline] form')]
    .some(one => one.hidden)
"""


class Tab:
    """A tab with its requests and its complaints."""

    def __init__(self, browser: Browser, *, scripts: bool = True) -> None:
        self.context = browser.new_context(java_script_enabled=scripts)
        self.page = self.context.new_page()
        self.page.set_default_timeout(_PATIENCE)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda one: self.requests.append(one.url))
        self.page.on("pageerror", lambda one: self.complaints.append(str(one)))
        self.page.on("console", self._heard)
        self._cdp = self.context.new_cdp_session(self.page)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def look(self, width: int = 1280, height: int = 900, *, dark: bool = False) -> None:
        """Set the size of the window, and light or dark."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(color_scheme="dark" if dark else "light")

    def open(self, address: str) -> None:
        """Open an address, and wait until its views are loaded."""
        self.page.goto(address)
        self.page.wait_for_function(_SETTLED)

    def run(self, script: str) -> Any:
        """Return the value of an expression."""
        return self.page.evaluate(script)

    def wait(self, script: str) -> None:
        """Wait until an expression gives true."""
        # A function, since the policy of the pages lets no text be evaluated.
        self.page.wait_for_function(f"() => ({script})")

    def key(self, name: str) -> None:
        """Press and release a key, such as `Tab`, `Enter` or ` `."""
        self.page.keyboard.press("Space" if name == " " else name)

    def tree(self) -> list[tuple[str, str]]:
        """Return role and name of each node of the accessibility tree that is not ignored."""
        nodes = self._cdp.send("Accessibility.getFullAXTree")["nodes"]
        return [
            (node["role"]["value"], node.get("name", {}).get("value", ""))
            for node in nodes
            if not node["ignored"] and "role" in node
        ]

    def without_cache(self) -> None:
        """Request each file anew."""
        self._cdp.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def close(self) -> None:
        """Close the tab and remove its data."""
        self.context.close()
