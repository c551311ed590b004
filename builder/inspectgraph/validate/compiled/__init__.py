"""A SHACL engine that compiles the shapes once, and then checks one report at a time.

A test compares the findings of this engine with those of pyshacl.
"""

from __future__ import annotations

from inspectgraph.validate.compiled.run import (
    CompiledShapes,
    compiled,
    package_compiled,
)
from inspectgraph.validate.compiled.term_check import TermCheck
from inspectgraph.validate.compiled.unit import Shared, Unit

__all__ = [
    "CompiledShapes",
    "Shared",
    "TermCheck",
    "Unit",
    "compiled",
    "package_compiled",
]
