"""A SHACL engine that is compiled once and then checks one report at a time.

pyshacl is the judge: a test compares its findings with those of this engine.
"""

from __future__ import annotations

from inspectgraph.validate.compiled.run import CompiledShapes, compiled
from inspectgraph.validate.compiled.unit import SharedStore, Unit

__all__ = ["CompiledShapes", "SharedStore", "Unit", "compiled"]
