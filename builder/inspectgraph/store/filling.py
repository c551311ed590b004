"""Make a store on disk in threads of its own, while other work continues.

While the engine loads quads, it releases Python's interpreter lock. So loading uses the
time of idle processor cores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import copy_context
from pathlib import Path
from threading import Event

from inspectgraph.files.output_file import reported
from inspectgraph.store.generation_folder import finish, unfinished, writing
from inspectgraph.store.generations import current, note_threads
from inspectgraph.store.loading import load

__all__ = ["filling_generation"]


@contextmanager
def filling_generation(
    place: Path, content: Iterable[bytes], wait: float | None = None
) -> Iterator[Callable[[str], Path]]:
    """Load quads into a store on disk, while the caller does other work.

    One thread reads the quads, and other threads load the quads. The `with` block gets
    a function that completes the store. The argument of this function is the key of the
    content, which consists of letters, digits and hyphens. The function waits until
    loading has ended, and returns the folder of the store. If the function is not
    called, no store is made.

    Args:
        place: The folder of the stores; it is created if it does not exist.
        content: The quads as N-Quads without blank nodes, in parts of any length. The
            thread reads them with the context variables of the caller.
        wait: The seconds to wait for another process that writes to the folder.

    Raises:
        SyntaxError: If the text is not N-Quads. The provided function raises this
            error.
        UsageError: If the folder cannot be written, or if another process still writes
            to it after `wait` seconds. The provided function may also raise this error.
    """
    stopped = Event()
    note_threads()
    with (
        writing(place, wait),
        unfinished(place) as folder,
        ThreadPoolExecutor(1) as threads,
    ):
        parts = _until(stopped, content)
        loading = threads.submit(copy_context().run, load, folder, parts)

        def complete(key: str) -> Path:
            with reported(place):
                loading.result()
                return current(place, key) or finish(folder, place / key)

        try:
            yield complete
        finally:
            stopped.set()


def _until(stopped: Event, content: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the parts of a text until another thread sets an event.

    Raises:
        InterruptedError: If the event is set before the end of the text.
    """
    for part in content:
        if stopped.is_set():
            raise InterruptedError
        yield part
