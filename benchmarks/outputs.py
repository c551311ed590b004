"""Write all outputs of the project for a corpus to a folder, to compare two versions.

This checks a change that should not change any output, such as a move of modules:

    python benchmarks/outputs.py CORPUS before    # at the old commit
    python benchmarks/outputs.py CORPUS after     # at the new commit
    diff -r before after

The folder holds the built graph, its exports, and the reading and the draft of every
text and PDF under `reports/` and `pdfs/` of the corpus.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
TOOL = shutil.which("inspectgraph") or str(
    Path(sys.executable).with_name("inspectgraph")
)
FORMATS = ("nquads", "jsonld", "graphml", "csv")


def printed(*arguments: str) -> str:
    """Return the exit code of a command and what it prints."""
    done = subprocess.run(
        [TOOL, *arguments], cwd=PROJECT, check=False, capture_output=True, text=True
    )
    return f"{done.stdout}\n--- exit {done.returncode}\n{done.stderr}"


def main() -> None:
    """Write the outputs, one report after the other."""
    corpus, out = Path(sys.argv[1]).absolute(), Path(sys.argv[2]).absolute()
    out.mkdir(parents=True)
    (out / "build.txt").write_text(
        printed("build", "-o", str(out / "graphs")).replace(str(out), "OUT"),
        encoding="utf-8",
    )
    for form in FORMATS:
        printed(
            "export",
            "--graphs",
            str(out / "graphs"),
            "--format",
            form,
            "-o",
            str(out / form),
        )
    reports = [
        file
        for name in ("reports", "pdfs")
        for file in sorted((corpus / name).glob("*.*"))
    ]
    for report in reports:
        for name, command in (
            ("read.md", ("read", "--format", "md")),
            ("draft.yaml", ("draft",)),
        ):
            file = out / f"{report.parent.name}-{report.name}.{name}"
            file.write_text(
                printed(*command, str(report)).replace(str(corpus), "CORPUS"),
                encoding="utf-8",
            )
    print(f"{len(reports)} reports and the graph written to {out}")


if __name__ == "__main__":
    main()
