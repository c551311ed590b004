"""Tests of pictures in all sizes and both colour themes: layout, contrast and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from itertools import combinations
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner
from pyoxigraph import Store

from colours import contrast
from inspectgraph.cli import main
from inspectgraph.draw import (
    MEDIA,
    NAMES,
    SIZES,
    THEMES,
    Imprint,
    Links,
    Look,
    pages,
    pictures,
)
from inspectgraph.draw.comparability import ON_STEP, STEPS
from inspectgraph.draw.cooccurrence_svg import themes_together
from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.corpus_reader import read_corpus
from inspectgraph.draw.heat_map import BALANCE
from inspectgraph.draw.heat_map_svg import heat_map
from inspectgraph.draw.network_view import STROKES
from inspectgraph.draw.palette import ROLES, blend, in_theme
from inspectgraph.draw.picture import Block, Picture, sheets
from inspectgraph.draw.svg import label
from inspectgraph.draw.timeline_layout import timeline_layout
from inspectgraph.publish.addresses import Addresses
from inspectgraph.rdf.iris import thing
from svg_boxes import outside, overlaps, text_boxes
from svg_lines import crossed

_SITE = "https://care.example.org/graph/"
_IMPRINT = Imprint(
    "Inspections of Netherford",
    "Netherford Data Group",
    "https://creativecommons.org/licenses/by/4.0/",
    "2.1",
)
#: Width and height of a sheet in pixels, and at which it is shown.
_SHEETS = {
    "screen": (1280, None, "1280"),
    "slide": (1024, 576, "1920"),
    "paper": (794, 1123, "210mm"),
    "phone": (390, None, "390"),
}


@pytest.fixture(scope="module")
def corpus(small_store: Store) -> Corpus:
    """Return the data of the small project that the pictures show."""
    return read_corpus(small_store)


@pytest.fixture(scope="module")
def drawn(small_store: Store) -> dict[str, dict[str, bytes]]:
    """Return the SVG files of the small project, keyed by size and name.

    The pictures have links and a foot line.
    """
    return {
        size: svgs(small_store, Look(MEDIA[size], links=Links(_SITE), imprint=_IMPRINT))
        for size in SIZES
    }


def svgs(store: Store, look: Look) -> dict[str, bytes]:
    """Return the SVG files of all pictures, keyed by name."""
    found = pictures(store, look=look)
    return {name: svg for name, svg in found.items() if name.endswith(".svg")}


def view_box(svg: bytes) -> tuple[int, int]:
    """Return the width and height of a sheet in the units of its drawing."""
    found = re.search(rb'viewBox="0 0 (\d+) (\d+)"', svg)
    assert found is not None
    return int(found[1]), int(found[2])


# Sizes


@pytest.mark.parametrize("size", SIZES)
def test_a_sheet_has_its_size(size: str, drawn: dict[str, dict[str, bytes]]) -> None:
    """Sheets for screens, phones, slides and paper have the right width and height."""
    width, height, shown = _SHEETS[size]
    for svg in drawn[size].values():
        wide, high = view_box(svg)
        start = svg.decode()[:200]
        if size == "paper":
            assert {wide, high} == {width, height}
            assert 'width="210mm"' in start or 'width="297mm"' in start
        elif height:
            assert wide * height == pytest.approx(high * width, rel=0.002)
            assert 'width="1920" height="1080"' in start
        else:
            assert wide == width
            assert f'width="{shown}"' in start


@pytest.mark.parametrize("size", SIZES)
def test_labels_keep_clear_in_every_size(
    size: str, drawn: dict[str, dict[str, bytes]]
) -> None:
    """In every size, no text overlaps a text or line, or leaves the sheet.

    No text is smaller than 11 pixels.
    """
    for name, svg in drawn[size].items():
        boxes = text_boxes(svg)
        assert overlaps(boxes) == [], name
        assert outside(boxes, *view_box(svg)) == [], name
        assert crossed(svg) == [], name
        assert min(box.size for box in boxes) >= 11


def test_a_phone_has_a_layout_of_its_own(drawn: dict[str, dict[str, bytes]]) -> None:
    """Pictures for a phone have their own layout instead of being scaled."""
    for svg in drawn["phone"].values():
        assert b"scale(" not in svg
    boxes = text_boxes(drawn["phone"]["heat-map.svg"])
    headings = [box for box in boxes if box.text == "All reports"]
    assert len({box.top for box in headings}) == len(headings) > 10
    assert {box.left for box in headings} == {16}


def test_a_phone_shows_the_figures_of_the_screen(corpus: Corpus) -> None:
    """Pictures for a phone show the same figures as pictures for a screen."""
    for draw in (heat_map, themes_together):
        wide, narrow = (draw(corpus, Look(MEDIA[size])) for size in ("screen", "phone"))
        assert wide.rows == narrow.rows
    (svg,) = sheets(heat_map(corpus, Look(MEDIA["phone"])), "light")
    texts = [box.text for box in text_boxes(svg)]
    for _, _, strengths, weaknesses in heat_map(corpus, Look()).rows:
        if strengths or weaknesses:
            assert f"+{strengths}" in texts
            assert f"−{weaknesses}" in texts


def blocks(heights: list[float]) -> tuple[Block, ...]:
    """Return blocks of the given heights, each with a number and a heading.

    A block is a part of a picture that is not divided. Its heading is repeated on a new
    sheet.
    """
    head = Block(20, (label("again", 0, 15, 12),))
    return tuple(
        Block(height, (label(f"block {n}", 0, 15, 12),), head)
        for n, height in enumerate(heights)
    )


def sheet_texts(picture: Picture) -> list[list[str]]:
    """Return the texts of the blocks and their headings on each sheet."""
    return [
        [box.text for box in text_boxes(svg) if box.text.startswith(("block", "again"))]
        for svg in sheets(picture, "light")
    ]


def test_blocks_go_on_as_many_sheets_as_they_need() -> None:
    """The blocks of a picture are spread over several sheets, and none is divided or lost.

    Each further sheet repeats the heading.
    """
    picture = Picture(MEDIA["slide"], "Six", (), blocks([150] * 6), (), ())
    assert sheet_texts(picture) == [
        ["block 0", "block 1", "block 2"],
        ["again", "block 3", "block 4"],
        ["again", "block 5"],
    ]
    titles = [
        re.search(r"<title[^>]*>([^<]*)", svg.decode())
        for svg in sheets(picture, "light")
    ]
    assert [title and title[1] for title in titles] == [
        "Six (1 of 3)",
        "Six (2 of 3)",
        "Six (3 of 3)",
    ]
    assert len(sheets(replace(picture, medium=MEDIA["screen"]), "light")) == 1


def test_a_block_too_high_for_a_sheet_is_made_smaller() -> None:
    """A block that is too high is scaled down to fit on a sheet of its own."""
    tall = Block(2000, (label("block tall", 0, 1990, 12),))
    picture = Picture(MEDIA["slide"], "Tall", (), (*blocks([100]), tall), (), ())
    first, second = sheets(picture, "light")
    assert sheet_texts(picture) == [["block 0"], ["block tall"]]
    assert b"scale(" not in first
    assert b"scale(" in second
    assert outside(text_boxes(second), 1024, 576) == []


# Themes


def test_each_role_has_colours_of_its_own() -> None:
    """No two roles share a light colour, because a theme finds the role by that colour.

    A role is the use of a colour, such as text or background.
    """
    lights = [role.light for role in ROLES.values()]
    assert len(set(lights)) == len(lights)
    fixed = {fill for fill, _ in BALANCE.values()} | set(STEPS.values())
    assert not fixed & set(lights)


@pytest.mark.parametrize("theme", THEMES)
def test_text_has_contrast_in_both_themes(theme: str) -> None:
    """In both themes, text has a contrast of at least 4.5, and lines have at least 3."""
    colour = {name: getattr(role, theme) for name, role in ROLES.items()}
    for ink in ("ink", "quiet"):
        for ground in ("paper", "band"):
            assert contrast(colour[ink], colour[ground]) >= 4.5
    paper = "#ffffff" if theme == "light" else colour["paper"]
    for share in (0.07, 0.5, 1):
        cell = blend(paper, colour["teal"], share)
        assert contrast(colour["ink"], cell) >= 4.5
    for fill, ink in (
        *BALANCE.values(),
        *((STEPS[key], ON_STEP[key]) for key in STEPS),
    ):
        assert contrast(fill, ink) >= 4.5
    for line in ("orange", "blue"):
        assert contrast(colour[line], paper) >= 3


def test_dark_pictures_have_none_of_the_light_colours(small_store: Store) -> None:
    """A dark picture differs from the light one only in its colours, and has no light colour."""
    light, dark = (svgs(small_store, Look(theme=theme)) for theme in THEMES)
    colours = re.compile(r'(?:fill|stroke)="([^"]*)"')
    for name, svg in dark.items():
        assert not set(colours.findall(svg.decode())) & {
            role.light for role in ROLES.values()
        }
        assert colours.sub("", svg.decode()) == colours.sub("", light[name].decode())


def test_a_theme_leaves_texts_alone() -> None:
    """A theme does not change a text that looks like a colour attribute."""
    name = 'Netherford fill="white"'
    drawn = label("N…", 1, 2, 12, full=name, fill="white")
    assert unescape(in_theme(drawn, "dark")).count(name) == 1
    assert 'fill="#16191d"' in in_theme(drawn, "dark")


@pytest.mark.parametrize(
    ("theme", "schemes"),
    [("", ["light dark", "light"]), ("light", ["light"]), ("dark", ["dark"])],
)
def test_a_page_follows_the_system_or_the_choice(
    theme: str, schemes: list[str], small_store: Store
) -> None:
    """If no theme is chosen, a page follows the system; in print, it is light."""
    page = pages(small_store, ["heat-map"], Look(theme=theme))["heat-map.html"].decode()
    assert re.findall(r"color-scheme: ([a-z ]+);", page) == schemes
    assert ("prefers-color-scheme" in page) == (theme == "")
    assert ('fill="var(--ink)"' in page) == (theme == "")


def test_a_page_has_the_picture_for_wide_and_for_narrow_windows(
    small_store: Store,
) -> None:
    """Each page has the picture once for wide and once for narrow windows.

    No id occurs twice.
    """
    for name, page in pages(small_store, look=Look(links=Links(_SITE))).items():
        ids = re.findall(r'<[a-z][^>]* id="([^"]*)"', page.decode())
        assert len(ids) == len(set(ids)), name
        if name != "councils.html":
            assert page.count(b'<div class="wide">') == 1
            assert page.count(b'<div class="narrow">') == 1


# Without colour


def test_every_colour_has_a_sign_beside_it(
    corpus: Corpus, drawn: dict[str, dict[str, bytes]]
) -> None:
    """Each colour has a second sign with the same meaning, such as dashes or letters."""
    signs = [look.sign for look in STROKES.values()]
    assert len(set(signs)) == len(signs)
    weak, strong = list(STROKES.values())[:2], list(STROKES.values())[-2:]
    assert all(look.dashes for look in weak)
    assert not any(look.dashes for look in strong)
    svg = drawn["screen"]["themes-together.svg"].decode()
    assert 'fill="url(#hatched-weaknesses-screen)"' in svg
    network = drawn["screen"]["network.svg"].decode()
    squares = re.findall(
        r'<rect [^>]*rx="2"[^>]*/>(?:<text[^>]*>([A-Z])</text>)?', network
    )
    assert squares
    assert all(squares)


@pytest.mark.parametrize("room", [704, 964, 1224])
def test_a_grade_has_its_word_or_its_letter(corpus: Corpus, room: float) -> None:
    """A mark in the timeline shows the grade's word or letter.

    A mark shows neither only if the next mark is too close.
    """
    layout = timeline_layout(corpus, corpus.grades, room)
    rows = [row.marks for panel in layout.panels for row in panel.rows]
    for marks in rows:
        for n, mark in enumerate(marks):
            word = corpus.label(mark.grade.grade)
            assert mark.word in {word, word[0].upper(), ""}
            assert mark.word or marks[n + 1].x - mark.x < 30
    assert any(mark.word for marks in rows for mark in marks)


# Links


def links(svg: bytes) -> Iterator[tuple[str, str]]:
    """Yield the address and the content of each link in a picture."""
    for href, content in re.findall(
        r'<a href="([^"]*)">(.*?)</a>', svg.decode(), re.DOTALL
    ):
        yield unescape(href), content


def test_pictures_without_a_site_have_no_links(small_store: Store) -> None:
    """If no site is given, neither the pictures nor the pages have links."""
    for content in (*svgs(small_store, Look()).values(), *pages(small_store).values()):
        assert b"href=" not in content.replace(b"found.href =", b"")


def test_links_lead_to_the_pages_that_a_site_has(corpus: Corpus) -> None:
    """Links to councils, reports and themes have the addresses that `publish` uses."""
    made = Links(_SITE)
    for iri in corpus.authorities:
        found = Addresses().of(iri)
        assert found
        assert made.council(iri) == _SITE + found.file
    for report in corpus.reports:
        found = Addresses().of(report.iri)
        assert found
        assert made.report(report.iri) == _SITE + found.file
    for theme in corpus.themes:
        found = Addresses().of(theme)
        assert found
        assert made.theme(theme) == _SITE + found.file
    odd = Addresses().of(thing("authority", "st.-x'y").value)
    assert odd
    assert made.council(thing("authority", "st.-x'y").value) == _SITE + odd.file


@pytest.mark.parametrize("size", SIZES)
def test_each_figure_of_the_heat_map_leads_to_its_statements(
    size: str, corpus: Corpus, drawn: dict[str, dict[str, bytes]]
) -> None:
    """Each figure in the heat map links to the list of its statements.

    The list has as many statements as the figure says.
    """
    seen = 0
    for name, svg in drawn[size].items():
        if not name.startswith("heat-map"):
            continue
        for href, content in links(svg):
            if "statements.html" not in href:
                continue
            query = parse_qs(urlsplit(href).query)
            assert set(query) <= {"report", "theme", "polarity"}
            (polarity,) = query["polarity"]
            number = sum(
                each.polarity == polarity
                and each.report.endswith("/" + query.get("report", [""])[0])
                | ("report" not in query)
                and (
                    "theme" not in query
                    or any(
                        corpus.themes[theme].broad.endswith("/" + query["theme"][0])
                        for theme in each.themes
                    )
                )
                for each in corpus.statements_in_full
            )
            sign = {"strength": "+", "weakness": "−"}[polarity]
            assert f">{sign}{number}</text>" in content
            seen += 1
    assert seen == 20


@pytest.mark.parametrize("size", SIZES)
def test_what_can_be_clicked_is_large_enough(
    size: str, drawn: dict[str, dict[str, bytes]]
) -> None:
    """Each link has a clickable area of at least 24 by 24 pixels."""
    for name, svg in drawn[size].items():
        found = list(links(svg))
        assert found or name.startswith("themes-together-")
        for href, content in found:
            area = re.search(
                r'width="([\d.]+)" height="([\d.]+)" fill="transparent"', content
            )
            assert area, (name, href)
            assert min(float(area[1]), float(area[2])) >= 24


def test_marks_lead_to_their_reports(
    corpus: Corpus, drawn: dict[str, dict[str, bytes]]
) -> None:
    """Each mark in the pictures `councils` and `timeline` links to the report with its grade."""
    reports = {f"{_SITE}report/{report.name}.html" for report in corpus.reports}
    for name in ("councils.svg", "timeline.svg"):
        found = [
            href
            for href, content in links(drawn["screen"][name])
            if "<title>" in content
        ]
        assert found
        assert set(found) <= reports


# The foot


@pytest.mark.parametrize("size", SIZES)
def test_every_sheet_says_where_it_is_from(
    size: str, drawn: dict[str, dict[str, bytes]]
) -> None:
    """Each sheet names its source, title, publisher, licence, version and date."""
    for svg in drawn[size].values():
        words = " ".join(box.text for box in text_boxes(svg))
        assert "Source: 2 inspection reports by " in words
        assert (
            "Graph: Inspections of Netherford, version 2.1, as of 21 November 2026."
            in words
        )
        assert "Published by Netherford Data Group under the licence CC BY 4.0" in words
        assert "creativecommons.org/licenses/by/4.0/" in words


def test_a_foot_leaves_out_what_is_not_known(small_store: Store) -> None:
    """If a graph has no settings, its pictures name neither publisher nor licence."""
    svg = pictures(small_store, ["heat-map"])["heat-map.svg"]
    words = " ".join(box.text for box in text_boxes(svg))
    assert "Graph: Graph without a title, as of 21 November 2026." in words
    assert "Published" not in words
    assert "licence" not in words


# The command


@pytest.fixture(scope="module")
def graphs(small_store: Store, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the published graph of the small project."""
    from inspectgraph.export.published_set import published
    from inspectgraph.files.atomic import write_set

    folder = tmp_path_factory.mktemp("looks") / "graphs"
    write_set(folder, published(small_store))
    return folder


def test_the_command_draws_slides(graphs: Path, tmp_path: Path) -> None:
    """`draw --size slide` writes numbered sheets with the chosen theme and site."""
    out = tmp_path / "out"
    options = ["--size", "slide", "--theme", "dark", "--site", _SITE.rstrip("/")]
    result = CliRunner().invoke(
        main, ["draw", "timeline", *options, "--graphs", str(graphs), "-o", str(out)]
    )
    assert result.exit_code == 0, result.output
    names = sorted(file.name for file in out.glob("*.svg"))
    assert names == [f"timeline-{n}.svg" for n in range(1, len(names) + 1)]
    first = (out / "timeline-1.svg").read_text(encoding="utf-8")
    assert 'width="1920" height="1080"' in first
    assert 'fill="#16191d"' in first
    assert f'href="{_SITE}council/netherford/index.html"' in first


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--site", "not an address"], "is not the address of a site"),
        (["--html", "--size", "phone"], "leave out --size or --html"),
        (["--size", "poster"], "'poster' is not one of"),
        (["--theme", "sepia"], "'sepia' is not one of"),
    ],
)
def test_the_command_refuses_what_it_cannot_draw(
    options: list[str], message: str, graphs: Path, tmp_path: Path
) -> None:
    """Wrong options are refused with a message, and nothing is written."""
    out = tmp_path / "out"
    arguments = ["draw", *options, "--graphs", str(graphs), "-o", str(out)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert message in result.output
    assert not out.exists()


def test_pictures_differ_by_name_only_in_sheets() -> None:
    """The five pictures have different names."""
    assert len(set(NAMES)) == 5
    assert all(one != other for one, other in combinations(NAMES, 2))
