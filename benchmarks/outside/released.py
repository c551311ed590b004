"""A release of the small project of the tests, with all settings that portals show."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from inspectgraph.build import build
from inspectgraph.export.release import release_files
from inspectgraph.load.settings import load_settings
from inspectgraph.rdf.store import open_published

__all__ = ["released"]

_SMALL: Final = Path(__file__).parents[2] / "tests" / "projects" / "small"
_SETTINGS: Final = """
name: Netherford
title: "Netherford: inspected care"
licence: https://creativecommons.org/licenses/by/4.0/
publisher: {name: Netherford Council, homepage: "https://example.org/", kind: local-authority}
contact: {name: The data team, email: data@example.org, page: "https://example.org/contact"}
spatial:
  name: Netherford
  iri: https://places.example.org/netherford
  box: {west: -1.5, south: 54, east: -1.25, north: 54.125}
temporal: {first: 2007-01-01, last: 2015-12-31}
version: "1.1.0"
availability: stable
releases:
  - {version: "1.1.0", day: 2026-11-30, note: One grade was corrected.}
"""


def released(folder: Path) -> Path:
    """Build and release the small project in a folder, and return the folder of the release."""
    project = Path(shutil.copytree(_SMALL, folder / "project"))
    settings_file = project / "extracts" / "project.yaml"
    settings_file.write_text(_SETTINGS, encoding="utf-8")
    graphs = build(project, folder / "graphs", draw=False).folder
    settings, _ = load_settings(project)
    catalogue = (graphs / "catalogue.ttl").read_bytes()
    version = settings.version or ""
    release = folder / "release"
    release.mkdir()
    store = open_published(graphs)
    for name, content in release_files(store, catalogue, settings, version):
        (release / name).write_bytes(content)
    return release
