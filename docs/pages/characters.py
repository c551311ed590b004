"""The page of characters: which are refused where, as the code has it."""

from __future__ import annotations

from inspectgraph.model.characters import CLASSES, CharacterClass
from pages.markdown import BANNER, table

__all__ = ["page"]

_INTRODUCTION = """
Which characters that a reader cannot see or tell apart are refused in extracts, registry files and unit lists.
A message names the character by code point and name, and says at which column it stands.
The same holds for escapes such as `"\\u200b"` in a text in double quotes.
"""


def page() -> str:
    """Return the page."""
    rows = [(one.title, _ranges(one), one.where, one.allowed) for one in CLASSES]
    head = f"{BANNER}\n\n# Characters\n{_INTRODUCTION}"
    return "\n".join(
        (head, table(("characters", "code points", "refused", "accepted"), rows))
    )


def _ranges(characters: CharacterClass) -> str:
    """Return the code points of a class."""
    return ", ".join(_range(first, last) for first, last in characters.ranges)


def _range(first: int, last: int) -> str:
    return f"U+{first:04X}" if first == last else f"U+{first:04X}–{last:04X}"
