"""Tests of the pictures `timeline` and `themes-together`: each mark is where it should be."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from html import unescape
from itertools import combinations, pairwise

import pytest
from pyoxigraph import Store

from inspectgraph.draw.comparability import comparable, rows_of
from inspectgraph.draw.cooccurrence import count_themes
from inspectgraph.draw.cooccurrence_svg import themes_together
from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.corpus_reader import read_corpus
from inspectgraph.draw.look import Look
from inspectgraph.draw.picture import Picture
from inspectgraph.draw.render import pages
from inspectgraph.draw.svg import SHAPES, symbol
from inspectgraph.draw.timeline import timeline
from inspectgraph.draw.timeline_layout import (
    FIELDS,
    TimelineLayout,
    TimeScale,
    Widths,
    timeline_layout,
)

_TITLE = re.compile(r"<title>([^<]*)</title>")
_DASHES = {"comparable": None, "comparable in part": "7 4", "not comparable": "1.5 5"}


@pytest.fixture(scope="module")
def corpus(small_store: Store) -> Corpus:
    """Return the data of the small project that the pictures show."""
    return read_corpus(small_store)


@pytest.fixture(scope="module")
def layout(corpus: Corpus) -> TimelineLayout:
    """Return the layout of the timeline of the small project."""
    return timeline_layout(corpus, corpus.grades, 1224)


def drawn(picture: Picture) -> str:
    """Return the elements of a picture, its legend first."""
    parts = [*picture.key.elements]
    for block in picture.blocks:
        parts += block.elements
    return "\n".join(parts)


def tooltips(picture: Picture) -> list[dict[str, str]]:
    """Return the facts in the tooltips of a picture.

    A tooltip that only gives a full name is left out.
    """
    titles = (unescape(title) for title in _TITLE.findall(drawn(picture)))
    return [
        dict(line.split(": ", 1) for line in title.split("\n"))
        for title in titles
        if "\n" in title
    ]


# The timeline


def test_the_page_says_what_its_grades_are(small_store: Store) -> None:
    """The page of the timeline says where its grades are from; a page without grades does not."""
    with_grades = pages(small_store, ["timeline"])["timeline.html"].decode()
    others = pages(small_store, ["themes-together"])["themes-together.html"].decode()
    for sentence in ("<p>Grades as printed then; later", "<p>Curated by hand.</p>"):
        assert sentence in with_grades
        assert sentence not in others


def test_each_grade_has_a_mark_with_its_facts(corpus: Corpus) -> None:
    """Each grade has a mark, whose tooltip has the same facts as the table."""
    picture = timeline(corpus, Look())
    shown = [tuple(facts[field] for field in FIELDS) for facts in tooltips(picture)]
    assert sorted(shown) == sorted(tuple(map(str, row)) for row in picture.rows)
    assert len(shown) == len(corpus.grades) > 5


def test_marks_stand_in_order_of_time(layout: TimelineLayout) -> None:
    """A later grade is further right, and grades of the same time are below each other."""
    marks = [
        mark for panel in layout.panels for row in panel.rows for mark in row.marks
    ]
    for one, other in combinations(marks, 2):
        assert (one.grade.middle < other.grade.middle) == (one.x < other.x)


def test_years_begin_at_their_first_day(layout: TimelineLayout) -> None:
    """The line of each year is at its first of January."""
    years = layout.scale.years()
    assert years[2010] == layout.scale.x(date(2010, 1, 1))
    assert list(years) == list(range(min(years), max(years) + 1))


def test_years_that_have_no_room_are_not_labelled() -> None:
    """If there is no room for all years, only some years have a label."""
    scale = TimeScale(date(1950, 1, 1), date(2010, 1, 1), Widths.of(1224))
    places = list(scale.labelled_years().values())
    assert 5 < len(places) < 30
    assert min(other - one for one, other in pairwise(places)) > 35


def test_lines_show_how_far_grades_compare(corpus: Corpus) -> None:
    """Grades that follow each other in a row are joined by a line.

    The dashes of the line show how far the grades can be compared.
    """
    expected = Counter(
        _DASHES[comparable(corpus, one, other)]
        for row in rows_of(corpus, corpus.grades)
        for one, other in pairwise(row.grades)
    )
    lines = re.findall(
        r'<path d="M[^"]*" stroke="#5b636b" stroke-width="2"(?: stroke-dasharray="([^"]*)")?/>',
        drawn(timeline(corpus, Look())),
    )
    legend = Counter(_DASHES.values())
    assert Counter(dashes or None for dashes in lines) == expected + legend
    assert expected


def test_quoted_grades_have_a_white_dot(corpus: Corpus) -> None:
    """A mark has a white dot exactly if its grade is quoted."""
    marks = re.findall(r"<g><title>Authority: .*?</g>", drawn(timeline(corpus, Look())))
    assert len(marks) == len(corpus.grades)
    assert any(grade.quoted for grade in corpus.grades)
    for mark in marks:
        assert ('fill="#ffffff"' in mark) == ("Source: quoted" in mark)


def test_stripes_do_not_overlap(layout: TimelineLayout) -> None:
    """The stripes of inspections do not overlap or leave the drawing."""
    for panel in layout.panels:
        for one, other in pairwise(panel.stripes):
            assert one.right < other.left
        assert panel.stripes[-1].right <= 1224


def test_symbols_differ() -> None:
    """The eight symbols have different shapes, and each fits into its place."""
    drawn = [symbol(shape, 10, 10, 6) for shape in SHAPES]
    assert len(set(drawn)) == len(SHAPES) == 8
    for corners in SHAPES.values():
        assert all(abs(place) <= 1 for corner in corners for place in corner)


# Themes that occur together


def test_cells_hold_the_shared_statements(corpus: Corpus) -> None:
    """A cell's tooltip gives the number of statements that are about both themes.

    On the diagonal, it gives the number of statements about the one theme.
    """
    counts = count_themes(corpus)
    cells = [
        facts for facts in tooltips(themes_together(corpus, Look())) if "Theme" in facts
    ]
    assert len(cells) == len(counts.broad) * (len(counts.broad) + 1) / 2
    for facts in cells:
        pair = frozenset({facts["Theme"], facts.get("Second theme", facts["Theme"])})
        expected = (
            counts.shared.get(pair, 0)
            if len(pair) == 2
            else counts.broad[facts["Theme"]]
        )
        assert facts["Statements"] == str(expected)
    assert counts.shared


def test_bars_are_made_of_their_parts(corpus: Corpus) -> None:
    """The parts of the bars have the same figures as the table."""
    picture = themes_together(corpus, Look())
    parts = [facts for facts in tooltips(picture) if "Part" in facts]
    total = sum(int(facts["Statements"]) for facts in parts)
    assert total == sum(int(str(row[2])) for row in picture.rows) > 0
    for row in picture.rows:
        assert row[2] == sum(int(str(count)) for count in row[3:])


def test_a_darker_cell_has_more_statements(corpus: Corpus) -> None:
    """A cell with more statements is darker; the cell with most has the full colour."""
    fills = re.findall(
        r'fill-opacity="([0-9.]+)"><title>[^<]*&#10;Statements: (\d+)</title>',
        drawn(themes_together(corpus, Look())),
    )
    shown = {int(count): float(opacity) for opacity, count in fills}
    assert shown[max(count_themes(corpus).shared.values())] == 1
    assert shown[0] == min(shown.values()) > 0
    assert [shown[count] for count in sorted(shown)] == sorted(shown.values())
