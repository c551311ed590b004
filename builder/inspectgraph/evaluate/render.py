"""Render the measures of a draft as a plain table, as Markdown or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest

from inspectgraph.evaluate.items import Fact
from inspectgraph.evaluate.metrics import Band, Measures

__all__ = ["FORMATS"]


def _as_table(measures: Measures) -> str:
    """Return the measures as plain tables, followed by the missed and the invented facts."""
    lines = [
        f"{'kind':16}{'precision':>10}{'recall':>8}{'F1':>6}"
        f"{'right':>7}{'missed':>8}{'invented':>10}"
    ]
    for row in measures.kinds:
        figures = (
            f"{_figure(row.precision):>10}{_figure(row.recall):>8}{_figure(row.f1):>6}"
        )
        counts = f"{len(row.right):>7}{len(row.missed):>8}{len(row.invented):>10}"
        lines.append(f"{row.kind:16}{figures}{counts}")
    lines += ["", f"{'confidence':16}{'precision':>10}{'right':>21}{'invented':>18}"]
    for band in measures.bands:
        lines.append(
            f"{_named(band):16}{_figure(band.share):>10}{band.right:>21}{band.wrong:>18}"
        )
    for row in measures.kinds:
        if row.missed or row.invented:
            lines += [
                "",
                f"{row.kind}: missed | invented",
                *_side_by_side(row.missed, row.invented),
            ]
    return "\n".join(lines)


def _as_markdown(measures: Measures) -> str:
    """Return the measures as Markdown tables, which do not list the facts."""
    lines = [
        "| kind | precision | recall | F1 | right | missed | invented |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in measures.kinds:
        figures = (_figure(row.precision), _figure(row.recall), _figure(row.f1))
        counts = (len(row.right), len(row.missed), len(row.invented))
        lines.append(
            f"| {row.kind} | {' | '.join(figures)} | {' | '.join(map(str, counts))} |"
        )
    lines += ["", "| confidence | precision | right | invented |", "|---|---|---|---|"]
    for band in measures.bands:
        lines.append(
            f"| {_named(band)} | {_figure(band.share)} | {band.right} | {band.wrong} |"
        )
    return "\n".join(lines)


def _as_json(measures: Measures) -> str:
    """Return the measures as JSON, with the missed and invented facts."""
    kinds = [
        {
            "kind": row.kind,
            "precision": row.precision,
            "recall": row.recall,
            "f1": row.f1,
            "right": len(row.right),
            "missed": row.missed,
            "invented": row.invented,
        }
        for row in measures.kinds
    ]
    bands = [
        {
            "least": band.least,
            "precision": band.share,
            "right": band.right,
            "invented": band.wrong,
        }
        for band in measures.bands
    ]
    return json.dumps(
        {"kinds": kinds, "confidence": bands}, indent=1, ensure_ascii=False
    )


def _named(band: Band) -> str:
    """Return the name of a band of confidence, such as `from 0.9` for values of 0.9 or more."""
    return f"from {band.least}"


def _figure(share: float | None) -> str:
    """Return a share with two decimal places, or a dash if there is no share."""
    if share is None:
        return "–"
    return f"{share:.2f}"


def _side_by_side(
    missed: tuple[Fact, ...], invented: tuple[Fact, ...], width: int = 58
) -> Iterator[str]:
    """Yield lines with two columns: missed facts on the left, invented facts on the right."""
    for left, right in zip_longest(
        map(" ".join, missed), map(" ".join, invented), fillvalue=""
    ):
        yield f"  {left:{width}} | {right}".rstrip()


#: The functions that render measures, by the name of the format.
FORMATS: Mapping[str, Callable[[Measures], str]] = {
    "table": _as_table,
    "json": _as_json,
    "md": _as_markdown,
}
