"""Tests of the checker for pictures: it finds overlapping texts and texts outside."""

from __future__ import annotations

import pytest

from svg_boxes import outside, overlaps, text_boxes


def svg(*elements: str) -> bytes:
    """Return an SVG picture of the given elements."""
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(elements)}</svg>'.encode()


def text(words: str, x: float = 0, y: float = 20, more: str = "") -> str:
    """Return an SVG text element."""
    return f'<text x="{x}" y="{y}" font-size="10px" {more}>{words}</text>'


@pytest.mark.parametrize(
    "other",
    [
        text("two", 10),
        text("two", 60, more='text-anchor="end"'),
        text("two", 30, more='text-anchor="middle"'),
        text("two", 0, 26),
        '<g transform="translate(8,4)">' + text("two") + "</g>",
        text("", more="").replace(
            "></text>",
            '><tspan x="0" dy="-50">far</tspan><tspan x="9" dy="50">two</tspan></text>',
        ),
        '<g transform="scale(0.5)">' + text("two", 0, 40) + "</g>",
        '<text transform="translate(10,40) rotate(-90)" font-size="10px">two</text>',
    ],
)
def test_overlap_is_found(other: str) -> None:
    """Overlapping texts are found, however they are placed."""
    assert ("one two three", "two") in overlaps(
        text_boxes(svg(text("one two three"), other))
    )


@pytest.mark.parametrize(
    "other",
    [
        text("two", 90),
        text("two", -1, more='text-anchor="end"'),
        text("two", 0, 32),
        text("two", 10, more='opacity="0"'),
        '<g display="none">' + text("two") + "</g>",
        '<text transform="translate(100,40) rotate(-90)" font-size="10px">two</text>',
        text(" "),
    ],
)
def test_texts_apart_are_not(other: str) -> None:
    """Texts that are apart or invisible are not reported as overlapping."""
    assert overlaps(text_boxes(svg(text("one two three"), other))) == []


def test_bold_letters_are_wider() -> None:
    """A bold text is measured as wider than the same text in normal weight."""
    plain, bold = text_boxes(
        svg(text("word"), text("word", 0, 60, 'font-weight="bold"'))
    )
    assert bold.right > plain.right


def test_texts_outside_are_found() -> None:
    """Texts that leave the picture on any side are found."""
    boxes = text_boxes(
        svg(text("in", 5), text("right", 90), text("left", -5), text("above", 40, 2))
    )
    assert outside(boxes, 100, 50) == ["right", "left", "above"]
