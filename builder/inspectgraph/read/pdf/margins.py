"""Find the page headers and footers of a PDF: text that recurs in the page margins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from inspectgraph.read.pdf.lines import Line, Run, group_lines
from inspectgraph.read.pdf.page import Page

__all__ = [
    "MarginKey",
    "furniture_keys",
    "in_margin",
    "is_furniture",
    "margin_rows",
    "recurring",
    "row_key",
]

#: The key of a line in a margin: its text, whether it is in the lower half of the page,
#: and its rounded font size.
MarginKey = tuple[str, bool, int]

#: The upper edge of the lower margin and the lower edge of the upper margin, as shares
#: of the page's height.
_LOWER, _UPPER = 0.075, 0.94
#: The outermost line of a page may be a page header or footer if it is so close to the
#: edge of the page, as a share of its height.
_NEAR = 0.1
_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?\Z", re.I)


def in_margin(line: Line, page: Page) -> bool:
    """Return whether a line is in the upper or lower margin of its page."""
    return not _LOWER * page.height < line.y < _UPPER * page.height


def recurring(pages: int) -> int:
    """Return the number of pages on which a text must recur to be a page header or footer.

    Args:
        pages: The number of pages in the document.
    """
    return max(2, min(3, pages // 2))


# For text runs, before lines are formed


def margin_rows(runs: Iterable[Run], page: Page) -> list[Line]:
    """Return the text runs in the margins of a page, joined into lines.

    Each line spans the whole width of the page.
    """
    inside = []
    for run in runs:
        if in_margin(Line([run], page.number), page):
            inside.append(run)
    return group_lines(inside, page.number)


def row_key(row: Line) -> str:
    """Return the text of a line in the margin, with each number replaced by `#`."""
    return re.sub(r"\d+", "#", row.text)


# For finished lines


def furniture_keys(pages: Sequence[Page]) -> set[MarginKey]:
    """Return the keys of the lines of text that recur at the top or bottom of pages.

    The key of a line consists of the text, the half of the page (upper or lower) and
    the font size. A text just outside the margin must recur on at least half of the
    pages.
    """
    inside: Counter[MarginKey] = Counter()
    near: Counter[MarginKey] = Counter()
    for page in pages:
        for key, is_inside in _keys_of(page).items():
            near[key] += 1
            inside[key] += is_inside
    fewest, half = recurring(len(pages)), max(3, len(pages) / 2)
    found = set()
    for key, count in near.items():
        if inside[key] >= fewest or count >= half:
            found.add(key)
    return found


def _keys_of(page: Page) -> dict[MarginKey, bool]:
    """Return the key of each line near the upper or lower edge of a page.

    The key consists of the text, the half of the page and the font size. A key is
    mapped to True if a line with this key is in a margin, and otherwise to False.
    """
    keys: dict[MarginKey, bool] = {}
    for line in page.lines:
        key = _margin_key(line, page)
        if key:
            keys[key] = in_margin(line, page) or keys.get(key, False)
    return keys


def _margin_key(line: Line, page: Page) -> MarginKey | None:
    """Return the key of a line in or near a margin, or None for other lines.

    The font size is part of the key, because the title on the cover may have the same
    words as a page header.
    """
    is_near_edge = in_margin(line, page) or _is_outermost(line, page)
    if not is_near_edge:
        return None
    in_lower_half = line.y < page.height / 2
    return row_key(line), in_lower_half, round(line.size)


def _is_outermost(line: Line, page: Page) -> bool:
    """Return whether a line is at the very top or bottom of the text on a page.

    A first line must also be near the upper edge of the page. A last line must be near
    the lower edge.
    """
    is_high = line.y > (1 - _NEAR) * page.height
    if is_high and line is page.top:
        return True
    is_low = line.y < _NEAR * page.height
    return is_low and line is page.bottom


def is_furniture(line: Line, page: Page, furniture: set[MarginKey]) -> bool:
    """Return whether a line is a page header, a page footer or a page number."""
    key = _margin_key(line, page)
    if key is None:
        return False
    if key in furniture:
        return True
    if not in_margin(line, page):
        return False
    return _PAGE_NUMBER.match(line.text) is not None
