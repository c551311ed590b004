"""Drafted findings of unseen reports, drawn by seed, for a person to judge without their polarity.

Usage:
    python benchmarks/sample_findings.py draw PDFS FOLDER --seed 1 --reports 48 --each 9
        [--without FOLDER...] [--leave-out NAME...]
    python benchmarks/sample_findings.py score FOLDER
`draw` takes one page of each report, and on it as many findings as `--each` says. It
writes `sheet.csv`, in which a person fills in `judged` (strength, weakness, mixed or
neutral; two with a slash where a careful reader may say either) and `wrong themes`, and
`key.csv` with the drafted polarity. `score` compares the two. The sheet holds words of
the reports, so the folder stays outside the project.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from inspectgraph.draft.pipeline import draft_report
from inspectgraph.draft.resources import Knowledge

PROJECT = Path(__file__).parents[1]
SHEET = ("id", "report", "page", "unit", "words", "themes", "judged", "wrong themes")
KEY = ("id", "polarity", "rule", "confidence")
Row = dict[str, object]


def findings(pdf: Path, knowledge: Knowledge) -> list[Row]:
    """Return the findings of a report, each as a row of both files."""
    document, draft = draft_report(pdf, knowledge)
    rows: list[Row] = []
    for one in draft.found:
        unit = document.by_id[one.at.unit]
        rows.append(
            {
                "report": pdf.stem,
                "page": unit.page,
                "unit": unit.id,
                "words": " ".join((one.at.words or unit.text).split()),
                "themes": " ".join(sorted(one.themes)),
                "polarity": one.polarity,
                "rule": one.rule,
                "confidence": one.confidence,
            }
        )
    return rows


def drawn(folders: Iterable[Path]) -> set[str]:
    """Return the names of the reports that earlier samples used."""
    names: set[str] = set()
    for folder in folders:
        with (folder / "sheet.csv").open(encoding="utf-8", newline="") as file:
            names.update(row["report"] for row in csv.DictReader(file))
    return names


def draw(options: argparse.Namespace) -> None:
    """Write the sheet and the key of a sample."""
    used = drawn(options.without)
    pdfs = [
        pdf
        for pdf in sorted(options.pdfs.glob("*.pdf"))
        if pdf.stem not in used and not pdf.stem.startswith(tuple(options.leave_out))
    ]
    chance = random.Random(options.seed)
    knowledge = Knowledge.of(PROJECT)
    rows: list[Row] = []
    for pdf in sorted(chance.sample(pdfs, options.reports)):
        found = findings(pdf, knowledge)
        if not found:
            continue
        page = chance.choice(sorted({row["page"] for row in found}, key=str))
        there = [row for row in found if row["page"] == page]
        few = min(options.each, len(there))
        rows += [there[i] for i in sorted(chance.sample(range(len(there)), few))]
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, columns in (("sheet.csv", SHEET), ("key.csv", KEY)):
        write(options.folder / name, columns, rows)
    print(f"{options.reports} reports, {len(rows)} findings")


def write(path: Path, columns: tuple[str, ...], rows: list[Row]) -> None:
    """Write some columns of the rows, numbered from 1."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        for number, row in enumerate(rows, 1):
            writer.writerow({"id": number, **row})


def score(options: argparse.Namespace) -> None:
    """Print the share of polarities and themes that are right, and of each rule."""
    with (options.folder / "key.csv").open(encoding="utf-8", newline="") as file:
        key = {row["id"]: row for row in csv.DictReader(file)}
    counts: Counter[tuple[str, str]] = Counter()
    with (options.folder / "sheet.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            drafted = key[row["id"]]
            judged = row["judged"].split("/")
            right = drafted["polarity"] in judged
            for kind in ("polarity", f"rule {drafted['rule']}"):
                counts[kind, "all"] += 1
                counts[kind, "right"] += right
            counts["polarity, first choice", "all"] += 1
            counts["polarity, first choice", "right"] += (
                drafted["polarity"] == judged[0]
            )
            themes, wrong = len(row["themes"].split()), len(row["wrong themes"].split())
            counts["theme", "all"] += themes
            counts["theme", "right"] += themes - wrong
    for kind in sorted({kind for kind, _ in counts}):
        good, every = counts[kind, "right"], counts[kind, "all"]
        print(f"{kind}: {good} of {every}, {good / every:.3f}")


def main() -> None:
    """Draw or score a sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("pdfs", type=Path)
    drawing.add_argument("folder", type=Path)
    drawing.add_argument("--seed", type=int, default=1)
    drawing.add_argument("--reports", type=int, default=48)
    drawing.add_argument("--each", type=int, default=9)
    drawing.add_argument("--without", type=Path, nargs="*", default=[])
    drawing.add_argument("--leave-out", nargs="*", default=[])
    drawing.set_defaults(run=draw)
    scoring = commands.add_parser("score")
    scoring.add_argument("folder", type=Path)
    scoring.set_defaults(run=score)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
