"""Themes that occur together: how many statements two broad themes share, and the pairs of themes met most often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from inspectgraph.draw.chart import INK, QUIET, Chart, Spec
from inspectgraph.draw.corpus import Corpus
from inspectgraph.draw.pixels import Values, line_layer, pixels, text_layer
from inspectgraph.draw.text_metrics import (
    counted,
    names_apart,
    sentence,
    shortened_names,
    text_width,
    wrap,
)

__all__ = ["themes_together"]

#: What the bars are made of: name of the part and fill.
_PARTS: Mapping[str, str] = {
    "strengths": "#1f5fa6",
    "weaknesses": "#d9730d",
    "neither": "#aab2ba",
}

_POLARITY = {"strength": "strengths", "weakness": "weaknesses"}

#: How many pairs are listed.
_PAIRS = 25

# Pixels: the whole, a cell of the matrix, a row of the list, where matrix and list
# begin, the longest bar.
_RIGHT, _CELL, _ROW, _TOP, _BAR = 1224, 39, 21.5, 48, 106
#: Where the bars begin, and the room for the name of a broad theme beside the matrix.
_LEFT, _LABEL = _RIGHT - _BAR - 26, 330
_SMALL = 11.5

_Pair = tuple[str, str]


def themes_together(corpus: Corpus) -> Chart:
    """Return the matrix of broad themes, and the list of the pairs met most often."""
    broad = [frozenset(_broad(corpus, themes)) for themes in _abouts(corpus)]
    order = _order(corpus, broad)
    shared = Counter(
        frozenset(pair) for themes in broad for pair in combinations(sorted(themes), 2)
    )
    pairs = _pairs(corpus)
    top = sorted(pairs, key=lambda pair: (-pairs[pair].total(), pair))[:_PAIRS]
    names = _Names.of(order, top)
    return Chart(
        name="themes-together",
        title="Themes that inspectors speak of together",
        subtitle=_subtitle(corpus, broad),
        spec=_spec(
            names,
            Counter(theme for themes in broad for theme in themes),
            shared,
            [(p, pairs[p]) for p in top],
        ),
        header=("Theme", "Theme", "Statements about both", *_PARTS),
        rows=tuple(
            (*pair, pairs[pair].total(), *(pairs[pair][part] for part in _PARTS))
            for pair in top
        ),
        shortened=names.shortened,
    )


@dataclass(frozen=True, slots=True)
class _Names:
    """The broad themes in order, and the names of these and of the pairs as there is room for them."""

    order: Sequence[str]
    labels: Sequence[str]
    pairs: Sequence[str]
    shortened: Mapping[str, str]

    @classmethod
    def of(cls, order: Sequence[str], pairs: Sequence[_Pair]) -> _Names:
        """Return the names of broad themes and of pairs."""
        themes = {theme: theme for theme in order}
        lines = names_apart(themes, _label)
        labels = [lines[theme][0] for theme in order]
        names = _pair_names(labels, pairs)
        full = {
            name: sentence(" + ".join(pair))
            for name, pair in zip(names, pairs, strict=True)
        }
        hidden = {name: pair for name, pair in full.items() if name != pair}
        return cls(order, labels, names, shortened_names(themes, lines) | hidden)


def _label(theme: str) -> list[str]:
    """Return the name of a broad theme as there is room for it between the matrix and the list."""
    return wrap(theme, _SMALL + 1, _LABEL, lines=1)


def _abouts(corpus: Corpus) -> list[frozenset[str]]:
    """Return the themes of each statement that has one."""
    known = (statement.themes & corpus.themes.keys() for statement in corpus.statements)
    return [themes for themes in known if themes]


def _broad(corpus: Corpus, themes: frozenset[str]) -> set[str]:
    """Return the names of the broad themes that themes belong to."""
    return {sentence(corpus.label(corpus.themes[theme].broad)) for theme in themes}


def _order(corpus: Corpus, broad: Sequence[frozenset[str]]) -> list[str]:
    """Return the broad themes, those first that most statements are about."""
    counts = Counter(theme for themes in broad for theme in themes)
    names = {
        name
        for theme in corpus.themes.values()
        for name in _broad(corpus, frozenset([theme.iri]))
    }
    return sorted(names, key=lambda name: (-counts[name], name))


def _pairs(corpus: Corpus) -> dict[_Pair, Counter[str]]:
    """Return the pairs of themes that statements are about, with how many strengths, weaknesses and neither."""
    found: dict[_Pair, Counter[str]] = {}
    for statement in corpus.statements:
        names = sorted(
            corpus.label(theme) for theme in statement.themes & corpus.themes.keys()
        )
        for pair in combinations(names, 2):
            found.setdefault(pair, Counter())[
                _POLARITY.get(statement.polarity, "neither")
            ] += 1
    return found


def _subtitle(corpus: Corpus, broad: Sequence[frozenset[str]]) -> tuple[str, ...]:
    """Return what the picture covers and how it is read."""
    several = sum(len(statement.themes) > 1 for statement in corpus.statements)
    across = sum(len(themes) > 1 for themes in broad)
    return (
        (
            f"{counted(len(corpus.reports), 'report')},"
            f" {counted(len(broad), 'statement')} with a theme; {several} have more"
            f" than one, {across} reach across broad themes."
        ),
        (
            "Left: in a cell, the statements about both broad themes; framed, all"
            f" statements about one. Right: the {_PAIRS} pairs of themes met most"
            " often."
        ),
    )


def _spec(
    names: _Names,
    totals: Mapping[str, int],
    shared: Mapping[frozenset[str], int],
    pairs: Sequence[tuple[_Pair, Counter[str]]],
) -> Spec:
    """Return the specification of matrix and list."""
    cells = _cells(names.order, totals, shared)
    height = _TOP + max(len(names.order) * _CELL, len(pairs) * _ROW) + 48
    left = _LEFT
    return {
        **pixels(_RIGHT, height),
        "resolve": {"scale": {"color": "independent"}},
        "layer": [
            _cell_layer(
                [cell for cell in cells if cell["Second theme"]],
                max(shared.values(), default=1),
            ),
            _frame_layer([cell for cell in cells if not cell["Second theme"]]),
            text_layer(
                [cell for cell in cells if cell["text"]],
                {"fontSize": 13, "align": "center"},
            ),
            text_layer(_labels(names.labels), {"fontSize": _SMALL + 1}),
            text_layer(
                _heading(0, "Broad themes"), {"fontSize": 14, "fontWeight": "bold"}
            ),
            text_layer(
                _heading(0, "the darker, the more statements about both", 17),
                {"fontSize": _SMALL + 1},
            ),
            text_layer(
                _heading(_RIGHT, "Pairs of themes"),
                {"fontSize": 14, "fontWeight": "bold", "align": "right"},
            ),
            text_layer(
                _heading(_RIGHT, "statements about both, by what they are", 17),
                {"fontSize": _SMALL + 1, "align": "right"},
            ),
            _bar_layer(_bars(pairs, left), height),
            line_layer([_line(left, _TOP - 4, left, _TOP + len(pairs) * _ROW)], INK, 1),
            text_layer(
                _pair_texts(names.pairs, left), {"fontSize": _SMALL, "align": "right"}
            ),
            text_layer(_pair_totals(pairs, left), {"fontSize": _SMALL}),
        ],
    }


# The matrix


def _cells(
    order: Sequence[str],
    totals: Mapping[str, int],
    shared: Mapping[frozenset[str], int],
) -> Values:
    """Return the cells below the diagonal, and on it how many statements each theme has."""
    found: Values = []
    for row, theme in enumerate(order):
        for column, other in enumerate(order[: row + 1]):
            count = (
                totals.get(theme, 0)
                if theme == other
                else shared.get(frozenset({theme, other}), 0)
            )
            found.append(
                {
                    "x": (column + 0.5) * _CELL,
                    "y": _TOP + (row + 0.5) * _CELL,
                    "left": column * _CELL + 1,
                    "right": (column + 1) * _CELL - 1,
                    "upper": _TOP + row * _CELL + 1,
                    "lower": _TOP + (row + 1) * _CELL - 1,
                    "Theme": theme,
                    "text": str(count) if count or theme == other else "",
                    "Second theme": "" if theme == other else other,
                    "Statements": count,
                }
            )
    return found


_BOX: Spec = {
    "x": {"field": "left"},
    "x2": {"field": "right"},
    "y": {"field": "upper"},
    "y2": {"field": "lower"},
}


def _cell_layer(values: Values, most: int) -> Spec:
    """Return the layer of cells: the more statements two themes share, the darker."""
    scale = {"domain": [0, most], "range": ["#f3f6f6", "#4f9d94"], "interpolate": "lab"}
    return {
        "data": {"values": values},
        "mark": {"type": "rect"},
        "encoding": {
            **_BOX,
            "fill": {
                "field": "Statements",
                "type": "quantitative",
                "scale": scale,
                "legend": None,
            },
            "tooltip": [
                {"field": field} for field in ("Theme", "Second theme", "Statements")
            ],
        },
    }


def _frame_layer(values: Values) -> Spec:
    """Return the layer of frames on the diagonal."""
    tooltip = [{"field": field} for field in ("Theme", "Statements")]
    mark = {"type": "rect", "fill": "white", "stroke": QUIET, "strokeWidth": 1}
    return {
        "data": {"values": values},
        "mark": mark,
        "encoding": {**_BOX, "tooltip": tooltip},
    }


def _labels(order: Sequence[str]) -> Values:
    """Return the name of each broad theme, at the end of its row and the head of its column."""
    return [
        {"x": (row + 1) * _CELL + 9, "y": _TOP + (row + 0.5) * _CELL, "text": theme}
        for row, theme in enumerate(order)
    ]


def _label_end(order: Sequence[str], y: float) -> float:
    """Return where the names of the broad themes end that stand at a height."""
    near = [
        row for row in range(len(order)) if abs(_TOP + (row + 0.5) * _CELL - y) < _CELL
    ]
    return max(
        ((row + 1) * _CELL + 9 + text_width(order[row], _SMALL + 1) for row in near),
        default=0,
    )


def _heading(x: float, text: str, below: float = 0) -> Values:
    """Return a heading of matrix or list."""
    return [{"x": x, "y": below + 6, "text": text}]


# The list


def _bars(pairs: Sequence[tuple[_Pair, Counter[str]]], left: float) -> Values:
    """Return the parts of the bars, side by side."""
    most = max((counts.total() for _, counts in pairs), default=1)
    found: Values = []
    for n, (pair, counts) in enumerate(pairs):
        before = 0
        for part in _PARTS:
            if counts[part]:
                after = before + counts[part]
                found.append(
                    {
                        "left": left + before / most * _BAR,
                        "right": left + after / most * _BAR,
                        "upper": _TOP + n * _ROW + 3,
                        "lower": _TOP + (n + 1) * _ROW - 3,
                        "Part": part,
                        "Themes": " + ".join(pair),
                        "Statements": counts[part],
                    }
                )
                before = after
    return found


def _bar_layer(values: Values, height: float) -> Spec:
    """Return the layer of bars."""
    scale = {"domain": list(_PARTS), "range": list(_PARTS.values())}
    legend: dict[str, Any] = {
        "title": None,
        "orient": "none",
        "legendX": _RIGHT - 300,
        "legendY": height - 22,
        "direction": "horizontal",
        "symbolType": "square",
        "symbolSize": 200,
        "columnPadding": 20,
        "labelFontSize": 13,
    }
    return {
        "data": {"values": values},
        "mark": {"type": "rect", "stroke": "white", "strokeWidth": 0.5},
        "encoding": {
            **_BOX,
            "fill": {
                "field": "Part",
                "type": "nominal",
                "scale": scale,
                "legend": legend,
            },
            "tooltip": [{"field": field} for field in ("Themes", "Part", "Statements")],
        },
    }


def _pair_names(labels: Sequence[str], pairs: Sequence[_Pair]) -> list[str]:
    """Return the names of the pairs, each as the matrix leaves room left of its bar."""
    rooms = {
        str(n): _LEFT - 30 - _label_end(labels, _TOP + (n + 0.5) * _ROW)
        for n in range(len(pairs))
    }
    full = {str(n): sentence(" + ".join(pair)) for n, pair in enumerate(pairs)}
    found = {
        key: wrap(name, _SMALL, rooms[key], lines=1)[0] for key, name in full.items()
    }
    least = min(rooms.values(), default=0)
    apart = names_apart(full, lambda name: wrap(name, _SMALL, least, lines=1))
    counts = Counter(found.values())
    return [name if counts[name] == 1 else apart[key][0] for key, name in found.items()]


def _pair_texts(names: Sequence[str], left: float) -> Values:
    """Return the names of the pairs, left of their bars."""
    return [
        {"x": left - 10, "y": _TOP + (n + 0.5) * _ROW, "text": name}
        for n, name in enumerate(names)
    ]


def _pair_totals(pairs: Sequence[tuple[_Pair, Counter[str]]], left: float) -> Values:
    """Return the number of statements of each pair, at the end of its bar."""
    most = max((counts.total() for _, counts in pairs), default=1)
    return [
        {
            "x": left + counts.total() / most * _BAR + 6,
            "y": _TOP + (n + 0.5) * _ROW,
            "text": str(counts.total()),
        }
        for n, (_, counts) in enumerate(pairs)
    ]


def _line(x: float, y: float, x2: float, y2: float) -> dict[str, Any]:
    """Return a line."""
    return {"x": x, "y": y, "x2": x2, "y2": y2}
