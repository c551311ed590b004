r"""Standard streams: safe on a terminal, UTF-8 in a file, one sentence on failure.

- A *terminal* shows control characters and marks that reorder text as escapes such as `\x1b`, and
  signs that its code page lacks as similar ASCII signs, else as escapes.
- A *file or pipe* gets UTF-8, whatever the terminal's code page, and data exactly as it is.
- *Standard error* carries messages only, so control characters are escaped there in any case.

Every write of the command line passes through the streams of `standard_streams`.
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

#: C0 and C1 control characters but for tab and line feed, marks that reorder or hide
#: text, line separators, tags, and halves of surrogate pairs (bytes of a file name that
#: are no text).
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
#: Signs that reports and tables use, and what comes near to them in ASCII.
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
    """Standard output that is closed or full, or whose reader has ended.

    `broken_pipe` is true where the reader has ended, which is nobody's fault.
    """

    def __init__(self, code: str, message: str, *, broken_pipe: bool = False) -> None:
        super().__init__(code, message)
        self.broken_pipe = broken_pipe


def escape_controls(text: str) -> str:
    r"""Return a text with its control characters as escapes; line feeds and tabs stay.

    >>> print(escape_controls("\x1b[2J a\u202eb"))
    \x1b[2J a\u202eb
    """
    return _UNSAFE.sub(lambda found: _escape(found[0]), text)


def _escape(character: str) -> str:
    r"""Return the escape of a character as Python writes it.

    >>> _escape("\r"), _escape("\u2028")
    ('\\x0d', '\\u2028')
    """
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _similar(error: UnicodeError) -> tuple[str, int]:
    """Encode what a code page lacks as similar ASCII signs, else as escapes."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(_SIMILAR.get(sign) or _escape(sign) for sign in text), error.end


codecs.register_error(_HANDLER, _similar)


class _Stream(io.TextIOWrapper):
    """A standard stream for text: what it may show, in an encoding that its reader understands."""

    def __init__(
        self,
        binary: io.RawIOBase | BinaryIO,
        name: str,
        code_page: str | None,
        *,
        escape: bool,
    ) -> None:
        # ASCII is a part of UTF-8. Click would replace a stream that says it is ASCII.
        self._code_page = code_page or "utf-8"
        ascii_only = codecs.lookup(self._code_page).name == "ascii"
        encoding = "utf-8" if ascii_only else self._code_page
        # Unbuffered (PYTHONUNBUFFERED), a write may end early and say so in a number
        # only.
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
        #: The stream below, for control sequences of our own such as colours.
        self.original: TextIO | None = None

    @property
    def buffer(self) -> Any:  # the type of the base class is that of a real buffer
        """The same stream for bytes of UTF-8."""
        return self._bytes

    def write(self, text: str) -> int:
        """Write a text."""
        if text == "":  # Click tries this to see what kind of stream it has
            return 0
        with self._guarded():
            super().write(self._shown(text))
        return len(text)

    def write_bytes(self, data: bytes) -> int:
        """Write bytes: as they are to a file, as the text that they are to a terminal."""
        if self._escapes or self._code_page != "utf-8":
            self.write(self._decoder.decode(data))
        else:
            with self._guarded():
                super().flush()
                super().buffer.write(data)
        return len(data)

    def flush(self) -> None:
        """Hand on what was written."""
        if not self._released:
            with self._guarded():
                super().flush()

    def release(self) -> None:
        """Leave the stream below open, and use it no more."""
        with suppress(StreamError):
            self.flush()
        self._released = True  # whatever closes this object later has nothing to flush
        with suppress(OSError, ValueError):
            binary = self.detach()
            if isinstance(binary, io.BufferedWriter) and self._buffered:
                binary.detach()

    def _shown(self, text: str) -> str:
        if self._escapes:
            text = escape_controls(text.replace("\r\n", "\n"))
        page = self._code_page
        return text if page == "utf-8" else text.encode(page, _HANDLER).decode(page)

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Report an error of the operating system as a message, now and at every later write."""
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
        """Let what is still to be written go nowhere, so that the end of the process is quiet."""
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)


class _Bytes:
    """The side of a stream that takes bytes; it holds none itself, so it need not be closed."""

    def __init__(self, stream: _Stream) -> None:
        self._stream = stream

    def writable(self) -> bool:
        """Return that bytes may be written."""
        return True

    def isatty(self) -> bool:
        """Return whether the stream is a terminal."""
        return self._stream.isatty()

    def fileno(self) -> int:
        """Return the descriptor of the stream."""
        return self._stream.fileno()

    def write(self, data: Any) -> int:
        """Write bytes."""
        return self._stream.write_bytes(bytes(data))

    def flush(self) -> None:
        """Hand on what was written."""
        self._stream.flush()


class _Messages(_Stream):
    """Standard error: where it cannot be written, there is nowhere to say so."""

    def write(self, text: str) -> int:
        """Write a message, if possible."""
        with suppress(StreamError):
            super().write(text)
        return len(text)

    def flush(self) -> None:
        """Hand on what was written, if possible."""
        with suppress(StreamError):
            super().flush()


class _Closed(io.RawIOBase):
    """A standard stream that was closed before the process began: it refuses the first write."""

    refused = False

    def writable(self) -> bool:
        """Return that a write may be tried."""
        return True

    def write(self, data: Any) -> int:
        """Refuse to write; what is left in a buffer after that goes nowhere."""
        if self.refused:
            return len(data)
        self.refused = True
        raise OSError(errno.EBADF, "it is closed")


@contextmanager
def standard_streams() -> Iterator[None]:
    """Replace the standard streams by safe ones, and put the old ones back afterwards.

    Raises:
        StreamError: At a write, if standard output is closed or full, or its reader has ended.
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
    """Return the stream that takes control sequences of our own: colours, a progress bar.

    Only a terminal does; any other stream is returned as it is.
    """
    original: TextIO | None = getattr(stream, "original", None)
    if original is None or not stream.isatty():
        return stream
    return original


def _open_descriptors() -> None:
    """Open each closed standard descriptor, so that no file opened later takes its number."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _wrapped(stream: TextIO | None, kind: type[_Stream]) -> TextIO:
    """Return a safe stream over a standard one."""
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
    """Return the encoding of a terminal, or None where it is UTF-8."""
    name = codecs.lookup(stream.encoding).name
    return None if name == "utf-8" else name


def _input(stream: TextIO | None) -> TextIO:
    """Return standard input: empty where it is closed, UTF-8 where it is a file or a pipe."""
    if stream is None:
        return io.TextIOWrapper(io.BytesIO(), "utf-8")
    if isinstance(stream, io.TextIOWrapper) and not stream.isatty():
        with suppress(io.UnsupportedOperation):  # something was read already
            stream.reconfigure(encoding="utf-8")
    return stream
