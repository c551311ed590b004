"""The reference page on settings: each key of `extracts/project.yaml`.

The keys are read from the class `Settings`.
"""

from __future__ import annotations

from collections.abc import Iterator

from inspectgraph.model.fields import fields_of
from inspectgraph.model.settings import Settings
from pages.markdown import BANNER, code, table

__all__ = ["page"]

_INTRODUCTION = """
`extracts/project.yaml` has the publisher of a project's graph, the base IRI and other settings.
Every key is optional.
[Publish under your own name](../how-to/own-project.md) shows a complete file; `inspectgraph schema project` prints its JSON Schema for editors.
"""


def page() -> str:
    """Return the text of the page on settings."""
    rows = table(("key", "holds", "required"), _rows())
    return f"{BANNER}\n\n# Settings of a project\n{_INTRODUCTION}\n{rows}"


def _rows() -> Iterator[tuple[str, str, str]]:
    """Yield a table row for each key: the key, its meaning, and when it is required.

    Keys inside other keys have rows too.
    """
    for field in fields_of(Settings):
        yield code(field.key), field.about, ""
        for inner in fields_of(field.record) if field.record else ():
            need = f"with {code(field.key)}" if inner.required else ""
            yield code(f"{field.key}.{inner.key}"), inner.about, need
