"""The heat map: strengths and weaknesses by theme and report, with lists of statements.

The heat map is a table of links. A theme leads to the heat map of its narrower themes,
and a cell leads to the list of its statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.heat_map import BALANCE
from inspectgraph.draw.text_metrics import sentence
from inspectgraph.publish.graph import Resource, last_part
from inspectgraph.publish.records import NOT_PRINTED, Inspected
from inspectgraph.publish.site import File, Site
from inspectgraph.publish.views_counts import NAMES, Count, Themes
from inspectgraph.publish.views_files import Maker, csv_file, made
from inspectgraph.publish.views_sparql import QUERIES, of_theme, of_theme_in_report
from inspectgraph.publish.words import kind_of
from inspectgraph.query.density import closeness
from inspectgraph.rdf.namespaces import INSP, OA

__all__ = ["cell_page", "heat_map_files"]

#: The largest number of reports as columns. More reports are rows, as many on each page.
_WIDE, _ON_PAGE = 8, 50
_ALL_REPORTS, _ALL_THEMES = "All reports", "All themes"
_COLUMNS: Final = (
    "broad_theme",
    "theme",
    "report",
    "strengths",
    "weaknesses",
    "other_statements",
)
_ORDER: Final = ("strength", "weakness", "mixed", "neutral", "")


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a row or column of the heat map, which is a theme or a report.

    `small` has the words below the label. `href` is the page to which the label links,
    or "". `is_total` is true if the row or column is for all themes or all reports.
    """

    key: str
    label: str
    small: str = ""
    href: str = ""
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its count, the link to the list of its statements, and its name."""

    count: Count
    href: str
    name: str


@dataclass(frozen=True, slots=True)
class Table:
    """A heat map: its columns and its rows of cells.

    `rows_are` names what the rows show, such as themes.
    """

    rows_are: str
    columns: Sequence[Head]
    rows: Sequence[tuple[Head, Sequence[Cell]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A requested heat map: its page, its title, its themes and its query.

    `theme` is the broader theme that all `themes` share. It is "" for the heat map of
    broad themes.
    """

    path: str
    title: str
    themes: Sequence[str]
    query: str
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A statement in a list: its IRI, its words, and its passages."""

    iri: str
    words: str
    kind: str
    passages: Sequence[tuple[str, str]]


def cell_page(report: Inspected, theme: str) -> str:
    """Return the path of the page with the statements about one theme in one report."""
    return f"report/{report.name}/theme/{last_part(theme)}"


def heat_map_files(
    site: Site, corpus: Corpus, themes: Themes
) -> Iterator[tuple[str, Maker]]:
    """Yield the heat maps of broad and narrower themes, and a list of statements for each cell."""
    drawn = _HeatMaps(site, corpus, themes)
    yield from drawn.pages(drawn.whole())
    for theme in themes.totals:
        if any(one in themes.totals for one in themes.tree.children.get(theme, ())):
            yield from drawn.pages(drawn.opened(theme))
    # The lists of a report follow each other, so that its statements are read once.
    for report in drawn.reports:
        for theme, counts in themes.counts.items():
            if count := counts.get(report.iri):
                path = f"{cell_page(report, theme)}.html"
                yield path, made(drawn.statements, theme, report, count)
    yield "view/heat-map.csv", lambda: csv_file(_COLUMNS, _rows(drawn))


class _HeatMaps:
    """All heat maps of a graph, with the reports that they show."""

    def __init__(self, site: Site, corpus: Corpus, themes: Themes) -> None:
        self.site = site
        self.themes = themes
        self.labels = {iri: one.label for iri, one in corpus.themes.items()}
        self.reports = [site.report(report.iri) for report in corpus.in_full]
        self.titles = {report.iri: report.title for report in corpus.in_full}
        self.short = {
            report.iri: corpus.short(report.framework) for report in corpus.in_full
        }
        self.densities = corpus.densities
        self.left_out = len(corpus.reports) - len(self.reports)

    def name(self, theme: str) -> str:
        """Return the label of a theme with a capital letter at its beginning."""
        return sentence(self.labels[theme])

    # Pages

    def whole(self) -> Asked:
        """Return the heat map of broad themes."""
        return Asked(
            "view/heat-map",
            "Strengths and weaknesses by theme and report",
            self.themes.tree.top,
            QUERIES["heat-map"],
        )

    def opened(self, theme: str) -> Asked:
        """Return the heat map of the themes that are narrower than a given theme."""
        name = self.name(theme)
        return Asked(
            f"view/heat-map/{last_part(theme)}",
            f"{name}: strengths and weaknesses by narrower theme and report",
            self.themes.tree.children[theme],
            of_theme(theme),
            theme,
        )

    def pages(self, asked: Asked) -> Iterator[tuple[str, Maker]]:
        """Yield the pages of a heat map. Each page has one block of reports."""
        blocks = self._blocks()
        ends = ["", *(f"-page-{n}" for n in range(2, len(blocks) + 1))]
        names = [
            (asked.path + end, _years(block))
            for end, block in zip(ends, blocks, strict=True)
        ]
        for (path, _), block in zip(names, blocks, strict=True):
            yield f"{path}.html", made(self._page, path, asked, block, names)

    def _page(
        self,
        path: str,
        asked: Asked,
        block: Sequence[Inspected],
        names: Sequence[tuple[str, str]],
    ) -> File:
        """Return a page of a heat map.

        `names` lists the paths and years of all pages of the heat map.
        """
        order = self.themes.most_first(asked.themes, self.labels)
        silent = [one for one in asked.themes if one not in order]
        return self.site.page_file(
            path,
            "views_heat_map",
            asked.title,
            view="heat-map",
            table=self._table(asked.theme, order, block),
            theme=asked.theme,
            broader=list(self.themes.tree.parents.get(asked.theme, ())),
            silent=sorted(silent, key=self.name),
            blocks=names if len(names) > 1 else [],
            left_out=self.left_out,
            reports=len(self.reports),
            total=self._count(asked.theme, None),
            legend=list(zip(BALANCE, NAMES.values(), strict=True)),
            query=asked.query,
            closeness=self._closeness(block),
        )

    def _closeness(self, block: Sequence[Inspected]) -> str:
        """Return a note on the density of statements in the reports on a page.

        The density is the number of statements for each 100 sentences.
        """
        every = self.densities
        known = [every[report.iri] for report in block if report.iri in every]
        return closeness(known, most=_ON_PAGE)

    def _blocks(self) -> list[list[Inspected]]:
        if len(self.reports) <= _WIDE:
            return [self.reports]
        starts = range(0, len(self.reports), _ON_PAGE)
        return [self.reports[n : n + _ON_PAGE] for n in starts]

    def statements(self, theme: str, report: Inspected, count: Count) -> File:
        """Return the page with the statements about one theme in one report."""
        groups: dict[str, list[Listed]] = {}
        for one in self.site.graph.resources(count.statements):
            polarity = last_part(one.link(INSP.polarity))
            groups.setdefault(polarity, []).append(_listed(self.site, one))
        return self.site.page_file(
            cell_page(report, theme),
            "views_statements",
            f"{self.name(theme)}: {self.titles[report.iri]}",
            view="heat-map",
            theme=theme,
            report=report,
            count=count,
            groups=[(name, groups[name]) for name in _ORDER if name in groups],
            narrower=[
                one
                for one in self.themes.most_first(
                    self.themes.tree.children.get(theme, ()), self.labels
                )
                if report.iri in self.themes.counts[one]
            ],
            cells=self.themes.counts,
            query=of_theme_in_report(theme, report.iri),
        )

    # Tables

    def _table(
        self, theme: str, order: Sequence[str], block: Sequence[Inspected]
    ) -> Table:
        """Return a heat map with the themes as rows, or with the reports as rows."""
        themes = [self._theme(one) for one in order]
        whole = f"{self.name(theme)}, all of it" if theme else _ALL_THEMES
        heads = [*themes, Head(theme, whole, is_total=True)]
        reports = [self._report(one) for one in block]
        reports.append(Head("", _ALL_REPORTS, is_total=True))
        if len(self.reports) <= _WIDE:
            rows = [
                (one, [self._cell(one, report) for report in reports]) for one in heads
            ]
            return Table("themes", reports, rows)
        rows = [(one, [self._cell(head, one) for head in heads]) for one in reports]
        return Table("reports", heads, rows)

    def _theme(self, theme: str) -> Head:
        own = self.themes.tree.children.get(theme, ())
        narrower = sum(one in self.themes.totals for one in own)
        href = f"view/heat-map/{last_part(theme)}.html" if narrower else ""
        words = f"{narrower} narrower" if narrower else ""
        return Head(theme, self.name(theme), words, href)

    def _report(self, report: Inspected) -> Head:
        days = report.days
        if days == NOT_PRINTED:
            days = f"days {NOT_PRINTED}"
        words = f"{self.short[report.iri]}, {days}"
        return Head(
            report.iri, self.titles[report.iri], words, f"report/{report.name}.html"
        )

    def _cell(self, theme: Head, report: Head) -> Cell:
        count = self._count(theme.key, report.key or None)
        href = ""
        if count.statements and theme.key and report.key:
            href = f"{cell_page(self.site.report(report.key), theme.key)}.html"
        return Cell(count, href, f"{theme.label}, {report.label}")

    def _count(self, theme: str, report: str | None) -> Count:
        """Return the count for a theme in a report.

        If `theme` is "", the count is for all themes. If `report` is None, it is for
        all reports.
        """
        if report is None:
            return self.themes.totals[theme] if theme else self.themes.everything
        counts = self.themes.counts[theme] if theme else self.themes.by_report
        return counts.get(report) or Count()


def _years(reports: Sequence[Inspected]) -> str:
    """Return the years of the given reports, such as `2007 to 2014`."""
    years = sorted(report.year for report in reports if report.year)
    if not years:
        return "year not printed"
    return years[0] if years[0] == years[-1] else f"{years[0]} to {years[-1]}"


def _listed(site: Site, statement: Resource) -> Listed:
    """Return the entry for a statement in a list.

    The entry has the words of the statement, and links to the passages of the report
    that support the statement.
    """
    graph = site.graph
    words = (
        statement.text(INSP.note)
        or statement.text(INSP.what)
        or site.statement_words(statement)
    )
    sources = {
        graph.resource(evidence).link(OA.hasSource)
        for evidence in statement.links(INSP.evidence)
    }
    passages = sorted(
        (graph.resource(one) for one in sources if one),
        key=lambda one: one.number(INSP.unitOrder),
    )
    kind = "" if statement.is_a(INSP.Finding) else kind_of(statement)
    return Listed(
        statement.iri,
        words,
        kind,
        [(one.iri, one.text(INSP.unitId)) for one in passages],
    )


def _rows(drawn: _HeatMaps) -> Iterable[tuple[str | int, ...]]:
    """Yield the theme, the report and the counts of each cell that has statements."""
    tree, label = drawn.themes.tree, drawn.labels
    for theme in sorted(drawn.themes.counts, key=lambda one: (label[one], one)):
        above = [one for one in tree.above(theme) if one in tree.top]
        counts = drawn.themes.counts[theme]
        for report in drawn.reports:
            if count := counts.get(report.iri):
                yield (
                    "; ".join(label[one] for one in above),
                    label[theme],
                    report.name,
                    count.strengths,
                    count.weaknesses,
                    count.others,
                )
