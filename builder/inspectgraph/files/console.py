r"""Safe standard streams for the terminal, for files and for pipes.

- On a *terminal*, control characters are shown as escapes such as `\x1b`. Marks that
  change the order of text are shown in the same way. Similar ASCII characters replace
  the characters that the code page of the terminal lacks. If there are no similar
  characters, escapes replace them.
- A *file or pipe* gets UTF-8, whatever the code page of the terminal is. The data are
  not changed.
- *Standard error* carries messages only, so control characters are always escaped.

Every write of the command line passes through the streams of `standard_streams`. A
stream that cannot be written raises `StreamError` with a message of one sentence.
"""

from __future__ import annotations

import codecs
import errno
import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, BinaryIO, Final, TextIO

from inspectgraph.model.errors import UsageError

__all__ = ["StreamError", "controls", "escape_controls", "standard_streams"]

#: Characters that are escaped: C0 and C1 control characters except tab and line feed,
#: marks that reorder or hide text, line separators, tags, and halves of surrogate pairs
#: (Python's form for bytes of a file name that are not text).
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
#: Signs that reports and tables use, each with a similar ASCII sign.
_SIMILAR: Final = {
    "─": "-",
    "━": "-",
    "—": "-",
    "–": "-",
    "‒": "-",
    "‐": "-",
    "‑": "-",
    "−": "-",
    "│": "|",
    "“": '"',
    "”": '"',
    "„": '"',
    "‘": "'",
    "’": "'",
    "‚": "'",
    "…": "...",
    "·": "|",
    "•": "*",
    "→": "->",
    "←": "<-",
    "≥": ">=",
    "≤": "<=",
    "×": "x",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
}
_HANDLER: Final = "inspectgraph.similar"


class StreamError(UsageError):
    """The error for a standard output that is closed or full.

    `broken_pipe` is true if standard output is a pipe and its reader, such as `head`,
    has closed it. A broken pipe is not a mistake of the user.
    """

    def __init__(self, code: str, message: str, *, broken_pipe: bool = False) -> None:
        super().__init__(code, message)
        self.broken_pipe = broken_pipe


def escape_controls(text: str) -> str:
    r"""Replace the control characters of a text by escapes.

    Tabs and line feeds are kept.

    >>> print(escape_controls("\x1b[2J a\u202eb"))
    \x1b[2J a\u202eb
    """
    return _UNSAFE.sub(lambda found: _escape(found[0]), text)


def _escape(character: str) -> str:
    r"""Return the escape sequence of a character in Python notation.

    >>> _escape("\r"), _escape("\u2028")
    ('\\x0d', '\\u2028')
    """
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _similar(error: UnicodeError) -> tuple[str, int]:
    """Return the replacement for characters that are missing from a code page.

    Similar ASCII characters replace a missing character. If there are no similar
    characters, an escape replaces the missing character. The result also has the offset
    at which the encoder continues.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(_SIMILAR.get(sign) or _escape(sign) for sign in text), error.end


codecs.register_error(_HANDLER, _similar)


class _Stream(io.TextIOWrapper):
    """A standard text stream that escapes unsafe characters and reports failed writes.

    A write that fails raises `StreamError`.
    """

    def __init__(
        self,
        binary: io.RawIOBase | BinaryIO,
        name: str,
        code_page: str | None,
        *,
        escape: bool,
    ) -> None:
        # Click replaces a stream with the encoding ASCII. Hence UTF-8, which includes
        # ASCII.
        self._code_page = code_page or "utf-8"
        ascii_only = codecs.lookup(self._code_page).name == "ascii"
        encoding = "utf-8" if ascii_only else self._code_page
        # A raw stream (PYTHONUNBUFFERED) may write only a part of the bytes, without an
        # error. A buffer around the raw stream writes all of them.
        self._buffered = isinstance(binary, io.RawIOBase)
        whole = (
            io.BufferedWriter(binary) if isinstance(binary, io.RawIOBase) else binary
        )
        super().__init__(
            buffer=whole,
            encoding=encoding,
            errors=_HANDLER,
            newline="\n",
            write_through=True,
        )
        self._title, self._escapes = name, escape
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._bytes = _Bytes(self)
        self._failure: StreamError | None = None
        self._released = False
        #: The standard stream underneath. It takes the control sequences that we write
        #: ourselves, such as colours.
        self.original: TextIO | None = None

    @property
    def buffer(self) -> Any:  # Any: the base class declares the type of a real buffer
        """The object that writes UTF-8 bytes to this stream."""
        return self._bytes

    def write(self, text: str) -> int:
        """Write a text in which unsafe characters are escaped, and return the text's length."""
        if text == "":  # Click writes "" to learn whether the stream takes text
            return 0
        with self._guarded():
            super().write(self._shown(text))
        return len(text)

    def write_bytes(self, data: bytes) -> int:
        """Write UTF-8 bytes, and return their number.

        A file or pipe gets the bytes unchanged. A terminal gets the decoded and escaped
        text.
        """
        if self._escapes or self._code_page != "utf-8":
            self.write(self._decoder.decode(data))
        else:
            with self._guarded():
                super().flush()
                super().buffer.write(data)
        return len(data)

    def flush(self) -> None:
        """Pass all buffered text on to the operating system."""
        if not self._released:
            with self._guarded():
                super().flush()

    def release(self) -> None:
        """Write the buffered text, and detach from the standard stream.

        The standard stream stays open.
        """
        with suppress(StreamError):
            self.flush()
        self._released = True  # closing this object later must not flush it again
        with suppress(OSError, ValueError):
            binary = self.detach()
            if isinstance(binary, io.BufferedWriter) and self._buffered:
                binary.detach()

    def _shown(self, text: str) -> str:
        """Return a text in the form that the stream writes, with escapes."""
        if self._escapes:
            text = escape_controls(text.replace("\r\n", "\n"))
        page = self._code_page
        return text if page == "utf-8" else text.encode(page, _HANDLER).decode(page)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Turn an `OSError` into a `StreamError`, for this write and for every later write."""
        if self._failure is not None:
            raise self._failure
        try:
            yield
        except OSError as error:
            broken = isinstance(error, BrokenPipeError)
            message = f"{self._title} cannot be written ({error.strerror})"
            self._failure = StreamError("not-written", message, broken_pipe=broken)
            self._discard()
            raise self._failure from error

    def _discard(self) -> None:
        """Send buffered text to the null device, so that Python exits quietly."""
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)


class _Bytes:
    """The `buffer` attribute of a `_Stream`, which writes bytes."""

    def __init__(self, stream: _Stream) -> None:
        self._stream = stream

    def writable(self) -> bool:
        """Return True, because bytes can be written to this stream."""
        return True

    def isatty(self) -> bool:
        """Return whether the stream is a terminal."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """Return the file descriptor of the stream."""
        return self._stream.fileno()

    def write(self, data: Any) -> int:
        """Write bytes, and return their number."""
        return self._stream.write_bytes(bytes(data))

    def flush(self) -> None:
        """Pass all buffered text on to the operating system."""
        self._stream.flush()


class _Messages(_Stream):
    """Standard error, on which a failed write is ignored because it cannot be reported."""

    def write(self, text: str) -> int:
        """Write a message, and ignore a failure."""
        with suppress(StreamError):
            super().write(text)
        return len(text)

    def flush(self) -> None:
        """Pass buffered messages on to the operating system, and ignore a failure."""
        with suppress(StreamError):
            super().flush()


class _Closed(io.RawIOBase):
    """A standard stream that was already closed when the process started.

    The first write raises an error. All later writes are discarded.
    """

    refused = False

    def writable(self) -> bool:
        """Return True, as if the stream were open.

        So the first write is tried, and its error is reported.
        """
        return True

    def write(self, data: Any) -> int:
        """Raise `OSError` at the first write.

        The bytes of every later write are discarded.
        """
        if self.refused:
            return len(data)
        self.refused = True
        raise OSError(errno.EBADF, "it is closed")


@contextmanager
def standard_streams() -> Iterator[None]:
    """Replace the standard streams by safe streams while a `with` block runs.

    The original streams are restored at the end of the block.

    Raises:
        StreamError: If a write fails because standard output is closed or full, or is a
            pipe that its reader has closed.
    """
    _open_descriptors()
    before = sys.stdin, sys.stdout, sys.stderr
    output, messages = _wrapped(sys.stdout, _Stream), _wrapped(sys.stderr, _Messages)
    sys.stdin, sys.stdout, sys.stderr = _input(sys.stdin), output, messages
    try:
        yield
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
        for stream in (output, messages):
            if isinstance(stream, _Stream):
                stream.release()


def controls(stream: TextIO) -> TextIO:
    """Return the stream for the program's own control sequences, such as colours.

    For a terminal this is the original standard stream. Any other stream is returned
    unchanged.
    """
    original: TextIO | None = getattr(stream, "original", None)
    if original is None or not stream.isatty():
        return stream
    return original


def _open_descriptors() -> None:
    """Open the null device for each of the descriptors 0, 1 and 2 that is closed.

    Without this step, a file opened later could get the number of a closed descriptor
    and receive the output.
    """
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _wrapped(stream: TextIO | None, kind: type[_Stream]) -> TextIO:
    """Return a safe stream around a standard stream.

    If the standard stream is closed, `stream` is None.
    """
    name = "standard error" if kind is _Messages else "standard output"
    if stream is None:
        return kind(_Closed(), name, None, escape=False)
    if not isinstance(stream, io.TextIOWrapper) or isinstance(stream, _Stream):
        return stream
    with suppress(OSError, ValueError):
        stream.flush()
    terminal = stream.isatty()
    if terminal:
        stream.reconfigure(errors=_HANDLER)
    page = _code_page(stream) if terminal else None
    safe = kind(stream.buffer, name, page, escape=terminal or kind is _Messages)
    safe.original = stream
    return safe


def _code_page(stream: TextIO) -> str | None:
    """Return the name of a terminal's encoding, or None for UTF-8."""
    name = codecs.lookup(stream.encoding).name
    return None if name == "utf-8" else name


def _input(stream: TextIO | None) -> TextIO:
    """Return the stream for standard input, which is read as UTF-8 from a file or pipe.

    If standard input is closed (None), return an empty stream. A terminal keeps its
    encoding.
    """
    if stream is None:
        return io.TextIOWrapper(io.BytesIO(), "utf-8")
    if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
        with suppress(io.UnsupportedOperation):  # something was read already
            stream.reconfigure(encoding="utf-8")
    return stream
