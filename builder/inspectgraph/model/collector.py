"""A pause of Python's garbage collector, for work whose objects are nearly all kept."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["collector_paused"]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the garbage collector, which looks for cycles of references.

    Objects without cycles are freed as always. Where many objects are kept and few are
    in cycles, the collector looks at all of them again and again, and frees nothing.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
