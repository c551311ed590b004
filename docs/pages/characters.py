"""The reference page on characters: which characters are refused, and where."""

from __future__ import annotations

from inspectgraph.model.characters import CLASSES, CharacterClass
from pages.markdown import BANNER, table

__all__ = ["page"]

_INTRODUCTION = """
Extracts, registry files and unit lists must not contain certain characters that a reader cannot see or distinguish.
A message gives the code point, the name and the column of the character.
The same rule applies to escapes such as `"\\u200b"` in a text in double quotes.
"""


def page() -> str:
    """Return the text of the page on characters."""
    rows = [(one.title, _ranges(one), one.where, one.allowed) for one in CLASSES]
    head = f"{BANNER}\n\n# Characters\n{_INTRODUCTION}"
    return "\n".join(
        (head, table(("characters", "code points", "refused", "accepted"), rows))
    )


def _ranges(characters: CharacterClass) -> str:
    """Return the code points of a class of characters."""
    return ", ".join(_range(first, last) for first, last in characters.ranges)


def _range(first: int, last: int) -> str:
    return f"U+{first:04X}" if first == last else f"U+{first:04X}–{last:04X}"
