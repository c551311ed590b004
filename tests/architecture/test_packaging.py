"""Tests that the installed package has the files and the version of the checkout."""

from __future__ import annotations

from configparser import ConfigParser
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest

import inspectgraph

#: Each data folder of the checkout, the package that it is installed as, and what it
#: holds.
DATA = [
    ("ontology", "ontology", ".ttl"),
    ("shapes", "shapes", ".ttl"),
    ("queries", "queries", ".rq"),
    ("extracts/registry", "registry", ".yaml"),
    ("graphs", "graphs", ".ttl"),
    ("builder/inspectgraph/draft/lexicon", "draft.lexicon", ".tsv"),
    ("builder/inspectgraph/publish", "publish", ".jinja"),
    ("builder/inspectgraph/publish", "publish", ".css"),
    ("builder/inspectgraph/publish", "publish", ".js"),
    ("builder/inspectgraph/publish", "publish", ".svg"),
]


def installed(folder: Traversable, ending: str, before: str = "") -> set[str]:
    """Return the paths of the files in an installed package, including its subfolders."""
    found: set[str] = set()
    for entry in folder.iterdir():
        if entry.is_dir():
            found |= installed(entry, ending, f"{before}{entry.name}/")
        elif entry.name.endswith(ending):
            found.add(before + entry.name)
    return found


@pytest.mark.parametrize(("folder", "package", "ending"), DATA)
def test_data_files_are_installed(
    project: Path, folder: str, package: str, ending: str
) -> None:
    """The installed package contains exactly the data files of the checkout."""
    if folder.startswith("builder/") and not (project / folder).is_dir():
        pytest.skip("the package's source is not in this checkout")
    here = {
        file.relative_to(project / folder).as_posix()
        for file in (project / folder).rglob(f"*{ending}")
    }

    assert here
    assert installed(files(f"inspectgraph.{package}"), ending) == here


def test_every_package_of_code_is_listed_and_can_be_imported(project: Path) -> None:
    """Each package is listed in `setup.cfg` and can be imported.

    A package that is not listed would be missing from the wheel.
    """
    settings = ConfigParser()
    settings.read(project / "setup.cfg", encoding="utf-8")
    listed = set(settings["options"]["packages"].split())
    if (source := project / "builder").is_dir():
        folders = {
            file.parent.relative_to(source) for file in source.rglob("__init__.py")
        }
        assert {".".join(folder.parts) for folder in folders} <= listed
    for name in listed:
        import_module(name)


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("CITATION.cff", "version: {}\n"),
        ("CHANGELOG.md", "## {}"),
        ("ontology/inspectgraph.ttl", 'owl:versionInfo "{}"'),
        ("ontology/modules/inspection.ttl", 'owl:versionInfo "{}"'),
    ],
)
def test_one_version(project: Path, file: str, line: str) -> None:
    """The package, its metadata and other files all name the same version."""
    assert inspectgraph.__version__ == version("inspectgraph")
    text = (project / file).read_text(encoding="utf-8")
    assert line.format(inspectgraph.__version__) in text
