"""Tests that the examples in docstrings give the results that they show."""

from __future__ import annotations

import doctest
import pkgutil
from importlib import import_module

import pytest

import inspectgraph

FINDER = doctest.DocTestFinder(exclude_empty=True)
MODULES = [
    module.name
    for module in pkgutil.walk_packages(inspectgraph.__path__, "inspectgraph.")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_give_what_they_show(name: str) -> None:
    """Run the examples of one module."""
    failed, _ = doctest.testmod(import_module(name))
    assert failed == 0


def test_there_are_examples() -> None:
    """The modules contain at least ten examples, so the test above does check something."""
    examples = [
        example
        for name in MODULES
        for case in FINDER.find(import_module(name))
        for example in case.examples
    ]
    assert len(examples) >= 10
