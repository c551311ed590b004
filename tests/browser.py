"""Open pages in a real browser, and return their content and the browser's error messages."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

import pytest

from processes import bounded

__all__ = ["NO_BROWSER", "Shown", "browser_program", "opened", "parsed"]

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    "--enable-logging=stderr",
    "--virtual-time-budget=10000",
    "--dump-dom",
)
#: The sentence for a machine without a browser.
NO_BROWSER = "no browser to open pages in; install Debian's package `chromium`"
_COMPLAINT = re.compile(r":CONSOLE[:(].*")


@dataclass
class Shown:
    """The elements, attributes and texts of a page, and the browser's error messages.

    The texts are grouped by element.
    """

    elements: set[str] = field(default_factory=set)
    attributes: set[tuple[str, str]] = field(default_factory=set)
    texts: dict[str, list[str]] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)


def browser_program() -> str | None:
    """Return the path of the browser, or None if there is none."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


def opened(page: Path, profile: Path) -> Shown:
    """Return a page after its scripts have run; skip the test if there is no browser."""
    browser = browser_program()
    if browser is None:
        pytest.skip(NO_BROWSER)
    command = [browser, *_OPTIONS, f"--user-data-dir={profile}", page.as_uri()]
    done = subprocess.run(
        command, capture_output=True, preexec_fn=bounded(120), check=True
    )
    shown = parsed(done.stdout.decode())
    shown.complaints = _COMPLAINT.findall(done.stderr.decode(errors="replace"))
    return shown


def parsed(html: str) -> Shown:
    """Return the elements and texts of a page before its scripts run."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.shown


class _Reader(HTMLParser):
    """Collects the elements and attributes of a page, and the text directly in each element."""

    def __init__(self) -> None:
        super().__init__()
        self.shown = Shown()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record the start of an element and its attributes.

        An element that never has an end tag does not become the innermost element.
        """
        self.shown.elements.add(tag)
        self.shown.attributes.update((name, value or "") for name, value in attrs)
        if tag not in {"meta", "input", "link", "br"}:
            self.open.append(tag)
            self.shown.texts.setdefault(tag, []).append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Record an element that has no content."""
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Record the end of an element."""
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Add a text to the innermost element."""
        if self.open:
            self.shown.texts[self.open[-1]][-1] += data
