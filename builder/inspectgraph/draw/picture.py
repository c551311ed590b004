"""A picture made of SVG blocks, which are set on sheets or on an offline page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from inspectgraph.draw.escaping import text
from inspectgraph.draw.look import Look
from inspectgraph.draw.medium import Medium
from inspectgraph.draw.page import Page, figures_table
from inspectgraph.draw.palette import GREY, INK, QUIET, in_theme
from inspectgraph.draw.svg import document, group, label, line
from inspectgraph.draw.text_metrics import wrap

__all__ = ["Block", "Picture", "page_svg", "picture_page", "sheets"]

#: In pixels: the distance of lines as a share of the font size, the gaps above and below
#: the drawing, and the font size of the foot.
_LINE, _ABOVE, _BELOW, _FOOT = 1.46, 20, 22, 11


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a picture that is never split over two sheets: its height and SVG elements.

    Elements are placed in pixels from the upper left corner of the block. A block is as
    wide as the drawing area of the medium. If the block is the first on its sheet,
    `head` is drawn above it.
    """

    height: float
    elements: tuple[str, ...]
    head: Block | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: title, subtitle, blocks from the top down, and a table of its numbers.

    Attributes:
        medium: The size of the sheets.
        title: The title.
        subtitle: The sentences of the subtitle; each begins on a new line.
        blocks: The blocks of the drawing.
        header: The names of the columns of the table.
        rows: The rows of the table.
        key: The elements that every sheet repeats above its blocks, such as the legend.
        notes: The sentences below the picture on a page.
        foot: The sentences at the foot of every sheet.
        role: The ARIA role of the picture.
    """

    medium: Medium
    title: str
    subtitle: tuple[str, ...]
    blocks: tuple[Block, ...]
    header: tuple[str, ...]
    rows: tuple[Sequence[object], ...]
    key: Block = Block(0, ())
    notes: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    role: str = "img"


def sheets(picture: Picture, theme: str) -> list[bytes]:
    """Return the sheets of a picture as SVG files, in order."""
    found = _divided(picture)
    return [
        f"{_sheet(picture, blocks, (n, len(found)), theme)}\n".encode()
        for n, blocks in enumerate(found)
    ]


def page_svg(picture: Picture, theme: str) -> str:
    """Return a whole picture as one SVG element for an HTML page."""
    return _sheet(picture, picture.blocks, (0, 1), theme, on_page=True)


def picture_page(wide: Picture, narrow: Picture, look: Look) -> bytes:
    """Return a picture as one HTML file that has no scripts.

    The page begins with the table of the picture's numbers. In a narrow window, the
    page shows the picture for phones.

    Args:
        wide: The picture.
        narrow: The picture for phones.
        look: The theme of the page.
    """
    parts = [figures_table(wide.header, wide.rows)]
    for name, picture in (("wide", wide), ("narrow", narrow)):
        parts.append(f'<div class="{name}">\n{page_svg(picture, look.theme)}\n</div>')
    parts += [f"<p>{text(note)}</p>" for note in wide.notes]
    return Page(wide.title, "", "\n".join(parts), theme=look.theme).html()


# Sheets


def _divided(picture: Picture) -> list[tuple[Block, ...]]:
    """Divide the blocks of a picture into sheets.

    A block that is too high for a sheet is put on a separate sheet and drawn smaller.
    """
    height = picture.medium.height
    if height is None:
        return [picture.blocks]
    found: list[list[Block]] = [[]]
    for block in picture.blocks:
        used = sum(each.height for each in found[-1])
        room = _room(picture, len(found) - 1, several=True)
        if found[-1] and used + block.height > room:
            found.append([block.head] if block.head else [])
        found[-1].append(block)
    return [tuple(blocks) for blocks in found]


def _room(picture: Picture, number: int, *, several: bool) -> float:
    """Return the height that a sheet has for blocks, in pixels.

    Sheets are counted from 0.
    """
    height = picture.medium.height or 0
    _, top = _head(picture, number, 99 if several else 1)
    return height - top - picture.key.height - _foot_height(picture)


def _sheet(
    picture: Picture,
    blocks: Sequence[Block],
    place: tuple[int, int],
    theme: str,
    *,
    on_page: bool = False,
) -> str:
    """Return one sheet as an SVG document.

    Args:
        picture: The picture.
        blocks: The blocks of the sheet.
        place: The number of the sheet, counted from 0, and the total number of sheets.
        theme: The theme.
        on_page: Whether the sheet is part of an HTML page.
    """
    medium = picture.medium
    number, count = place
    parts, top = _head(picture, number, count)
    drawn, y = _stacked(picture.key, blocks)
    scale, height = 1.0, top + y + _foot_height(picture)
    if medium.height is not None:
        room = medium.height - top - _foot_height(picture)
        scale, height = min(1.0, room / max(y, 1)), medium.height
    shift = medium.margin + medium.room * (1 - scale) / 2
    move = f"translate({shift:g},{top:g})"
    if scale < 1:
        move += f" scale({scale:.3f})"
    parts.append(group(drawn, transform=move))
    parts += _foot(picture, height)
    svg = document(
        _title(picture, number, count),
        " ".join(picture.subtitle),
        (medium.width, height),
        parts,
        shown=medium.shown,
        role=picture.role,
        page_id=f"desc-{medium.name}" if on_page else "",
    )
    return in_theme(svg, theme)


def _stacked(key: Block, blocks: Sequence[Block]) -> tuple[list[str], float]:
    """Return the elements of the legend and of the blocks below it, and their total height."""
    drawn, y = [*key.elements], key.height
    for block in blocks:
        drawn.append(group(block.elements, transform=f"translate(0,{y:g})"))
        y += block.height
    return drawn, y


def _title(picture: Picture, number: int, count: int) -> str:
    return f"{picture.title} ({number + 1} of {count})" if count > 1 else picture.title


def _head(picture: Picture, number: int, count: int) -> tuple[list[str], float]:
    """Return the title and subtitle of a sheet as SVG, and the upper edge of the drawing.

    Only the first sheet has the subtitle.
    """
    medium = picture.medium
    y = float(medium.margin - 4)
    found: list[str] = []
    title = _title(picture, number, count)
    for words in wrap(title, medium.title, medium.room, bold=True):
        y += medium.title * 1.1
        look = {"font_weight": "bold", "fill": INK}
        found.append(label(words, medium.margin, y, medium.title, **look))
    y += 4
    for words in _wrapped(() if number else picture.subtitle, medium.text, medium):
        y += medium.text * _LINE
        found.append(label(words, medium.margin, y, medium.text, fill=QUIET))
    return found, round(y + _ABOVE)


def _wrapped(sentences: Sequence[str], size: float, medium: Medium) -> Iterator[str]:
    for sentence in sentences:
        yield from wrap(sentence, size, medium.room, lines=20)


def _foot_lines(picture: Picture) -> list[str]:
    if picture.medium.is_narrow:
        return list(_wrapped(picture.foot, _FOOT, picture.medium))
    return list(_wrapped((" ".join(picture.foot),), _FOOT, picture.medium))


def _foot_height(picture: Picture) -> float:
    lines = len(_foot_lines(picture)) if picture.foot else 0
    return _BELOW + lines * _FOOT * _LINE + picture.medium.margin / 2


def _foot(picture: Picture, height: float) -> Iterator[str]:
    """Yield the footer of a sheet: a horizontal line, with the source of the picture below."""
    if not picture.foot:
        return
    medium = picture.medium
    y = height - _foot_height(picture) + _BELOW - 6
    yield line(medium.margin, y, medium.width - medium.margin, y, stroke=GREY)
    for words in _foot_lines(picture):
        y += _FOOT * _LINE
        yield label(words, medium.margin, y, _FOOT, fill=QUIET)
