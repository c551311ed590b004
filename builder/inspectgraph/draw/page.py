"""A page that works offline: its title, style, content and script, under a policy that loads nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from inspectgraph.draw.escaping import json_data, script_source, text

__all__ = ["DATA", "Page"]

#: The id of the element that holds the data of a page.
DATA = "data"


@dataclass(frozen=True, slots=True)
class Page:
    """A page; `body` is markup, `script` a constant, `data` what the script reads as JSON."""

    title: str
    style: str
    body: str
    script: str
    data: Any = None

    @property
    def policy(self) -> str:
        """The content security policy: this one script, styles of the page, and nothing from elsewhere."""
        return (
            "default-src 'none'; style-src 'unsafe-inline'; script-src"
            f" {script_source(self.script)}; base-uri 'none'; form-action 'none'"
        )

    def html(self) -> bytes:
        """Return the page as one HTML file. Each part is put in once, so that no part is searched for marks."""
        data = (
            '<script type="application/json"'
            f' id="{DATA}">{json_data(self.data)}</script>\n'
        )
        return (
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            f'<meta http-equiv="Content-Security-Policy" content="{self.policy}">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            f"<title>{text(self.title)}</title>\n<style>{self.style}</style>\n</head>\n<body>\n"
            f"{self.body}\n{'' if self.data is None else data}<script>{self.script}</script>\n</body>\n</html>\n"
        ).encode()
