"""Import the names of a package only when they are first used.

So a command that needs one module of a package does not import the others.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

__all__ = ["lazy_names"]


def lazy_names(package: str, modules: Mapping[str, str]) -> Callable[[str], Any]:
    """Return a function `__getattr__` that imports each name of a package from its module.

    Args:
        package: The full name of the package.
        modules: A mapping from each public name to the full name of its module.

    >>> lazy_names("inspectgraph.read", {"slug": "inspectgraph.read.document"})(
    ...     "slug"
    ... )("A good start")
    'good-start'
    """

    def imported(name: str) -> Any:
        """Import the value of a name, and store the value in the package."""
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(modules[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    return imported
