"""A picture that our code draws element by element, as SVG or as an offline page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from inspectgraph.draw.escaping import text
from inspectgraph.draw.page import Page, figures_table
from inspectgraph.draw.palette import INK, QUIET
from inspectgraph.draw.svg import document, group, label

__all__ = ["Picture", "head", "picture_page", "picture_svg"]

#: In pixels: the left margin, the base line of the title, the base line of the first
#: subtitle line, the distance of subtitle lines, and the gaps above and below the drawing.
_MARGIN, _TITLE, _SUBTITLE, _LINE, _ABOVE, _BELOW = 28, 44, 70, 19, 24, 26


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: title, subtitle lines, SVG elements, and a table of its figures.

    Elements are placed in pixels from the upper left corner of the drawing, which is
    1224 pixels wide and `height` pixels high. `header` and `rows` are the table.
    `notes` are the sentences below the picture on a page.
    """

    title: str
    subtitle: tuple[str, ...]
    elements: tuple[str, ...]
    height: float
    header: tuple[str, ...]
    rows: tuple[Sequence[object], ...]
    notes: tuple[str, ...] = ()


def picture_svg(picture: Picture) -> bytes:
    """Return a picture as an SVG file."""
    return f"{_svg(picture, on_page=False)}\n".encode()


def picture_page(picture: Picture) -> bytes:
    """Return a picture as one HTML file without scripts.

    The table of its figures is below the picture.
    """
    body = f"<div>\n{_svg(picture, on_page=True)}\n</div>\n"
    for note in picture.notes:
        body += f"<p>{text(note)}</p>\n"
    table = figures_table(picture.header, picture.rows)
    return Page(picture.title, "", body + table).html()


def _svg(picture: Picture, *, on_page: bool) -> str:
    top = _SUBTITLE + _LINE * (len(picture.subtitle) - 1) + _ABOVE
    drawing = group(picture.elements, transform=f"translate({_MARGIN},{top})")
    return document(
        picture.title,
        " ".join(picture.subtitle),
        round(top + picture.height + _BELOW),
        [*head(picture.title, picture.subtitle), drawing],
        on_page=on_page,
    )


def head(title: str, subtitle: Sequence[str]) -> list[str]:
    """Return the title and the subtitle lines of a picture as SVG texts."""
    lines = [label(title, _MARGIN, _TITLE, 22, font_weight="bold", fill=INK)]
    for n, line in enumerate(subtitle):
        lines.append(label(line, _MARGIN, _SUBTITLE + n * _LINE, 13, fill=QUIET))
    return lines
