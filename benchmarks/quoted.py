"""Compare drafted grades that reports quote with the confirmed grades of curated extracts.

A quoted grade is a grade of another inspection that a report mentions.

Usage: inspectgraph draft REPORTS -o DRAFTS --depth grades
       python benchmarks/quoted.py DRAFTS CURATED [CHECKED.csv]

Both folders hold extracts with the same names. A drafted grade is right if the curated
extract has a quoted grade with the same unit, scale, aspect, grade and time. If there is
no aspect, the description must be the same. Prints precision and recall by framework,
and lists the drafted grades that are not right.

CHECKED.csv has the columns report, id and verdict, with a reader's verdicts on an
earlier run. The drafts with these ids are then counted by verdict.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

#: The compared values of a quoted grade: report, unit, scale, aspect or description,
#: grade, first and last day.
Key = tuple[str, ...]
#: A quoted grade as the keys and values of an extract.
Record = dict[str, Any]


def extracts(folder: Path) -> Iterator[tuple[str, list[Record]]]:
    """Yield the name of each extract of a folder with its quoted grades."""
    for file in sorted(folder.glob("*.yaml")):
        data = yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
        yield file.stem, data.get("reported") or []


def key_of(report: str, one: Record) -> Key:
    """Return the values of a quoted grade that must be the same in draft and curated extract."""
    time = one.get("date") or {}
    what = one.get("aspect") or one["of"].split(",")[0]
    return (
        report,
        one["at"]["unit"],
        one["scale"],
        what,
        one["grade"],
        str(time.get("earliest")),
        str(time.get("latest")),
    )


def keys(folder: Path) -> dict[Key, str]:
    """Return the keys of all quoted grades of a folder, each with its framework."""
    return {
        key_of(report, one): one.get("framework", f"none, scale {one['scale']}")
        for report, records in extracts(folder)
        for one in records
    }


def row(name: str, right: int, invented: int, missed: int) -> str:
    """Return a row of the table: a name, precision, recall and the counts."""
    precision = right / (right + invented) if right + invented else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    return (
        f"| {name} | {precision:.2f} | {recall:.2f} | {right} | {missed} | {invented} |"
    )


def verdicts(drafts: Path, checked: Path) -> Counter[str]:
    """Count the drafted grades by the verdict that a reader gave in a list."""
    with checked.open(encoding="utf-8", newline="") as lines:
        said = {
            (one["report"], one["id"]): one["verdict"] for one in csv.DictReader(lines)
        }
    return Counter(
        said.get((report, one["id"]), "not in the list")
        for report, records in extracts(drafts)
        for one in records
    )


def main() -> None:
    """Print the table, the invented grades, and the verdicts."""
    drafts, curated = keys(Path(sys.argv[1])), keys(Path(sys.argv[2]))
    right = drafts.keys() & curated.keys()
    invented, missed = drafts.keys() - right, curated.keys() - right
    print("| framework | precision | recall | right | missed | invented |")
    print("|---|---|---|---|---|---|")
    for name in sorted({*drafts.values(), *curated.values()}):
        counts = [
            sum(named[key] == name for key in found)
            for found, named in (
                (right, curated),
                (invented, drafts),
                (missed, curated),
            )
        ]
        print(row(name, *counts))
    print(row("all", len(right), len(invented), len(missed)))
    for key in sorted(invented):
        print("invented:", *key)
    if len(sys.argv) > 3:
        print(dict(verdicts(Path(sys.argv[1]), Path(sys.argv[3]))))


if __name__ == "__main__":
    main()
