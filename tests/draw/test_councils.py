"""Tests of the picture `councils`.

Each full inspection has a mark in the row of its council, at the day of the inspection.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from browser import opened
from colours import contrast
from inspectgraph.draw import pages, pictures
from inspectgraph.draw.comparability import STEPS
from inspectgraph.draw.corpus_reader import read_corpus
from inspectgraph.draw.councils import (
    FIELDS,
    Council,
    CouncilMark,
    Councils,
    read_councils,
)
from inspectgraph.draw.councils_svg import axis_of, regime_band, spelled_out
from inspectgraph.draw.look import Look
from inspectgraph.draw.medium import MEDIA
from inspectgraph.draw.palette import BAND, INK, ON_DARK, ON_LIGHT, QUIET
from inspectgraph.draw.timeline import timeline
from inspectgraph.rdf.iris import graph
from inspectgraph.rdf.namespaces import BASE, PREFIXES
from svg_boxes import overlaps, text_boxes

_SHARED = f"""
BASE <{BASE}>
<region/west> skos:prefLabel "West Dale"@en .
<region/east> skos:prefLabel "East Dale"@en .
<framework/sif> a insp:Framework ; skos:prefLabel "Single framework"@en ;
    insp:aspectScheme <aspect/sif> ;
    insp:inUseFrom [ insp:printed "November 2013" ; insp:earliest "2013-11-01"^^xsd:date ] ;
    insp:inUseUntil [ insp:printed "July 2018" ; insp:latest "2018-07-31"^^xsd:date ] .
<framework/ilacs> a insp:Framework ; skos:prefLabel "Local inspection"@en ;
    insp:aspectScheme <aspect/ilacs> ;
    insp:inUseFrom [ insp:printed "January 2018" ; insp:earliest "2018-01-01"^^xsd:date ] .
<framework/school> a insp:Framework ; skos:prefLabel "Schools"@en ;
    insp:aspectScheme <aspect/school> .
<aspect/sif/overall-effectiveness> a insp:Aspect ;
    skos:inScheme <aspect/sif> ; skos:prefLabel "overall effectiveness"@en .
<aspect/ilacs/overall-effectiveness> a insp:Aspect ;
    skos:inScheme <aspect/ilacs> ; skos:prefLabel "overall effectiveness"@en ;
    insp:awardedUntil "2026-03-31"^^xsd:date .
<aspect/ilacs/help-and-protection> a insp:Aspect ;
    skos:inScheme <aspect/ilacs> ; skos:prefLabel "help and protection"@en .
<aspect/school/overall-effectiveness> a insp:Aspect ;
    skos:inScheme <aspect/school> ; skos:prefLabel "overall effectiveness"@en .
<grade/o> a insp:Grade ; skos:inScheme <scale> ; insp:rank 4 ; skos:prefLabel "outstanding"@en .
<grade/g> a insp:Grade ; skos:inScheme <scale> ; insp:rank 3 ; skos:prefLabel "good"@en .
<grade/r> a insp:Grade ; skos:inScheme <scale> ; insp:rank 2 ;
    skos:prefLabel "requires improvement"@en .
<grade/i> a insp:Grade ; skos:inScheme <scale> ; insp:rank 1 ; skos:prefLabel "inadequate"@en .
<change/one> a org:ChangeEvent ; skos:note "Netherby took the place of Old Netherby."@en ;
    insp:changeTime [ insp:earliest "2015-04-01"^^xsd:date ] ;
    org:originalOrganization <authority/old-netherby> ;
    org:resultingOrganization <authority/netherby> .
"""

_COUNCIL = """
BASE <{base}>
<authority/{slug}> a insp:Authority ; skos:prefLabel "{name}"@en ;
    insp:area [ insp:region <region/{region}> ] .
"""

_REPORT = """
BASE <{base}>
<report/{name}> a insp:Report ; dcterms:identifier "{name}" ; insp:depth <depth/{depth}> ;
    insp:reportOf [
        insp:framework <framework/{framework}> ; insp:inspectedAuthority <authority/{slug}> ;
        insp:fieldwork [ insp:earliest "{begin}"^^xsd:date ; insp:latest "{end}"^^xsd:date ]
    ] .
"""

_STATEMENT = """
BASE <{base}>
<report/{name}/statement/{part}> a insp:{kind} ; insp:statedIn <report/{name}> ;
    insp:aspect <aspect/{aspect}> {more} .
"""

_COUNCILS = (
    ("netherby", "Netherby", "west"),
    ("ashby", "Ashby", "west"),
    ("zelby", "Zelby", "east"),
)

#: Report, council, regime, first and last day, and what it says of an aspect.
_REPORTS = (
    ("z-2014", "zelby", "sif", "2014-02-03", "2014-02-27", "g"),
    ("z-2019", "zelby", "ilacs", "2019-05-07", "2019-05-17", "o"),
    ("z-2026", "zelby", "ilacs", "2026-04-13", "2026-04-24", ""),
    ("n-2016", "netherby", "sif", "2016-06-06", "2016-06-30", "i"),
    ("a-2018", "ashby", "ilacs", "2018-01-15", "2018-01-26", "r"),
    ("a-2021", "ashby", "ilacs", "2021-03-01", "2021-03-12", ""),
    ("a-2022", "ashby", "ilacs", "2022-03-07", "2022-03-18", "not judged"),
    ("s-2020", "ashby", "school", "2020-03-02", "2020-03-03", "g"),
)


def turtle(template: str, **values: str) -> str:
    """Return the Turtle text of a template, with prefixes and the given values."""
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    return prefixes + template.format(base=BASE, **values)


def parts() -> Iterator[str]:
    """Yield Turtle texts that describe three invented councils and reports on them."""
    yield turtle(_SHARED.replace("{", "{{").replace("}", "}}"))
    for slug, name, region in _COUNCILS:
        yield turtle(_COUNCIL, slug=slug, name=name, region=region)
    for name, slug, framework, begin, end, grade in _REPORTS:
        values = {
            "name": name,
            "part": "overall",
            "aspect": f"{framework}/overall-effectiveness",
        }
        yield turtle(
            _REPORT,
            name=name,
            slug=slug,
            framework=framework,
            begin=begin,
            end=end,
            depth="grades",
        )
        if grade == "not judged":
            yield turtle(_STATEMENT, kind="NoJudgement", more="", **values)
        elif grade:
            more = f"; insp:grade <grade/{grade}>"
            yield turtle(_STATEMENT, kind="Judgement", more=more, **values)
    yield quoted("inadequate", "i", "2015-03-01", "2015-03-31")


def quoted(part: str, grade: str, begin: str, end: str) -> str:
    """Return the Turtle text of an overall grade that the 2019 report quotes."""
    more = (
        f'; insp:grade <grade/{grade}> ; insp:reportedTime [ insp:earliest "{begin}"^^xsd:date ;'
        f' insp:latest "{end}"^^xsd:date ]'
    )
    return turtle(
        _STATEMENT,
        kind="ReportedJudgement",
        name="z-2019",
        part=part,
        aspect="sif/overall-effectiveness",
        more=more,
    )


def loaded(texts: Iterator[str]) -> Store:
    """Return a store with the triples of Turtle texts."""
    store = Store()
    for text in texts:
        store.load(text.encode(), RdfFormat.TURTLE, to_graph=graph("tests"))
    return store


@pytest.fixture(scope="module")
def store() -> Store:
    """Return the graph of three invented councils."""
    return loaded(parts())


@pytest.fixture(scope="module")
def councils(store: Store) -> Councils:
    """Return the data of the picture: the rows of the three councils."""
    return read_councils(read_corpus(store))


def row(councils: Councils, name: str) -> Council:
    """Return the row of a council."""
    return next(
        council
        for rows in councils.regions.values()
        for council in rows
        if council.name == name
    )


def mark(councils: Councils, report: str) -> CouncilMark:
    """Return the mark of a report's own inspection, as opposed to a quoted grade."""
    return next(
        each for each in councils.marks if each.facts[-1] == report and not each.quoted
    )


def titles(svg: bytes) -> list[dict[str, str]]:
    """Return the facts in the tooltip of each mark."""
    found = re.findall(r"<title>([^<]*)</title>", svg.decode())
    facts = [unescape(title).split("\n") for title in found if "&#10;" in title]
    return [dict(line.split(": ", 1) for line in lines) for lines in facts]


# What is drawn, and where


def test_regions_and_councils_are_in_order_of_the_alphabet(councils: Councils) -> None:
    """Regions and councils are in alphabetical order."""
    names = {
        region: [council.name for council in rows]
        for region, rows in councils.regions.items()
    }
    assert list(names.items()) == [
        ("East Dale", ["Zelby"]),
        ("West Dale", ["Ashby", "Netherby"]),
    ]


def test_a_grade_is_at_the_last_day_of_fieldwork(councils: Councils) -> None:
    """The mark of an inspection is at the last day of its fieldwork, with its grade."""
    found = {
        name: (mark(councils, name).day, mark(councils, name).grade)
        for name in ("z-2014", "z-2019", "n-2016")
    }
    assert found == {
        "z-2014": (date(2014, 2, 27), "good"),
        "z-2019": (date(2019, 5, 17), "outstanding"),
        "n-2016": (date(2016, 6, 30), "inadequate"),
    }


def test_inspections_of_schools_are_not_those_of_councils(councils: Councils) -> None:
    """An inspection of a school has no mark."""
    assert "s-2020" not in {each.facts[-1] for each in councils.marks}


@pytest.mark.parametrize(
    ("report", "letter", "reason"),
    [
        ("z-2026", "–", "none awarded"),
        ("a-2022", "–", "not judged"),
        ("a-2021", "?", "not in the graph"),
    ],
)
def test_an_inspection_without_an_overall_grade_is_an_outline(
    report: str, letter: str, reason: str, councils: Councils, store: Store
) -> None:
    """The mark of an inspection that has no overall grade is an outline without a colour.

    The reason is given: none was awarded, none is in the graph, or the report says not
    judged.
    """
    own = mark(councils, report)
    assert (own.step, own.letter, own.grade) == ("", letter, reason)
    svg = pictures(store, ["councils"])["councils.svg"].decode()
    drawn = next(line for line in svg.splitlines() if f"Report: {report}" in line)
    assert 'class="open" fill="white"' in drawn
    assert not any(fill in drawn for fill in STEPS.values())


def test_a_quoted_grade_is_hatched(councils: Councils, store: Store) -> None:
    """A grade that is known only from a quotation in a later report has a hatched mark."""
    (own,) = (each for each in councils.marks if each.quoted)
    assert (own.day, own.grade, own.facts[-1]) == (
        date(2015, 3, 16),
        "inadequate",
        "z-2019",
    )
    svg = pictures(store, ["councils"])["councils.svg"].decode()
    hatched = [line for line in svg.splitlines() if "quoted by this report" in line]
    assert len(hatched) == 1
    assert 'fill="url(#hatched-lowest)"' in hatched[0]
    assert '<pattern id="hatched-lowest"' in svg


def test_a_quoted_grade_of_a_report_that_is_held_has_one_mark() -> None:
    """If a grade is in the graph and is also quoted by a later report, it has one mark."""
    again = quoted("again", "g", "2014-01-01", "2014-12-31")
    found = read_councils(read_corpus(loaded(iter([*parts(), again]))))
    good = [each for each in row(found, "Zelby").marks if each.grade == "good"]
    assert [each.quoted for each in good] == [False]


def in_full() -> Iterator[str]:
    """Yield the Turtle texts of a second extract of the report z-2014, curated in full."""
    yield turtle(
        _REPORT,
        name="z-full",
        slug="zelby",
        framework="sif",
        begin="2014-02-03",
        end="2014-02-27",
        depth="full",
    )
    yield turtle(
        _STATEMENT,
        kind="Judgement",
        name="z-full",
        part="overall",
        aspect="sif/overall-effectiveness",
        more="; insp:grade <grade/g>",
    )


def test_one_report_with_two_extracts_has_one_mark() -> None:
    """A report that has two extracts has one mark, which names the fully curated extract."""
    found = read_councils(read_corpus(loaded(iter([*parts(), *in_full()]))))
    good = [each for each in row(found, "Zelby").marks if each.grade == "good"]
    assert [each.facts[-1] for each in good] == ["z-full"]


def test_the_timeline_draws_who_has_a_report_in_full(store: Store) -> None:
    """If any report is curated in full, the timeline shows only its council, and says so.

    Otherwise the timeline shows all councils.
    """
    rows = timeline(read_corpus(store), Look()).rows
    assert {each[0] for each in rows} == {"Ashby", "Netherby", "Zelby"}
    picture = timeline(read_corpus(loaded(iter([*parts(), *in_full()]))), Look())
    assert {each[0] for each in picture.rows} == {"Zelby"}
    assert picture.subtitle[0].startswith("9 reports, 1 of 3 authorities: 2 grades")
    assert "with a report curated in full" in picture.subtitle[1]


def test_the_timeline_says_which_councils_it_leaves_out(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The subtitle gives the true reason why only some councils are in the picture."""
    monkeypatch.setattr("inspectgraph.draw.timeline._MOST", 2)
    picture = timeline(read_corpus(store), Look())
    assert len({each[0] for each in picture.rows}) == 2
    assert "authorities with the most grades" in picture.subtitle[1]
    assert "curated in full" not in picture.subtitle[1]


def test_the_timeline_says_that_a_council_has_no_grade() -> None:
    """A council whose reports award no grade is not left out for having few grades."""
    council = turtle(_COUNCIL, slug="westby", name="Westby", region="west")
    report = turtle(
        _REPORT,
        name="w-2026",
        slug="westby",
        framework="ilacs",
        begin="2026-05-04",
        end="2026-05-15",
        depth="grades",
    )
    found = timeline(read_corpus(loaded(iter([*parts(), council, report]))), Look())
    assert "only authorities with a grade to draw." in found.subtitle[1]
    assert "most" not in found.subtitle[1]


def test_a_council_that_was_created_has_a_break(councils: Councils) -> None:
    """A council that was created later has a break at that day; other councils have none."""
    (split,) = row(councils, "Netherby").splits
    assert (split.day, split.is_first, split.is_last) == (
        date(2015, 4, 1),
        True,
        False,
    )
    assert row(councils, "Zelby").splits == ()


def test_marks_are_in_order_of_time_and_never_touch(councils: Councils) -> None:
    """Marks are in the order of their days, and each year begins at its first of January."""
    axis = axis_of(councils, 0, 1000)
    assert (axis.first, axis.last) == (2014, 2026)
    days = sorted(each.day for each in councils.marks)
    assert all(axis.x(one) < axis.x(other) for one, other in pairwise(days))
    assert axis.years()[2020] == axis.x(date(2020, 1, 1))


def test_two_inspections_of_one_week_are_side_by_side() -> None:
    """Two inspections in the same week have marks side by side, and no letters overlap."""
    more = [quoted(grade, grade, "2015-03-10", "2015-03-20") for grade in "org"]
    crowded = loaded(iter([*parts(), *more]))
    svg = pictures(crowded, ["councils"])["councils.svg"]
    assert len(row(read_councils(read_corpus(crowded)), "Zelby").marks) == 7
    assert overlaps(text_boxes(svg)) == []


# What is said


def test_each_mark_says_what_it_stands_for(store: Store, councils: Councils) -> None:
    """The tooltip of each mark has the same facts as the table."""
    shown = titles(pictures(store, ["councils"])["councils.svg"])
    facts = [dict(zip(FIELDS, each.facts, strict=True)) for each in councils.marks]
    assert shown == facts
    assert {
        "Council": "Zelby",
        "Region": "East Dale",
        "Inspection": "3 Feb 2014 – 27 Feb 2014",
        "Regime": "Single framework",
        "Aspect": "overall effectiveness",
        "Overall grade": "good",
        "Source": "awarded; curated by hand",
        "Report": "z-2014",
    } in shown


def test_the_picture_tells_regimes_apart_and_its_source(store: Store) -> None:
    """The picture shows the name and time of each regime of inspection.

    Its words say what a grade means, and do not call any council best or worst.
    """
    texts = [
        box.text for box in text_boxes(pictures(store, ["councils"])["councils.svg"])
    ]
    assert {"Single framework", "November 2013 to July 2018"} <= set(texts)
    assert {"Local inspection", "since January 2018"} <= set(texts)
    words = " ".join(texts)
    assert "8 reports; 3 councils with 7 full inspections: 4 overall grades, 3" in words
    assert "not the same grade in two regimes" in words
    assert "Grades as printed then; later inspections, monitoring" in words
    assert not re.search(r"\b(current|latest|best|worst|rank)", words)


def test_a_full_inspection_without_a_day_is_counted_as_not_drawn() -> None:
    """The subtitle counts full inspections that have no day, which cannot be drawn."""
    days = re.compile(r"insp:fieldwork \[[^]]*\]")
    undated = turtle(
        days.sub("", _REPORT),
        name="n-none",
        slug="netherby",
        framework="sif",
        depth="grades",
    )
    read = read_councils(read_corpus(loaded(iter([*parts(), undated]))))
    assert any("1 full inspection without a day" in line for line in read.subtitle)
    other = read_councils(read_corpus(loaded(parts())))
    assert not any("without a day" in line for line in other.subtitle)


def test_each_grade_can_be_read_without_colour(
    councils: Councils, store: Store
) -> None:
    """Each grade has its own letter, and the letters have enough contrast."""
    letters = {each.letter: each.grade for each in councils.marks if each.step}
    assert letters == {
        "O": "outstanding",
        "G": "good",
        "R": "requires improvement",
        "I": "inadequate",
    }
    svg = pictures(store, ["councils"])["councils.svg"].decode()
    for fill, ink in zip(
        STEPS.values(), (ON_LIGHT, ON_LIGHT, ON_DARK, ON_DARK), strict=True
    ):
        assert contrast(fill, ink) >= 4.5
        assert fill in svg
    assert contrast(INK, BAND) >= 4.5
    assert contrast(QUIET, BAND) >= 4.5


def test_the_same_bytes_each_time(store: Store) -> None:
    """The picture and the page do not depend on the order of the triples."""
    again = loaded(iter(reversed([*parts()])))
    assert pictures(store, ["councils"]) == pictures(again, ["councils"])
    assert pages(store, ["councils"]) == pages(again, ["councils"])


# The page


def test_every_mark_of_the_page_can_be_reached_and_read(
    store: Store, councils: Councils
) -> None:
    """Each mark and each break on the page can be focused, and has a label."""
    page = pages(store, ["councils"])["councils.html"].decode()
    marks = re.findall(r'<g class="mark"([^>]*)>', page)
    assert len(marks) == len(councils.marks)
    assert all(
        'tabindex="0" role="img" aria-label="Council: ' in each for each in marks
    )
    assert len(re.findall(r'<g class="split" tabindex="0"', page)) == 1


def test_the_page_can_be_searched(store: Store, tmp_path: Path) -> None:
    """In a browser, the page shows a search form and the number of councils."""
    file = tmp_path / "councils.html"
    file.write_bytes(pages(store, ["councils"])["councils.html"])
    shown = opened(file, tmp_path / "profile")
    assert shown.complaints == []
    assert shown.texts["output"] == ["3 councils"]
    assert shown.texts["option"] == ["all regions", "East Dale", "West Dale"]


def test_a_search_leaves_what_it_names(store: Store, tmp_path: Path) -> None:
    """A search for part of a name leaves one council, in any letter case."""
    page = pages(store, ["councils"])["councils.html"].decode()
    filled = page.replace('<input id="name"', '<input value="ASH" id="name"')
    file = tmp_path / "councils.html"
    file.write_text(filled, encoding="utf-8")
    shown = opened(file, tmp_path / "profile")
    assert shown.texts["output"] == ["1 council"]


# Which grades count

_PARTS = """
BASE <{base}>
<framework/sla-2009> a insp:Framework ; skos:prefLabel "Safeguarding and care"@en ;
    insp:aspectScheme <aspect/sla-2009> .
<aspect/sla-2009/safeguarding-overall-effectiveness> a insp:Aspect ;
    skos:inScheme <aspect/sla-2009> ; skos:prefLabel "safeguarding"@en .
<report/z-2014/statement/part> a insp:ReportedJudgement ; insp:statedIn <report/z-2014> ;
    insp:aspect <aspect/sla-2009/safeguarding-overall-effectiveness> ; insp:grade <grade/g> ;
    insp:reportedTime [ insp:earliest "2011-03-01"^^xsd:date ; insp:latest "2011-03-31"^^xsd:date ] .
"""

_PUBLISHED = """
BASE <{base}>
<report/z-2014> insp:published [
    insp:earliest "2014-04-09"^^xsd:date ; insp:latest "2014-04-09"^^xsd:date ] .
"""

_CONFIRMED = """
BASE <{base}>
<report/{name}/statement/overall> insp:confirmation <report/{name}/confirmation/{method}> .
<report/{name}/confirmation/{method}> insp:confirmationMethod <confirmation/{method}> ;
    insp:confirmedOn "2026-11-{day}"^^xsd:date .
"""


def test_a_grade_of_a_part_is_no_overall_grade() -> None:
    """A grade of a part of an inspection has no mark, and a sentence counts such grades."""
    corpus = read_corpus(loaded(iter([*parts(), turtle(_PARTS)])))
    found = read_councils(corpus)
    assert {grade.framework for grade in corpus.grades} > {
        each for each in corpus.in_use if each.endswith("sla-2009")
    }
    assert not any("safeguarding" in each.facts for each in found.marks)
    assert len(found.regimes) == 2
    assert axis_of(found, 0, 1000).first == 2014
    assert (
        "Not drawn: 1 grade of parts of inspections that had no overall grade"
        " (Safeguarding and care)." in found.subtitle
    )


@pytest.mark.parametrize(
    ("first", "last", "marks"),
    [("2014-04-01", "2014-04-30", 1), ("2014-05-01", "2014-05-31", 2)],
)
def test_a_grade_quoted_by_the_month_of_publication_has_one_mark(
    first: str, last: str, marks: int
) -> None:
    """A grade quoted with the month of publication has the mark of its own report.

    A grade quoted with another month has a mark of its own.
    """
    texts = [*parts(), turtle(_PUBLISHED), quoted("again", "g", first, last)]
    found = read_councils(read_corpus(loaded(iter(texts))))
    good = [each for each in row(found, "Zelby").marks if each.grade == "good"]
    assert len(good) == marks


def test_the_sources_of_all_grades_are_counted() -> None:
    """The subtitle counts the sources of all grades.

    A grade that was confirmed in both ways is counted once, in a group of its own.
    """
    ways = (
        ("z-2014", "two-programs", "20"),
        ("z-2019", "two-programs", "20"),
        ("z-2019", "page", "28"),
        ("n-2016", "page", "30"),
    )
    confirmed = [
        turtle(_CONFIRMED, name=name, method=method, day=day)
        for name, method, day in ways
    ]
    found = read_councils(read_corpus(loaded(iter([*parts(), *confirmed]))))
    assert found.subtitle[-1] == (
        "Source of the grades: 1 read by two programs that agreed; not checked by a"
        " person. 1 checked against the page on 2026-11-30. 1 read by two programs that"
        " agreed, and checked against the page on 2026-11-28. 2 curated by hand."
    )
    assert "checked against the page on 2026-11-28" in mark(found, "z-2019").text


def test_the_registry_says_until_when_overall_grades_are_awarded() -> None:
    """The registry gives the last day on which overall grades are awarded.

    Without this day, a missing grade is shown as not in the graph.
    """
    texts = (
        text.replace('insp:awardedUntil "2026-03-31"^^xsd:date .', ".").replace(
            "@en ;\n    .", "@en ."
        )
        for text in parts()
    )
    found = read_councils(read_corpus(loaded(texts)))
    assert mark(found, "z-2026").letter == "?"


@pytest.mark.parametrize("width", [240, 500, 1000])
def test_the_words_of_a_band_are_inside_it(width: float, councils: Councils) -> None:
    """The name of a regime fits into its band.

    If the full name is too long, a shorter name is shown, and the legend has the full
    name.
    """
    axis = axis_of(councils, 0, width)
    explained = list(spelled_out(councils.regimes, axis))
    for regime in councils.regimes:
        band = regime_band(regime, axis, 0)
        edges = re.search(r'x="([\d.]+)"[^>]* width="([\d.]+)"', band)
        assert edges
        svg = f'<svg xmlns="http://www.w3.org/2000/svg">{band}</svg>'.encode()
        boxes = text_boxes(svg)
        assert boxes
        for box in boxes:
            assert box.left > float(edges[1])
            assert box.right <= float(edges[1]) + float(edges[2])
        shown = {box.text for box in boxes}
        is_whole = regime.names[0] in shown
        assert is_whole != any(
            regime.names[0] in "".join(parts) for _, parts in explained
        )


def test_a_sheet_within_a_region_repeats_its_name_and_the_years(store: Store) -> None:
    """If a region continues on the next sheet, the region's name and the years are repeated."""
    more = [
        turtle(_COUNCIL, slug=f"c{n}", name=f"Council {n:02}", region="west")
        for n in range(30)
    ] + [
        turtle(
            _REPORT,
            name=f"c{n}-2016",
            slug=f"c{n}",
            framework="sif",
            begin="2016-02-01",
            end="2016-02-26",
            depth="grades",
        )
        for n in range(30)
    ]
    drawn = pictures(
        loaded(iter([*parts(), *more])), ["councils"], Look(MEDIA["slide"])
    )
    texts = [[box.text for box in text_boxes(svg)] for svg in drawn.values()]
    assert len(texts) > 2
    for sheet in texts[1:]:
        assert "West Dale (continued)" in sheet
        assert "2016" in sheet
        assert "Single framework" in sheet
    names = [text for sheet in texts for text in sheet if text.startswith("Council ")]
    assert sorted(names) == [f"Council {n:02}" for n in range(30)]
