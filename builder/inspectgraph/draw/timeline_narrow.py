"""Draw the timeline for a phone, with the grades of each row from the top down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from inspectgraph.draw.comparability import STEPS, Row, comparable, rows_of, step
from inspectgraph.draw.corpus import Corpus, Grade
from inspectgraph.draw.links import Links
from inspectgraph.draw.look import Look
from inspectgraph.draw.palette import GREY, INK, QUIET
from inspectgraph.draw.picture import Block
from inspectgraph.draw.svg import line, linked, middle_label, tag, tooltip
from inspectgraph.draw.text_metrics import text_width, wrap
from inspectgraph.draw.timeline_layout import (
    FIELDS,
    MARK,
    by_authority,
    facts,
    short_time,
    subject,
)
from inspectgraph.draw.timeline_signs import down_line, grade_sign

__all__ = ["narrow_blocks"]

#: The maximum number of letters in the name of a regime, if another name is shorter.
_REGIME = 36

#: In pixels: the height of a grade, of a line of a subject, and of a name; and the gaps
#: below a subject and an authority.
_GRADE, _LINE, _NAME, _GAP, _APART = 34.0, 17.0, 24.0, 14.0, 14.0
#: Where the words of a grade begin, and the font sizes.
_INDENT, _SIZE, _SMALL, _TITLE = 26.0, 13, 12, 17


def narrow_blocks(
    corpus: Corpus, grades: Sequence[Grade], shapes: Mapping[str, str], look: Look
) -> Iterator[Block]:
    """Yield the blocks of the timeline: each authority's name, followed by its rows.

    A row has comparable grades of one authority.

    Args:
        corpus: The data of all pictures.
        grades: The grades, in order of time.
        shapes: The shape of each regime's marks, keyed by the IRI of the regime.
        look: The size of the picture and its links.
    """
    room = look.medium.room
    for authority, own in by_authority(corpus, grades).items():
        yield _name(corpus.authorities[authority], look.links.council(authority), room)
        for row in rows_of(corpus, own):
            yield _subject(corpus, row, shapes, room, look.links)


def _name(name: str, href: str, room: float) -> Block:
    lines = wrap(name, _TITLE, room, bold=True, lines=4)
    texts = [
        middle_label(
            *(words, 0, _APART + (n + 0.5) * _NAME, _TITLE),
            font_weight="bold",
            fill=INK,
        )
        for n, words in enumerate(lines)
    ]
    width = max(text_width(words, _TITLE, bold=True) for words in lines)
    height = len(lines) * _NAME
    y = _APART + height / 2
    parts = linked(href, width / 2, y, *texts, size=(width, height))
    return Block(_APART + height + 4, tuple(parts))


def _subject(
    corpus: Corpus, row: Row, shapes: Mapping[str, str], room: float, links: Links
) -> Block:
    """Return the block of a row: the names of its aspects, then its grades by time."""
    lines = wrap(subject(corpus, row), _SIZE, room, bold=True)
    parts = [line(0, 0, room, 0, stroke=GREY)]
    for n, words in enumerate(lines):
        y = 8 + (n + 0.5) * _LINE
        bold = {"font_weight": "bold", "fill": INK}
        parts.append(middle_label(words, 0, y, _SIZE, **bold))
    top = 8 + len(lines) * _LINE + 2
    x = MARK + 1
    for n, grade in enumerate(row.grades):
        y = top + (n + 0.5) * _GRADE
        if n:
            relation = comparable(corpus, row.grades[n - 1], grade)
            parts.append(down_line(x, y - _GRADE + MARK, y - MARK, relation))
        parts += _grade(corpus, grade, y, shapes, room, links.report(grade.report))
    height = top + len(row.grades) * _GRADE + _GAP
    return Block(height, tuple(parts))


def _grade(  # noqa: PLR0913, PLR0917 - a line has this many parts
    corpus: Corpus,
    grade: Grade,
    y: float,
    shapes: Mapping[str, str],
    room: float,
    href: str,
) -> list[str]:
    """Draw a grade: its sign, and two lines of text next to the sign.

    The first line is the name of the grade. The second line gives the time and the
    regime of the inspection.
    """
    known: dict[str, object] = dict(zip(FIELDS, facts(corpus, grade), strict=True))
    fill = STEPS[step(grade.share)]
    sign = grade_sign(shapes[grade.framework], MARK + 1, y, fill, quoted=grade.quoted)
    regime = corpus.name(grade.framework, _REGIME)
    where = f"{short_time(grade.begin, grade.end)}, {regime}"
    if grade.quoted:
        where += ", quoted"
    width = room - _INDENT
    (word,) = wrap(corpus.label(grade.grade), _SIZE, width, lines=1)
    (shown,) = wrap(where, _SMALL, width, lines=1)
    drawn = tag(
        "g",
        tooltip(known),
        *sign,
        middle_label(word, _INDENT, y - 7, _SIZE, fill=INK),
        middle_label(shown, _INDENT, y + 8, _SMALL, fill=QUIET),
    )
    return linked(href, room / 2, y, drawn, size=(room, _GRADE - 4))
