"""Review of one extract: decisions are logged one by one, and written once at the end.

A decision changes one piece of the text of the YAML file, and keeps comments and the
order of keys. A decision that would cause a fault is refused. Each decision is appended
to a log (see `log`) before the next one is made.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import msgspec

from inspectgraph import __version__
from inspectgraph.files.clock import now
from inspectgraph.files.output_file import write_file
from inspectgraph.files.text import LARGEST, decode, read_bytes
from inspectgraph.files.yaml_edit import replace_value
from inspectgraph.files.yaml_positions import parse_yaml
from inspectgraph.load import Context
from inspectgraph.model.anchor import seal
from inspectgraph.model.errors import ExtractError, Problem, Where
from inspectgraph.model.extract import Extract
from inspectgraph.model.quantities import quantity
from inspectgraph.read import Document
from inspectgraph.review import edits
from inspectgraph.review.checks import Checks, added, refuse
from inspectgraph.review.log import Decision, Log, Logged, digest, in_force, read_log
from inspectgraph.review.pieces import FRAME, Placed, divided
from inspectgraph.review.unconfirmed import (
    KINDS,
    Item,
    Left,
    as_list,
    as_mapping,
    item_of,
    left_in,
    unconfirmed_in,
)

__all__ = ["Review", "anchor_of"]

_TOOL = f"inspectgraph {__version__}"
_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
#: The number of an old text of a piece, and the old text.
_Change = tuple[int, str]


@dataclass(frozen=True, slots=True)
class _Done:
    """A decision that can be undone, with the texts that it changed."""

    decision: Decision
    changes: tuple[_Change, ...]


class Review:
    """Review of one extract file, in which decisions can be undone.

    A log of an earlier review that was killed is continued; `messages` say so.

    Args:
        path: The extract file.
        context: The registry and vocabularies of the project, against which values are
            checked.
        document: The report, or None. If it is given, texts that copy its words are
            refused.

    Raises:
        UnreadableError: If the file or its log cannot be read.
        ExtractError: If the file is not an extract, or has invisible characters.
        UsageError: If another process reviews the extract.
    """

    def __init__(
        self, path: Path, context: Context, document: Document | None = None
    ) -> None:
        self.path, self.context, self.document = path, context, document
        self.file = _file_of(path, context.folder)
        self.checks = Checks(path, context, document)
        self.messages: list[str] = []
        self.done: list[_Done] = []
        self.batch = 0
        self.log = Log.of(path)
        self._take(read_bytes(path, self.file, LARGEST + 1))
        if self.log.path.exists():
            self._resume()

    # Text

    @property
    def text(self) -> str:
        """The text of the extract with all decisions."""
        return self.pieces.text

    def _take(self, raw: bytes) -> None:
        """Use the content of a file as the text under review, and clear the history.

        Raises:
            ExtractError: If the file is not an extract, or has invisible characters.
        """
        source = decode(raw, self.file)
        refuse([*source.problems])
        tree = parse_yaml(source.text, self.file)
        if not isinstance(tree.data, dict):
            expected = "an extract, as 'inspectgraph draft' writes it"
            where = Where(self.file)
            empty = Problem(where, "empty-file", "no mapping of keys", expected)
            raise ExtractError(tree.problems or [empty])
        self.raw, self.pieces = raw, divided(source.text, tree)
        #: The unconfirmed values, with the version of the pieces.
        self._listed: tuple[int, list[Item]] = (-1, [])
        self.done.clear()

    def reload(self) -> list[str]:
        """Read the file again, and return messages if it has changed since.

        Decisions about values that have changed are given up, and named in a message.

        Raises:
            UnreadableError: If the file cannot be read.
            ExtractError: If the file is not an extract, or has invisible characters.
        """
        raw = read_bytes(self.path, self.file, LARGEST + 1)
        if raw == self.raw:
            return []
        decisions = [one.decision for one in self.done]
        self._take(raw)
        messages = [f"{self.file} was changed elsewhere and has been read again."]
        return messages + self._repeat_on_changed(decisions)

    # Values

    def items(
        self, below: Decimal | None = None, kinds: Collection[str] = ()
    ) -> list[Item]:
        """Return the unconfirmed values, in the order of the file.

        Args:
            below: Only values with a confidence below this limit, or without any
                confidence, are returned. None for no limit.
            kinds: The kinds of values to return, from `KINDS`. If empty, all kinds are
                returned.
        """
        wanted = kinds or KINDS
        found: list[Item] = []
        for item in self._unconfirmed():
            if item.kind in wanted and item.is_below(below):
                found.append(item)
        return found

    def find(self, key: tuple[str, str]) -> Item | None:
        """Return the unconfirmed value with a given key, or None if there is none."""
        for item in self._unconfirmed():
            if item.key == key:
                return item
        return None

    def _unconfirmed(self) -> list[Item]:
        """Return all unconfirmed values; they are listed anew only after a change."""
        if self._listed[0] != self.pieces.version:
            self._listed = self.pieces.version, [*unconfirmed_in(self.pieces)]
        return self._listed[1]

    def statements(self) -> list[Placed]:
        """Return all statements, confirmed or not, in the order of the file."""
        return [*self.pieces.placed()]

    # Decisions

    def accept(self, item: Item, note: str = "") -> None:
        """Confirm a value by removing its mark.

        If the item is a question, remove the question, which counts as answered.

        Args:
            item: The value.
            note: A new note for the value; if it is empty, the note stays.

        Raises:
            ExtractError: If the value has a fault, or if one of its texts is still a
                placeholder or copies the report.
        """
        refuse(self._faults_of(item, note))
        self._decide(_accepting(item, note))

    def acceptable(
        self, items: Iterable[Item], note: Callable[[Item], str] = lambda _: ""
    ) -> tuple[list[Item], list[tuple[Item, list[Problem]]]]:
        """Divide values into those that can be accepted, and those with faults.

        Args:
            items: The values.
            note: Returns the new note of a value, or an empty text.
        """
        good: list[Item] = []
        bad: list[tuple[Item, list[Problem]]] = []
        for item in items:
            if faults := self._faults_of(item, note(item)):
                bad.append((item, faults))
            else:
                good.append(item)
        return good, bad

    def accept_all(
        self,
        items: Iterable[Item],
        how: Literal["paragraph", "bulk"],
        note: Callable[[Item], str] = lambda _: "",
    ) -> tuple[list[Item], list[tuple[Item, list[Problem]]]]:
        """Confirm several values, which one undo takes back together.

        Args:
            items: The values.
            how: Whether the curator accepted a paragraph, or many values in bulk.
            note: Returns the new note of a value, or an empty text.

        Returns:
            The values that were confirmed, and those that have faults.
        """
        good, bad = self.acceptable(items, note)
        decisions: list[Decision] = []
        for item in good:
            decisions += _accepting(item, note(item))
        self._decide([msgspec.structs.replace(one, how=how) for one in decisions])
        return good, bad

    def correct(self, item: Item, name: str, value: Any) -> None:
        """Change or remove one field of an unconfirmed value.

        The value stays unconfirmed.

        Args:
            item: The unconfirmed value.
            name: The key of the field.
            value: The new value of the field; None removes the field.

        Raises:
            ExtractError: If the new value has a fault, or copies the report.
        """
        if item.record is not Extract:
            refuse(self.checks.copied({name: value}))
        refuse(self._new_faults(item, name, value))
        self._decide([_about("change", item, field=name, value=value)])

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
        self._decide([_about("change", item, field="note", part=part, value=note)])

    def reject(self, item: Item) -> None:
        """Remove an unconfirmed value from the extract.

        Its id is not recorded as withdrawn, since a drafted value was never published.

        Raises:
            ExtractError: If the extract requires the value, or if another statement
                refers to the value.
        """
        refuse(self._faults_without(item))
        self._decide([_about("reject", item)])

    def add_finding(self, fields: dict[str, Any]) -> str:
        """Add a finding of the curator, and return its new id.

        Args:
            fields: The fields of the finding, with its anchor and without its id.

        Raises:
            ExtractError: If the finding has a fault, or its note copies the report.
        """
        record = {"id": self._new_id(fields["at"]["unit"]), **fields}
        faults = self.checks.of_statement(self.pieces, "findings", record)
        refuse(faults + self.checks.copied(record))
        name = str(record["id"])
        add = Decision(decision="add", group="findings", name=name, value=record)
        self._decide([add])
        return name

    def nothing(self, unit: str, reason: str) -> int:
        """Write down why a unit holds no statement, and reject what rests on it alone.

        Returns:
            The number of rejected values.

        Raises:
            ExtractError: If the reason or the unit is unknown, or a statement that
                stays rests on the unit.
        """
        rejected = self._resting_on(unit)
        known = as_mapping(self.pieces.frame.get("nothing"))
        data = self.pieces.frame | {"nothing": known | {unit: reason}}
        before = self.checks.of_head(self.pieces.frame)
        faults = added(before, self.checks.of_head(data))
        for item in rejected:
            faults += self._faults_without(item)
        refuse(faults)
        decisions = [_about("reject", item) for item in rejected]
        reasoned = Decision(decision="nothing", name=unit, value=reason)
        self._decide([*decisions, reasoned])
        return len(rejected)

    def undo(self) -> tuple[str, str] | None:
        """Reverse the last decision, and return the key of its value.

        Values that were accepted together are taken back together. Return None if there
        is no decision to reverse.
        """
        if not self.done:
            return None
        self.log.append([_stamped(Decision(decision="undo"))])
        batch = self.done[-1].decision.batch
        key = ("", "")
        while self.done and self.done[-1].decision.batch == batch:
            last = self.done.pop()
            self._restore(last.changes)
            key = last.decision.key
        return key

    def decided(self) -> int:
        """Return the number of values with a decision that can be undone."""
        return len({one.decision.key for one in self.done})

    def accepted(self, how: str) -> int:
        """Return the number of values accepted in one way, as in `Decision.how`."""
        found = [one.decision for one in self.done if one.decision.how == how]
        return sum(one.decision == "accept" for one in found)

    # The end

    def finish(self, today: date) -> bool:
        """Mark a draft as confirmed if it has no drafted value left to confirm.

        Open questions are not considered. A required value that is empty is left to be
        confirmed.

        Args:
            today: The date that is written into the extract as the day of completion.

        Returns:
            Whether the extract is marked as confirmed by this call.
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

        Afterwards, no decision can be undone. If the file was changed elsewhere, the
        messages of `reload` are returned.
        """
        messages = self.reload()
        new = self.text.encode()
        if new != self.raw:
            if self.log.is_open:
                self.log.append([Decision(decision="write", seen=digest(new))])
            write_file(self.path, new)
            self.raw = new
        self.log.remove()
        self.done.clear()
        return messages

    def left(self) -> list[Left]:
        """Return the placeholders to be replaced, and the questions that are open."""
        return left_in(parse_yaml(self.text, self.file))

    # The log

    def _resume(self) -> None:
        """Go on from the log of a review that did not end, and add messages.

        Raises:
            UnreadableError: If the log cannot be read.
            UsageError: If another process has the log.
        """
        logged = read_log(self.log.path)
        self.log.open(logged.length)
        name = self.log.path.name
        if logged.cut_off:
            self.messages.append(
                f"The last line of {name} is cut off: that decision is lost, the ones"
                " before it are kept."
            )
        decisions = in_force(logged.decisions)
        if logged.written == digest(self.raw) or not decisions:
            self.log.remove()
            return
        self.batch = max(one.batch for one in logged.decisions)
        self._continue(logged, decisions)

    def _continue(self, logged: Logged, decisions: list[Decision]) -> None:
        """Repeat the decisions of a log, and add messages."""
        count = quantity(len({one.batch for one in decisions}), "decision")
        if logged.begin != digest(self.raw):
            self.messages.append(
                f"{self.file} was edited after an earlier review that did not end: of"
                f" its {count}, only those about unchanged values are kept."
            )
            self.messages += self._repeat_on_changed(decisions)
            return
        for one in decisions:
            self.done.append(_Done(one, self._apply(one)))
        self.messages.append(f"Kept from an earlier review that did not end: {count}.")

    def _repeat_on_changed(self, decisions: list[Decision]) -> list[str]:
        """Repeat decisions on another text, start a log anew, and return messages."""
        messages: list[str] = []
        for one in decisions:
            try:
                self._check_seen(one)
                self.done.append(_Done(one, self._apply(one)))
            except (ExtractError, LookupError):
                value = "" if one.value is None else f" ({one.value})"
                messages.append(
                    f"Not kept, since the value is another now: {one.decision}"
                    f" {one.name} {one.field}".rstrip()
                    + value
                )
        kept = [one.decision for one in self.done]
        if kept:
            self.log.rewrite([self._begin(), *kept])
        else:
            self.log.remove()
        return messages

    def _check_seen(self, decision: Decision) -> None:
        """Raise `LookupError` if a value is not as the curator saw it."""
        if decision.decision in {"add", "nothing"}:
            return
        item = self.find(decision.key)
        if item is None or _seen(item) != decision.seen:
            raise LookupError(decision.name)

    def _begin(self) -> Decision:
        """Return the first line of a log."""
        return _stamped(
            Decision(decision="begin", name=self.path.stem, seen=digest(self.raw))
        )

    def _decide(self, decisions: Sequence[Decision]) -> None:
        """Carry out decisions that one undo takes back, and append them to the log."""
        if not decisions:
            return
        self.batch += 1
        done: list[_Done] = []
        try:
            for one in decisions:
                stamped = _stamped(msgspec.structs.replace(one, batch=self.batch))
                done.append(_Done(stamped, self._apply(stamped)))
            lines = [one.decision for one in done]
            if not self.log.is_open:
                self.log.open()
                lines = [self._begin(), *lines]
            self.log.append(lines)
        except BaseException:
            for last in reversed(done):
                self._restore(last.changes)
            raise
        self.done += done

    # Applying

    def _apply(self, decision: Decision) -> tuple[_Change, ...]:
        """Change the texts for a decision, and return the old texts.

        Raises:
            LookupError: If there is no such value.
            ExtractError: If its text cannot be changed.
        """
        if decision.decision == "add":
            return self._apply_add(decision)
        frame, data = self.pieces.texts[FRAME], self.pieces.frame
        if decision.decision == "nothing":
            new = edits.with_nothing(frame, data, decision.name, decision.value)
            return ((FRAME, self.pieces.replace(FRAME, new)),)
        item = self.find(decision.key)
        if item is None:
            raise LookupError(decision.name)
        if decision.decision == "reject":
            return ((FRAME, self._without(item)),)
        text = self.pieces.texts[item.piece]
        if decision.decision == "accept":
            new = edits.confirmed(text, item)
        elif decision.part is not None:
            path = (*item.path, "parts", decision.part, "note")
            new = replace_value(text, path, decision.value)
        else:
            new = edits.with_field(text, data, item, decision.field, decision.value)
        return ((item.piece, self.pieces.replace(item.piece, new)),)

    def _apply_add(self, decision: Decision) -> tuple[_Change, ...]:
        """Add a finding after the others of its unit and of the units before it."""
        order = self._order(decision.value)
        number = 0
        for placed in self.pieces.placed():
            if placed.group == "findings" and self._order(placed.record) <= order:
                number = placed.number + 1
        text = edits.as_statement(decision.value)
        later = edits.later_keys("findings")
        _, old = self.pieces.add("findings", text, number, later)
        return ((FRAME, old),)

    def _without(self, item: Item) -> str:
        """Remove a value, and return the old text of the frame."""
        if item.record is Extract:
            text = edits.rejected_from_head(self.pieces.texts[FRAME], item)
            return self.pieces.replace(FRAME, text)
        for placed in self.pieces.placed():
            if (placed.piece, placed.path) == (item.piece, item.path):
                return self.pieces.remove(placed.group, placed.number)
        raise LookupError(item.name)

    def _restore(self, changes: tuple[_Change, ...]) -> None:
        """Put old texts back."""
        for piece, text in changes:
            self.pieces.replace(piece, text)

    def _order(self, record: dict[str, Any]) -> int:
        """Return the number of the unit of a statement's first anchor in the report."""
        at = record.get("at")
        first = as_mapping(at) or as_mapping(next(iter(as_list(at)), None))
        unit = (self.checks.units or {}).get(str(first.get("unit")))
        return unit.order if unit else 0

    def _new_id(self, unit: str) -> str:
        """Return a new id for a statement that rests on a unit."""
        base = unit.replace("/", "-")
        used = {str(one.record.get("id")) for one in self.pieces.placed()}
        while True:
            tail = "".join(secrets.choice(_ALPHABET) for _ in range(4))
            if f"{base}-{tail}" not in used:
                return f"{base}-{tail}"

    # Faults

    def _faults_of(self, item: Item, note: str) -> list[Problem]:
        """Return the faults that a value would have if it were confirmed."""
        if item.group == "questions":
            return []
        if item.record is Extract:
            return self.checks.of_head(self.pieces.frame, item.name)
        fields = item.fields | ({"note": note} if note else {})
        faults = self.checks.of_statement(self.pieces, item.group, fields)
        return faults + self.checks.copied(fields)

    def _new_faults(self, item: Item, name: str, value: Any) -> list[Problem]:
        """Return the faults that a value would have only with another field."""
        if item.record is Extract:
            return self._new_faults_of_head(name, value)
        mark = {"draft": {"confidence": item.confidence or 0, "rule": item.rule}}
        old = item.fields | mark
        new = _without_none(old | {name: value})
        known = self.checks.of_statement(self.pieces, item.group, old)
        return added(known, self.checks.of_statement(self.pieces, item.group, new))

    def _new_faults_of_head(self, name: str, value: Any) -> list[Problem]:
        """Return the faults that the head would have only with another value."""
        data = self.pieces.frame
        known = self.checks.of_head(data)
        return added(known, self.checks.of_head(_without_none(data | {name: value})))

    def _faults_without(self, item: Item) -> list[Problem]:
        """Return the faults that the extract would have only without a value."""
        if item.group == "questions":
            return []
        if item.record is Extract:
            return self._new_faults_of_head(item.name, None)
        return self.checks.of_named(self.pieces, item)

    def _resting_on(self, unit: str) -> list[Item]:
        """Return the unconfirmed values that rest on a unit alone.

        Raises:
            ExtractError: If another statement rests on the unit.
        """
        found: list[Item] = []
        for placed in self.pieces.placed():
            item = item_of(placed)
            units = {str(anchor.get("unit")) for anchor in item.anchors}
            if unit not in units:
                continue
            if len(units) > 1 or "draft" not in placed.record:
                message = f"the statement {item.name} rests on the unit '{unit}'"
                expected = "a unit on which no confirmed statement rests"
                where = Where(self.file)
                refuse([Problem(where, "not-nothing", message, expected)])
            found.append(item)
        return found


def anchor_of(words: str, unit: str, document: Document) -> dict[str, Any]:
    """Return the anchor of words in a unit, as fields of an extract.

    Raises:
        AnchorError: If the words do not occur exactly once in the unit, or are fewer
            than five.
        KeyError: If the report has no such unit.
    """
    return {"unit": unit, **seal(words, document.by_id[unit].text).fields}


def _file_of(path: Path, folder: Path) -> str:
    """Return the name of an extract in messages: its path in the project, if it is there."""
    with suppress(ValueError):
        return path.resolve().relative_to(folder.resolve()).as_posix()
    return f"extracts/{path.name}"


def _accepting(item: Item, note: str) -> list[Decision]:
    """Return the decisions that confirm a value, with a new note if there is one."""
    if not note:
        return [_about("accept", item)]
    change = _about("change", item, field="note", value=note)
    worded = replace(item, fields=item.fields | {"note": note})
    return [change, _about("accept", worded)]


def _about(
    decision: Literal["accept", "reject", "change"], item: Item, **more: Any
) -> Decision:
    """Return a decision about a value."""
    return Decision(
        decision=decision, group=item.group, name=item.name, seen=_seen(item), **more
    )


def _seen(item: Item) -> str:
    """Return the digest of a value with its mark, as the curator sees it."""
    shown = [item.fields, item.confidence, item.rule]
    return digest(msgspec.json.encode(shown, order="deterministic"))


def _stamped(decision: Decision) -> Decision:
    """Return a decision with the time and the program."""
    return msgspec.structs.replace(decision, when=now(), tool=_TOOL)


def _without_none(fields: dict[str, Any]) -> dict[str, Any]:
    """Return fields without those that have no value."""
    return {key: value for key, value in fields.items() if value is not None}
