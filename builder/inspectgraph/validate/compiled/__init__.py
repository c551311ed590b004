"""A SHACL engine that compiles the shapes once and then checks one report at a time.

A test compares the findings of this engine with those of pyshacl.
"""

from __future__ import annotations

from inspectgraph.validate.compiled.run import CompiledShapes, compiled
from inspectgraph.validate.compiled.unit import SharedStore, Unit

__all__ = ["CompiledShapes", "SharedStore", "Unit", "compiled"]
