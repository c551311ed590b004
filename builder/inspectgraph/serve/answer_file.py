"""A file for an answer, which stays in memory while its content is short."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from inspectgraph.answer.worker import permit_new_files

__all__ = ["AnswerFile"]


class AnswerFile:
    """A file that is made on disk only if its content is long.

    To make a file and to remove it takes longer than to answer a short query. The file
    has a name, under which the server opens it; a `SpooledTemporaryFile` of Python has no
    name.
    """

    def __init__(self, path: Path, short: int) -> None:
        """Prepare the file for writing.

        Args:
            path: The path of the file on disk.
            short: The maximum number of bytes that stay in memory; 0 to make the file
                on disk at once.
        """
        self._path, self._short = path, short
        self._file: BinaryIO = BytesIO() if short else path.open("wb")

    def write(self, content: bytes) -> int:
        """Write a part of the content."""
        if self._short and self._file.tell() + len(content) > self._short:
            self._move_to_disk()
        return self._file.write(content)

    def flush(self) -> None:
        """Write all buffered bytes to the file."""
        self._file.flush()

    def close(self) -> None:
        """Close the file; content in memory can still be read."""
        if not isinstance(self._file, BytesIO):
            self._file.close()

    @property
    def content(self) -> bytes | None:
        """The content; None if the content is on disk."""
        return self._file.getvalue() if isinstance(self._file, BytesIO) else None

    def _move_to_disk(self) -> None:
        """Make the file on disk, with the content so far."""
        begun = self.content or b""
        with permit_new_files():
            self._file = self._path.open("wb")
        self._file.write(begun)
        self._short = 0
