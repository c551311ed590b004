"""The review of one extract: each decision is logged, and the file is written at the end.

A decision changes one piece of the YAML file (see `draft_text`). Comments and the order
of keys stay unchanged. A decision that would cause a fault is refused (see `checks`).
Each decision is appended to a log before the next decision is made (see `history`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import msgspec

from inspectgraph.files.output_file import write_file
from inspectgraph.files.text import LARGEST, read_bytes
from inspectgraph.files.yaml_positions import parse_yaml
from inspectgraph.load import Context
from inspectgraph.model.anchor import seal
from inspectgraph.model.errors import Problem
from inspectgraph.model.extract import Extract
from inspectgraph.read import Document
from inspectgraph.review import edits
from inspectgraph.review.checks import Checks, added, refuse
from inspectgraph.review.decisions import about, accepting
from inspectgraph.review.draft_text import DraftText, file_in_messages
from inspectgraph.review.history import History
from inspectgraph.review.log import Decision, NoteOrigin
from inspectgraph.review.pieces import FRAME, Pieces, Placed
from inspectgraph.review.unconfirmed import KINDS, Item, Left, as_mapping, left_in

__all__ = ["Review", "anchor_of"]

#: Values that cannot be accepted, each with its problems.
_Faulty = list[tuple[Item, list[Problem]]]


class Review:
    """The review of one extract file, in which decisions can be undone.

    If an earlier review was interrupted, this review continues from its log, and
    `messages` holds a message about the log.

    Args:
        path: The extract file.
        context: The registry and vocabularies of the project. They contain the slugs
            that values may use.
        document: The report, or None. If the report is given, texts that copy its words
            are refused.

    Raises:
        UnreadableError: If the file or its log cannot be read.
        ExtractError: If the file is not an extract, or has invisible characters.
        UsageError: If another process reviews the extract.
    """

    def __init__(
        self, path: Path, context: Context, document: Document | None = None
    ) -> None:
        self.path, self.context, self.document = path, context, document
        self.file = file_in_messages(path, context.folder)
        self.checks = Checks(path, context, document)
        self.messages: list[str] = []
        self.draft = self._read()
        self.history = History(path, self.file)
        if self.history.log.path.exists():
            self.messages += self.history.resume(self.draft)

    # The text

    @property
    def text(self) -> str:
        """The text of the extract after all decisions."""
        return self.draft.text

    @property
    def raw(self) -> bytes:
        """The content of the extract file when it was last read or written."""
        return self.draft.raw

    @property
    def pieces(self) -> Pieces:
        """The text of the extract, divided into a frame and one piece for each statement."""
        return self.draft.pieces

    def _read(self) -> DraftText:
        """Read the extract file, and return its text for the review.

        Raises:
            UnreadableError: If the file cannot be read.
            ExtractError: If the file is not an extract, or has invisible characters.
        """
        raw = read_bytes(self.path, self.file, LARGEST + 1)
        return DraftText(raw, self.file, self.checks.units)

    def reload(self) -> list[str]:
        """Read the file again, and return messages if the file has changed.

        A decision is dropped if its value has changed, and a message names the
        decision.

        Raises:
            UnreadableError: If the file cannot be read.
            ExtractError: If the file is not an extract, or has invisible characters.
        """
        if read_bytes(self.path, self.file, LARGEST + 1) == self.raw:
            return []
        decisions = [one.decision for one in self.history.done]
        self.draft = self._read()
        self.history.done.clear()
        messages = [f"{self.file} was changed elsewhere and has been read again."]
        return messages + self.history.repeat_on_changed(self.draft, decisions)

    # Values

    def items(
        self, below: Decimal | None = None, kinds: Collection[str] = ()
    ) -> list[Item]:
        """Return the unconfirmed values, in the order of the file.

        Args:
            below: A limit of confidence. Only values that have a lower confidence, or
                no confidence, are returned. If None, there is no limit.
            kinds: The kinds of values to return, from `KINDS`. If empty, all kinds are
                returned.
        """
        wanted = kinds or KINDS
        found: list[Item] = []
        for item in self.draft.unconfirmed():
            if item.kind in wanted and item.is_below(below):
                found.append(item)
        return found

    def find(self, key: tuple[str, str]) -> Item | None:
        """Return the unconfirmed value with a given key, or None if there is none."""
        return self.draft.find(key)

    def statements(self) -> list[Placed]:
        """Return all statements, confirmed or not, in the order of the file."""
        return self.draft.statements()

    # Decisions

    def accept(self, item: Item, note: str = "", origin: NoteOrigin = "") -> None:
        """Confirm a value by removing its draft mark.

        If `item` is a question, the question counts as answered and is removed.

        Args:
            item: The value.
            note: A new note for the value. An empty text keeps the old note.
            origin: The origin of the new note, as in `Decision.note`.

        Raises:
            ExtractError: If the value has a fault, or if one of its texts is still a
                placeholder or copies the report.
        """
        refuse(self.checks.of_item(self.pieces, item, note))
        self.history.decide(self.draft, accepting(item, note, origin))

    def acceptable(
        self, items: Iterable[Item], note: Callable[[Item], str] = lambda _: ""
    ) -> tuple[list[Item], _Faulty]:
        """Return the values that can be accepted, and the values that have faults.

        Args:
            items: The values.
            note: A function that returns the new note of a value, or an empty text.
        """
        good: list[Item] = []
        bad: _Faulty = []
        for item in items:
            if faults := self.checks.of_item(self.pieces, item, note(item)):
                bad.append((item, faults))
            else:
                good.append(item)
        return good, bad

    def accept_all(
        self,
        items: Iterable[Item],
        how: Literal["paragraph", "bulk"],
        note: Callable[[Item], str] = lambda _: "",
    ) -> tuple[list[Item], _Faulty]:
        """Confirm several values as one step that can be undone.

        Args:
            items: The values.
            how: The way in which the curator accepted the values: `paragraph` or
                `bulk`.
            note: A function that returns the proposed note of a value, or an empty
                text.

        Returns:
            The values that were confirmed, and the values that have faults.
        """
        good, bad = self.acceptable(items, note)
        decisions: list[Decision] = []
        for item in good:
            decisions += accepting(item, note(item), "proposed")
        self.history.decide(
            self.draft, [msgspec.structs.replace(one, how=how) for one in decisions]
        )
        return good, bad

    def correct(
        self, item: Item, name: str, value: Any, origin: NoteOrigin = ""
    ) -> None:
        """Change or remove one field of an unconfirmed value.

        The value as a whole stays unconfirmed.

        Args:
            item: The unconfirmed value.
            name: The key of the field.
            value: The new value of the field; None removes the field.
            origin: The origin of the new value, if the field is a note.

        Raises:
            ExtractError: If the new value has a fault, or copies the report.
        """
        if item.record is not Extract:
            refuse(self.checks.copied({name: value}))
        refuse(self.checks.of_change(self.pieces, item, name, value))
        change = about("change", item, field=name, value=value, note=origin)
        self.history.decide(self.draft, [change])

    def word_part(self, item: Item, part: int, note: str) -> None:
        """Change the note of a nested point of a recommendation.

        Args:
            item: The recommendation.
            part: The index of the nested point, from 0.
            note: The new note.

        Raises:
            ExtractError: If the note copies the report.
        """
        refuse(self.checks.copied({"note": note}))
        change = about(
            "change", item, field="note", part=part, value=note, note="written"
        )
        self.history.decide(self.draft, [change])

    def reject(self, item: Item) -> None:
        """Remove an unconfirmed value from the extract.

        The id is not recorded as withdrawn, because a drafted value was never
        published.

        Raises:
            ExtractError: If the extract requires the value, or if another statement
                refers to the value.
        """
        refuse(self.checks.of_removal(self.pieces, item))
        self.history.decide(self.draft, [about("reject", item)])

    def add_finding(self, fields: dict[str, Any], origin: NoteOrigin = "") -> str:
        """Add a finding that the curator wrote, and return its new id.

        Args:
            fields: The fields of the finding, including its anchor but not its id.
            origin: The origin of the note.

        Raises:
            ExtractError: If the finding has a fault, or its note copies the report.
        """
        record = {"id": self.draft.new_id(fields["at"]["unit"]), **fields}
        faults = self.checks.of_statement(self.pieces, "findings", record)
        refuse(faults + self.checks.copied(record))
        name = str(record["id"])
        add = Decision(
            decision="add", group="findings", name=name, value=record, note=origin
        )
        self.history.decide(self.draft, [add])
        return name

    def nothing(self, unit: str, reason: str) -> int:
        """Record why a unit has no statement; reject values that cite only this unit.

        Returns:
            The number of rejected values.

        Raises:
            ExtractError: If the reason or the unit is unknown, if a confirmed statement
                cites the unit, or if a statement cites both this unit and another unit.
        """
        rejected = self.checks.resting_on(self.pieces, unit, self.file)
        known = as_mapping(self.pieces.frame.get("nothing"))
        data = self.pieces.frame | {"nothing": known | {unit: reason}}
        before = self.checks.of_head(self.pieces.frame)
        faults = added(before, self.checks.of_head(data))
        for item in rejected:
            faults += self.checks.of_removal(self.pieces, item)
        refuse(faults)
        decisions = [about("reject", item) for item in rejected]
        reasoned = Decision(decision="nothing", name=unit, value=reason)
        self.history.decide(self.draft, [*decisions, reasoned])
        return len(rejected)

    def undo(self) -> tuple[str, str] | None:
        """Reverse the last decision, and return the key of its value.

        Values that were accepted together become unconfirmed together. Return None if
        there is no decision to reverse.
        """
        return self.history.undo(self.draft)

    # Counts

    def decided(self) -> int:
        """Return the number of values whose decision can be undone."""
        return len({one.decision.key for one in self.history.done})

    def accepted(self, how: str) -> int:
        """Return the number of values accepted in a given way, such as `bulk`.

        The ways are listed in `Decision.how`.
        """
        found = [one.decision for one in self.history.done if one.decision.how == how]
        return sum(one.decision == "accept" for one in found)

    def notes(self) -> Counter[str]:
        """Return the number of new notes for each origin.

        The origins are listed in `Decision.note`.

        If a note was changed several times, only the last change counts. Notes of
        rejected values are not counted.
        """
        last: dict[tuple[str, str, int | None], str] = {}
        for one in (done.decision for done in self.history.done):
            if one.decision == "reject":
                last = {key: by for key, by in last.items() if key[:2] != one.key}
            elif one.note:
                last[*one.key, one.part] = one.note
        return Counter(last.values())

    # The end

    def finish(self, today: date) -> bool:
        """Mark a draft as confirmed if all its drafted values are confirmed.

        The draft may still have open questions. A required value that is empty counts
        as unconfirmed.

        Args:
            today: The date to write into the extract as the day of completion.

        Returns:
            Whether this call marked the extract as confirmed.
        """
        self.messages += self.reload()
        method = as_mapping(self.pieces.frame.get("curation")).get("method")
        left = [item for item in self.items() if item.group != "questions"]
        if method != "drafted" or left:
            return False
        text = edits.marked_as_confirmed(self.pieces.texts[FRAME], today)
        self.pieces.replace(FRAME, text)
        self.messages += self.save()
        return True

    def save(self) -> list[str]:
        """Write the extract with all decisions, and remove the log.

        Afterwards, no decision can be undone. Before writing, `reload` checks whether
        another program has changed the extract file. Return the messages of `reload`.
        """
        messages = self.reload()
        new = self.text.encode()
        if new != self.raw:
            self.history.announce_writing(new)
            write_file(self.path, new)
            self.draft.raw = new
        self.history.close()
        return messages

    def left(self) -> list[Left]:
        """Return the placeholders still to be replaced, and the open questions."""
        return left_in(parse_yaml(self.text, self.file))


def anchor_of(words: str, unit: str, document: Document) -> dict[str, Any]:
    """Return an anchor: the fields by which an extract points to words in a unit.

    Raises:
        AnchorError: If there are fewer than five words, or if the words do not occur
            exactly once in the unit.
        KeyError: If the unit is not in the report.
    """
    return {"unit": unit, **seal(words, document.by_id[unit].text).fields}
