"""How good drafts are: every report of a corpus is drafted and measured, and the counts are added up.

Usage: python benchmarks/drafts.py CORPUS   (the folder that holds `reports/` and `pdfs/`)
Prints two tables: the curated extracts of the project, and the values that were read out of the PDFs by people.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

PROJECT = Path(__file__).parents[1]
TOOL = shutil.which("inspectgraph") or str(Path(sys.executable).with_name("inspectgraph"))


def run(*arguments: str) -> str:
    """Return what a command prints."""
    return subprocess.run([TOOL, *arguments], cwd=PROJECT, check=True, capture_output=True, text=True).stdout


def counted(draft: Path, gold: Path) -> Counter[tuple[str, str]]:
    """Return how many values of each kind are right, missed and invented."""
    rows = json.loads(run("evaluate", str(draft), str(gold), "--format", "json"))
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        counts[row["kind"], "right"] += row["right"]
        counts[row["kind"], "missed"] += len(row["missed"])
        counts[row["kind"], "invented"] += len(row["invented"])
    return counts


def extracts(corpus: Path, folder: Path) -> Counter[tuple[str, str]]:
    """Draft the reports that have a curated extract, and measure the drafts against these."""
    counts: Counter[tuple[str, str]] = Counter()
    for gold in sorted((PROJECT / "extracts").glob("*.yaml")):
        draft = folder / gold.name
        run("draft", str(corpus / "reports" / f"{gold.stem}.md"), "-o", str(draft))
        counts.update(counted(draft, gold))
    return counts


def summaries(corpus: Path, folder: Path, authority: str) -> Counter[tuple[str, str]]:
    """Draft the PDFs of an authority, and measure the drafts against what people read in them."""
    counts: Counter[tuple[str, str]] = Counter()
    for gold in sorted((PROJECT / "tests" / "drafts" / "expected").glob(f"{authority}-*.json")):
        draft = folder / gold.name
        draft.write_text(run("draft", str(corpus / "pdfs" / f"{gold.stem}.pdf"), "--json"), encoding="utf-8")
        counts.update(counted(draft, gold))
    return counts


def table(title: str, counts: Counter[tuple[str, str]], kinds: Iterable[str]) -> None:
    """Print precision and recall of each kind."""
    print(f"\n{title}\n\n| kind | precision | recall | right | missed | invented |\n|---|---|---|---|---|---|")
    for kind in kinds:
        right, missed, invented = (counts[kind, what] for what in ("right", "missed", "invented"))
        precision = f"{right / (right + invented):.2f}" if right + invented else "–"
        recall = f"{right / (right + missed):.2f}" if right + missed else "–"
        print(f"| {kind} | {precision} | {recall} | {right} | {missed} | {invented} |")


def main() -> None:
    """Print the tables."""
    corpus = Path(sys.argv[1]).absolute()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        counts = extracts(corpus, folder)
        table("The five curated extracts", counts, dict.fromkeys(kind for kind, _ in counts))
        for authority in ("knowsley", "liverpool", "st-helens", "wirral"):
            counts = summaries(corpus, folder, authority)
            table(f"PDFs: {authority}", counts, dict.fromkeys(kind for kind, _ in counts))


if __name__ == "__main__":
    main()
