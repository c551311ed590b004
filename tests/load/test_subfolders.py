"""Extracts in subfolders of `extracts/`: read like all others, under names that occur once."""

from __future__ import annotations

from pathlib import Path

import pytest

from inspectgraph.build import build
from inspectgraph.load import load_project
from inspectgraph.model.errors import ExtractError
from inspectgraph.shards.cache import Cache
from inspectgraph.shards.gathered import gather_from
from inspectgraph.shards.keys import Options
from inspectgraph.shards.workers import Processes

NAME = "netherford-sif-2015"


def moved(project: Path) -> Path:
    """Move an extract and its list of units into a subfolder."""
    folder = project / "extracts" / "north"
    folder.mkdir()
    for ending in ("yaml", "units.tsv"):
        file = project / "extracts" / f"{NAME}.{ending}"
        file.rename(folder / file.name)
    return project


def test_an_extract_in_a_subfolder_gives_the_same_graph(small_copy: Path) -> None:
    """The folder sorts files for people; it has no meaning."""
    build(small_copy, draw=False)
    before = (small_copy / "graphs/reports" / f"{NAME}.ttl").read_bytes()
    built = build(moved(small_copy), draw=False)
    assert built.reports == 2
    assert (small_copy / "graphs/reports" / f"{NAME}.ttl").read_bytes() == before


def test_a_name_occurs_once(small_copy: Path) -> None:
    """Two extracts with the same name are refused, by `load` and by a build alike."""
    moved(small_copy)
    second = small_copy / "extracts" / f"{NAME}.yaml"
    second.write_bytes((small_copy / "extracts/north" / second.name).read_bytes())
    with pytest.raises(ExtractError, match="duplicate-name"):
        load_project(small_copy)
    with pytest.raises(ExtractError, match="duplicate-name"):
        gather_from(
            small_copy, Cache(small_copy / "cache"), Options(False, None), Processes()
        )
