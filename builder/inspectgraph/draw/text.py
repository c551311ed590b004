"""How wide a text is at most, and how it breaks into lines.

Widths are those of DejaVu Sans, the widest of the fonts that a viewer may put in the place of Liberation Sans or
Arial: what fits with these fits with all of them.
"""

from __future__ import annotations

__all__ = ["FONT", "counted", "sentence", "text_width", "wrap"]

#: The fonts of every picture. The first is built into vl-convert, so that charts are measured alike everywhere.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"

#: Widths in thousandths of the font size, each with the characters that have it.
_WIDTHS = {
    278: "'ijl", 295: "IJ", 318: " ,.‘’·", 337: "/:;\\|", 352: "f", 361: "-", 390: "()[]", 392: "t", 401: "!",
    411: "r", 460: '"', 500: "*_`–", 518: "“”", 521: "s", 525: "z", 531: "?", 550: "c", 557: "L", 575: "F",
    579: "k", 590: "•", 592: "vxyŷ", 603: "P", 611: "TY", 612: "oôö", 613: "aàâä", 615: "eéèê", 632: "E",
    634: "hnuûü", 635: "Sbdgpq", 636: "$0123456789{}£", 656: "K", 684: "AV", 685: "XZ", 686: "B", 695: "R",
    698: "C", 732: "U", 748: "N", 752: "H", 770: "D", 775: "G", 780: "&", 787: "OQ", 818: "wŵ",
    838: "#+<=>^~−≠→×±←", 863: "M", 950: "%", 969: "½", 974: "m", 989: "W", 1000: "@—…",
}  # fmt: skip

_WIDTH = {character: width for width, characters in _WIDTHS.items() for character in characters}

#: Of a character that is not listed; and how much wider bold letters run.
_UNKNOWN, _BOLD = 900, 1.15


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text in pixels.

    >>> text_width("in", 10)
    9.12
    """
    width = sum(_WIDTH.get(character, _UNKNOWN) for character in text) * size / 1000
    return round(width * _BOLD if bold else width, 2)


def wrap(text: str, size: float, width: float, *, bold: bool = False, lines: int = 9) -> list[str]:
    """Return a text as lines no wider than given; what does not fit on the last line ends in an ellipsis.

    >>> wrap("looked after children", 10, 80)
    ['looked after', 'children']
    >>> wrap("looked after children", 10, 80, lines=1)
    ['looked after…']
    """
    found: list[str] = []
    for word in text.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and text_width(longer, size, bold=bold) <= width:
            found[-1] = longer
        elif len(found) == lines:
            found[-1] = _shortened(f"{found[-1]}…", size, width, bold=bold)
            break
        else:
            found.append(_shortened(word, size, width, bold=bold))
    return found


def _shortened(text: str, size: float, width: float, *, bold: bool) -> str:
    """Return a text cut to a width, an ellipsis at its end where something is missing."""
    while len(text) > 1 and text_width(text, size, bold=bold) > width:
        text = f"{text.rstrip('…')[:-1]}…"
    return text


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
