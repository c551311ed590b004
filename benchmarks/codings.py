"""Measure the processor time of importing 10,000 codings.

    python benchmarks/codings.py [CODINGS]

The program writes a report on an invented place, which has half as many sentences as
there are codings, and a REFI-QDA project that codes words of this report. The project is
imported twice. First its text is our own text of the report, so the positions of the
codings count. Then its text is another conversion of the report, which has other line
ends, so the words are searched. The limit is 5 seconds for 10,000 codings.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from inspectgraph.coding.importing import Settings, import_codings
from inspectgraph.coding.model import Code, CodedProject, Coding, SourceText
from inspectgraph.coding.reader import read_codings
from inspectgraph.coding.refi import project_file
from inspectgraph.coding.report_text import ReportText
from inspectgraph.draft.resources import Knowledge
from inspectgraph.read import read_report

THEMES = ("adoption", "young carers", "training and development of staff", "permanence")
POLARITIES = ("strength", "weakness", "neutral", "mixed")
WORDS = [
    "harbour",
    "ferry",
    "island",
    "school",
    "visit",
    "plan",
    "carer",
    "record",
    "meeting",
    "review",
    "letter",
    "boat",
    "worker",
    "panel",
    "board",
    "child",
    "family",
    "quay",
    "winter",
    "summer",
    "early",
    "late",
    "often",
    "seldom",
    "good",
    "thin",
    "regular",
    "slow",
    "useful",
    "weak",
    "clear",
    "steady",
]


def report(sentences: int, rng: random.Random) -> str:
    """Return a report in Markdown, with three sentences a paragraph."""
    lines = ["# Netherford Council", "", "## Main findings", ""]
    for number in range(1, sentences // 3 + 1):
        said = (" ".join(rng.choices(WORDS, k=14)).capitalize() for _ in range(3))
        lines += [f"{number}. {'. '.join(said)}.", ""]
    return "\n".join(lines)


def project(text: str, codings: int, rng: random.Random) -> CodedProject:
    """Return a project that codes random words of a text."""
    made = CodedProject(
        "benchmark", [Code(name, name) for name in (*THEMES, *POLARITIES)]
    )
    made.sources["s"] = SourceText("s", ("netherford-sif-2015",), text)
    bounds = [place for place, sign in enumerate(text) if sign == " "]
    for number in range(codings):
        first = rng.randrange(len(bounds) - 20)
        start, end = bounds[first] + 1, bounds[first + rng.randint(6, 18)]
        codes = ((rng.choice(THEMES),), (rng.choice(POLARITIES),))
        made.codings.append(Coding(f"coding-{number}", "s", codes, start, end))
    return made


def main(codings: int = 10_000) -> None:
    """Print the processor time of the import by positions and of the import by words."""
    rng = random.Random(13)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "netherford-sif-2015.md"
        file.write_text(report(codings // 2, rng), encoding="utf-8")
        ours = ReportText(read_report(file)).text
        pages = ours.replace("\n\n", "\r\n").replace(". ", ".\n")
        for title, text in (("our own text", ours), ("another conversion", pages)):
            path = folder / "p.qdpx"
            path.write_bytes(project_file(project(text, codings, rng), "p", "b"))
            begin = time.process_time()
            settings = Settings(Knowledge.of(), date(2026, 1, 1))
            result = import_codings(read_codings(path), folder, settings)
            seconds = time.process_time() - begin
            made = sum(len(one.records) for one in result.imported)
            placed = sum(one.codings for one in result.imported)
            print(
                f"{title}: {placed:,} of {codings:,} codings placed, {made:,} findings,"
                f" {seconds:.1f} s of processor time"
            )


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
