"""Draw drafted findings with their proposed notes by seed, and count how a person rates them.

Usage:
    python benchmarks/review_notes.py draw PDFS FOLDER --seed 60 --reports 6 --each 10
    python benchmarks/review_notes.py score FOLDER

`draw` drafts some reports in a copy of the project and writes `sheet.csv`. The sheet has
some findings of each report, each with its words, its values and two notes: the note that
`review` proposes from the values (`note`), and the note that a curator gets to extend
after the key `+` (`detailed`). A person compares each finding with its words and fills in,
with y or n: `values` (are polarity and themes right?), `note true` and `note useful`,
`detailed true` and `detailed useful`. A note is useful if one would keep it as it is.
`score` counts the answers. The sheet holds words of the reports, so the folder
stays outside the project.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from inspectgraph.load import Context, load_context
from inspectgraph.read import read_report
from inspectgraph.review import Review
from inspectgraph.review.labels import Labels
from inspectgraph.review.proposals import Proposals

PROJECT = Path(__file__).parents[1]
READ = ("values", "note true", "note useful", "detailed true", "detailed useful")
SHEET = ("id", "report", "words", "fields", "note", "detailed", *READ)
HIDDEN = {"id", "at", "note", "draft", "doubt"}
COMMAND = "from inspectgraph.cli import main; main()"
Row = dict[str, str]


def rows_of(extract: Path, report: Path, context: Context) -> Iterator[Row]:
    """Yield a row of the sheet for each drafted finding of an extract."""
    under = Review(extract, context, read_report(report))
    labels = Labels(context, str(under.pieces.frame.get("framework")))
    proposals = Proposals(under, labels)
    for item in under.items(kinds=["findings"]):
        shown = {key: one for key, one in item.fields.items() if key not in HIDDEN}
        yield {
            "id": item.name,
            "report": extract.stem,
            "words": proposals.passage(item),
            "fields": str(shown),
            "note": proposals.note(item),
            "detailed": proposals.detailed(item),
        }


def draw(options: argparse.Namespace) -> None:
    """Draft reports, and write the sheet of a sample of their findings."""
    chance = random.Random(options.seed)
    pdfs = chance.sample(sorted(options.pdfs.glob("*.pdf")), options.reports)
    project = options.folder / "project"
    for name in ("extracts", "ontology", "queries", "shapes"):
        shutil.copytree(PROJECT / name, project / name, dirs_exist_ok=True)
    rows: list[Row] = []
    for pdf in pdfs:
        extract = project / "extracts" / f"{pdf.stem}.yaml"
        command = ("draft", pdf.resolve(), "-o", extract.resolve())
        subprocess.run(
            [sys.executable, "-c", COMMAND, *command], cwd=project, check=True
        )
        found = [*rows_of(extract, pdf, load_context(project))]
        without = sum(not row["note"] for row in found)
        print(f"{pdf.stem}: {len(found)} findings, {without} without a proposed note")
        with_note = [row for row in found if row["note"]]
        rows += chance.sample(with_note, min(options.each, len(with_note)))
    with (options.folder / "sheet.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, SHEET, restval="")
        writer.writeheader()
        writer.writerows(rows)


def score(options: argparse.Namespace) -> None:
    """Count what a person wrote into the sheet."""
    with (options.folder / "sheet.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    right = [row for row in rows if row["values"] == "y"]
    print(f"{len(rows)} findings, of {len(right)} of which the values are right")
    for column in READ[1:]:
        print(
            f"{column}: {sum(row[column] == 'y' for row in rows)} of {len(rows)};"
            f" {sum(row[column] == 'y' for row in right)} of {len(right)} with right values"
        )


if __name__ == "__main__":
    os.environ.setdefault("NO_COLOR", "1")
    parser = argparse.ArgumentParser(
        description=__doc__.splitlines()[0] if __doc__ else ""
    )
    commands = parser.add_subparsers(required=True)
    drawing = commands.add_parser("draw")
    drawing.add_argument("pdfs", type=Path)
    drawing.add_argument("folder", type=Path)
    drawing.add_argument("--seed", type=int, default=60)
    drawing.add_argument("--reports", type=int, default=6)
    drawing.add_argument("--each", type=int, default=10)
    drawing.set_defaults(run=draw)
    scoring = commands.add_parser("score")
    scoring.add_argument("folder", type=Path)
    scoring.set_defaults(run=score)
    chosen = parser.parse_args()
    chosen.run(chosen)
