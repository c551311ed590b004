"""Measure the width of texts, break texts into lines, and shorten names.

Widths are those of the font DejaVu Sans, the widest font that a viewer may use in place
of Liberation Sans or Arial. A text that fits in DejaVu Sans fits in each of these
fonts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from os.path import commonprefix

__all__ = [
    "FONT",
    "counted",
    "names_apart",
    "sentence",
    "shows_all",
    "text_width",
    "wrap",
]

#: The fonts of every picture. The first is built into vl-convert, which therefore
#: measures texts in the same way on every machine.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

#: Widths in thousandths of the font size, each with the characters that have it.
_WIDTHS = {
    278: "'ijl",
    295: "IJ",
    318: " ,.‘’·",
    337: "/:;\\|",
    352: "f",
    361: "-",
    390: "()[]",
    392: "t",
    401: "!",
    411: "r",
    460: '"',
    500: "*_`–",
    518: "“”",
    521: "s",
    525: "z",
    531: "?",
    550: "c",
    557: "L",
    575: "F",
    579: "k",
    590: "•",
    592: "vxyŷ",
    603: "P",
    611: "TY",
    612: "oôö",
    613: "aàâä",
    615: "eéèê",
    632: "E",
    634: "hnuûü",
    635: "Sbdgpq",
    636: "$0123456789{}£",
    656: "K",
    684: "AV",
    685: "XZ",
    686: "B",
    695: "R",
    698: "C",
    732: "U",
    748: "N",
    752: "H",
    770: "D",
    775: "G",
    780: "&",
    787: "OQ",
    818: "wŵ",
    838: "#+<=>^~−≠→×±←",
    863: "M",
    950: "%",
    969: "½",
    974: "m",
    989: "W",
    1000: "@—…",
}

_WIDTH = {
    character: width
    for width, characters in _WIDTHS.items()
    for character in characters
}

#: The width of a character that is not listed, and the factor for bold letters.
_UNKNOWN, _BOLD = 900, 1.15

#: The width of an East Asian wide character.
_WIDE = 1050

#: The number of first letters kept of a name whose beginning is left out.
_START = 3

#: The zero-width joiner, which joins two characters into one sign.
_JOINER = "\u200d"


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text in pixels.

    >>> text_width("in", 10)
    9.12
    """
    width = sum(map(_character_width, text)) * size / 1000
    return round(width * _BOLD if bold else width, 2)


def _character_width(character: str) -> int:
    """Return the width of a character in thousandths of the font size.

    The width is 0 for a combining mark, such as an accent over a letter.
    """
    known = _WIDTH.get(character)
    if known is not None:
        return known
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return _WIDE if unicodedata.east_asian_width(character) in {"W", "F"} else _UNKNOWN


def wrap(
    text: str, size: float, width: float, *, bold: bool = False, lines: int = 9
) -> list[str]:
    """Break a text into at most `lines` lines no wider than `width` pixels.

    A word wider than a line continues on the next line. If a text is too long, its
    middle is left out, since similar names usually differ at the beginning or at the
    end.

    >>> wrap("looked after children", 10, 80)
    ['looked after', 'children']
    >>> wrap("looked after children", 10, 80, lines=1)
    ['looked…hildren']
    """
    letters = _letters(" ".join(text.split()))
    found = _lines(letters, size, width, bold=bold)
    if len(found) <= lines:
        return found or [""]

    def shortened(kept: int) -> list[str]:
        return _lines(_without_middle(letters, kept), size, width, bold=bold)

    # Bisection: find the largest number of letters that fits in the given lines.
    fits, too_many = 0, len(letters)
    while too_many - fits > 1:
        kept = (fits + too_many) // 2
        if len(shortened(kept)) > lines:
            too_many = kept
        else:
            fits = kept
    return shortened(fits)[:lines]


def names_apart(
    names: Mapping[str, str], shorten: Callable[[str], list[str]]
) -> dict[str, list[str]]:
    """Shorten names and break them into lines, so that no two names look alike.

    If shortened names look alike, most of the beginning that they share is left out. If
    some names still look alike, all of these names except the first get a number.

    Args:
        names: The names; the keys may be any texts.
        shorten: A function that returns a name as lines, shortened to fit.

    Returns:
        The lines of each name, under the same key as in `names`.
    """
    found = {key: shorten(name) for key, name in names.items()}
    for group in _alike(found):
        texts = [names[key] for key in group]
        for key in group:
            found[key] = shorten(_differing(names[key], texts))
    for group in _alike(found):
        for number, key in enumerate(group[1:], 2):
            found[key] = shorten(f"({number}) {names[key]}")
    return found


def shows_all(lines: Sequence[str], name: str) -> bool:
    """Return whether lines together show a complete name.

    >>> shows_all(["looked after", "children"], "looked after children")
    True
    """
    return "".join("".join(lines).split()) == "".join(name.split())


def _alike(found: Mapping[str, list[str]]) -> list[list[str]]:
    """Group the keys whose shortened names are the same.

    A key whose shortened name is unique is left out.
    """
    groups: dict[tuple[str, ...], list[str]] = {}
    for key, lines in found.items():
        groups.setdefault(tuple(lines), []).append(key)
    return [group for group in groups.values() if len(group) > 1]


def _differing(name: str, names: Sequence[str]) -> str:
    """Shorten the beginning that a name shares with the other given names.

    Only the first three letters of the beginning remain, followed by an ellipsis. If
    the shared beginning has at most three letters, the whole name is returned.

    >>> names = ["Borough of Upper Netherford", "Borough of Upper Saltmere"]
    >>> _differing(names[0], names)
    'Bor…Netherford'
    """
    same = len(commonprefix(list(names)))  # noqa: RUF071 - names are not paths
    start = "".join(_letters(name)[:_START])
    return f"{start}…{name[same:]}" if same > len(start) else name


def _letters(text: str) -> list[str]:
    """Split a text into letters, each together with its combining marks."""
    found: list[str] = []
    for character in text:
        if found and _continues(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    return found


def _continues(letter: str, character: str) -> bool:
    """Return whether a character belongs to the letter before it.

    This is true for a combining mark. It is also true for a joiner, and for any
    character after a joiner.
    """
    if unicodedata.category(character)[0] == "M":
        return True
    return _JOINER in (character, letter[-1])


def _without_middle(letters: Sequence[str], kept: int) -> list[str]:
    """Shorten a text to a number of letters by putting an ellipsis in place of its middle."""
    after = kept // 2
    before = kept - after
    head = "".join(letters[:before]).rstrip()
    tail = "".join(letters[len(letters) - after :]).lstrip()
    return _letters(f"{head}…{tail}")


def _lines(
    letters: Sequence[str], size: float, width: float, *, bold: bool
) -> list[str]:
    """Break letters into as many lines as needed.

    A line is broken after a hyphen, or at a space. The space is dropped. A word that is
    too wide is broken between two letters.
    """
    found: list[str] = []
    line: list[str] = []
    for letter in letters:
        longer = "".join((*line, letter)).rstrip()
        if not line or text_width(longer, size, bold=bold) <= width:
            line.append(letter)
            continue
        end = len(line) if letter == " " else _break(line)
        found.append("".join(line[:end]).rstrip())
        rest = [*line[end:], letter]
        line = rest[1:] if rest[0] == " " else rest
    last = "".join(line).rstrip()
    return [*found, last] if last else found


def _break(line: Sequence[str]) -> int:
    """Return the number of letters that stay on a full line when the line is broken.

    The line is broken after its last space. If a line has no space, it is broken after
    its last hyphen, dash, slash or ellipsis. Any other line is broken at its end.
    """
    for signs in (" ", "-–/…"):
        places = [n for n, letter in enumerate(line) if n > 0 and letter in signs]
        if places:
            return places[-1] + 1
    return len(line)


def sentence(label: str) -> str:
    """Return a label with its first letter in upper case.

    >>> sentence("early help")
    'Early help'
    """
    return label[:1].upper() + label[1:]


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number with a noun in the singular or plural.

    >>> counted(1, "report"), counted(2, "report"), counted(0, "weakness", "weaknesses")
    ('1 report', '2 reports', '0 weaknesses')
    """
    return f"{count} {one if count == 1 else many or f'{one}s'}"
