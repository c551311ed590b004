"""How wide a text is at most, and how it breaks into lines.

Widths are those of DejaVu Sans, the widest of the fonts that a viewer may put in the
place of Liberation Sans or Arial: what fits with these fits with all of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence

__all__ = [
    "FONT",
    "counted",
    "names_apart",
    "sentence",
    "shortened_names",
    "shows_all",
    "text_width",
    "wrap",
]

#: The fonts of every picture. The first is built into vl-convert, so that charts are
#: measured alike everywhere.
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

#: Of a character that is not listed; and how much wider bold letters run.
_UNKNOWN, _BOLD = 900, 1.15

#: Of a wide sign of East Asia, and how many letters a name begins with that is shown
#: from the middle.
_WIDE, _START = 1050, 3


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text in pixels.

    >>> text_width("in", 10)
    9.12
    """
    width = sum(map(_character_width, text)) * size / 1000
    return round(width * _BOLD if bold else width, 2)


def _character_width(character: str) -> int:
    """Return the width of a character; marks stand over the letter before them, signs of East Asia are wide."""
    known = _WIDTH.get(character)
    if known is not None:
        return known
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return _WIDE if unicodedata.east_asian_width(character) in {"W", "F"} else _UNKNOWN


def wrap(
    text: str, size: float, width: float, *, bold: bool = False, lines: int = 9
) -> list[str]:
    """Return a text as lines no wider than given.

    A word that is wider than a line goes on in the next one. Of a text that needs more
    lines the middle is left out, since names differ at their ends more often.

    >>> wrap("looked after children", 10, 80)
    ['looked after', 'children']
    >>> wrap("looked after children", 10, 80, lines=1)
    ['looked…hildren']
    """
    letters = _letters(" ".join(text.split()))
    found = _lines(letters, size, width, bold=bold)
    fewer, more = 0, len(letters)
    while len(found) > lines and fewer < more:
        kept = (fewer + more) // 2
        if len(_lines(_without_middle(letters, kept), size, width, bold=bold)) > lines:
            more = kept
        else:
            fewer = kept + 1
    if len(found) > lines:
        found = _lines(
            _without_middle(letters, max(fewer - 1, 0)), size, width, bold=bold
        )[:lines]
    return found or [""]


def names_apart(
    names: Mapping[str, str], shorten: Callable[[str], list[str]]
) -> dict[str, list[str]]:
    """Return names as lines so that names of different things look different.

    Names that look alike when shortened are shown from where they differ; those that
    still look alike, or are the same, get a number.

    Args:
        names: The name of each thing.
        shorten: What makes lines of a name.

    Returns:
        The lines of each thing's name.
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


def shortened_names(
    names: Mapping[str, str], lines: Mapping[str, list[str]]
) -> dict[str, str]:
    """Return the full name for each line of a name that is not shown in full.

    Args:
        names: The name of each thing.
        lines: The lines that are shown of it.
    """
    found: dict[str, str] = {}
    for key, shown in lines.items():
        if not shows_all(shown, names[key]):
            found.update(dict.fromkeys(shown, names[key]))
    return found


def shows_all(lines: Sequence[str], name: str) -> bool:
    """Return whether lines show all of a name; breaks and spaces do not matter.

    >>> shows_all(["looked after", "children"], "looked after children")
    True
    """
    return "".join("".join(lines).split()) == "".join(name.split())


def _alike(found: Mapping[str, list[str]]) -> list[list[str]]:
    """Return the groups of things whose names look alike."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for key, lines in found.items():
        groups.setdefault(tuple(lines), []).append(key)
    return [group for group in groups.values() if len(group) > 1]


def _differing(name: str, names: Sequence[str]) -> str:
    """Return the beginning of a name and what follows from where it differs from others.

    >>> _differing("Borough of Upper Netherford", ["Borough of Upper Netherford", "Borough of Upper Saltmere"])
    'Bor…Netherford'
    """
    columns = enumerate(zip(*names, strict=False))
    same = next(
        (n for n, letters in columns if len(set(letters)) > 1), min(map(len, names))
    )
    first = _letters(name)[:_START]
    start = "".join(first)
    return f"{start}…{name[same:]}" if same > len(start) else name


def _letters(text: str) -> list[str]:
    """Return the letters of a text, marks together with the letter that they stand over."""
    found: list[str] = []
    for character in text:
        if found and (
            unicodedata.category(character)[0] == "M"
            or "\u200d" in (character, found[-1][-1])
        ):
            found[-1] += character
        else:
            found.append(character)
    return found


def _without_middle(letters: Sequence[str], kept: int) -> list[str]:
    """Return so many letters of a text, half of them from each end, with an ellipsis between."""
    after = kept // 2
    before = kept - after
    head = "".join(letters[:before]).rstrip()
    tail = "".join(letters[len(letters) - after :]).lstrip()
    return _letters(f"{head}…{tail}")


def _lines(
    letters: Sequence[str], size: float, width: float, *, bold: bool
) -> list[str]:
    """Return as many lines as letters need; a break replaces a blank, else it stands within a word."""
    found: list[str] = []
    line: list[str] = []
    for letter in letters:
        if (
            not line
            or text_width("".join((*line, letter)).rstrip(), size, bold=bold) <= width
        ):
            line.append(letter)
            continue
        end = _break(line) if letter != " " else len(line)
        found.append("".join(line[:end]).rstrip())
        line = [*line[end:], letter]
        if line[0] == " ":
            del line[0]
    rest = "".join(line).rstrip()
    return [*found, rest] if rest else found


def _break(line: Sequence[str]) -> int:
    """Return how many letters of a full line stay on it: up to its last blank, else its last hyphen, else all."""
    for signs in (" ", "-–/…"):
        last = max((n for n, letter in enumerate(line) if letter in signs), default=0)
        if last:
            return last + 1
    return len(line)


def sentence(label: str) -> str:
    """Return a label with a capital at its beginning.

    >>> sentence("early help")
    'Early help'
    """
    return label[:1].upper() + label[1:]


def counted(count: int, one: str, many: str = "") -> str:
    """Return a number with what is counted.

    >>> counted(1, "report"), counted(2, "report"), counted(0, "weakness", "weaknesses")
    ('1 report', '2 reports', '0 weaknesses')
    """
    return f"{count} {one if count == 1 else many or f'{one}s'}"
