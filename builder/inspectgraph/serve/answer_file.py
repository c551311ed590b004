"""A file for an answer; a short answer stays in memory."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from inspectgraph.answer.worker import permit_new_files

__all__ = ["AnswerFile"]


class AnswerFile:
    """A file that is made on disk only if its content is long.

    Making and removing a file on disk takes longer than answering a short query.
    Python's `SpooledTemporaryFile` cannot be used, because the server needs a file name
    to open the file.
    """

    def __init__(self, path: Path, short: int) -> None:
        """Prepare the file for writing.

        Args:
            path: The path of the file on disk.
            short: The maximum number of bytes that stay in memory. If the number is 0,
                the file is made on disk at once.
        """
        self._path, self._short = path, short
        self._file: BinaryIO = BytesIO() if short else path.open("wb")

    def write(self, content: bytes) -> int:
        """Write bytes of the answer, and return the number of these bytes."""
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
        """Make the file on disk, and copy the content from memory to the file."""
        begun = self.content or b""
        with permit_new_files():
            self._file = self._path.open("wb")
        self._file.write(begun)
        self._short = 0
