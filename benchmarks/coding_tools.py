"""Does other software for coding read what we export, and do we read what it writes?

    python benchmarks/coding_tools.py PYTHON [SAMPLES]

PYTHON is the interpreter of an environment of its own with `pyrefiqda` and `taguette`.
The statements of the small project of the tests are exported. pyrefiqda loads the
project, checks that each selection lies in its text, and saves it. Taguette imports the
codebook and the documents, highlights the words of each coding, and exports highlights
and codebook. What both wrote is imported again and compared. With SAMPLES, the files
that Taguette wrote are copied into that folder.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SMALL = Path(__file__).parents[1] / "tests" / "projects" / "small"

PYREFIQDA = """
import sys
from importlib.metadata import version
from pyrefiqda import RefiCodebook, RefiProject
folder = sys.argv[1]
project = RefiProject.load(f"{folder}/p.qdpx", extract_dir=f"{folder}/x")
count = 0
for source in project.sources.text_source:
    path = RefiProject.resolve_source_path(source.plain_text_path, f"{folder}/x")
    text = open(path, encoding="utf-8", newline="").read()
    for selection in source.plain_text_selection:
        assert 0 <= selection.start_position < selection.end_position <= len(text)
        count += 1
RefiProject.save(project, f"{folder}/again.qdpx", source_media_dir=f"{folder}/x/sources")
book = RefiCodebook.load(f"{folder}/c.qdc")
print(f"pyrefiqda {version('pyrefiqda')}: {count} selections in {len(project.sources.text_source)} sources,"
      f" {len(book.codes.code)} groups of codes")
"""

TAGUETTE = """
import asyncio, csv, io, sys
from importlib.metadata import version
from bs4 import BeautifulSoup
from taguette import convert, database, export, extract, import_codebook
folder = sys.argv[1]
db = database.connect(f"sqlite:///{folder}/t.sqlite3")()
project = database.Project(name="p", description="")
db.add(project)
with open(f"{folder}/t/codebook.csv", "rb") as file:
    for tag in import_codebook.list_tags_csv(file):
        db.add(database.Tag(project=project, path=tag["path"], description=tag["description"]))
db.commit()
tags = {tag.path: tag for tag in project.tags}
rows = list(csv.DictReader(open(f"{folder}/t/highlights.csv", encoding="utf-8", newline="")))
documents = {}
for name in sorted({row["document"] for row in rows}):
    body = open(f"{folder}/t/documents/{name}.html", "rb").read()
    html = convert.get_html_body(body)
    if asyncio.iscoroutine(html):
        html = asyncio.run(html)
    documents[name] = database.Document(name=name, description="", filename=f"{name}.html", project=project,
                                        text_direction=database.TextDirection.LEFT_TO_RIGHT, contents=html)
    db.add(documents[name])
made = {}
for row in rows:
    document = documents[row["document"]]
    text = BeautifulSoup(document.contents, "html5lib").get_text()
    start = len(text[: text.index(row["content"])].encode())
    end = start + len(row["content"].encode())
    if row["id"] not in made:
        snippet = extract.extract(document.contents, start, end)
        made[row["id"]] = database.Highlight(document=document, start_offset=start, end_offset=end, snippet=snippet)
        db.add(made[row["id"]])
    made[row["id"]].tags.append(tags[row["tag"]])
db.commit()
with open(f"{folder}/taguette-highlights.csv", "w", newline="") as file:
    export.highlights_csv(db, project.id, "", file)
with open(f"{folder}/taguette-codebook.csv", "w", newline="") as file:
    export.codebook_csv(list(project.tags), file)
export.codebook_xml(list(project.tags), f"{folder}/taguette-codebook.qdc")
print(f"Taguette {version('taguette')}: {len(tags)} tags, {len(made)} highlights in {len(documents)} documents")
"""


def inspectgraph(*arguments: str, cwd: Path) -> str:
    """Run a command; return what it prints to standard error."""
    command = [str(Path(sys.executable).with_name("inspectgraph")), *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode > 1:
        sys.exit(done.stderr)
    return done.stderr


def imported(file: Path, project: Path, to: str) -> dict[str, str]:
    """Import a file, and print the summary; return the extracts without ids and notes."""
    folder = project / to
    printed = inspectgraph(
        "import", str(file), "--reports", "reports", "-o", str(folder), cwd=project
    )
    print(f"  {file.name}: {printed.strip().splitlines()[-1].rpartition(': ')[2]}")
    return {
        path.name: "\n".join(
            line
            for line in path.read_text(encoding="utf-8").splitlines()
            if not line.startswith(("  - id:", "    note:"))
        )
        for path in sorted(folder.glob("*.yaml"))
    }


def main(python: str, samples: str = "") -> None:
    """Run pyrefiqda and Taguette, and compare what they wrote with what was exported."""
    with tempfile.TemporaryDirectory() as name:
        project = Path(shutil.copytree(SMALL, Path(name) / "small"))
        inspectgraph("build", cwd=project)
        for form, file in (("qdpx", "p.qdpx"), ("qdc", "c.qdc"), ("taguette", "t")):
            options = [] if form == "qdc" else ["--reports", "reports"]
            inspectgraph("export", "--format", form, "-o", file, *options, cwd=project)
        ours = imported(project / "p.qdpx", project, "ours")
        for code, file in (
            (PYREFIQDA, "again.qdpx"),
            (TAGUETTE, "taguette-highlights.csv"),
        ):
            command = [python, "-c", code, str(project)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            print(done.stdout.strip() or done.stderr.strip())
            theirs = imported(project / file, project, f"from-{file}")
            print(
                f"  the same findings, notes apart: {'yes' if theirs == ours else 'NO'}"
            )
        for written in sorted(project.glob("taguette-*")) if samples else ():
            shutil.copy(written, samples)


if __name__ == "__main__":
    main(*sys.argv[1:])
