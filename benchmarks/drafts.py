"""Draft every report of a corpus, and print precision and recall of the drafts.

Usage: python benchmarks/drafts.py CORPUS   (the folder that holds `reports/` and
    `pdfs/`)
Prints a table for the curated extracts of the project, and a table for the values that
people read in the PDFs.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from inspectgraph.files.project import SETTINGS

PROJECT = Path(__file__).parents[1]
SURE = "confidence "
TOOL = shutil.which("inspectgraph") or str(
    Path(sys.executable).with_name("inspectgraph")
)


def run(*arguments: str) -> str:
    """Return what a command prints."""
    return subprocess.run(
        [TOOL, *arguments], cwd=PROJECT, check=True, capture_output=True, text=True
    ).stdout


def counted(draft: Path, gold: Path) -> Counter[tuple[str, str]]:
    """Return how many values of each kind are right, missed and invented."""
    measures = json.loads(run("evaluate", str(draft), str(gold), "--format", "json"))
    counts: Counter[tuple[str, str]] = Counter()
    for row in measures["kinds"]:
        counts[row["kind"], "right"] += row["right"]
        counts[row["kind"], "missed"] += len(row["missed"])
        counts[row["kind"], "invented"] += len(row["invented"])
    for band in measures["confidence"]:
        counts[f"{SURE}from {band['least']}", "right"] += band["right"]
        counts[f"{SURE}from {band['least']}", "invented"] += band["invented"]
    return counts


def extracts(corpus: Path, folder: Path) -> Counter[tuple[str, str]]:
    """Draft each report that has a curated extract, and compare the draft with this extract."""
    counts: Counter[tuple[str, str]] = Counter()
    for gold in sorted({*(PROJECT / "extracts").glob("*.yaml")} - {PROJECT / SETTINGS}):
        draft = folder / gold.name
        run("draft", str(corpus / "reports" / f"{gold.stem}.md"), "-o", str(draft))
        counts.update(counted(draft, gold))
    return counts


def summaries(corpus: Path, folder: Path, authority: str) -> Counter[tuple[str, str]]:
    """Draft the PDFs of an authority, and compare the drafts with the values that people read."""
    counts: Counter[tuple[str, str]] = Counter()
    for gold in sorted(
        (PROJECT / "tests" / "draft" / "expected").glob(f"{authority}-*.json")
    ):
        draft = folder / gold.name
        draft.write_text(
            run("draft", str(corpus / "pdfs" / f"{gold.stem}.pdf"), "--json"),
            encoding="utf-8",
        )
        counts.update(counted(draft, gold))
    return counts


def table(title: str, counts: Counter[tuple[str, str]]) -> None:
    """Print precision and recall of each kind, and the precision for each band of confidence."""
    names = dict.fromkeys(name for name, _ in counts)
    print(
        f"\n{title}\n\n| kind | precision | recall | right | missed | invented"
        " |\n|---|---|---|---|---|---|"
    )
    for name in (name for name in names if not name.startswith(SURE)):
        right, missed, invented = (
            counts[name, what] for what in ("right", "missed", "invented")
        )
        print(
            f"| {name} | {share(right, invented)} | {share(right, missed)} | {right} |"
            f" {missed} | {invented} |"
        )
    print("\n| confidence | precision | right | invented |\n|---|---|---|---|")
    for name in (name for name in names if name.startswith(SURE)):
        right, invented = counts[name, "right"], counts[name, "invented"]
        print(
            f"| {name.removeprefix(SURE)} | {share(right, invented)} | {right} |"
            f" {invented} |"
        )


def share(right: int, other: int) -> str:
    """Return the share of right values among the right and the other values, as text."""
    return f"{right / (right + other):.2f}" if right + other else "–"


def main() -> None:
    """Print the tables."""
    corpus = Path(sys.argv[1]).absolute()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        counts = extracts(corpus, folder)
        table("The five curated extracts", counts)
        for authority in ("knowsley", "liverpool", "st-helens", "wirral"):
            counts = summaries(corpus, folder, authority)
            table(f"PDFs: {authority}", counts)


if __name__ == "__main__":
    main()
