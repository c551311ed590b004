"""What a review of a whole draft costs the curator in keys, and a decision in time.

Usage: python benchmarks/review.py EXTRACT REPORTS

EXTRACT is the draft of a project; it is copied with its project and not changed.
REPORTS is the folder with its report.

A scripted curator reads every paragraph and decides on every value: one in eight is
rejected, one finding in ten gets another theme, what lacks a theme gets one, each note
that is to be worded is worded in some sixty letters, a finding is added in every
twentieth paragraph. The keys of these decisions are counted for `review` as it is, and
as it was when it asked for each value with words and Enter; added findings are counted
as lines of YAML then. The new way is carried out, and the extract is checked.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from inspectgraph.load import load_context
from inspectgraph.load.wording import is_placeholder
from inspectgraph.read import Document, read_report
from inspectgraph.review import Review
from inspectgraph.review.labels import Labels
from inspectgraph.review.notes import proposed_note
from inspectgraph.review.paragraphs import Paragraph, by_paragraph
from inspectgraph.review.unconfirmed import Item

#: A note of the curator, of 63 letters; what it says does not matter here.
NOTE = "Harbour lamps were counted twice by day, and the quay was calm."
THEME, PART_OF_THEME = "drift-and-delay", "drift"
REJECTED, OTHER_THEME, WITH_FINDING = 8, 10, 20
COMMAND = "from inspectgraph.cli import main; main()"


@dataclass
class Keys:
    """The keys of a review: single keys, and lines that end with Enter."""

    script: list[str] = field(default_factory=list)
    count: int = 0
    notes: int = 0

    def key(self, key: str) -> None:
        """Press one key."""
        self.script.append(key)
        self.count += 1

    def line(self, text: str, *, is_note: bool = False) -> None:
        """Type a line and Enter."""
        self.script.append(text)
        self.count += len(text) + 1
        self.notes += (len(text) + 1) * is_note


@dataclass(frozen=True)
class Decision:
    """What the scripted curator decides about a value."""

    item: Item
    is_rejected: bool
    gets_theme: bool
    note: str


def decisions(paragraph: Paragraph, first: int, labels: Labels) -> list[Decision]:
    """Return the decisions about a paragraph; `first` is the number of its first value."""
    found: list[Decision] = []
    for n, item in enumerate(paragraph.items, first):
        is_statement = item.group not in {"drafted", "questions"}
        has_themes = "themes" not in item.fields or bool(item.fields["themes"])
        lacks = item.group == "measurements" and not item.fields.get("themes")
        other = item.group == "findings" and n % OTHER_THEME == 1
        needs_note = is_placeholder(str(item.fields.get("note", "")))
        note = NOTE if needs_note and not proposed_note(item, labels) else ""
        rejected = is_statement and n % REJECTED == 0
        found.append(Decision(item, rejected, lacks or other or not has_themes, note))
    return found


def new_way(made: list[Decision], keys: Keys) -> None:
    """Decide on a paragraph with the keys of today."""
    plain = [not (d.is_rejected or d.gets_theme or d.note) for d in made]
    for n, one in enumerate(made):
        if len(made) - n > 1 and all(plain[n:]):
            keys.key("A")
            return
        if one.is_rejected:
            keys.key("r")
            continue
        if one.gets_theme:
            keys.key("e")
            keys.line(f"th +{PART_OF_THEME}")
        keys.key("a")
        if one.note:
            keys.line(one.note, is_note=True)


def add_new(keys: Keys, sentences: int) -> None:
    """Add a finding with the keys of today."""
    keys.key("f")
    if sentences > 1:
        keys.key("1")
    keys.key("w")
    keys.key("p")
    keys.line(PART_OF_THEME)
    keys.line("")
    keys.line(NOTE, is_note=True)


def old_way(made: list[Decision], keys: Keys) -> None:
    """Decide on a paragraph as it was: with Enter after every answer."""
    for one in made:
        if one.is_rejected:
            keys.line("r")
            continue
        if one.gets_theme:
            keys.line("c")
            keys.line("themes")
            keys.line(", ".join([*one.item.fields.get("themes", []), THEME]))
        note = one.note or NOTE * is_placeholder(str(one.item.fields.get("note", "")))
        if note:
            keys.line("n")
            keys.line(note, is_note=True)
        keys.line("a")


def add_old(keys: Keys, unit: str, words: str) -> None:
    """Add a finding in an editor; the words of the report are pasted with one key."""
    keys.line(f"  - id: {unit.replace('/', '-')}-a1b2")
    keys.line("    polarity: weakness")
    keys.line(f"    themes: [{THEME}]")
    keys.line("    kind: practice")
    keys.line(f"    note: {NOTE}", is_note=True)
    keys.line(f'    at: {{unit: {unit}, quote: ""}}')
    keys.count += bool(words)


def paragraphs(under: Review) -> Iterator[tuple[int, int, Paragraph]]:
    """Yield each paragraph with its number and the number of its first value, from 1."""
    first = 1
    for n, one in enumerate(by_paragraph(under.items(), under.checks.units), 1):
        yield n, first, one
        first += len(one.items)


def sentence_count(document: Document, unit: str) -> int:
    """Return the number of sentences of a unit."""
    from inspectgraph.draft.text.structure import sentences

    return len(sentences(document.by_id[unit].text))


def script(under: Review, document: Document, labels: Labels) -> tuple[Keys, Keys, int]:
    """Return the keys of the old way and of the new way, and the number of added findings."""
    old, new, added = Keys(), Keys(), 0
    for n, first, paragraph in paragraphs(under):
        made = decisions(paragraph, first, labels)
        if paragraph.unit and n % WITH_FINDING == 0:
            add_new(new, sentence_count(document, paragraph.unit))
            add_old(old, paragraph.unit, "words")
            added += 1
        new_way(made, new)
        old_way(made, old)
    new.key("q")
    old.line("q")
    return old, new, added


def reviewed(
    project: Path, name: str, reports: Path, keys: list[str]
) -> tuple[float, str]:
    """Carry a review out with some keys; return its processor seconds and what it shows."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, "review", name, "--reports", reports.resolve()],
        input="".join(f"{key}\n" for key in keys),
        cwd=project,
        capture_output=True,
        text=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, done.stderr


def first_decisions(script: list[str], count: int) -> list[str]:
    """Return the beginning of a script that makes some decisions, with the last answer."""
    made = 0
    for n, key in enumerate(script):
        made += key in {"a", "A", "r", "e", "f"}
        if made > count:
            return script[:n]
    return script


def main(extract: Path, reports: Path) -> None:
    """Print the keys of both ways and the seconds of both reviews."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        shutil.copytree(extract.parent.parent, project)
        draft = project / "extracts" / extract.name
        context = load_context(project)
        document = read_report(next(reports.glob(f"{extract.stem}.*")))
        under = Review(draft, context, document)
        labels = Labels(context, str(under.pieces.frame.get("framework")))
        count = len(under.items())
        old, new, added = script(under, document, labels)
        begin = draft.read_bytes()

        few = first_decisions(new.script, 20)
        seconds, _ = reviewed(project, extract.stem, reports, few)
        print(f"{extract.stem}: {count} unconfirmed values, {added} findings added")
        print(f"twenty decisions with start and end: {seconds:.2f} s of processor time")
        draft.write_bytes(begin)
        seconds, shown = reviewed(project, extract.stem, reports, new.script)
        print(f"the whole draft: {seconds:.1f} s of processor time")
        print(shown[shown.rindex("key (? for help)") :].partition("\n")[2].strip())
        for way, keys in (("old", old), ("new", new)):
            rest = keys.count - keys.notes
            print(
                f"{way} way: {keys.count:,} keys; {keys.notes:,} in notes, {rest:,} else"
            )
        print(f"new / old: {new.count / old.count:.2f} with notes,", end=" ")
        print(f"{(new.count - new.notes) / (old.count - old.notes):.2f} without")


if __name__ == "__main__":
    os.environ.setdefault("NO_COLOR", "1")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
