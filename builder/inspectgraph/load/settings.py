"""Read `extracts/project.yaml` into the settings of a project, and report problems."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from itertools import pairwise
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
from inspectgraph.model.settings import DEFAULTS, Box, Contact, Settings, Span
from inspectgraph.rdf.namespaces import BASE

__all__ = ["load_settings", "read_settings"]


def load_settings(folder: Path) -> tuple[Settings, list[Problem]]:
    """Return the settings of a project, and the problems in its settings file."""
    file = folder / SETTINGS
    return read_settings(file if file.exists() else None)


def read_settings(source: Source | None) -> tuple[Settings, list[Problem]]:
    """Return the settings in a file, and the problems in the file.

    If the file has a problem, the default settings are returned.

    Args:
        source: The file or its content. None if the project has no settings file.
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

    With such a base IRI, data and concepts could have the same IRIs.
    """
    base = settings.get("base")
    if isinstance(base, str) and base.startswith(BASE) and base != BASE:
        found = (
            f"the base IRI is under {BASE}, which is reserved for the IRIs of concepts"
        )
        form.report((*path, "base"), "base-taken", found, "an address of your own")


def _reachable(form: Form, contact: dict[str, Any], path: KeyPath) -> None:
    """Report a contact without an email address and without a web page."""
    if "email" not in contact and "page" not in contact:
        found, expected = (
            "the contact has neither 'email' nor 'page'",
            "at least one of them",
        )
        form.report(path, "missing-key", found, expected)


def _of_settings(form: Form, settings: dict[str, Any], path: KeyPath) -> None:
    """Check the base IRI and the order of the releases."""
    _own_base(form, settings, path)
    _latest_first(form, settings, path)


def _latest_first(form: Form, settings: dict[str, Any], path: KeyPath) -> None:
    """Report a release that repeats a version, or is later than the release listed before it."""
    releases = settings.get("releases")
    if not isinstance(releases, list):
        return
    known = [one for one in releases if isinstance(one, dict)]
    for number, (later, earlier) in enumerate(pairwise(known), start=1):
        versions = [one.get("version") for one in known[: number + 1]]
        days = str(later.get("day")), str(earlier.get("day"))
        if earlier.get("version") in versions[:-1] or days[0] < days[1]:
            place = (*path, "releases", number)
            found = (
                "the release repeats a version, or is later than the release above it"
            )
            form.report(
                place, "release-order", found, "each version once, the latest first"
            )


def _box(form: Form, box: dict[str, Any], path: KeyPath) -> None:
    """Report a rectangle with degrees out of range or in the wrong order."""
    sides: list[int | Decimal] = []
    for name in ("west", "east", "south", "north"):
        side = box.get(name)
        if not isinstance(side, int | Decimal):
            return  # the form of the file has been reported
        sides.append(side)
    west, east, south, north = sides
    on_map = -180 <= west < east <= 180 and -90 <= south < north <= 90
    if not on_map:
        expected = (
            "west less than east, both from -180 to 180 degrees, and south less than"
            " north, both from -90 to 90 degrees"
        )
        form.report(
            path,
            "bad-box",
            "the sides of the rectangle are out of order or out of range",
            expected,
        )


_RULES: dict[type, Rule] = {
    Box: _box,
    Settings: _of_settings,
    Contact: _reachable,
    Span: partial(in_order, "first", "last"),
}
