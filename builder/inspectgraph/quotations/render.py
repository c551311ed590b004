"""Write the results of quotation checks as lines, as JSON, or as problems for SARIF."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from inspectgraph.model.errors import shorten
from inspectgraph.model.quantities import listed, quantity
from inspectgraph.quotations.check import STATES, Checked
from inspectgraph.quotations.rows import Row

__all__ = ["as_json", "as_line", "place_of", "sentence", "summary"]

#: The most characters of an excerpt that a line shows, and the most differences.
_SHOWN = 60
_MOST = 4


def as_line(one: Checked) -> str:
    """Return the result for a quotation as one line: place, source, result and code."""
    source = one.file or shorten(one.row.source) or "no source"
    return f"{_label(one.row)}: {source}: {sentence(one)} [{one.state}]"


def sentence(one: Checked) -> str:
    """Return the result for a quotation as a sentence.

    The sentence names the place of the quotation in the document, if the place is
    known.
    """
    if one.state == "bad-row":
        return one.detail
    excerpt = f"'{shorten(one.row.excerpt, _SHOWN)}'"
    places = listed(dict.fromkeys(map(str, one.places)))
    at = f" at {places}" if places else ""
    if one.is_sound:
        form = f"; differs in form: {listed(one.forms)}" if one.forms else ""
        times = one.places[0].count
        often = f", the first of {times} places" if times > 1 else ""
        return f"{excerpt} found{at}{often}{form}"
    if one.differences:
        return f"{excerpt} {_differences(one)}; nearest passage{at}"
    reason = one.detail or STATES[one.state]
    if one.state == "joined":
        reason = f"{STATES[one.state]}{at}; {one.detail}"
    elif one.state == "not-found" and one.detail:
        reason = f"{STATES[one.state]} to {one.detail}"
    return f"{excerpt}: {reason}"


def _differences(one: Checked) -> str:
    """Return text that lists the most serious differences in a quotation.

    Differences in figures come first. Differences in negations come next, and
    differences in other words come last.
    """
    order = ("figure", "negation", "words")
    found = sorted(one.differences, key=lambda each: order.index(each.kind))
    shown = [
        str(each) if each.kind == "words" else f"{each} ({each.kind})"
        for each in found[:_MOST]
    ]
    if len(found) > _MOST:
        shown.append(f"{len(found) - _MOST} more differences")
    return listed(shown)


def _label(row: Row) -> str:
    """Return the place of a quotation in its file."""
    if row.path and not row.where.line:
        return f"{row.where}#{row.path}"
    return str(row.where)


def place_of(one: Checked) -> str:
    """Return the name of the document with which a quotation is compared.

    If the line of the quotation is unknown, the result is a longer text: the JSON
    Pointer of the quotation, a colon, and the name.
    """
    path = one.row.path if not one.row.where.line else ""
    source = one.file or shorten(one.row.source) or "no source"
    return f"{path}: {source}" if path else source


def summary(found: Sequence[Checked]) -> str:
    """Return the number of quotations in each state, as one line of text."""
    counts = Counter(one.state for one in found)
    parts = [f"{counts[state]:,} {state}" for state in STATES if counts[state]]
    files = len({one.file for one in found if one.file})
    total = f"{quantity(len(found), 'quotation')} of {quantity(files, 'document')}"
    return f"{total}: {', '.join(parts)}"


def as_json(found: Sequence[Checked]) -> str:
    """Return all results as JSON: the counts, and one object for each quotation."""
    counts = Counter(one.state for one in found)
    data = {
        "sound": all(one.is_sound for one in found),
        "counts": {state: counts[state] for state in STATES},
        "quotations": [_record(one) for one in found],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _record(one: Checked) -> dict[str, Any]:
    """Return the result for a quotation as a JSON object."""
    row = one.row
    return {
        "file": row.where.path,
        "line": row.where.line or None,
        "path": row.path or None,
        "source": row.source,
        "excerpt": row.excerpt,
        "state": one.state,
        "document": one.file or None,
        "places": _objects(one.places),
        "forms": list(one.forms),
        "differences": _objects(one.differences),
        "detail": one.detail or None,
    }


def _objects(values: Iterable[Any]) -> list[dict[str, Any]]:
    return [asdict(value) for value in values]
