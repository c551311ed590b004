"""The colours of all pictures. A role, such as `ink`, has a light and a dark colour.

Drawing code writes the light colour of a role, and no two roles have the same light
colour. Afterwards, the light colours are replaced by the colours of the chosen theme.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

__all__ = [
    "BAND",
    "BLUE",
    "BRIGHT_BLUE",
    "BRIGHT_ORANGE",
    "GREY",
    "INK",
    "MIDDLE",
    "NEITHER",
    "ON_DARK",
    "ON_LIGHT",
    "ORANGE",
    "PAPER",
    "QUIET",
    "ROLES",
    "TEAL",
    "THEMES",
    "Role",
    "blend",
    "in_theme",
    "theme_style",
]

#: The themes in which a picture can be drawn.
THEMES: Final = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Role:
    """The colour of one role in the light theme, and its colour in the dark theme."""

    light: str
    dark: str


#: The colours of text, of secondary text and of guide lines; of bands behind text; and
#: of the paper.
INK: Final = "#1f2328"
QUIET: Final = "#5b636b"
GREY: Final = "#d5d9de"
BAND: Final = "#e9edf1"
PAPER: Final = "white"
#: The colours of text on light and on dark fills. Fills of cells and marks are the same
#: in both themes, and so is the text on them.
ON_LIGHT: Final = "#14171b"
ON_DARK: Final = "#ffffff"
#: The colours of lines and bars, on the paper: from weaknesses to strengths.
ORANGE: Final = "#b35807"
BRIGHT_ORANGE: Final = "#f09a3e"
MIDDLE: Final = "#8c959e"
BRIGHT_BLUE: Final = "#7fb2dd"
BLUE: Final = "#1e5ea6"
NEITHER: Final = "#c3c9cf"
#: The colour of cells; the higher the count, the stronger the colour.
TEAL: Final = "#4f9d94"

#: The roles by name. Each is a property in the style sheet of a page.
ROLES: Final[Mapping[str, Role]] = {
    "ink": Role(INK, "#e6e8eb"),
    "quiet": Role(QUIET, "#a8b0b9"),
    "grey": Role(GREY, "#444b54"),
    "band": Role(BAND, "#2a3037"),
    "paper": Role(PAPER, "#16191d"),
    "orange": Role(ORANGE, "#e0701a"),
    "bright-orange": Role(BRIGHT_ORANGE, "#f6c48a"),
    "middle": Role(MIDDLE, "#9aa3ac"),
    "bright-blue": Role(BRIGHT_BLUE, "#b4d3ee"),
    "blue": Role(BLUE, "#3f8ae0"),
    "neither": Role(NEITHER, "#6b737c"),
    "teal": Role(TEAL, "#1f6f67"),
}
_BY_COLOUR: Final = {role.light: name for name, role in ROLES.items()}

_TAG: Final = re.compile(r"<[a-z][^>]*>")
_COLOUR: Final = re.compile(r'(?<= )(fill|stroke)="([^"]*)"')


def in_theme(elements: str, theme: str) -> str:
    """Return SVG elements in the colours of a theme.

    Args:
        elements: The elements, with the colours of the theme `light`.
        theme: A name in `THEMES`, or "" for the colours of the page.

    >>> in_theme(f'<path fill="{INK}"/>', "dark")
    '<path fill="#e6e8eb"/>'
    >>> in_theme(f'<path fill="{INK}"/>', "")
    '<path fill="var(--ink)"/>'
    """
    if theme == "light":
        return elements

    def in_place(found: re.Match[str]) -> str:
        name = _BY_COLOUR.get(found[2])
        if name is None:
            return found[0]
        return f'{found[1]}="{ROLES[name].dark if theme else f"var(--{name})"}"'

    # Texts are left alone: no tag holds an unescaped `<`, `>` or quotation mark of one.
    return _TAG.sub(lambda tag: _COLOUR.sub(in_place, tag[0]), elements)


def theme_style(theme: str) -> str:
    """Return the CSS rules that give a page the colours of a theme.

    Args:
        theme: A name in `THEMES`, or "" for the theme of the reader's system.
    """
    light = _properties("light") + " --focus: #0b57d0;"
    dark = _properties("dark") + " --focus: #a8c7fa;"
    if theme:
        colours = light if theme == "light" else dark
        return f":root {{ color-scheme: {theme}; {colours} }}"
    return (
        f":root {{ color-scheme: light dark; {light} }}\n"
        f"@media (prefers-color-scheme: dark) {{ :root {{ {dark} }} }}\n"
        f"@media print {{ :root {{ color-scheme: light; {light} }} }}"
    )


def _properties(theme: str) -> str:
    return " ".join(
        f"--{name}: {role.light if theme == 'light' else role.dark};"
        for name, role in ROLES.items()
    )


def blend(one: str, other: str, share: float) -> str:
    """Mix two colours.

    `share`, from 0 to 1, is the weight of the second colour.

    >>> blend("#000000", "#ff8000", 0.5)
    '#804000'
    """
    mixed = (
        round(low + share * (high - low))
        for low, high in zip(_channels(one), _channels(other), strict=True)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def _channels(colour: str) -> bytes:
    return bytes.fromhex(colour.removeprefix("#"))
