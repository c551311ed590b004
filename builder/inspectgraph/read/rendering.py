"""A report's units for people and programs: as a tree, as Markdown, as JSON; each unit with its id."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping

from inspectgraph.read.document import Document, Unit

__all__ = ["FORMATS"]

#: What Markdown would take for markup.
_MARKUP = re.compile(r"[\\`*_<>\[\]#|]")


def _as_tree(document: Document) -> str:
    """Return a line a unit, indented by what it stands in, with the beginning of its text."""
    return "\n".join(
        f"{'  ' * _depth(document, unit)}{unit.id}  ({unit.kind})  {_short(unit.text)}" for unit in document.units
    )


def _as_json(document: Document) -> str:
    """Return all that is known of each unit; spans are its places in the source, in characters."""
    units = [
        {
            "id": unit.id, "kind": unit.kind, "parent": unit.parent, "lead_in": unit.lead_in, "page": unit.page,
            "line": unit.line, "spans": unit.spans, "digest": unit.digest, "length": len(unit.squeezed),
            "text": unit.text,
        }
        for unit in document.units
    ]  # fmt: skip
    return json.dumps(units, indent=1, ensure_ascii=False)


def _as_markdown(document: Document) -> str:
    """Return a copy to read: sections as headings, bullets as lists; what is kept out of statements is quoted."""
    return "\n\n".join(_markdown(document))


def _markdown(document: Document) -> Iterator[str]:
    """Yield the units in Markdown, and a comment where a page begins."""
    page: int | None = None
    for unit in document.units:
        if unit.page != page:
            page = unit.page
            yield f"<!-- page {page} -->"
        plain = _MARKUP.sub(r"\\\g<0>", unit.text)
        text = f"`{unit.id}` {plain}".rstrip()
        match unit.kind:
            case "section":
                yield f"{'#' * min(2 + _depth(document, unit), 6)} {text}"
            case "bullet" | "row" | "cell":
                yield f"{'    ' * _depth(document, unit, 'bullet', 'row')}- {text}"
            case "front" | "contents" | "furniture" | "end-matter":
                yield f"> {text}"
            case _:
                yield text


def _depth(document: Document, unit: Unit, *kinds: str) -> int:
    """Return how many units a unit stands in, of all kinds or of some."""
    depth = 0
    while unit.parent is not None and unit.parent in document.by_id:
        unit = document.by_id[unit.parent]
        depth += not kinds or unit.kind in kinds
    return depth


def _short(text: str, width: int = 72) -> str:
    """Return the beginning of a text on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= width else f"{flat[: width - 1]}…"


#: How a report can be shown, by the name of the format.
FORMATS: Mapping[str, Callable[[Document], str]] = {"tree": _as_tree, "md": _as_markdown, "json": _as_json}
