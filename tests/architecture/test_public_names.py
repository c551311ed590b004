"""Tests of the public names of the package, and of the cost of importing it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import inspectgraph

NAMES = [name for name in inspectgraph.__all__ if not name.startswith("_")]


@pytest.mark.parametrize("name", NAMES)
def test_a_public_name_is_documented_and_importable(name: str) -> None:
    """Each public name can be imported from the package, and has a docstring."""
    public = getattr(inspectgraph, name)
    assert public.__module__.startswith("inspectgraph.")
    assert public.__doc__


def test_a_star_import_gives_exactly_the_public_names() -> None:
    """A star import gives exactly the names in `__all__`."""
    names: dict[str, object] = {}
    exec("from inspectgraph import *", names)  # noqa: S102 - the statement is the test
    assert set(names) - {"__builtins__"} == set(inspectgraph.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """An unknown name raises AttributeError, as in any other module."""
    with pytest.raises(AttributeError, match="no attribute 'load_projekt'"):
        _ = inspectgraph.load_projekt


def test_importing_the_package_loads_no_library() -> None:
    """`import inspectgraph` loads no library; libraries are loaded when they are first used."""
    code = (
        "import sys, inspectgraph; dir(inspectgraph);"
        "print([name for name in ('rdflib', 'pyoxigraph', 'msgspec', 'yaml', 'click')"
        " if name in sys.modules])"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_no_module_is_loose_at_the_top(project: Path) -> None:
    """Except for `build.py`, each module is inside a subpackage."""
    package = project / "builder" / "inspectgraph"
    if not package.is_dir():
        pytest.skip("the package's source is not in this checkout")
    assert {file.name for file in package.glob("*.py")} == {"__init__.py", "build.py"}


def test_a_package_only_re_exports(project: Path) -> None:
    """No `__init__.py` of a subpackage defines a function or class."""
    package = project / "builder" / "inspectgraph"
    if not package.is_dir():
        pytest.skip("the package's source is not in this checkout")
    files = set(package.rglob("*/__init__.py"))
    assert files
    for file in files:
        lines = file.read_text(encoding="utf-8").splitlines()
        defined = [line for line in lines if line.startswith(("def ", "class "))]
        assert not defined, file
