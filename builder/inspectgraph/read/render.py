"""A report's units for people and programs: as a tree, as Markdown, as JSON; each unit with its id."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from inspectgraph.read.document import Document
from inspectgraph.read.markdown.copies import copy_of, depth

__all__ = ["FORMATS"]


def _as_tree(document: Document) -> str:
    """Return a line a unit, indented by what it stands in, with the beginning of its text."""
    return "\n".join(
        f"{'  ' * depth(document, unit)}{unit.id}  ({unit.kind})  {_short(unit.text)}"
        for unit in document.units
    )


def _as_json(document: Document) -> str:
    """Return all that is known of each unit; spans are its places in the source, in characters."""
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


def _short(text: str, width: int = 72) -> str:
    """Return the beginning of a text on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else f"{flat[: width - 1]}…"


#: How a report can be shown, by the name of the format.
FORMATS: Mapping[str, Callable[[Document], str]] = {
    "tree": _as_tree,
    "md": copy_of,
    "json": _as_json,
}
