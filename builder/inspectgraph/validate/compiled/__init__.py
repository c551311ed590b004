"""A SHACL engine that is compiled once and then checks one report at a time.

pyshacl is the judge: a test compares its findings with those of this engine.
"""

from __future__ import annotations

from inspectgraph.validate.compiled.run import CompiledShapes, compiled
from inspectgraph.validate.compiled.term_check import TermCheck
from inspectgraph.validate.compiled.unit import Shared, Unit

__all__ = ["CompiledShapes", "Shared", "TermCheck", "Unit", "compiled"]
