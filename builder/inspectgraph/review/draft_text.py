"""Read and change the text of an extract under review, and list its unconfirmed values."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from inspectgraph.files.text import decode
from inspectgraph.files.unit_list import Unit
from inspectgraph.files.yaml_edit import replace_value
from inspectgraph.files.yaml_positions import parse_yaml
from inspectgraph.model.errors import ExtractError, Problem, Where
from inspectgraph.model.extract import Extract
from inspectgraph.review import edits
from inspectgraph.review.checks import refuse
from inspectgraph.review.log import Decision
from inspectgraph.review.pieces import FRAME, Placed, divided
from inspectgraph.review.unconfirmed import Item, as_list, as_mapping, unconfirmed_in

__all__ = ["Change", "DraftText", "file_in_messages"]

_ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789"
#: The number of a piece, and its text before a decision.
Change = tuple[int, str]


class DraftText:
    """The text of an extract under review. Each decision changes one piece of the text.

    Args:
        raw: The content of the file.
        file: The name of the file for use in messages.
        units: The units of the report, or None.

    Raises:
        ExtractError: If the file is not an extract, or has invisible characters.
    """

    def __init__(self, raw: bytes, file: str, units: Mapping[str, Unit] | None) -> None:
        source = decode(raw, file)
        refuse([*source.problems])
        tree = parse_yaml(source.text, file)
        if not isinstance(tree.data, dict):
            expected = "an extract, as 'inspectgraph draft' writes it"
            empty = Problem(Where(file), "empty-file", "the file has no keys", expected)
            raise ExtractError(tree.problems or [empty])
        self.raw, self.pieces = raw, divided(source.text, tree)
        self._units: Mapping[str, Unit] = units or {}
        #: The unconfirmed values, with the version of the pieces.
        self._listed: tuple[int, list[Item]] = (-1, [])
        #: The values of pieces, each with its record; see `unconfirmed_in`.
        self._known: dict[int, tuple[Any, Item]] = {}

    # Values

    @property
    def text(self) -> str:
        """The text of the extract after all decisions."""
        return self.pieces.text

    def unconfirmed(self) -> list[Item]:
        """Return all unconfirmed values.

        The list is stored, and is made again only after a change of the text.
        """
        if self._listed[0] != self.pieces.version:
            self._listed = (
                self.pieces.version,
                [*unconfirmed_in(self.pieces, self._known)],
            )
        return self._listed[1]

    def find(self, key: tuple[str, str]) -> Item | None:
        """Return the unconfirmed value with a given key, or None if there is none."""
        for item in self.unconfirmed():
            if item.key == key:
                return item
        return None

    def statements(self) -> list[Placed]:
        """Return all statements, confirmed or not, in the order of the file."""
        return [*self.pieces.placed()]

    def new_id(self, unit: str) -> str:
        """Return a new id for a statement whose source is a given unit."""
        base = unit.replace("/", "-")
        used = {str(one.record.get("id")) for one in self.pieces.placed()}
        while True:
            tail = "".join(secrets.choice(_ALPHABET) for _ in range(4))
            if f"{base}-{tail}" not in used:
                return f"{base}-{tail}"

    # Changes

    def apply(self, decision: Decision) -> tuple[Change, ...]:
        """Apply a decision to the text, and return the previous text of each changed piece.

        Raises:
            LookupError: If the value does not exist.
            ExtractError: If the text of the value cannot be changed.
        """
        if decision.decision == "add":
            return self._add(decision)
        frame, data = self.pieces.texts[FRAME], self.pieces.frame
        if decision.decision == "nothing":
            new = edits.with_nothing(frame, data, decision.name, decision.value)
            return ((FRAME, self.pieces.replace(FRAME, new)),)
        item = self.find(decision.key)
        if item is None:
            raise LookupError(decision.name)
        if decision.decision == "reject":
            return ((FRAME, self._remove(item)),)
        text = self.pieces.texts[item.piece]
        if decision.decision == "accept":
            new = edits.confirmed(text, item)
        elif decision.part is not None:
            path = (*item.path, "parts", decision.part, "note")
            new = replace_value(text, path, decision.value)
        else:
            new = edits.with_field(text, data, item, decision.field, decision.value)
        return ((item.piece, self.pieces.replace(item.piece, new)),)

    def restore(self, changes: tuple[Change, ...]) -> None:
        """Undo a change: put back the texts that the change replaced."""
        for piece, text in changes:
            self.pieces.replace(piece, text)

    def _add(self, decision: Decision) -> tuple[Change, ...]:
        """Insert a finding into the list of findings, in the order of the report's paragraphs."""
        order = self._order(decision.value)
        number = 0
        for placed in self.pieces.placed():
            if placed.group == "findings" and self._order(placed.record) <= order:
                number = placed.number + 1
        text = edits.as_statement(decision.value)
        later = edits.later_keys("findings")
        _, old = self.pieces.add("findings", text, number, later)
        return ((FRAME, old),)

    def _remove(self, item: Item) -> str:
        """Remove a value from the extract, and return the previous text of the frame.

        The frame is the text of the extract around its statements.
        """
        if item.record is Extract:
            text = edits.rejected_from_head(self.pieces.texts[FRAME], item)
            return self.pieces.replace(FRAME, text)
        for placed in self.pieces.placed():
            if (placed.piece, placed.path) == (item.piece, item.path):
                return self.pieces.remove(placed.group, placed.number)
        raise LookupError(item.name)

    def _order(self, record: dict[str, Any]) -> int:
        """Return the position in the report of the first unit that a statement cites.

        The position is 0 if the unit is not known.
        """
        at = record.get("at")
        first = as_mapping(at) or as_mapping(next(iter(as_list(at)), None))
        unit = self._units.get(str(first.get("unit")))
        return unit.order if unit else 0


def file_in_messages(path: Path, folder: Path) -> str:
    """Return the name of an extract for use in messages.

    For an extract inside the project, the name is the path within the project.
    """
    with suppress(ValueError):
        return path.resolve().relative_to(folder.resolve()).as_posix()
    return f"extracts/{path.name}"
