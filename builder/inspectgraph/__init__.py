"""A knowledge graph of the inspection of England's children's services, from report to published Turtle."""

from __future__ import annotations

__all__ = ["__version__"]

__version__ = "0.1.0"
