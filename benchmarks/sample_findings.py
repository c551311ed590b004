"""Draw drafted findings of unseen reports by seed; a person judges them without their polarity.

Usage:
    python benchmarks/sample_findings.py draw PDFS FOLDER --seed 1 --reports 48 --each 9
        [--pages 1] [--only NAME...] [--leave-out NAME...] [--without FOLDER...]
        [--other-pages FOLDER...]
    python benchmarks/sample_findings.py score FOLDER...
    python benchmarks/sample_findings.py agree FOLDER SECOND
`draw` takes `--pages` pages of each report, and on each as many findings as `--each`
says. `--reports 0` takes every report. A report is left out if it is in a sheet of the
folders after `--without`. A page is left out if it is in a sheet of the folders after
`--other-pages`.

It writes `sheet.csv`, in which a person fills in `judged` (strength, weakness, mixed or
neutral; two with a slash where a careful reader may say either) and `wrong themes`, and
`key.csv` with the drafted polarity. `score` compares the two, for several samples
together too. `agree` compares the verdicts on findings that were judged twice: SECOND
is a folder with a second `sheet.csv`, of some or all findings. A sheet holds words of
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
    """Return the findings of a report as rows, with the columns of both the sheet and the key."""
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


def sheets(folders: Iterable[Path]) -> list[dict[str, str]]:
    """Return the rows of the sheets in the given folders of samples."""
    rows: list[dict[str, str]] = []
    for folder in folders:
        with (folder / "sheet.csv").open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file)
    return rows


def chosen(options: argparse.Namespace, chance: random.Random) -> list[Path]:
    """Return the reports of a sample, in the order of their names."""
    used = {row["report"] for row in sheets(options.without)}
    pdfs = [
        pdf
        for pdf in sorted(options.pdfs.glob("*.pdf"))
        if pdf.stem not in used
        and not pdf.stem.startswith(tuple(options.leave_out))
        and (not options.only or pdf.stem.startswith(tuple(options.only)))
    ]
    if options.reports == 0:
        return pdfs
    return sorted(chance.sample(pdfs, options.reports))


def draw(options: argparse.Namespace) -> None:
    """Write the sheet and the key of a sample."""
    chance = random.Random(options.seed)
    knowledge = Knowledge.of(PROJECT)
    seen = {(row["report"], row["page"]) for row in sheets(options.other_pages)}
    reports = chosen(options, chance)
    rows: list[Row] = []
    for pdf in reports:
        found = [
            row
            for row in findings(pdf, knowledge)
            if (row["report"], str(row["page"])) not in seen
        ]
        pages = sorted({row["page"] for row in found}, key=str)
        some = chance.sample(pages, min(options.pages, len(pages)))
        for page in sorted(some, key=lambda page: int(str(page or 0))):
            there = [row for row in found if row["page"] == page]
            few = min(options.each, len(there))
            rows += [there[i] for i in sorted(chance.sample(range(len(there)), few))]
    options.folder.mkdir(parents=True, exist_ok=True)
    for name, columns in (("sheet.csv", SHEET), ("key.csv", KEY)):
        write(options.folder / name, columns, rows)
    print(f"{len(reports)} reports, {len(rows)} findings")


def write(path: Path, columns: tuple[str, ...], rows: list[Row]) -> None:
    """Write some columns of the rows, numbered from 1."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        for number, row in enumerate(rows, 1):
            writer.writerow({"id": number, **row})


def score(options: argparse.Namespace) -> None:
    """Print the share of right polarities, of right themes, and of right polarities by rule."""
    counts: Counter[tuple[str, str]] = Counter()
    for folder in options.folders:
        with (folder / "key.csv").open(encoding="utf-8", newline="") as file:
            key = {row["id"]: row for row in csv.DictReader(file)}
        for row in sheets([folder]):
            count(counts, row, key[row["id"]])
    for kind in sorted({kind for kind, _ in counts}):
        good, every = counts[kind, "right"], counts[kind, "all"]
        print(f"{kind}: {good} of {every}, {good / every:.3f}")


def count(
    counts: Counter[tuple[str, str]], row: dict[str, str], drafted: dict[str, str]
) -> None:
    """Count one judged finding, by its polarity, its rule and its themes."""
    judged = row["judged"].split("/")
    right = drafted["polarity"] in judged
    first = drafted["polarity"] == judged[0]
    for kind, good in (
        ("polarity", right),
        ("polarity, first choice", first),
        (f"rule {drafted['rule']}", right),
    ):
        counts[kind, "all"] += 1
        counts[kind, "right"] += good
    themes, wrong = len(row["themes"].split()), len(row["wrong themes"].split())
    counts["theme", "all"] += themes
    counts["theme", "right"] += themes - wrong


def agree(options: argparse.Namespace) -> None:
    """Print how often two readings of the same findings give the same verdict."""
    first = {row["id"]: row for row in sheets([options.folder])}
    again = sheets([options.second])
    same = either = themes = every = 0
    for row in again:
        one, two = first[row["id"]]["judged"].split("/"), row["judged"].split("/")
        same += one[0] == two[0]
        either += not set(one).isdisjoint(two)
        wrong = [sheet["wrong themes"].split() for sheet in (first[row["id"]], row)]
        every += len(row["themes"].split())
        themes += len(row["themes"].split()) - len(set(wrong[0]) ^ set(wrong[1]))
    print(f"first choice: {same} of {len(again)}, {same / len(again):.3f}")
    print(f"a common choice: {either} of {len(again)}, {either / len(again):.3f}")
    print(f"themes: {themes} of {every}, {themes / every:.3f}")


def main() -> None:
    """Draw or score a sample, or compare two readings of a sample."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("pdfs", type=Path)
    drawing.add_argument("folder", type=Path)
    drawing.add_argument("--seed", type=int, default=1)
    drawing.add_argument("--reports", type=int, default=48)
    drawing.add_argument("--each", type=int, default=9)
    drawing.add_argument("--pages", type=int, default=1)
    drawing.add_argument("--only", nargs="*", default=[])
    drawing.add_argument("--leave-out", nargs="*", default=[])
    drawing.add_argument("--without", type=Path, nargs="*", default=[])
    drawing.add_argument("--other-pages", type=Path, nargs="*", default=[])
    drawing.set_defaults(run=draw)
    scoring = commands.add_parser("score")
    scoring.add_argument("folders", type=Path, nargs="+")
    scoring.set_defaults(run=score)
    agreeing = commands.add_parser("agree")
    agreeing.add_argument("folder", type=Path)
    agreeing.add_argument("second", type=Path)
    agreeing.set_defaults(run=agree)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
