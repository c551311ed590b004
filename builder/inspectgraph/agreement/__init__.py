"""Measure the agreement of two readers who independently annotated the same units of reports.

Each sentence gets one category from each reader, and Cohen's kappa measures their
agreement on the categories. A statement of one reader is matched with a statement of
the other reader if both are of the same kind and rest on the same words.
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
