"""Write an invented project with a report that has a given number of statements."""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

__all__ = ["REPORT", "write_large_project"]

#: The report whose extract is made long.
REPORT = "netherford-sif-2015"

_SMALL = Path(__file__).parent / "projects" / "small"
_HEAD = f"""report: {REPORT}
title: "Inspection of services for children in Netherford"
framework: sif
authorities: [netherford]
inspectorates: [ofsted]
inspection: {{printed: 28 April – 5 May 2015, earliest: 2015-04-28, latest: 2015-05-05}}
published: {{printed: 30 June 2015, earliest: 2015-06-30, latest: 2015-06-30}}
rights: crown-copyright-2015
language: en
curation: {{method: by-hand, finished: 2026-11-21}}
"""
_LENGTH = 60


def write_large_project(
    folder: Path, statements: int, *, theme: str = "training"
) -> Path:
    """Write a project whose second report has a number of statements; return its extract.

    Most are findings, each with the finding before it as its cause; the others are
    measurements with a comparator, recommendations with a part, and events. Each has its
    own unit.

    Args:
        folder: The folder to write, which does not exist yet.
        statements: How many statements the extract gets.
        theme: The theme of every finding. If it is not in the scheme, each finding is faulty.
    """
    shutil.copytree(_SMALL, folder)
    extract = folder / "extracts" / f"{REPORT}.yaml"
    extract.write_text(_extract(statements, theme), encoding="utf-8")
    extract.with_suffix(".units.tsv").write_text(_units(statements), encoding="utf-8")
    return extract


def _extract(statements: int, theme: str) -> str:
    few = statements // 16
    bounds = (
        0,
        statements - 3 * few,
        statements - 2 * few,
        statements - few,
        statements,
    )
    kinds = {kind: range(*bounds[n : n + 2]) for n, kind in enumerate(_ITEMS)}
    blocks = (
        f"{kind}:\n" + "".join(_ITEMS[kind](n, theme) for n in numbers)
        for kind, numbers in kinds.items()
    )
    return "\n".join((_HEAD, *blocks))


def _finding(n: int, theme: str) -> str:
    because = f"    because: [{_identity(n - 1)}]\n" if n else ""
    return (
        f"  - id: {_identity(n)}\n    polarity: strength\n    themes: [{theme}]\n"
        f"    note: Ferry {n} is on time.\n{because}    at: {_anchor(n)}\n"
    )


def _measurement(n: int, _: str) -> str:
    return (
        f"  - id: {_identity(n)}\n    indicator: cafs-completed\n    value: {n}\n   "
        f" printed: '{n}'\n    unit: number\n    kind: count\n    themes: [training]\n "
        f"   note: Assessments on island {n}.\n    comparators: [{{with: national,"
        f" value: {n + 1}, printed: '{n + 1}'}}]\n    at: {_anchor(n)}\n"
    )


def _recommendation(n: int, _: str) -> str:
    return (
        f"  - id: {_identity(n)}\n    addressee: [netherford]\n    themes: [training]\n"
        f"    answers: [{_identity(0)}]\n    note: Visit island {n}.\n    parts:\n     "
        f" - note: A boat {n}.\n        at: {_anchor(n, 20)}\n    at: {_anchor(n)}\n"
    )


def _event(n: int, _: str) -> str:
    return (
        f"  - id: {_identity(n)}\n    what: The ferry to island {n} was opened.\n"
        "    date: {printed: April 2014, earliest: 2014-04-01, latest: 2014-04-30}\n"
        f"    at: {_anchor(n)}\n"
    )


_ITEMS = {
    "findings": _finding,
    "measurements": _measurement,
    "recommendations": _recommendation,
    "events": _event,
}


def _identity(n: int) -> str:
    return f"p{n}-a1"


def _anchor(n: int, length: int = 30) -> str:
    return f"{{unit: p{n}, length: {length}, start: {n % 20}, digest: {_digest(n)}}}"


def _units(statements: int) -> str:
    rows = (f"p{n}\tparagraph\t{_digest(n)}\t{_LENGTH}\n" for n in range(statements))
    return "id\tkind\tdigest\tlength\n" + "".join(rows)


def _digest(n: int) -> str:
    return "a" + sha256(str(n).encode()).hexdigest()[:11]
