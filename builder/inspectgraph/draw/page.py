"""HTML pages that work offline, with a content security policy that loads nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from inspectgraph.draw.escaping import json_data, script_source, text
from inspectgraph.draw.palette import BAND, GREY, INK, QUIET
from inspectgraph.draw.text_metrics import FONT

__all__ = ["DATA", "Page", "figures_table"]

#: The id of the element that holds the data of a page.
DATA = "data"

#: The colours of a page by day and by night. A picture stays on white paper.
_STYLE = f"""
:root {{
  color-scheme: light dark; --ink: {INK}; --quiet: {QUIET}; --grey: {GREY}; --paper: white;
  --band: {BAND}; --focus: #0b57d0;
}}
@media (prefers-color-scheme: dark) {{
  :root {{
    --ink: #e6e8eb; --quiet: #a8b0b9; --grey: #444b54; --paper: #16191d; --band: #2a3037;
    --focus: #a8c7fa;
  }}
}}
body {{ margin: 0; font: 15px/1.5 {FONT}; color: var(--ink); background: var(--paper); }}
div {{ overflow-x: auto; }}
p {{ margin: 4px 28px; font-size: 14px; }}
input, select, button {{
  font: inherit; color: inherit; padding: 4px 8px; background: var(--paper);
  border: 1px solid var(--quiet); border-radius: 4px;
}}
button {{ cursor: pointer; }}
label input, label select {{ margin-left: 6px; }}
details {{ margin: 8px 28px 32px; }}
summary {{ cursor: pointer; font-weight: bold; }}
details table {{ border-collapse: collapse; margin-top: 12px; font-size: 14px; }}
details th, details td {{ text-align: left; vertical-align: top; padding: 3px 14px 3px 0; }}
details tr {{ border-bottom: 1px solid var(--grey); }}
"""


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page: title, style, body, script and data.

    `style` is added to the style sheet of all pages, `body` is HTML, `script` is
    fixed JavaScript source, never built from input, and `data` is what the script reads
    as JSON.
    """

    title: str
    style: str
    body: str
    script: str = ""
    data: Any = None

    @property
    def policy(self) -> str:
        """The content security policy: only the style and script of the page may run."""
        script = script_source(self.script) if self.script else "'none'"
        return (
            f"default-src 'none'; style-src 'unsafe-inline'; script-src {script};"
            " base-uri 'none'; form-action 'none'"
        )

    def html(self) -> bytes:
        """Return the page as one HTML file."""
        policy = f'<meta http-equiv="Content-Security-Policy" content="{self.policy}">'
        parts = [
            '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            policy,
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{text(self.title)}</title>",
            f"<style>{_STYLE}{self.style}</style>\n</head>\n<body>",
            self.body,
            *self._scripts(),
            "</body>\n</html>\n",
        ]
        return "\n".join(parts).encode()

    def _scripts(self) -> Iterable[str]:
        """Yield the elements for the data and for the script, if the page has them."""
        if self.data is not None:
            data = json_data(self.data)
            yield f'<script type="application/json" id="{DATA}">{data}</script>'
        if self.script:
            yield f"<script>{self.script}</script>"


def figures_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return figures as an HTML table that the reader opens with a click."""
    lines = [_row("th", header), *(_row("td", cells) for cells in rows)]
    table = "\n".join(["<table>", *lines, "</table>"])
    return f"<details><summary>The figures as a table</summary>\n{table}</details>"


def _row(tag: str, cells: Iterable[object]) -> str:
    written = "".join(f"<{tag}>{text(str(cell))}</{tag}>" for cell in cells)
    return f"<tr>{written}</tr>"
