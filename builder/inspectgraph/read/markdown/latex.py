"""Replace LaTeX commands by the characters that a reader sees.

Programs that convert PDF to Markdown write LaTeX between dollar signs.
"""

from __future__ import annotations

import re

__all__ = ["plain_math"]

_SIGNS = {
    "%": "%",
    "&": "&",
    "$": "$",
    "#": "#",
    "_": "_",
    "{": "{",
    "}": "}",
    "pounds": "£",
    "textsterling": "£",
    "times": "×",
    "pm": "±",
    "div": "÷",
    "leq": "≤",
    "le": "≤",
    "leqslant": "≤",
    "geq": "≥",
    "ge": "≥",
    "geqslant": "≥",
    "lt": "<",
    "gt": ">",
    "neq": "≠",
    "approx": "≈",
    "sim": "~",
    "cdot": "·",
    "bullet": "•",
    "blacktriangle": "▲",
    "blacksquare": "■",
    "square": "□",
    "checkmark": "✓",
    "to": "→",
    "rightarrow": "→",
    "degree": "°",
    "circ": "°",
    "ldots": "…",
    "dots": "…",
    "prime": "′",
    "quad": " ",
    "qquad": " ",
    ",": " ",
    ";": " ",
    ":": " ",
    " ": " ",
    "!": "",
}
_FONTS = re.compile(
    r"\\(?:text|math|operatorname)[a-z]*\*?(?![a-z])"
    r"|\\(?:left|right|mathord|displaystyle)(?![a-z])"
)
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_COMMAND = re.compile(r"\\([A-Za-z]+|.)\s?", re.DOTALL)
_SPACED_DIGITS = re.compile(r"(?<=[\d.,])\s+(?=[\d.,%])|(?<=\d)\s+(?=%)")


def plain_math(source: str) -> str:
    r"""Return the printed characters of LaTeX; an unknown command keeps its name.

    >>> plain_math(r"3 5 . 2 \%"), plain_math(r"30^{\mathrm{th}}"), plain_math(r"\geq 10")
    ('35.2%', '30th', '≥10')
    """
    text = _FRACTION.sub(r"\1/\2", _FONTS.sub("", source))
    text = _COMMAND.sub(lambda found: _SIGNS.get(found[1], found[1]), text)
    text = re.sub(r"[{}^]|(?<=\w)_(?=\w|\{)", "", text).replace("~", " ")
    return _SPACED_DIGITS.sub("", text).strip()
