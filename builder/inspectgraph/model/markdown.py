"""Write texts in Markdown so that the rendered page shows exactly the same characters.

Tables have the syntax of GitHub Flavored Markdown. All other texts have the syntax of
CommonMark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Final

__all__ = ["escape", "escape_line", "table"]

#: Signs that start or end markup anywhere in a line: of CommonMark, of tables, of
#: formulas and of strikethrough. Round brackets are left out: they are not markup
#: without square brackets, and some programs read escaped ones as a formula.
_SIGNS: Final = re.compile(r"[\\`*_\[\]#~|<>$^]|&(?=[#A-Za-z])")
#: The signs that turn plain text into a link: `:` in `http://`, and `.` after `www`.
_ADDRESSES: Final = re.compile(
    r"(?<=[A-Za-z]):(?=//)|(?<=\bwww)\.(?=\S)", re.IGNORECASE
)
#: The start of a line that begins a block: a bullet, the number of a list item, a
#: horizontal rule, an underline.
_BLOCK: Final = re.compile(r"^(?:[-+=:]|[0-9]{1,9}(?=[.)]))")
#: White space that a page would not show: at an end, in runs, and characters other than
#: the plain space.
_LOOSE: Final = re.compile(r"^\s|\s$|[^\S ]|(?<= ) ")
#: Control characters that cannot be written as a character reference.
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")


def escape(text: str) -> str:
    r"""Return a text with escaped Markdown signs, for a cell or the middle of a line.

    White space that a page would not show becomes a character reference. A control
    character becomes U+FFFD, because control characters have no reference.

    >>> escape("*all* of [a](b) | c")
    '\\*all\\* of \\[a\\](b) \\| c'
    >>> escape("two\nlines")
    'two&#10;lines'
    """
    marked = _ADDRESSES.sub(
        r"\\\g<0>", _SIGNS.sub(r"\\\g<0>", _CONTROL.sub("\ufffd", text))
    )
    return _LOOSE.sub(lambda found: f"&#{ord(found[0])};", marked)


def escape_line(text: str) -> str:
    r"""Return the text of a whole line, with escaped Markdown signs.

    >>> escape_line("1. one"), escape_line("- two"), escape_line("Covers 2 of 2.")
    ('1\\. one', '\\- two', 'Covers 2 of 2.')
    """
    return _BLOCK.sub(_escape_start, escape(text))


def _escape_start(found: re.Match[str]) -> str:
    """Escape the start of a line if Markdown would read it as the start of a block."""
    if found[0].isdigit():
        return f"{found[0]}\\"
    return f"\\{found[0]}"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a Markdown table.

    The rendered table shows exactly the text of each cell.
    """
    lines: list[str] = []
    for line in (columns, *rows):
        lines.append(f"| {' | '.join(map(escape, line))} |")
    rule = " | ".join(repeat("---", len(columns)))
    lines.insert(1, f"| {rule} |")
    return lines
