"""Read a file of codings; the content decides the file type, not the file name."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from inspectgraph.coding.annotations_reader import read_annotations
from inspectgraph.coding.csv_files import read_csv
from inspectgraph.coding.model import CodedProject
from inspectgraph.coding.refi_reader import read_codebook, read_project
from inspectgraph.files.text import read_bytes
from inspectgraph.model.errors import UnreadableError, Where

__all__ = ["read_codings"]

#: The largest file of codings in bytes, other than a ZIP file with its sources.
_LARGEST: Final = 256 * 1024 * 1024
_ZIP: Final = b"PK"


def read_codings(path: Path) -> CodedProject:
    """Read a REFI-QDA project or codebook, a CSV table, or annotations in JSON.

    Raises:
        UnreadableError: If the file cannot be read, or its type is unknown.
    """
    file = str(path)
    beginning = read_bytes(path, file, 4)
    if beginning[:2] == _ZIP or path.suffix.lower() == ".qdpx":
        return read_project(path)
    content = read_bytes(path, file, _LARGEST + 1)
    if len(content) > _LARGEST:
        limit = f"{_LARGEST // 1024**2} MB"
        message = f"the file is larger than the limit of {limit}"
        raise UnreadableError("too-large", message, Where(file))
    if not content.strip():
        raise UnreadableError("empty-codings", "the file is empty", Where(file))
    first = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if first == b"<" or content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return read_codebook(content, file)
    text = _text(content, file)
    if first in (b"{", b"["):
        return read_annotations(text, file)
    return read_csv(text, file)


def _text(content: bytes, file: str) -> str:
    """Decode bytes as UTF-8 text.

    Raises:
        UnreadableError: If the bytes are not UTF-8.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = (
            f"byte {error.start} (0x{content[error.start]:02x}) is not UTF-8 text; save"
            " or export the file as UTF-8"
        )
        raise UnreadableError("not-utf-8", message, Where(file)) from error
