"""The page of all councils, and the timeline of the grades of each council.

The page of all councils has a strip for each council. A strip is a time line with a
mark for each inspection. The pictures look like the pictures of `draw`. A table above
each picture has the same grades, with links.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from inspectgraph.draw.comparability import Row, comparable, rows_of, step
from inspectgraph.draw.corpus import Corpus, Report
from inspectgraph.draw.corpus import Grade as Drawn
from inspectgraph.draw.councils import FIELDS, Council, CouncilMark, Councils, Regime
from inspectgraph.draw.councils_svg import YearAxis, axis_of, patterns, strip
from inspectgraph.draw.links import Links
from inspectgraph.draw.svg import line, tag
from inspectgraph.draw.text_metrics import sentence
from inspectgraph.draw.timeline_layout import short_time
from inspectgraph.publish.graph import last_part
from inspectgraph.publish.records import Grade
from inspectgraph.publish.site import File, Site
from inspectgraph.publish.views_files import Maker, csv_file, made
from inspectgraph.publish.views_sparql import QUERIES, of_timeline
from inspectgraph.publish.year_strips import (
    bands_and_years,
    head_height,
    legend_list,
    picture,
)
from inspectgraph.rdf.namespaces import INSP

__all__ = ["council_files", "timeline_page"]

#: In pixels: the width of a strip, and the height of a row.
_WIDTH, _ROW = 760, 34
#: How the line between two grades is drawn, by how far they compare.
_LINES: Final = {
    "comparable": "same-line",
    "comparable in part": "part-line",
    "not comparable": "no-line",
}


@dataclass(frozen=True, slots=True)
class Given:
    """A grade in a table: its words, its page, and its comparability with the previous grade.

    `grade` is the IRI of the grade, and `href` the page of the statement, or "".
    """

    grade: str
    href: str
    days: str
    regime: str
    aspect: str
    is_quoted: bool
    compares: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A row of a timeline: its name, its grades, and the picture of the grades."""

    name: str
    grades: Sequence[Given]
    strip: Markup


@dataclass(frozen=True, slots=True)
class StripRow:
    """A council's row in the table, with marks and a picture of the marks.

    Each mark is paired with the IRI of a report.
    """

    iri: str
    name: str
    marks: Sequence[tuple[CouncilMark, str]]
    strip: Markup


def council_files(
    site: Site, corpus: Corpus, councils: Councils
) -> Iterator[tuple[str, Maker]]:
    """Yield the path of each file about councils, and the function that makes the file.

    The files are the page of all councils, the table of this page as CSV, and a
    timeline for each council with grades.
    """
    yield "view/councils.html", made(_strips, site, corpus, councils)
    header = [name.lower().replace(" ", "_") for name in FIELDS]
    yield (
        "view/councils.csv",
        lambda: csv_file(header, [mark.facts for mark in councils.marks]),
    )
    own: dict[str, list[Drawn]] = {}
    for grade in corpus.grades:
        own.setdefault(grade.authority, []).append(grade)
    drawn = _Timelines(site, corpus, councils)
    for iri, grades in own.items():
        yield f"{timeline_page(iri)}.html", made(_timeline, drawn, iri, grades)


def timeline_page(council: str) -> str:
    """Return the path of the page with the timeline of a council."""
    return f"council/{last_part(council)}/timeline"


class _Timelines:
    """The data of all timelines. The grades of each report are read once."""

    def __init__(self, site: Site, corpus: Corpus, councils: Councils) -> None:
        self.site = site
        self.corpus = corpus
        self.councils = councils
        self._known: dict[str, dict[tuple[str, str, bool], Grade]] = {}

    def statement(self, grade: Drawn) -> str:
        """Return the IRI of the statement that contains a given grade, or ""."""
        if grade.report not in self._known:
            found: dict[tuple[str, str, bool], Grade] = {}
            for one in self.site.grades(grade.report):
                found.setdefault((one.aspect, one.grade, one.kind == "quoted"), one)
            self._known[grade.report] = found
        key = (grade.aspect, grade.grade, grade.quoted)
        given = self._known[grade.report].get(key)
        return given.iri if given else ""


# The strips of councils


def _strips(site: Site, corpus: Corpus, councils: Councils) -> File:
    """Return the page of all councils.

    The page has a table and pictures of the overall grades.
    """
    reports = {report.name: report for report in corpus.reports}
    regions: list[tuple[str, list[StripRow]]] = []
    head = words = Markup("")
    if councils.regions:
        axis = axis_of(councils, 0, _WIDTH)
        head, words = _head(councils, axis), legend_list(councils, axis, is_hidden=True)
        regions = [
            (region, [_strip_row(one, axis, reports) for one in rows])
            for region, rows in councils.regions.items()
        ]
    return site.page_file(
        "view/councils",
        "views_councils",
        "Overall grades, council by council",
        view="councils",
        regions=regions,
        head=head,
        legend=words,
        subtitle=councils.subtitle,
        regimes=[one.title for one in councils.regimes],
        none=[
            iri
            for iri in site.graph.by_label(site.graph.instances(INSP.Authority))
            if iri not in _shown(councils)
        ],
        timelines={grade.authority for grade in corpus.grades},
        query=QUERIES["councils"],
    )


def _shown(councils: Councils) -> set[str]:
    return {one.iri for rows in councils.regions.values() for one in rows}


def _strip_row(
    council: Council, axis: YearAxis, reports: Mapping[str, Report]
) -> StripRow:
    """Return the row of a council, with its marks and a picture of the marks.

    A mark shows an inspection of the council. Each mark has the IRI of the inspection's
    report.
    """
    drawn = strip(council, axis, _ROW / 2, links=Links("../"))
    # The table above has the same links; the keyboard meets them there only.
    drawn_marks = [one.replace("<a ", '<a tabindex="-1" ') for one in drawn]
    place = FIELDS.index("Report")
    marks = [(mark, _iri(reports, mark.facts[place])) for mark in council.marks]
    return StripRow(
        council.iri, council.name, marks, _svg([*_guides(axis), *drawn_marks], _ROW)
    )


def _iri(reports: Mapping[str, Report], name: str) -> str:
    return reports[name].iri if name in reports else ""


# The timeline of a council


def _timeline(drawn: _Timelines, iri: str, grades: Sequence[Drawn]) -> File:
    """Return the page with all grades of a council, in rows of comparable aspects."""
    corpus, site = drawn.corpus, drawn.site
    name = site.graph.label(iri)
    used = _in_order(corpus, {grade.framework for grade in grades})
    parts = rows_of(corpus, grades)
    strips = tuple(_council(corpus, site, iri, row) for row in parts)
    own = replace(
        drawn.councils, regions={name: strips}, regimes=tuple(_regimes(corpus, used))
    )
    axis = axis_of(own, 0, _WIDTH)
    rows = [
        _timeline_row(drawn, row, strip_, axis)
        for row, strip_ in zip(parts, strips, strict=True)
    ]
    return site.page_file(
        timeline_page(iri),
        "views_timeline",
        f"{name}: grades over time",
        view="timeline",
        council=iri,
        name=name,
        rows=rows,
        head=_head(own, axis),
        legend=legend_list(own, axis, is_hidden=True),
        relations=Counter(
            one.compares for row in rows for one in row.grades if one.compares
        ),
        lines=list(_LINES.items()),
        quoted=sum(grade.quoted for grade in grades),
        awarded=sum(not grade.quoted for grade in grades),
        regimes=[(last_part(one), corpus.name(one, 72)) for one in used],
        query=of_timeline(iri),
    )


def _in_order(corpus: Corpus, frameworks: Iterable[str]) -> list[str]:
    """Return frameworks in the order in which they came into use."""
    return sorted(
        frameworks,
        key=lambda iri: (
            f"{corpus.in_use[iri].first or ''}" if iri in corpus.in_use else "",
            iri,
        ),
    )


def _council(corpus: Corpus, site: Site, iri: str, row: Row) -> Council:
    """Return a council for the picture of one table row.

    The marks of the council are the grades in the row.
    """
    marks = tuple(_mark(corpus, site, grade) for grade in row.grades)
    return Council(iri, site.graph.label(iri), "", marks, ())


def _mark(corpus: Corpus, site: Site, grade: Drawn) -> CouncilMark:
    word = corpus.label(grade.grade)
    return CouncilMark(
        day=grade.middle if grade.quoted else grade.end,
        step=step(grade.share),
        grade=word,
        letter=word[:1].upper(),
        quoted=grade.quoted,
        facts=(
            site.graph.label(grade.authority),
            corpus.regions.get(grade.authority, ""),
            short_time(grade.begin, grade.end),
            corpus.name(grade.framework, 72),
            corpus.label(grade.aspect),
            word,
            "quoted by this report" if grade.quoted else "awarded",
            site.report(grade.report).name,
        ),
    )


def _timeline_row(
    drawn: _Timelines, row: Row, council: Council, axis: YearAxis
) -> TimelineRow:
    corpus = drawn.corpus
    names = dict.fromkeys(corpus.label(grade.aspect) for grade in row.grades)
    given = [
        Given(
            grade=grade.grade,
            href=drawn.statement(grade),
            days=short_time(grade.begin, grade.end),
            regime=last_part(grade.framework),
            aspect=corpus.label(grade.aspect),
            is_quoted=grade.quoted,
            compares=compares,
            facts=(corpus.name(grade.framework, 72),),
        )
        for grade, compares in zip(row.grades, _compares(corpus, row), strict=True)
    ]
    own = list(strip(council, axis, _ROW / 2))
    first = len(own) - len(given)
    parts = [
        *_guides(axis),
        *_links(corpus, row, council, axis),
        *own[:first],
        *(_chosen(*pair) for pair in zip(own[first:], given, strict=True)),
    ]
    return TimelineRow(sentence(" → ".join(names)), given, _svg(parts, _ROW))


def _chosen(mark: str, given: Given) -> str:
    """Put the drawing of a grade into an element that the filter of the page can find.

    The element has two attributes for the filter. One attribute is the framework. The
    other attribute is `quoted` or `awarded`.
    """
    kind = "quoted" if given.is_quoted else "awarded"
    return tag("g", mark, data_regime=given.regime, data_kind=kind)


def _compares(corpus: Corpus, row: Row) -> list[str]:
    """For each grade in a table row, return its comparability with the grade before it.

    For the first grade, the result is "".
    """
    return ["", *(comparable(corpus, a, b) for a, b in pairwise(row.grades))]


def _links(corpus: Corpus, row: Row, council: Council, axis: YearAxis) -> Iterator[str]:
    """Yield the lines that join successive grades in the picture of a table row."""
    for (one, other), (left, right) in zip(
        pairwise(row.grades), pairwise(council.marks), strict=True
    ):
        ends = (axis.x(left.day), _ROW / 2, axis.x(right.day), _ROW / 2)
        yield line(*ends, class_=_LINES[comparable(corpus, one, other)])


def _regimes(corpus: Corpus, used: Iterable[str]) -> Iterator[Regime]:
    """Yield the inspection regimes (frameworks) whose time in use is known."""
    for iri in used:
        time = corpus.in_use.get(iri)
        if time and time.first:
            yield Regime((corpus.name(iri, 72), corpus.short(iri)), time)


# What both share


def _head(councils: Councils, axis: YearAxis) -> Markup:
    """Return the picture above the rows, which shows the years and the frameworks.

    For each framework, a band shows the years in which the framework was in use.
    """
    parts = [patterns(), *bands_and_years(councils, axis)]
    return _svg(parts, head_height(councils))


def _guides(axis: YearAxis) -> list[str]:
    """Return the vertical lines of all years as one path, which keeps the page small."""
    path = "".join(f"M{x:.1f} 0V{_ROW}" for x in axis.years().values())
    return [tag("path", d=path, class_="guide", fill="none")]


def _svg(parts: Iterable[str], height: float) -> Markup:
    """Return a picture that a screen reader skips, because the table has the same facts."""
    return picture(parts, _WIDTH, height, is_hidden=True)
