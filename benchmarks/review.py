"""Count the keys that a review of a whole draft needs, and time its decisions.

Usage: python benchmarks/review.py EXTRACT REPORTS [GOLD]

EXTRACT is the draft of a project; it is copied with its project and not changed.
REPORTS is the folder with the reports. GOLD is a curated extract of one of these
reports, whose notes are typed with completion of words.

A scripted curator reads every paragraph and decides on every value: one in eight is
rejected, one finding in ten gets another theme, a value that lacks a theme gets one, and
a finding is added in every twentieth paragraph. The keys are counted for four curators:

- old: `review` as it was when it asked for each value with words and Enter; each note is
  written in some sixty letters, and added findings are lines of YAML;
- written: `review` as it is, for a curator who writes each note in full;
- one in five: `review` as it is, for a curator who extends every fifth proposed note by
  some thirty letters;
- accepted: `review` as it is, for a curator who accepts each proposed note, and writes a
  note where none is proposed.

The review of the last curator is carried out, and the extract is checked. If GOLD is
given, a typist writes each of its notes. For completion, the program offers words of the
passage, of earlier notes and of the vocabulary. The typist types three letters of a word,
then Tab, and Tab once more if the first offered word is wrong. If the second offered word
is wrong too, the typist types the word in full.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from inspectgraph.load import load_context
from inspectgraph.read import Document, read_report
from inspectgraph.review import Review
from inspectgraph.review.labels import Labels
from inspectgraph.review.note_words import NoteWords
from inspectgraph.review.notes import needs_note, proposed_note
from inspectgraph.review.paragraphs import Paragraph, by_paragraph
from inspectgraph.review.passages import words_of
from inspectgraph.review.unconfirmed import Item, item_of

#: A note of the curator, of 63 letters, and an addition to a proposed note, of 31
#: letters; only their length matters.
NOTE = "Harbour lamps were counted twice by day, and the quay was calm."
MORE = ": plans come late in most cases"
ONE_IN = 5
THEME, PART_OF_THEME = "drift-and-delay", "drift"
REJECTED, OTHER_THEME, WITH_FINDING = 8, 10, 20
#: Kinds of statements that are accepted only with themes, but may be drafted without.
NEED_THEMES = {"measurements", "recommendations"}
NEW_WAYS = ("written", "one in five", "accepted")
#: The number of letters of a word that are typed before Tab.
TYPED = 3
COMMAND = "from inspectgraph.cli import main; main()"


@dataclass
class Keys:
    """The keys of a review: single keys, and lines that end with Enter."""

    script: list[str] = field(default_factory=list)
    count: int = 0
    notes: int = 0
    proposed: int = 0

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
    is_proposed: bool


def decisions(paragraph: Paragraph, first: int, labels: Labels) -> list[Decision]:
    """Return the decisions about a paragraph; `first` is the number of its first value."""
    found: list[Decision] = []
    for n, item in enumerate(paragraph.items, first):
        is_statement = item.group not in {"drafted", "questions"}
        has_themes = "themes" not in item.fields or bool(item.fields["themes"])
        lacks = item.group in NEED_THEMES and not item.fields.get("themes")
        other = item.group == "findings" and n % OTHER_THEME == 1
        gets_theme = lacks or other or not has_themes
        needed = needs_note(item)
        themed = replace(item, fields={"themes": [THEME]} | item.fields)
        proposed = needed and bool(proposed_note(themed, labels))
        rejected = is_statement and n % REJECTED == 0
        note = NOTE if needed else ""
        found.append(Decision(item, rejected, gets_theme, note, proposed))
    return found


def new_way(made: list[Decision], keys: Keys, way: str) -> None:
    """Decide on a paragraph with the keys of the present dialogue."""
    kept = [is_kept(one, keys, way) for one in made]
    plain = [
        keep and not (one.is_rejected or one.gets_theme)
        for keep, one in zip(kept, made, strict=True)
    ]
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
        accept(one, keys, way, is_kept=kept[n])


def is_kept(one: Decision, keys: Keys, way: str) -> bool:
    """Return whether the curator accepts a value without typing a note for it."""
    if not one.is_proposed:
        return not one.note
    keys.proposed += 1
    return way == "accepted" or (way == "one in five" and keys.proposed % ONE_IN != 0)


def accept(one: Decision, keys: Keys, way: str, *, is_kept: bool) -> None:
    """Accept a value with the note that the curator wants."""
    if is_kept:
        keys.key("a")
    elif way == "one in five" and one.is_proposed:
        keys.key("+")
        keys.line(MORE, is_note=True)
    elif one.is_proposed:
        keys.key("w")
        keys.line(one.note, is_note=True)
        keys.key("a")
    else:
        keys.key("a")
        keys.line(one.note, is_note=True)


def add_new(keys: Keys, sentences: int, way: str) -> None:
    """Add a finding with the keys of the present dialogue."""
    keys.key("f")
    if sentences > 1:
        keys.key("1")
    keys.key("w")
    keys.key("p")
    keys.line(PART_OF_THEME)
    keys.line("")
    keys.line(NOTE if way == "written" else "", is_note=True)


def old_way(made: list[Decision], keys: Keys) -> None:
    """Decide on a paragraph in the earlier dialogue, with Enter after every answer."""
    for one in made:
        if one.is_rejected:
            keys.line("r")
            continue
        if one.gets_theme:
            keys.line("c")
            keys.line("themes")
            keys.line(", ".join([*one.item.fields.get("themes", []), THEME]))
        if one.note:
            keys.line("n")
            keys.line(one.note, is_note=True)
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
    """Yield the number of each paragraph, the number of its first value, and the paragraph."""
    first = 1
    for n, one in enumerate(by_paragraph(under.items(), under.checks.units), 1):
        yield n, first, one
        first += len(one.items)


def sentence_count(document: Document, unit: str) -> int:
    """Return the number of sentences of a unit."""
    from inspectgraph.draft.text.structure import sentences

    return len(sentences(document.by_id[unit].text))


def scripts(
    under: Review, document: Document, labels: Labels
) -> tuple[dict[str, Keys], int]:
    """Return the keys that each of the four curators types, and the number of added findings."""
    ways = {way: Keys() for way in ("old", *NEW_WAYS)}
    added = 0
    for n, first, paragraph in paragraphs(under):
        made = decisions(paragraph, first, labels)
        if paragraph.unit and n % WITH_FINDING == 0:
            add_old(ways["old"], paragraph.unit, "words")
            for way in NEW_WAYS:
                count = sentence_count(document, paragraph.unit)
                add_new(ways[way], count, way)
            added += 1
        old_way(made, ways["old"])
        for way in NEW_WAYS:
            new_way(made, ways[way], way)
    ways["old"].line("q")
    for way in NEW_WAYS:
        ways[way].key("q")
    return ways, added


def typed_with_completion(gold: Path, reports: Path) -> tuple[int, int, int]:
    """Type the notes of an extract; return their number, letters and pressed keys."""
    context = load_context(gold.parent.parent)
    under = Review(gold, context)
    document = read_report(next(reports.glob(f"{gold.stem}.*")))
    words = NoteWords(Labels(context, str(under.pieces.frame.get("framework"))))
    notes = letters = pressed = 0
    for one in under.statements():
        note = str(one.record.get("note", ""))
        if not note or one.group == "judgements":
            continue
        anchors = item_of(one).anchors
        passage = " ".join(words_of(document, anchor) for anchor in anchors)
        notes, letters = notes + 1, letters + len(note) + 1
        pressed += keys_of(note, words, passage) + 1
        words.learn(note)
    return notes, letters, pressed


def keys_of(note: str, words: NoteWords, passage: str) -> int:
    """Return the keys of a typist who completes the words of a note; the module describes how."""
    pressed, done = 0, 0
    for match in re.finditer(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*", note):
        pressed += match.start() - done
        done, word = match.end(), match[0]
        if len(word) < TYPED + 2:
            pressed += len(word)
            continue
        begun = note[: match.start() + TYPED]
        offered = words.completions(begun, passage)[:2]
        endings = [begun + ending for ending in offered]
        if note[: match.end()] not in endings:
            # The Tabs were in vain, and one more takes the last ending away.
            pressed += len(word) + len(endings) + bool(endings)
            continue
        pressed += TYPED + endings.index(note[: match.end()]) + 1
        done += note[match.end() : match.end() + 1] == " "  # Tab has typed the space
    return pressed + len(note) - done


def processor_seconds() -> float:
    """Return the processor seconds of this process and of those that it started."""
    both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(resource.getrusage(one).ru_utime for one in both) + sum(
        resource.getrusage(one).ru_stime for one in both
    )


def reviewed(
    project: Path, name: str, reports: Path, keys: list[str]
) -> tuple[float, str]:
    """Run a review with some keys; return its processor seconds and its output."""
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
    """Return the key presses of a script before its decision number `count + 1`."""
    made = 0
    for n, key in enumerate(script):
        made += key in {"a", "A", "+", "r", "e", "f"}
        if made > count:
            return script[:n]
    return script


def main(extract: Path, reports: Path, gold: Path | None = None) -> None:
    """Print the keys of all four curators, and the seconds of a short and of a whole review."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        shutil.copytree(extract.parent.parent, project)
        draft = project / "extracts" / extract.name
        context = load_context(project)
        before = processor_seconds()
        document = read_report(next(reports.glob(f"{extract.stem}.*")))
        reading = processor_seconds() - before
        under = Review(draft, context, document)
        labels = Labels(context, str(under.pieces.frame.get("framework")))
        count = len(under.items())
        ways, added = scripts(under, document, labels)
        begin = draft.read_bytes()
        print(f"{extract.stem}: {count} unconfirmed values, {added} findings added")

        few = first_decisions(ways["accepted"].script, 20)
        seconds, _ = reviewed(project, extract.stem, reports, few)
        print(
            f"twenty decisions with start and end: {seconds:.2f} s of processor time;"
            f" {reading:.2f} s of it for reading the report"
        )
        draft.write_bytes(begin)
        script = ways["accepted"].script
        seconds, shown = reviewed(project, extract.stem, reports, script)
        print(f"the whole draft: {seconds:.1f} s of processor time")
        print(shown[shown.rindex("key (? for help)") :].partition("\n")[2].strip())
    old = ways["old"].count
    for way, keys in ways.items():
        rest = keys.count - keys.notes
        print(
            f"{way}: {keys.count:,} keys; {keys.notes:,} in notes, {rest:,} else;"
            f" {keys.count / old:.2f} of the old way"
        )
    if gold:
        notes, letters, pressed = typed_with_completion(gold, reports)
        print(
            f"{gold.stem}: {notes} notes of {letters:,} letters, typed with completion in"
            f" {pressed:,} keys; {pressed / letters:.2f}"
        )


if __name__ == "__main__":
    os.environ.setdefault("NO_COLOR", "1")
    main(*map(Path, sys.argv[1:4]))
