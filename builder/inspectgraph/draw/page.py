"""HTML pages that work offline.

The content security policy of a page forbids loading any file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from inspectgraph.draw.escaping import script_source, text
from inspectgraph.draw.palette import theme_style
from inspectgraph.draw.text_metrics import FONT

__all__ = ["Page", "figures_table"]

#: The style of a page, after the colours of its theme.
_STYLE = f"""
body {{ margin: 0; font: 15px/1.5 {FONT}; color: var(--ink); background: var(--paper); }}
div {{ overflow-x: auto; }}
.narrow {{ display: none; }}
@media (max-width: 700px) {{
  .wide {{ display: none; }}
  .narrow {{ display: block; }}
  .narrow svg {{ display: block; width: 100%; height: auto; max-width: 480px; }}
}}
p {{ margin: 4px 28px; font-size: 14px; }}
input, select, button {{
  font: inherit; color: inherit; padding: 4px 8px; background: var(--paper);
  border: 1px solid var(--quiet); border-radius: 4px; min-height: 24px;
}}
button {{ cursor: pointer; }}
label input, label select {{ margin-left: 6px; }}
details {{ margin: 12px 28px 4px; overflow-x: auto; }}
summary {{ cursor: pointer; font-weight: bold; padding: 4px 0; }}
details table {{ border-collapse: collapse; margin-top: 12px; font-size: 14px; }}
details th, details td {{ text-align: left; vertical-align: top; padding: 3px 14px 3px 0; }}
details tr {{ border-bottom: 1px solid var(--grey); }}
"""


@dataclass(frozen=True, slots=True)
class Page:
    """An HTML page: title, style, body, script and theme.

    `style` is added to the style sheet of all pages. `body` is HTML. `script` is
    constant JavaScript source, never built from input. `theme` is a name in
    `palette.THEMES`, or "" for the theme of the reader's system.
    """

    title: str
    style: str
    body: str
    script: str = ""
    theme: str = ""

    @property
    def policy(self) -> str:
        """The content security policy, which allows only the page's own style and script."""
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
            f"<style>{theme_style(self.theme)}{_STYLE}{self.style}</style>\n</head>\n<body>",
            self.body,
            *self._scripts(),
            "</body>\n</html>\n",
        ]
        return "\n".join(parts).encode()

    def _scripts(self) -> Iterable[str]:
        """Yield the `<script>` element if the page has a script."""
        if self.script:
            yield f"<script>{self.script}</script>"


def figures_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return the numbers of a picture as an HTML table.

    The table is closed until the reader opens it.
    """
    lines = [_row("th", header), *(_row("td", cells) for cells in rows)]
    table = "\n".join(["<table>", *lines, "</table>"])
    return f"<details><summary>The figures as a table</summary>\n{table}</details>"


def _row(tag: str, cells: Iterable[object]) -> str:
    written = "".join(f"<{tag}>{text(str(cell))}</{tag}>" for cell in cells)
    return f"<tr>{written}</tr>"
