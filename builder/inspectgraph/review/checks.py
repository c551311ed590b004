"""Check each value of an extract before a curator's decision is carried out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from inspectgraph.anchors.report_checks import Copies, copied_problem
from inspectgraph.load import Context, problems_of_data, units_next_to
from inspectgraph.load.wording import record_texts
from inspectgraph.model.errors import ExtractError, Problem, Where
from inspectgraph.model.extract import STATEMENTS, Extract, naming_keys
from inspectgraph.read import Document
from inspectgraph.review.pieces import Pieces, Placed
from inspectgraph.review.unconfirmed import REQUIRED, Item, as_list, item_of

__all__ = ["Checks", "added", "refuse"]

_Data = dict[str, Any]


class Checks:
    """Checks the values of one extract.

    Args:
        path: The extract file.
        context: The registry and vocabularies of the project.
        document: The report, or None. If the report is given, texts that copy its words
            are refused.
    """

    def __init__(self, path: Path, context: Context, document: Document | None) -> None:
        self.path, self.context, self.document = path, context, document
        self.units = units_next_to(path)
        self._copies: Copies | None = None

    def of_statement(self, pieces: Pieces, group: str, record: _Data) -> list[Problem]:
        """Return the problems of one statement of an extract."""
        head = _head(pieces.frame)
        whole = pieces.data
        known = self._problems(head, whole)
        return added(known, self._problems(head | {group: [record]}, whole))

    def of_head(self, data: _Data, name: str = "") -> list[Problem]:
        """Return the problems of values outside the statements, such as the title.

        Args:
            data: The extract as plain data. Its statements are ignored.
            name: The key of a value. Only problems of this value are returned. If the
                key is empty, the problems of all values outside the statements are
                returned.
        """
        head = _head(data)
        found = self._problems(head, head)
        if not name:
            return found
        if name not in data and name in REQUIRED:
            return [problem for problem in found if f"'{name}'" in problem.sentence]
        rest = {key: value for key, value in head.items() if key != name}
        return added(self._problems(rest, rest), found)

    def of_named(self, pieces: Pieces, item: Item) -> list[Problem]:
        """Return the problems in other statements after the removal of a statement."""
        found: list[Problem] = []
        whole = pieces.data
        rest = [one for one in whole[item.group] if one.get("id") != item.name]
        head, without = _head(pieces.frame), whole | {item.group: rest}
        for placed in pieces.placed():
            if item.name in _named(placed):
                part = head | {placed.group: [placed.record]}
                known = self._problems(part, whole)
                found += added(known, self._problems(part, without))
        return found

    def of_item(self, pieces: Pieces, item: Item, note: str = "") -> list[Problem]:
        """Return the problems that prevent the confirmation of a value.

        Args:
            pieces: The extract.
            item: The value.
            note: A new note for the value. An empty text keeps the old note.
        """
        if item.group == "questions":
            return []
        if item.record is Extract:
            return self.of_head(pieces.frame, item.name)
        fields = item.fields | ({"note": note} if note else {})
        return self.of_statement(pieces, item.group, fields) + self.copied(fields)

    def of_change(
        self, pieces: Pieces, item: Item, name: str, value: Any
    ) -> list[Problem]:
        """Return the problems that arise if one field of a value is changed.

        Args:
            pieces: The extract.
            item: The value.
            name: The key of the field.
            value: The new value of the field; None removes the field.
        """
        if item.record is Extract:
            return self._of_head_change(pieces, name, value)
        mark = {"draft": {"confidence": item.confidence or 0, "rule": item.rule}}
        old = item.fields | mark
        new = _without_none(old | {name: value})
        known = self.of_statement(pieces, item.group, old)
        return added(known, self.of_statement(pieces, item.group, new))

    def of_removal(self, pieces: Pieces, item: Item) -> list[Problem]:
        """Return the problems that arise in the extract if a value is removed."""
        if item.group == "questions":
            return []
        if item.record is Extract:
            return self._of_head_change(pieces, item.name, None)
        return self.of_named(pieces, item)

    def resting_on(self, pieces: Pieces, unit: str, file: str) -> list[Item]:
        """Return the unconfirmed statements that cite a given unit of the report.

        Args:
            pieces: The extract.
            unit: The id of the unit.
            file: The name of the extract file, for use in error messages.

        Raises:
            ExtractError: If the unit is cited by a confirmed statement, or by a
                statement that also cites another unit.
        """
        found: list[Item] = []
        for placed in pieces.placed():
            item = item_of(placed)
            units = {str(anchor.get("unit")) for anchor in item.anchors}
            if unit not in units:
                continue
            if len(units) > 1 or "draft" not in placed.record:
                message = f"the unit '{unit}' is evidence for the statement {item.name}"
                expected = (
                    "a unit whose statements are all drafts that cite no other unit"
                )
                refuse([Problem(Where(file), "not-nothing", message, expected)])
            found.append(item)
        return found

    def _of_head_change(self, pieces: Pieces, name: str, value: Any) -> list[Problem]:
        """Return the problems that arise if a value outside the statements is changed."""
        data = pieces.frame
        known = self.of_head(data)
        return added(known, self.of_head(_without_none(data | {name: value})))

    def copied(self, fields: _Data) -> list[Problem]:
        """Return a problem for each sequence of words that the fields copy from the report."""
        if self.document is None:
            return []
        if self._copies is None:
            self._copies = Copies(self.document, self.context.registry)
        problems = []
        for path, text in record_texts(fields, ()):
            for run in self._copies.runs(text):
                found, expected = copied_problem(str(path[-1]), run)
                where = Where(self.path.as_posix())
                problems.append(Problem(where, "copied-words", found, expected))
        return problems

    def _problems(self, part: _Data, whole: _Data) -> list[Problem]:
        """Return the problems in a part of the extract.

        Args:
            part: The data to check.
            whole: The data of the whole extract, to which the part may refer.
        """
        return problems_of_data(part, whole, self.path, self.units, self.context)


def refuse(faults: list[Problem]) -> None:
    """Raise `ExtractError` with the given faults, if there are any."""
    if faults:
        raise ExtractError(faults)


def added(known: list[Problem], faults: list[Problem]) -> list[Problem]:
    """Return the faults that are new, compared with the known faults.

    Line numbers do not matter in this comparison.
    """
    messages = {_message(fault) for fault in known}
    return [fault for fault in faults if _message(fault) not in messages]


def _message(problem: Problem) -> tuple[str, str, str]:
    """Return the code of a problem, the value found and the value expected.

    The location of the problem in the file is left out.
    """
    return problem.code, problem.found, problem.expected


def _head(data: _Data) -> _Data:
    """Return the data of an extract except the lists of statements."""
    return {key: value for key, value in data.items() if key not in STATEMENTS}


def _named(placed: Placed) -> list[Any]:
    """Return the ids of the other statements to which a statement refers."""
    found: list[Any] = []
    for key in naming_keys():
        found += as_list(placed.record.get(key))
    return found


def _without_none(fields: _Data) -> _Data:
    """Return the given fields except the fields whose value is None."""
    return {key: value for key, value in fields.items() if value is not None}
