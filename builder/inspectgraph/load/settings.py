"""Read `extracts/project.yaml` into the settings of a project, and report problems."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from inspectgraph.files.project import SETTINGS
from inspectgraph.files.text import Source
from inspectgraph.files.yaml_positions import KeyPath, read_yaml
from inspectgraph.load.checks import check_form
from inspectgraph.load.form import Form, Rule
from inspectgraph.load.registry import unreadable
from inspectgraph.load.rules import in_order
from inspectgraph.model.errors import Problem, UnreadableError
from inspectgraph.model.settings import DEFAULTS, Contact, Settings, Span
from inspectgraph.rdf.namespaces import BASE

__all__ = ["load_settings", "read_settings"]


def load_settings(folder: Path) -> tuple[Settings, list[Problem]]:
    """Return the settings of a project, and the problems of their file."""
    file = folder / SETTINGS
    return read_settings(file if file.exists() else None)


def read_settings(source: Source | None) -> tuple[Settings, list[Problem]]:
    """Return the settings in a file, and the problems of the file.

    A file with a problem gives the settings of a project without the file.

    Args:
        source: The file or its content; None for a project without the file.
    """
    if source is None:
        return DEFAULTS, []
    try:
        tree = read_yaml(source, SETTINGS)
    except UnreadableError as error:
        return DEFAULTS, [unreadable(error)]
    problems = list(tree.problems)
    if tree.root is not None or tree.data is not None:
        problems += check_form(Form(tree, {}, _RULES), Settings)
    if problems or not tree.data:
        return DEFAULTS, problems
    return msgspec.convert(tree.data, Settings), []


def _own_base(form: Form, settings: dict[str, Any], path: KeyPath) -> None:
    """Report a base IRI inside the namespace of inspectgraph.

    Otherwise data and concepts could have the same IRIs.
    """
    base = settings.get("base")
    if isinstance(base, str) and base.startswith(BASE) and base != BASE:
        found = f"a base IRI inside {BASE}, where concepts have their IRIs"
        form.report((*path, "base"), "base-taken", found, "an address of your own")


def _reachable(form: Form, contact: dict[str, Any], path: KeyPath) -> None:
    """Report a contact with neither an email address nor a page."""
    if "email" not in contact and "page" not in contact:
        found, expected = "a contact without 'email' or 'page'", "at least one of them"
        form.report(path, "missing-key", found, expected)


_RULES: dict[type, Rule] = {
    Settings: _own_base,
    Contact: _reachable,
    Span: partial(in_order, "first", "last"),
}
