"""Files that are divided into parts.

Each part is computed only when it is read. In this way, the whole text of a large graph
is never in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

__all__ = ["Parts", "Streams", "WholeFiles"]

#: The parts of each file, by its path.
Streams = Mapping[str, Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a file, which are computed again each time they are read.

    `make` returns an iterator over the parts.
    """

    make: Callable[[], Iterator[bytes]]

    def __iter__(self) -> Iterator[bytes]:
        """Yield the parts of the file."""
        return self.make()


class WholeFiles(Mapping[str, bytes]):
    """A mapping from paths to whole files.

    The parts of a file are joined when the file is read.
    """

    def __init__(self, streams: Streams) -> None:
        self._streams = streams

    def __getitem__(self, path: str) -> bytes:
        """Return the content of a file."""
        return b"".join(self._streams[path])

    def __iter__(self) -> Iterator[str]:
        """Yield the path of each file in this mapping."""
        return iter(self._streams)

    def __len__(self) -> int:
        """Return the number of files."""
        return len(self._streams)
