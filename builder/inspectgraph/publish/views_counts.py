"""Count statements by theme and report, for the views of themes.

A statement on a narrower theme is also counted once for each broader theme. Only
reports that were curated in full are counted, because the other extracts name no
themes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.heat_map import BALANCE, balance
from inspectgraph.publish.graph import Graph
from inspectgraph.rdf.namespaces import SKOS

__all__ = ["NAMES", "Count", "ThemeTree", "Themes", "read_themes"]

#: The class of each balance in the style sheet, and its sign in the cell.
NAMES: Mapping[str, tuple[str, str]] = dict(
    zip(
        BALANCE,
        (("b1", "▼▼"), ("b2", "▼"), ("b3", "="), ("b4", "▲"), ("b5", "▲▲")),
        strict=True,
    )
)
#: A cell with fewer strengths and weaknesses is outlined, and not filled.
_FEW = 3


@dataclass(slots=True)
class Count:
    """Some statements, such as the statements of one report about one theme.

    `statements` has the IRIs. `polarities` has the number of statements for each
    polarity.
    """

    statements: list[str] = field(default_factory=list)
    polarities: Counter[str] = field(default_factory=Counter)

    @property
    def strengths(self) -> int:
        """The number of strengths."""
        return self.polarities["strength"]

    @property
    def weaknesses(self) -> int:
        """The number of weaknesses."""
        return self.polarities["weakness"]

    @property
    def others(self) -> int:
        """The number of statements other than strengths and weaknesses."""
        return len(self.statements) - self.strengths - self.weaknesses

    @property
    def balance(self) -> str:
        """The balance in words, such as `more strengths`, or "" if there is no balance."""
        return balance(self.strengths, self.weaknesses)

    @property
    def look(self) -> str:
        """The CSS classes for a table cell with this count."""
        if not self.balance:
            return "b0"
        few = self.strengths + self.weaknesses < _FEW
        return NAMES[self.balance][0] + (" few" if few else "")

    @property
    def sign(self) -> str:
        """The sign for the balance, such as `▲` for more strengths than weaknesses.

        The sign is "" if there is no balance.
        """
        return NAMES[self.balance][1] if self.balance else ""


@dataclass(frozen=True, slots=True)
class ThemeTree:
    """The hierarchy of themes: the broader and the narrower themes of each theme."""

    parents: Mapping[str, Sequence[str]]
    children: Mapping[str, Sequence[str]]
    top: Sequence[str]

    def above(self, theme: str) -> Iterator[str]:
        """Yield a theme and each broader theme once, even if the hierarchy is circular."""
        wanted, seen = [theme], {theme}
        while wanted:
            one = wanted.pop()
            yield one
            for parent in self.parents.get(one, ()):
                if parent not in seen:
                    seen.add(parent)
                    wanted.append(parent)


@dataclass(frozen=True, slots=True)
class Themes:
    """The tree of themes, and the statements about each theme in each report.

    `counts` has the counts by theme and report, `totals` the counts by theme, and
    `by_report` the counts by report. Entries that have no statement are left out.
    """

    tree: ThemeTree
    counts: Mapping[str, Mapping[str, Count]]
    totals: Mapping[str, Count]
    by_report: Mapping[str, Count]
    everything: Count

    def most_first(self, themes: Iterable[str], label: Mapping[str, str]) -> list[str]:
        """Return the themes that have statements, sorted by number of statements.

        Only strengths and weaknesses are counted, and the highest number comes first.
        """
        return sorted(
            (theme for theme in themes if theme in self.totals),
            key=lambda theme: (
                -self.totals[theme].strengths - self.totals[theme].weaknesses,
                label.get(theme, theme),
            ),
        )


def read_themes(graph: Graph, corpus: Corpus) -> Themes:
    """Return the statements of the reports that were curated in full, grouped by theme."""
    tree = _tree(graph, corpus.themes)
    counts: dict[str, dict[str, Count]] = {}
    totals: dict[str, Count] = {}
    by_report: dict[str, Count] = {}
    everything = Count()
    for one in corpus.statements_in_full:
        themes = {
            above
            for theme in one.themes & corpus.themes.keys()
            for above in tree.above(theme)
        }
        places = [by_report.setdefault(one.report, Count()), everything]
        for theme in themes:
            places.append(counts.setdefault(theme, {}).setdefault(one.report, Count()))
            places.append(totals.setdefault(theme, Count()))
        for place in places:
            place.statements.append(one.iri)
            place.polarities[one.polarity] += 1
    return Themes(tree, counts, totals, by_report, everything)


def _tree(graph: Graph, themes: Iterable[str]) -> ThemeTree:
    """Return the tree of themes. A theme that has no broader theme is at the top."""
    known = dict.fromkeys(themes)
    parents = {
        theme: [
            one for one in graph.resource(theme).links(SKOS.broader) if one in known
        ]
        for theme in known
    }
    children: dict[str, list[str]] = {}
    for theme, own in parents.items():
        for parent in own:
            children.setdefault(parent, []).append(theme)
    return ThemeTree(parents, children, [one for one in known if not parents[one]])
