"""Tests of the pictures: they show what the graph contains, and can be read by everybody.

The same graph always gives the same bytes.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import cast

import pytest
from click.testing import CliRunner
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QuerySolutions,
    Store,
    Triple,
)

from colours import VIEWERS, contrast, difference
from inspectgraph.build import assemble
from inspectgraph.cli import draw as draw_command
from inspectgraph.cli import main
from inspectgraph.draw import NAMES, SIZES, THEMES, pages, pictures
from inspectgraph.draw.comparability import (
    STEPS,
    breaks,
    comparable,
    inspections,
    rows_of,
)
from inspectgraph.draw.corpus import Corpus, Grade
from inspectgraph.draw.corpus_reader import read_corpus
from inspectgraph.draw.heat_map import BALANCE
from inspectgraph.draw.heat_map_svg import heat_map
from inspectgraph.draw.look import Look
from inspectgraph.draw.network import network, of_kind
from inspectgraph.draw.palette import INK, QUIET
from inspectgraph.draw.timeline import timeline
from inspectgraph.export.imprint import imprint_of
from inspectgraph.export.published_set import published
from inspectgraph.files.atomic import write_set
from inspectgraph.files.manifest import MANIFEST
from inspectgraph.load import Project, load_project
from inspectgraph.rdf.iris import concept, graph, thing
from inspectgraph.rdf.namespaces import DEF, INSP, PREFIXES, RDF, XSD
from inspectgraph.rdf.store import new_store
from svg_boxes import outside, overlaps, text_boxes

SVG = tuple(f"{name}.svg" for name in NAMES)


@pytest.fixture(scope="session")
def whole(five: Path) -> Store:
    """Return the graph of the five fully curated reports."""
    return assemble(load_project(five))


@pytest.fixture(scope="session")
def drawn(whole: Store) -> dict[str, bytes]:
    """Return the pictures of the five fully curated reports, keyed by file name."""
    return pictures(whole)


@pytest.fixture(scope="session")
def paged(whole: Store) -> dict[str, bytes]:
    """Return the web pages with the pictures of the five fully curated reports."""
    return pages(whole)


@pytest.fixture(scope="session")
def few(small: Project) -> Store:
    """Return the graph of the small project."""
    return assemble(small)


@pytest.fixture(scope="session")
def drawn_few(few: Store) -> dict[str, bytes]:
    """Return the pictures of the small project."""
    return pictures(few)


def seen(svg: bytes) -> list[str]:
    """Return the lines of text that a picture shows."""
    return [box.text for box in text_boxes(svg)]


def altered(store: Store, changed: Quad, value: NamedNode) -> Store:
    """Return a copy of a store in which one quad has another object."""
    new = Quad(changed.subject, changed.predicate, value, changed.graph_name)
    return new_store(new if quad == changed else quad for quad in store)


# The same bytes


def test_there_are_five_pictures_and_a_text(
    drawn: dict[str, bytes], paged: dict[str, bytes]
) -> None:
    """There is an SVG file and a page for each picture, and a text file for the network."""
    assert sorted(drawn) == sorted([*SVG, "network.dot"])
    assert sorted(paged) == sorted(f"{name}.html" for name in NAMES)


def test_same_quads_in_any_order_give_the_same_bytes(
    whole: Store, drawn: dict[str, bytes]
) -> None:
    """Drawing again, or drawing the quads in another order, gives the same bytes."""
    quads = list(whole)
    random.Random(7).shuffle(quads)
    assert pictures(whole) == drawn
    assert pictures(new_store(quads)) == drawn


def test_pages_are_the_same_each_time(few: Store) -> None:
    """Making the pages again gives the same bytes."""
    assert pages(few) == pages(few)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_no_process_differs(
    seed: str, drawn_few: dict[str, bytes], project: Path
) -> None:
    """Another hash seed of Python gives the same pictures."""
    script = (
        "import sys; from pathlib import Path; from inspectgraph.build import"
        " assemble;from inspectgraph.draw import pictures; from inspectgraph.load"
        " import load_project;drawn ="
        " pictures(assemble(load_project(Path(sys.argv[1]))));sys.stdout.buffer.write(b''.join(drawn[name]"
        " for name in sorted(drawn)))"
    )
    command = [
        sys.executable,
        "-c",
        script,
        str(project / "tests" / "projects" / "small"),
    ]
    done = subprocess.run(
        command,
        env=os.environ | {"PYTHONHASHSEED": seed},
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"".join(drawn_few[name] for name in sorted(drawn_few))


# What can be read


@pytest.mark.parametrize("name", SVG)
def test_no_two_labels_overlap(
    name: str, drawn: dict[str, bytes], drawn_few: dict[str, bytes]
) -> None:
    """In a picture, no texts overlap or leave the picture, and none is smaller than 11 pixels."""
    for svg in (drawn[name], drawn_few[name]):
        size = re.search(rb'width="1280" height="(\d+)" viewBox="0 0 1280 (\d+)"', svg)
        assert size is not None
        assert size[1] == size[2]
        boxes = text_boxes(svg)
        assert len(boxes) > 8
        assert overlaps(boxes) == []
        assert outside(boxes, 1280, int(size[1])) == []
        assert min(box.size for box in boxes) >= 11


@pytest.mark.parametrize(
    ("name", "legend"),
    [
        ("network", {"− more weaknesses", "+ more strengths", "neither", "lowest"}),
        ("heat-map", {"more weaknesses", "about as many", "more strengths"}),
        (
            "timeline",
            {
                "comparable",
                "comparable in part",
                "not comparable",
                "SIF: Single inspection framework",
                "lowest",
            },
        ),
        (
            "councils",
            {"inadequate", "North West"},
        ),
        ("themes-together", {"strengths", "weaknesses", "neither"}),
    ],
)
def test_each_has_title_description_and_legend(
    name: str, legend: set[str], drawn: dict[str, bytes]
) -> None:
    """Each picture has a title, a description and a legend, also for screen readers."""
    svg = drawn[f"{name}.svg"].decode()
    title, description = (
        re.search(f'<{tag} id="{tag}">(.+?)</{tag}>', svg) for tag in ("title", "desc")
    )
    assert title is not None
    assert description is not None
    assert 'role="img" aria-labelledby="title desc"' in svg
    texts = seen(drawn[f"{name}.svg"])
    assert texts.count(title[1]) == 1
    assert description[1].startswith("5 reports")
    assert any(text.startswith("5 reports") for text in texts)
    assert legend <= set(texts)


@pytest.mark.parametrize("viewer", VIEWERS)
def test_colours_can_be_distinguished(viewer: str) -> None:
    """Colours with different meanings look different to viewers with any colour vision."""
    for colours in ([fill for fill, _ in BALANCE.values()], list(STEPS.values())):
        assert (
            min(
                difference(one, other, viewer)
                for one, other in combinations(colours, 2)
            )
            > 12
        )


def test_text_has_contrast() -> None:
    """Text has a contrast of at least 4.5 with its background."""
    assert min(contrast(QUIET, paper) for paper in ("white", "#f1f3f5")) >= 4.5
    assert min(contrast(ink, fill) for fill, ink in BALANCE.values()) >= 4.5
    assert contrast(INK, "#4f9d94") >= 4.5


@pytest.mark.parametrize("name", NAMES)
def test_pages_load_nothing(name: str, paged: dict[str, bytes]) -> None:
    """A page loads no other file, and its content policy forbids it."""
    page = paged[f"{name}.html"].decode()
    head = page.partition("<title>")[0]
    assert "default-src 'none'" in head
    assert ("script-src 'none'" in head) == ("<script" not in page)
    elements = re.sub(r"(<script\b[^>]*>).*?</script>", r"\1", page, flags=re.DOTALL)
    assert not re.findall(
        r'<link|<iframe|<img|\b(?:src|href|action|data)\s*=\s*["\']|url\((?!#)|@import',
        elements,
    )


@pytest.mark.parametrize("name", ["heat-map", "timeline", "themes-together"])
def test_pages_of_drawn_pictures_have_no_script(
    name: str, paged: dict[str, bytes]
) -> None:
    """The pages of these pictures have no script, and no title that would hide tooltips."""
    page = paged[f"{name}.html"].decode()
    assert "<script" not in page
    assert "script-src 'none'" in page
    wide, narrow = re.findall(r"<svg [^>]*>", page)
    assert 'aria-describedby="desc-screen"' in wide
    assert 'aria-describedby="desc-phone"' in narrow
    assert wide.count('aria-label="') == narrow.count('aria-label="') == 1
    assert '<title id="title">' not in page


def test_network_page_can_be_used_without_a_mouse(paged: dict[str, bytes]) -> None:
    """Every node on the page of the network can be reached with the keyboard."""
    page = paged["network.html"].decode()
    nodes = re.findall(r'<g class="node [^>]*>|<g [^>]*class="node [^>]*>', page)
    assert len(nodes) > 40
    assert all('tabindex="0"' in node and 'aria-label="' in node for node in nodes)


def test_chart_pages_hold_their_figures_as_a_table(paged: dict[str, bytes]) -> None:
    """On each page, a table before the picture contains its figures."""
    for page in paged.values():
        assert page.index(b"<table>") < page.index(b"<svg")
    assert "<td>Early help</td><td>All reports</td>" in paged["heat-map.html"].decode()
    assert "<td>requires improvement</td>" in paged["timeline.html"].decode()


# What they show

_COUNTS = """SELECT ?report ?broad ?polarity (COUNT(DISTINCT ?statement) AS ?number) {
    ?statement insp:statedIn ?report ; insp:polarity ?polarity ; insp:theme/skos:broader* ?broad .
    FILTER NOT EXISTS { ?broad skos:broader ?broader } } GROUP BY ?report ?broad ?polarity"""


def cells(store: Store) -> Iterator[tuple[tuple[str, str], tuple[int, int]]]:
    """Yield each cell of the heat map with its numbers of strengths and weaknesses.

    A cell is a pair: theme and report.
    """
    for theme, report, strengths, weaknesses in heat_map(
        read_corpus(store), Look()
    ).rows:
        yield (str(theme), str(report)), (int(str(strengths)), int(str(weaknesses)))


def test_heat_map_counts_what_sparql_counts(
    whole: Store, drawn: dict[str, bytes]
) -> None:
    """Each number in the heat map is the result of a SPARQL query that counts the findings."""
    head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    rows = cast(
        "QuerySolutions", whole.query(head + _COUNTS, use_default_graph_as_union=True)
    )
    counted = {
        (
            row["report"].value,
            row["broad"].value,
            row["polarity"].value.rsplit("/")[-1],
        ): int(row["number"].value)
        for row in rows
    }
    corpus = read_corpus(whole)
    labels = {
        theme.iri: theme.label.capitalize()
        for theme in corpus.themes.values()
        if theme.iri == theme.broad
    }
    columns = {
        f"{report.title}, {corpus.name(report.framework, 50)}": report.iri
        for report in corpus.reports
    }
    shown = dict(cells(whole))
    texts = seen(drawn["heat-map.svg"])
    assert len(labels) == 13
    for theme, label in labels.items():
        for column, report in columns.items():
            strengths, weaknesses = (
                counted.get((report, theme, each), 0)
                for each in ("strength", "weakness")
            )
            assert shown[label, column] == (strengths, weaknesses)
            if strengths + weaknesses:
                assert f"+{strengths}" in texts
                assert f"−{weaknesses}" in texts


def test_one_changed_polarity_changes_its_cells_only(few: Store) -> None:
    """If a strength becomes a weakness, only the cells of its theme and the totals change."""
    strength = concept("polarity", "strength")
    changed = next(
        quad
        for quad in few.quads_for_pattern(None, INSP.polarity, strength)
        if sum(1 for _ in few.quads_for_pattern(quad.subject, INSP.theme, None)) == 1
    )
    others = altered(few, changed, concept("polarity", "weakness"))
    before, after = (dict(cells(store)) for store in (few, others))
    differing = {
        key: (before[key], after[key]) for key in before if before[key] != after[key]
    }
    corpus = read_corpus(few)
    statement = next(
        each for each in corpus.statements if NamedNode(each.iri) == changed.subject
    )
    theme = corpus.label(corpus.themes[next(iter(statement.themes))].broad).capitalize()
    report = next(each for each in corpus.reports if each.iri == statement.report)
    column = f"{report.title}, {corpus.name(report.framework, 50)}"
    assert set(differing) == {
        (row, each) for row in (theme, "All themes") for each in (column, "All reports")
    }
    assert all(new == (old[0] - 1, old[1] + 1) for old, new in differing.values())
    assert pictures(others, ["timeline"]) == pictures(few, ["timeline"])


def test_one_changed_grade_changes_its_mark_only(
    few: Store, drawn_few: dict[str, bytes]
) -> None:
    """If a grade changes, one word of the timeline changes.

    The network changes too, and all other pictures stay the same.
    """
    good, poor = concept("scale/sif", "good"), concept("scale/sif", "inadequate")
    changed = next(
        few.quads_for_pattern(None, INSP.grade, good, graph("netherford-sif-2015"))
    )
    others = altered(few, changed, poor)
    new = pictures(others)
    assert {name for name in new if new[name] != drawn_few[name]} == {
        "timeline.svg",
        "network.svg",
        "network.dot",
    }
    before, after = (
        timeline(read_corpus(store), Look()).rows for store in (few, others)
    )
    assert [row[4] for row in before if row not in after] == ["good"]
    assert [row[4] for row in after if row not in before] == ["inadequate"]
    words = seen(drawn_few["timeline.svg"])
    for word in seen(new["timeline.svg"]):
        if word in words:
            words.remove(word)
    assert words == ["good"]


def test_network_holds_authorities_reports_judgements_and_themes(whole: Store) -> None:
    """The network contains 3 authorities, 5 reports, 34 grades and 40 themes."""
    found = network(read_corpus(whole))
    assert [
        len(of_kind(found, kind))
        for kind in ("authority", "report", "judgement", "theme")
    ] == [3, 5, 34, 40]


def test_network_text_names_every_edge(whole: Store, drawn: dict[str, bytes]) -> None:
    """The text file of the network has one line for each node and each edge."""
    found = network(read_corpus(whole))
    assert (
        len(drawn["network.dot"].decode().splitlines())
        == len(found) + found.number_of_edges() + 2
    )


# How grades compare


@pytest.fixture(scope="session")
def knowsley(whole: Store) -> tuple[Corpus, list[Grade]]:
    """Return all data of the five reports, and the grades of Knowsley."""
    corpus, authority = read_corpus(whole), thing("authority", "knowsley").value
    return corpus, [grade for grade in corpus.grades if grade.authority == authority]


def test_subjects_that_compare_share_a_row(
    knowsley: tuple[Corpus, list[Grade]],
) -> None:
    """In the timeline, grades on comparable subjects share a row; others do not."""
    corpus, grades = knowsley
    rows = [
        [grade.aspect.rsplit("/aspect/")[-1] for grade in row.grades]
        for row in rows_of(corpus, grades)
    ]
    assert [
        "apa/staying-safe",
        "jar-2007/safeguarding",
        "sla-2009/safeguarding-overall-effectiveness",
        "sif/help-and-protection",
    ] in rows
    assert ["sif/overall-effectiveness"] in rows


@pytest.mark.parametrize(
    ("one", "other", "result"),
    [
        (
            "jar-2007/safeguarding",
            "sla-2009/safeguarding-overall-effectiveness",
            "comparable in part",
        ),
        ("apa/staying-safe", "jar-2007/safeguarding", "comparable in part"),
        (
            "jar-2007/service-management",
            "sif/leadership-management-governance",
            "not comparable",
        ),
        (
            "aca-2011/childrens-services-assessment",
            "sif/overall-effectiveness",
            "not comparable",
        ),
        ("sif/adoption-performance", "jar-2007/safeguarding", "not comparable"),
    ],
)
def test_grades_compare_as_the_curators_say(
    one: str, other: str, result: str, knowsley: tuple[Corpus, list[Grade]]
) -> None:
    """Two grades are comparable as far as the curators state it for subjects and scales."""
    corpus, grades = knowsley
    first, second = (
        next(grade for grade in grades if grade.aspect.endswith(f"/aspect/{aspect}"))
        for aspect in (one, other)
    )
    assert comparable(corpus, first, second) == result


@pytest.mark.parametrize(
    ("left_out", "cut"),
    [
        ((), []),
        (("sla-2009",), ["sif"]),
        (("sla-2009", "aca-2011", "jar-2007"), ["sif"]),
    ],
)
def test_time_is_cut_where_nothing_before_compares_with_anything_after(
    left_out: tuple[str, ...], cut: list[str], knowsley: tuple[Corpus, list[Grade]]
) -> None:
    """The timeline is cut where no earlier grade is comparable with a later grade."""
    corpus, every = knowsley
    grades = [
        grade for grade in every if grade.framework.rsplit("/", 1)[-1] not in left_out
    ]
    stripes = inspections(grades)
    found = breaks(corpus, stripes)
    assert [stripes[n][0].framework.rsplit("/", 1)[-1] for n in found] == cut
    for n in found:
        crossing = {
            comparable(corpus, one, other)
            for before in stripes[:n]
            for one in before
            for after in stripes[n:]
            for other in after
        }
        assert crossing == {"not comparable"}


def test_the_cut_is_drawn_and_labelled(whole: Store, drawn: dict[str, bytes]) -> None:
    """The cut in the timeline is labelled, and there is no label if there is no cut."""
    words, scheme = "scales do not compare across", concept("aspect/sla-2009").value
    without = new_store(
        quad
        for quad in whole
        if not (quad.predicate == INSP.aspect and scheme in str(quad.object))
    )
    assert words not in " ".join(seen(drawn["timeline.svg"]))
    assert words in " ".join(seen(pictures(without, ["timeline"])["timeline.svg"]))


def test_quoted_grade_that_is_quoted_twice_is_one_mark(
    knowsley: tuple[Corpus, list[Grade]],
) -> None:
    """A grade that two reports quote, one with its month, has one mark with the month."""
    _, grades = knowsley
    marks = [
        grade
        for grade in grades
        if grade.aspect.endswith("/safeguarding-overall-effectiveness")
    ]
    assert [(mark.quoted, str(mark.begin), str(mark.end)) for mark in marks] == [
        (True, "2010-03-01", "2010-03-31")
    ]


def test_grades_quoted_of_one_day_are_one_mark(whole: Store) -> None:
    """If two reports quote a grade with the same day, the grade is counted once."""
    aspect = NamedNode(
        f"{concept('aspect/sla-2009').value}/safeguarding-overall-effectiveness"
    )
    quoted = [
        quad.subject for quad in whole.quads_for_pattern(None, INSP.aspect, aspect)
    ]
    times = {
        time.object
        for one in quoted
        for time in whole.quads_for_pattern(one, INSP.reportedTime, None)
    }
    day = Literal("2010-03-15", datatype=XSD.date)
    dated = new_store(
        (
            Quad(quad.subject, quad.predicate, day, quad.graph_name)
            if quad.subject in times and quad.predicate in {INSP.earliest, INSP.latest}
            else quad
        )
        for quad in whole
    )
    assert len(times) == 2
    assert [grade.aspect for grade in read_corpus(dated).grades].count(
        aspect.value
    ) == 1


# Other graphs


def test_an_empty_graph_is_drawn() -> None:
    """The pictures of an empty graph say that it has 0 reports."""
    for name, content in pictures(Store()).items():
        assert not name.endswith(".svg") or any(
            "0 reports" in text for text in seen(content)
        )


def test_a_report_without_a_date_is_drawn(few: Store) -> None:
    """A report without a date is drawn in the network.

    Its grades are not in the timeline, which counts them as not drawn.
    """
    dated = {INSP.published, INSP.fieldwork}
    undated = new_store(quad for quad in few if quad.predicate not in dated)
    svg = pictures(undated)
    assert "Netherford" in seen(svg["network.svg"])
    assert any(
        text.startswith("Not drawn: 10 grades") for text in seen(svg["timeline.svg"])
    )


def test_many_reports_show_the_latest(whole: Store) -> None:
    """If there are too many reports, the network shows the latest, and gives the total number."""
    quads = [*whole]
    for n in range(6):
        quads += copied(whole, "halton-jar-2008", f"halton-jar-2008-{n}")
    drawn = pictures(new_store(quads))
    assert any("(the latest of 11)" in text for text in seen(drawn["network.svg"]))
    for name in SVG:
        assert overlaps(text_boxes(drawn[name])) == []


@pytest.mark.slow
def test_many_reports_are_rows_of_the_heat_map(whole: Store) -> None:
    """If there are more than eight reports, each is a row of the heat map.

    The names of the themes are repeated after 25 rows.
    """
    quads = [*whole]
    for n in range(26):
        quads += copied(whole, "sefton-jar-2007", f"sefton-jar-2007-{n}")
    svg = pictures(new_store(quads), ["heat-map"])["heat-map.svg"]
    boxes = text_boxes(svg)
    rows = [box for box in boxes if box.text.startswith("Sefton 2007")]
    assert len({box.top for box in rows}) == len(rows) == 27
    headings = [box for box in boxes if box.text == "All themes"]
    assert [sum(box.top < other.top for box in rows) for other in headings] == [0, 25]
    assert overlaps(boxes) == []
    assert min(box.size for box in boxes) >= 11


def copied(store: Store, name: str, other: str) -> Iterator[Quad]:
    """Yield the quads of a report, renamed to another report."""

    def renamed(
        term: NamedNode | BlankNode | Literal | Triple,
    ) -> NamedNode | BlankNode | Literal | Triple:
        if isinstance(term, Literal) and term.value == name:
            return Literal(other)
        return (
            NamedNode(term.value.replace(name, other))
            if isinstance(term, NamedNode)
            else term
        )

    for quad in store.quads_for_pattern(None, None, None, graph(name)):
        yield Quad(
            cast("NamedNode", renamed(quad.subject)),
            quad.predicate,
            renamed(quad.object),
            graph(other),
        )


def test_types_are_those_of_the_ontology(whole: Store) -> None:
    """The graph contains instances of each class that the queries name."""
    for name in (
        "Report",
        "Theme",
        "Grade",
        "Judgement",
        "ReportedJudgement",
        "Framework",
        "Aspect",
    ):
        assert (
            next(whole.quads_for_pattern(None, RDF.type, NamedNode(DEF + name)), None)
            is not None
        )


# The command


@pytest.fixture(scope="session")
def graphs(
    few: Store, small: Project, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Return a folder with the published graph of the small project."""
    folder = tmp_path_factory.mktemp("drawing") / "graphs"
    write_set(folder, published(few, settings=small.settings))
    return folder


def test_command_writes_the_pictures(
    graphs: Path, tmp_path: Path, few: Store, small: Project
) -> None:
    """`draw` writes the same pictures as a build, with the same publisher and licence."""
    result = CliRunner().invoke(
        main, ["draw", "--graphs", str(graphs), "-o", str(tmp_path / "out")]
    )
    assert result.exit_code == 0, result.output
    assert {
        file.name: file.read_bytes()
        for file in (tmp_path / "out").iterdir()
        if file.name != MANIFEST
    } == pictures(few, look=Look(imprint=imprint_of(small.settings)))


def test_command_writes_one_page(graphs: Path, tmp_path: Path) -> None:
    """`draw network --html` writes only the page of the network."""
    result = CliRunner().invoke(
        main,
        ["draw", "network", "--html", "--graphs", str(graphs), "-o", str(tmp_path)],
    )
    assert result.exit_code == 0, result.output
    assert sorted(file.name for file in tmp_path.iterdir()) == [
        MANIFEST,
        "network.html",
    ]


def test_command_knows_the_names() -> None:
    """The command and the library name the same pictures; an unknown name is refused."""
    assert draw_command.NAMES == NAMES
    assert draw_command.SIZES == SIZES
    assert draw_command.THEMES == THEMES
    result = CliRunner().invoke(main, ["draw", "time-line"])
    assert result.exit_code == 2
    assert "'timeline'" in result.output
