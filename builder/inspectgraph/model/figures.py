"""Find the figures of a text, convert them to a normal form, and make their digests.

Letters and digits alone cannot distinguish 3.5 from 35, £3 from 3, or < 5 from > 5. So
the normal form of a figure has a decimal point, a minus sign, and signs for currency,
comparison and percentage. The normal form does not depend on the conversion of a report
to text. So it has no commas between digits, no line ends, and no spaces next to a sign.
Every kind of minus sign becomes `-`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

__all__ = [
    "FIGURE_DIGEST_LENGTH",
    "MARKS",
    "UNIT_SIGNS",
    "Figure",
    "different_figure",
    "figures_digest",
    "figures_in",
    "find_figures",
    "normal_text",
]

#: The number of hexadecimal digits for one figure. With 24 bits, one altered figure in
#: 16 million is not noticed.
FIGURE_DIGEST_LENGTH = 6

_BLOCK_TAG = re.compile(r"</?(?:br|dd|div|dt|hr|li|p|t[dhr])\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
#: Groups of three digits with a special space that only typesetters use between them.
#: NFKC would turn it into a plain space.
_GROUP_SPACE = re.compile(
    r"(?<!\d)\d{1,3}(?:[\u00a0\u2007\u2008\u2009\u202f]\d{3})+(?!\d)"
)
_NARROW_SPACE = re.compile(r"[\u00a0\u2007\u2008\u2009\u202f]")
#: Fractions in one character. NFKC alone would turn 2½ into 21⁄2.
_FRACTION = re.compile("[\u00bc-\u00be\u2150-\u215e\u2189]")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
)

_CURRENCY = "£€$¥¢"
#: Signs that a normal form may have before its number, and signs after its number.
MARKS = f"<>≤≥±~+-{_CURRENCY}"
UNIT_SIGNS = f"%‰+{_CURRENCY}"
#: The position of each sign in a normal form: comparison, approximation, plus or minus,
#: currency.
_MARK_KINDS = {
    **dict.fromkeys("<>≤≥", 1),
    **dict.fromkeys("±~", 2),
    **dict.fromkeys("+-", 3),
    **dict.fromkeys(_CURRENCY, 4),
}
#: Dashes, for use in a character class. NFKC has already replaced the small and wide
#: forms of the hyphen.
_DASHES = "\\-\u2010\u2011\u2012\u2013"
#: The characters between a sign and its number: spaces and signs of Markdown.
_GAP = r"(?:\s|[*_`\\]){0,4}"
#: Signs of comparison. The head of an arrow, as in `->`, is not one of them.
_COMPARISON = r"(?<!(?<![^\W_])[-=])(?:[<>]=|=<|[<>≤≥⩽⩾≦≧])"
#: A plus or minus sign: a plus or dash just before its figure and not after a word, so
#: that 2013-14 is a range.
_SIGN = (
    rf"(?<![^\W_])(?<![%‰)\]}}’”.!?{_DASHES}\u2014])[+{_DASHES}](?=[{_CURRENCY}.\d])"
    r"|(?<![^\W_])\u2212"
)
_NUMBER = (
    r"(?P<fraction>(?<![\d/⁄∕])\d{1,2}[/⁄∕]\d{1,2}(?![/⁄∕]?\d))"
    r"|(?P<grouped>(?<![\d.,:])\d{1,3}(?:,\d{3})+(?!,?\d)(?:\.\d+)*)"
    r"|(?P<plain>(?:(?<![\w.,:)])\.)?\d+(?:[.,:·]\d+)*)"
)
_FIGURE = re.compile(
    rf"(?P<marks>(?:(?:{_COMPARISON}|{_SIGN}|[±~∼≈≃≅]|[{_CURRENCY}]){_GAP}){{0,4}})"
    rf"(?:{_NUMBER})"
    rf"(?P<unit>{_GAP}[%‰]|\+(?![\d.])|{_GAP}[{_CURRENCY}](?!\s{{0,2}}[\d.]))?"
)
_SAME_MARK = str.maketrans(
    {
        "⩽": "≤",
        "≦": "≤",
        "⩾": "≥",
        "≧": "≥",
        "∼": "~",
        "≈": "~",
        "≃": "~",
        "≅": "~",
        "\u2212": "-",
    }
    | dict.fromkeys("\u2010\u2011\u2012\u2013", "-")
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a text that `normal_text` returned.

    `form` is the normal form of the figure. `start` and `end` are the offsets of its
    digits in the text.
    """

    form: str
    start: int
    end: int


def normal_text(text: str) -> str:
    r"""Return a text in NFKC without tags and invisible characters.

    `find_figures` expects a text in this form. The letters and digits of the text do
    not change.

    >>> normal_text("2½ of 1\u202f250 m<sup>2</sup>")
    '2 1⁄2 of 1,250 m2'
    """
    plain = _TAG.sub("", _BLOCK_TAG.sub(" ", text))
    if plain.isascii():
        return plain
    plain = _GROUP_SPACE.sub(lambda found: _NARROW_SPACE.sub(",", found[0]), plain)
    plain = _FRACTION.sub(lambda found: f" {found[0]}", plain)
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", plain))


def find_figures(normal: str) -> list[Figure]:
    """Return the figures of a text, in order.

    The text must be a result of `normal_text`.
    """
    return list(map(_figure, _FIGURE.finditer(normal)))


def figures_in(text: str) -> list[str]:
    r"""Return the normal forms of the figures of a text, in order.

    >>> figures_in("£1,250 (3.5 %) of the 30th, from 2013–14")
    ['£1250', '3.5%', '30', '2013', '14']
    >>> figures_in("< 5, ≤5, −3, 2½ and 18+")
    ['<5', '≤5', '-3', '2', '1/2', '18+']
    """
    return forms(find_figures(normal_text(text)))


def forms(figures: Iterable[Figure]) -> list[str]:
    """Return the normal form of each figure."""
    return [figure.form for figure in figures]


def figures_digest(figures: Iterable[str]) -> str:
    """Return the digest of each figure, joined by hyphens, or "" if there are none.

    Args:
        figures: Normal forms, as `figures_in` returns them.

    >>> figures_digest(["3.5%", "30"])
    '912eff-624b60'
    """
    return "-".join(
        sha256(form.encode()).hexdigest()[:FIGURE_DIGEST_LENGTH] for form in figures
    )


def different_figure(figures: Sequence[str], expected: str) -> int | None:
    """Return the index of the first figure that does not match its digest, or None.

    Args:
        figures: Normal forms of the printed figures.
        expected: The digests of the expected figures, as `figures_digest` joins them.

    >>> different_figure(["3", "35"], figures_digest(["3", "3.5"]))
    1
    """
    digests, wanted = figures_digest(figures).split("-"), expected.split("-")
    if digests == wanted:
        return None
    pairs = zip(digests, wanted, strict=False)
    for place, (one, other) in enumerate(pairs):
        if one != other:
            return place
    return min(len(figures), len(wanted))


def _figure(found: re.Match[str]) -> Figure:
    """Convert a match of the pattern `_FIGURE` to a figure."""
    start = found.end("marks") + found[0][
        found.end("marks") - found.start() :
    ].startswith(".")
    end, unit = found.end(), ""
    if found["unit"]:
        end, unit = found.start("unit"), found["unit"]
    form = _marks(found["marks"]) + _number(found) + _unit(unit)
    return Figure(form, start, end)


def _number(found: re.Match[str]) -> str:
    """Return the matched number in ASCII digits, without commas between groups."""
    if found["grouped"]:
        number = found["grouped"].replace(",", "")
    elif found["fraction"]:
        number = re.sub("[⁄∕]", "/", found["fraction"])
    else:
        number = found["plain"].replace("·", ".")
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in number)


def _marks(marks: str) -> str:
    """Return the signs before a number in a fixed order, such as `<£`.

    The order is comparison, approximation, plus or minus, currency.
    """
    marks = (
        marks.translate(_SAME_MARK)
        .replace("<=", "≤")
        .replace("=<", "≤")
        .replace(">=", "≥")
    )
    known = filter(MARKS.__contains__, marks)
    return "".join(sorted(known, key=_MARK_KINDS.__getitem__))


def _unit(unit: str) -> str:
    """Return the sign after a number, without spaces, or "" if there is no sign."""
    return unit[-1:]
