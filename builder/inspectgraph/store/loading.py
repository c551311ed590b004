"""Load RDF text into the database of a new store on disk."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, Store

from inspectgraph.store.generation_folder import DATABASE

__all__ = ["load"]

#: The number of threads that load quads. Each thread parses and sorts its own part.
_LOADERS: Final = 2
#: The least number of bytes of a part, except for the last part. Each part adds several
#: tables to the database, and a question must search all tables that overlap.
_PART: Final = 128 << 20


def load(folder: Path, content: Iterable[bytes], form: RdfFormat | None = None) -> None:
    """Fill the database of a new store on disk with RDF text.

    A long text in N-Quads is divided into parts, and two threads load parts at the same
    time. Such a text must not contain blank nodes. If two parts used the same label for
    a blank node, the store would get two different blank nodes.

    Args:
        folder: The folder of the store.
        content: The text, in parts of any length.
        form: The format of the text; by default N-Quads.

    Raises:
        OSError: If the database cannot be written.
        SyntaxError: If the text is not in this format.
    """
    store = Store(str(folder / DATABASE))
    if form and form != RdfFormat.N_QUADS:
        store.bulk_load(io.BufferedReader(_Parts(content), 1 << 20), form)
        return
    with ThreadPoolExecutor(_LOADERS) as threads:
        loading: deque[Future[None]] = deque()
        for part in _joined(content):
            if len(loading) == _LOADERS:
                loading.popleft().result()
            loading.append(threads.submit(store.bulk_load, part, RdfFormat.N_QUADS))
        for one in loading:
            one.result()


def _joined(content: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a text in parts that the engine loads quickly.

    Each part consists of whole lines.
    """
    parts: list[bytes] = []
    length = 0
    for part in content:
        parts.append(part)
        length += len(part)
        if length >= _PART:
            text = b"".join(parts)
            end = text.rfind(b"\n") + 1
            parts, length = [text[end:]], len(text) - end
            text = text[:end]  # long, so it is not held twice
            yield text
    yield b"".join(parts)


class _Parts(io.RawIOBase):
    """A binary stream that joins the parts of a text."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = iter(parts)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._rest:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._rest = memoryview(part)
        length = min(len(buffer), len(self._rest))
        buffer[:length] = self._rest[:length]
        self._rest = self._rest[length:]
        return length
