"""Pause Python's garbage collector during a task that frees few objects."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collector_paused"]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the garbage collector, which looks for cycles of references.

    Objects outside cycles are still freed. If a task keeps many objects and makes few
    cycles, the collector would examine all objects repeatedly and free almost nothing.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
