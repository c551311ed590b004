"""Measure the agreement of two readers who curated the same units independently.

Each sentence gets one category from each reader; their agreement is measured with
Cohen's kappa. Statements of the two readers are matched by their words and their kind.
"""

from __future__ import annotations

from inspectgraph.agreement.differences import Difference, differences
from inspectgraph.agreement.double_reading import DoubleReading, compare_report
from inspectgraph.agreement.files import load_readings, read_twice
from inspectgraph.agreement.kappa import Agreement
from inspectgraph.agreement.render import (
    as_csv,
    as_json,
    as_text,
    differences_as_csv,
)

__all__ = [
    "Agreement",
    "Difference",
    "DoubleReading",
    "as_csv",
    "as_json",
    "as_text",
    "compare_report",
    "differences",
    "differences_as_csv",
    "load_readings",
    "read_twice",
]
