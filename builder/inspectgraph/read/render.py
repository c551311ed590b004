"""Write the paragraphs and other units of a report as a tree, as Markdown or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from inspectgraph.read.document import Document, depth

__all__ = ["FORMATS"]


def _as_tree(document: Document) -> str:
    """Return one indented line for each unit, with its id, its kind and the start of its text."""
    lines = []
    for unit in document.units:
        indent = "  " * depth(document, unit)
        lines.append(f"{indent}{unit.id}  ({unit.kind})  {_shorten(unit.text)}")
    return "\n".join(lines)


def _as_markdown(document: Document) -> str:
    """Return the units of a report as Markdown, which can be read back into units."""
    # Not at the top of the module: the other formats do without a parser of Markdown.
    from inspectgraph.read.markdown.copies import copy_of

    return copy_of(document)


def _as_json(document: Document) -> str:
    """Return a JSON list with all fields of each unit.

    `spans` are character offsets in the source.
    """
    units = [
        {
            "id": unit.id,
            "kind": unit.kind,
            "parent": unit.parent,
            "lead_in": unit.lead_in,
            "page": unit.page,
            "line": unit.line,
            "spans": unit.spans,
            "digest": unit.digest,
            "length": len(unit.squeezed),
            "text": unit.text,
        }
        for unit in document.units
    ]
    return json.dumps(units, indent=1, ensure_ascii=False)


def _shorten(text: str, width: int = 72) -> str:
    """Return a text on one line, cut to `width` characters."""
    flat = " ".join(text.split())
    if len(flat) <= width:
        return flat
    return f"{flat[: width - 1]}…"


#: The functions that write a document, by the name of the output format.
FORMATS: Mapping[str, Callable[[Document], str]] = {
    "tree": _as_tree,
    "md": _as_markdown,
    "json": _as_json,
}
