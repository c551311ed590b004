"""Read single keys and lines of a review, from a terminal or from a pipe.

In a terminal, a key works without Enter. In piped input, each character of a line is
one key. If a question needs a text as its answer, the text is the rest of the current
line. If nothing is left on this line, the text is the next line.
"""

from __future__ import annotations

import codecs
import os
import select
import sys
from collections.abc import Callable
from types import TracebackType
from typing import Any

import click

from inspectgraph.model.errors import UnreadableError, Where

if sys.platform != "win32":
    import termios
    import tty

__all__ = ["Completion", "Keys", "say"]

_END = "\x04"
_ESCAPE = "\x1b"
_ERASE = {"\x7f", "\b"}
_ERASE_LINE = "\x15"
#: Signs that follow a word without a space.
_SIGNS = frozenset(",.;:!?")
#: The characters that can follow Escape in the code of an arrow key. The code ends with a
#: letter or the sign ~.
_SEQUENCES = {"[", "O"}
#: Seconds in which the rest of the code of an arrow key follows its first character.
_REST_OF_KEY = 0.05


def say(text: str = "") -> None:
    """Print a line to standard error."""
    click.echo(text, err=True)


class Keys:
    """Read the keys and lines that a curator types.

    An object of this class is a context manager. Inside the context, the terminal
    passes each key to the program at once. At the end, the terminal returns to its
    earlier mode.
    """

    def __init__(self) -> None:
        self._is_terminal = sys.stdin.isatty()
        self._rest = ""
        self._before: list[Any] | None = None
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def __enter__(self) -> Keys:
        if sys.platform != "win32" and self._is_terminal:
            self._before = termios.tcgetattr(sys.stdin)
            # Keys that were typed already are kept: no flush.
            tty.setcbreak(sys.stdin, termios.TCSADRAIN)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if sys.platform != "win32" and self._before is not None:
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, self._before)

    @property
    def is_terminal(self) -> bool:
        """Whether a person types in a terminal."""
        return self._is_terminal

    def key(self, prompt: str) -> str:
        """Print a prompt and return the next key, or "" at the end of the input.

        Raises:
            UnreadableError: If the input is not UTF-8.
        """
        click.echo(f"{prompt} ", nl=False, err=True)
        key = self._typed() if self._is_terminal else self._piped()
        say(key if key.isprintable() else "")
        return "" if key == _END else key

    def line(
        self,
        prompt: str,
        matches: Callable[[str], list[str]] | None = None,
        begun: str = "",
        complete: Callable[[str], list[str]] | None = None,
    ) -> str | None:
        """Print a prompt and return a line, or None at the end of input.

        Args:
            prompt: The prompt.
            matches: A function that returns the names that match typed words. Tab lists
                these names.
            begun: The text that the user edits in a terminal. Piped input ignores this
                text.
            complete: A function that returns the possible endings of the last word. Tab
                inserts the first ending, and each further Tab the next ending.

        Raises:
            UnreadableError: If the input is not UTF-8.
        """
        click.echo(f"{prompt} ", nl=False, err=True)
        if self._is_terminal:
            return self._typed_line(prompt, matches, begun, complete)
        line: str | None = self._rest
        if not line:
            line = self._piped_line()
        self._rest = ""
        say(line or "")
        return line if line is None else line.strip()

    # A pipe

    def _piped(self) -> str:
        """Return the next character of piped input; empty lines are skipped."""
        while not self._rest:
            line = self._piped_line()
            if line is None:
                return ""
            self._rest = line.strip()
        key, self._rest = self._rest[0], self._rest[1:].lstrip()
        return key

    def _piped_line(self) -> str | None:
        """Return the next line without its line end, or None at the end of the input."""
        try:
            line = sys.stdin.readline()
        except UnicodeDecodeError as error:
            found = f"byte {error.start} is not UTF-8 text; write the answers in UTF-8"
            raise UnreadableError(
                "not-utf-8", found, Where("standard input")
            ) from error
        return line.rstrip("\r\n") if line else None

    # A terminal

    def _typed_line(
        self,
        prompt: str,
        matches: Callable[[str], list[str]] | None,
        line: str,
        complete: Callable[[str], list[str]] | None,
    ) -> str | None:
        """Return a line typed key by key; return an empty line if the user presses Escape."""
        click.echo(line, nl=False, err=True)
        completion = Completion(complete)
        while (key := self._typed()) not in {"\r", "\n"}:
            if key == _END and not line:
                say()
                return None
            if key == _ESCAPE:
                line = ""
                break
            if key == "\t" and matches:
                self._list(matches(line), f"{prompt} {line}")
            new = completion.after(line, key)
            line = _edited(line, key) if new is None else _replaced(line, new)
        say()
        return line.strip()

    def _list(self, names: list[str], prompt: str) -> None:
        """Print the names that match the typed words, then the prompt again."""
        say()
        for name in names[:9] or ["no name matches"]:
            say(f"    {name}")
        if len(names) > 9:
            say(f"    and {len(names) - 9} more")
        click.echo(prompt, nl=False, err=True)

    def _typed(self) -> str:
        """Return the next key typed in the terminal; arrow keys and similar keys are skipped."""
        if self._before is None:
            return click.getchar()
        while (key := self._character()) == _ESCAPE:
            if not select.select([sys.stdin], [], [], _REST_OF_KEY)[0]:
                break
            if self._character() in _SEQUENCES:
                while (last := self._character()) != _END and not "@" <= last <= "~":
                    pass
        return key

    def _character(self) -> str:
        """Return the next character of the terminal, or `_END` at the end of the input."""
        while True:
            try:
                byte = os.read(sys.stdin.fileno(), 1)
            except OSError:  # the terminal was closed
                byte = b""
            if not byte:
                return _END
            if character := self._decoder.decode(byte):
                return character


class Completion:
    """The completion of words in one line.

    Args:
        complete: A function that returns the possible endings of the last word in the
            line, or None for no completion.
    """

    def __init__(self, complete: Callable[[str], list[str]] | None) -> None:
        self._complete = complete
        self._before, self._endings, self._next = "", list[str](), 0

    def after(self, line: str, key: str) -> str | None:
        """Return the line as changed by a key, or None if completion ignores the key.

        Tab adds the first possible ending of the last word, and a space. Each further
        Tab replaces the ending with the next possible ending. After the last ending,
        Tab restores the typed word. If the user types a sign such as a comma after a
        completed word, the sign replaces the space.
        """
        if key != "\t" or self._complete is None:
            was_completed, self._endings = bool(self._endings), []
            if was_completed and key in _SIGNS and line.endswith(" "):
                return line[:-1] + key
            return None
        if not self._endings:
            found = self._complete(line)
            if not found:
                return line
            self._before = line
            self._endings, self._next = [*(f"{one} " for one in found), ""], 0
        ending = self._endings[self._next % len(self._endings)]
        self._next += 1
        return self._before + ending


def _replaced(line: str, new: str) -> str:
    """Replace a line on the screen with a new line, and return the new line."""
    same = 0
    while line[:same] == new[:same] and same < min(len(line), len(new)):
        same += 1
    same -= line[:same] != new[:same]
    erased = "\b \b" * (len(line) - same)
    click.echo(f"{erased}{new[same:]}", nl=False, err=True)
    return new


def _edited(line: str, key: str) -> str:
    """Return a line after the user has pressed a key, and show the change.

    The key adds a character, or deletes the last character or the whole line.
    """
    if key in _ERASE:
        click.echo("\b \b" * bool(line), nl=False, err=True)
        return line[:-1]
    if key == _ERASE_LINE:
        click.echo("\b \b" * len(line), nl=False, err=True)
        return ""
    if not key.isprintable():
        return line
    click.echo(key, nl=False, err=True)
    return line + key
