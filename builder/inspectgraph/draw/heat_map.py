"""The numbers in the heat map: strengths and weaknesses for each broad theme and report.

A broad theme is a top concept of the theme scheme. Statements on a narrower theme are
counted for its broad theme.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from inspectgraph.draw.corpus import Corpus, Report, Statement
from inspectgraph.draw.palette import ON_DARK, ON_LIGHT
from inspectgraph.draw.text_metrics import counted, sentence
from inspectgraph.query.density import closeness

__all__ = [
    "ALL",
    "BALANCE",
    "FIELDS",
    "POLARITIES",
    "Cell",
    "Column",
    "HeatMap",
    "Row",
    "balance",
    "read_heat_map",
]

#: From mostly weaknesses to mostly strengths: name, fill, and colour of the cell's text.
BALANCE: Final[Mapping[str, tuple[str, str]]] = {
    "weaknesses, 80% or more": ("#b35806", ON_DARK),
    "more weaknesses": ("#f4b266", ON_LIGHT),
    "about as many": ("#cfd5db", ON_LIGHT),
    "more strengths": ("#a9cbe8", ON_LIGHT),
    "strengths, 80% or more": ("#1f5fa6", ON_DARK),
}
_NAMES: Final = tuple(BALANCE)

#: Limits of (strengths - weaknesses) / (strengths + weaknesses): above the first a cell
#: has "more" of one polarity, from the second on "80% or more".
_MORE, _MOSTLY = 0.2, 0.6
#: The least number of statements of a filled cell; a cell with fewer is outlined.
_FILLED: Final = 3

#: The maximum number of letters in the name of a regime, if another name is shorter.
_REGIME: Final = 50

#: The polarities that are counted, in the order of the figures of a cell.
POLARITIES: Final = ("strength", "weakness")
#: The key of all reports, and of all themes.
ALL: Final = ""
_ALL_REPORTS, _ALL_THEMES = "All reports", "All themes"

#: The fields of a cell in its tooltip, and the columns of the table.
FIELDS: Final = ("Theme", "Report", "Strengths", "Weaknesses")


def balance(strengths: int, weaknesses: int) -> str:
    """Return the category for a mix of strengths and weaknesses, a key of `BALANCE`.

    The result is empty if both numbers are 0.

    >>> balance(9, 1), balance(1, 1), balance(0, 0)
    ('strengths, 80% or more', 'about as many', '')
    """
    if not strengths + weaknesses:
        return ""
    share = (strengths - weaknesses) / (strengths + weaknesses)
    step = 0
    if abs(share) > _MORE:
        step = 1
    if abs(share) >= _MOSTLY:
        step = 2
    middle = len(_NAMES) // 2
    return _NAMES[middle + step if share > 0 else middle - step]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the heat map: a report, or all reports.

    Attributes:
        iri: The IRI of the report, or `ALL`.
        parts: The parts of the name. For a report, these are the title and the regime.
            If two reports have the same title and regime, the third part is the id of
            the report.
        short: The name on one line, with the short name of the regime.
    """

    iri: str
    parts: tuple[str, ...]
    short: str

    @property
    def name(self) -> str:
        """The name of the column on one line."""
        return ", ".join(self.parts)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the heat map, for one broad theme or for all themes together.

    `iri` is the IRI of the broad theme, or `ALL`. `name` is the name of the row.
    """

    iri: str
    name: str


@dataclass(frozen=True, slots=True)
class Cell:
    """The strengths and weaknesses of a theme in a report."""

    column: Column
    row: Row
    counts: tuple[int, int]

    @property
    def balance(self) -> str:
        """The category of the cell, as a key of `BALANCE`.

        If the cell has no statements, the category is "".
        """
        return balance(*self.counts)

    @property
    def is_filled(self) -> bool:
        """Whether the cell has enough statements for a filled box rather than an outline."""
        return sum(self.counts) >= _FILLED

    @property
    def facts(self) -> tuple[str | int, ...]:
        """The values of the cell, in the order of `FIELDS`."""
        return self.row.name, self.column.name, *self.counts


@dataclass(frozen=True, slots=True)
class HeatMap:
    """The cells of the heat map, with its columns, rows and subtitle.

    The last column counts all reports. The last row counts all themes.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    cells: Mapping[tuple[str, str], Cell]
    subtitle: tuple[str, ...]

    def cell(self, column: Column, row: Row) -> Cell:
        """Return the cell of a column and a row."""
        return self.cells[column.iri, row.iri]


#: The number of statements by report, broad theme and polarity.
_Counts = Counter[tuple[str, str, str]]


def read_heat_map(corpus: Corpus, most: int) -> HeatMap:
    """Count the strengths and weaknesses in the latest reports that were curated in full.

    Args:
        corpus: The data of all pictures.
        most: The maximum number of reports.
    """
    reports = corpus.in_full[-most:]
    counts = _counts(corpus, {report.iri for report in reports})
    columns = (*_columns(corpus, reports), Column(ALL, (_ALL_REPORTS,), _ALL_REPORTS))
    rows = _rows(corpus, counts)
    cells = {
        (column.iri, row.iri): Cell(column, row, _figures(counts, column.iri, row.iri))
        for row in rows
        for column in columns
    }
    return HeatMap(columns, rows, cells, _subtitle(corpus, reports, counts))


def _figures(counts: _Counts, report: str, theme: str) -> tuple[int, int]:
    strengths, weaknesses = (counts[report, theme, polarity] for polarity in POLARITIES)
    return strengths, weaknesses


def _rows(corpus: Corpus, counts: _Counts) -> tuple[Row, ...]:
    """Return a row for each broad theme; themes with more statements come first.

    Only strengths and weaknesses are counted. The last row counts all themes together.
    """
    broad = {theme.broad for theme in corpus.themes.values()}
    rows = [Row(iri, sentence(corpus.label(iri))) for iri in broad]
    rows.sort(key=lambda row: (-sum(_figures(counts, ALL, row.iri)), row.name, row.iri))
    return (*rows, Row(ALL, _ALL_THEMES))


def _columns(corpus: Corpus, reports: Sequence[Report]) -> Iterator[Column]:
    """Yield a column for each report.

    The name of a column consists of the title and the regime of the report. If two
    reports have equal names, the id of the report is added to each name.
    """
    often = Counter((report.title, report.framework) for report in reports)
    for report in reports:
        regime = corpus.name(report.framework, _REGIME)
        short = corpus.short(report.framework)
        apart = []
        if often[report.title, report.framework] > 1:
            apart.append(report.name.replace("-", " "))
        yield Column(
            report.iri,
            (report.title, regime, *apart),
            ", ".join((report.title, short, *apart)),
        )


def _counts(corpus: Corpus, reports: set[str]) -> _Counts:
    """Count the statements of each combination of report, broad theme and polarity."""
    counts: _Counts = Counter()
    for statement in corpus.statements:
        if statement.report in reports and statement.polarity in POLARITIES:
            for report in (statement.report, ALL):
                for theme in (*_broad(corpus, statement), ALL):
                    counts[report, theme, statement.polarity] += 1
    return counts


def _broad(corpus: Corpus, statement: Statement) -> set[str]:
    """Return the broad themes of a statement."""
    known = statement.themes & corpus.themes.keys()
    return {corpus.themes[theme].broad for theme in known}


def _subtitle(
    corpus: Corpus, reports: Sequence[Report], counts: _Counts
) -> tuple[str, ...]:
    """Return the subtitle, which explains the contents of the heat map and how to read it."""
    strengths, weaknesses = _figures(counts, ALL, ALL)
    which = counted(len(reports), "report")
    if len(reports) < len(corpus.in_full):
        which = f"The latest {len(reports)} of {len(corpus.in_full)} reports"
    return (
        f"{which}{corpus.left_out}; {strengths + weaknesses} findings and figures that"
        f" say how good something is: {counted(strengths, 'strength')} (+) and"
        f" {counted(weaknesses, 'weakness', 'weaknesses')} (−).",
        "A statement is counted under every broad theme that it is about, and only once"
        " under all themes. A cell with fewer than three statements has only an outline;"
        " a dash means none.",
        *_closeness(corpus, reports),
    )


def _closeness(corpus: Corpus, reports: Sequence[Report]) -> Iterator[str]:
    """Yield a sentence on the density of statements in the reports.

    The density is the number of statements for each 100 sentences. Yield nothing if no
    density is known.
    """
    every = corpus.densities
    known = [every[report.iri] for report in reports if report.iri in every]
    if known:
        yield closeness(known)
