"""Review of one extract, in which each decision is written to the file at once.

A decision changes the text of the YAML file but keeps comments and the order of keys. A
decision that would cause a fault is refused, and the file stays as it is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from inspectgraph.anchors.report_checks import Copies, copied_problem
from inspectgraph.files.output_file import write_file
from inspectgraph.files.text import TextFile, read_text_file
from inspectgraph.files.yaml_edit import add_key, remove_item, remove_key, replace_value
from inspectgraph.files.yaml_positions import KeyPath, Tree, parse_yaml
from inspectgraph.load import Context, problems_of
from inspectgraph.load.wording import record_texts
from inspectgraph.model.errors import ExtractError, Problem, Where
from inspectgraph.model.extract import Extract
from inspectgraph.read import Document
from inspectgraph.review.typed import fields_of
from inspectgraph.review.unconfirmed import (
    KINDS,
    Item,
    Left,
    as_list,
    as_mapping,
    left_in,
    unconfirmed_in,
)

__all__ = [
    "Review",
]

_NOTICE = "# Draft of "
_LAST_KEYS = ("draft", "at")
#: The keys of a printed time whose values are days.
_DAYS = frozenset({"earliest", "latest"})


class Review:
    """Review of one extract file, in which decisions can be undone.

    Args:
        path: The extract file.
        context: The registry and vocabularies of the project, against which values are
            checked.
        document: The report, or None. If it is given, texts that copy its words are
            refused.
    """

    def __init__(
        self, path: Path, context: Context, document: Document | None = None
    ) -> None:
        self.path, self.context = path, context
        self.file = _file_of(path, context.folder)
        self.copies: Copies | None = None
        if document:
            self.copies = Copies(document, context.registry)
        self.undone: list[tuple[str, tuple[str, str]]] = []
        self.text, self.tree = "", parse_yaml("", self.file)
        self._take(read_text_file(path, self.file))

    def reload(self) -> bool:
        """Read the file again, and return whether its text has changed since.

        After a change, earlier decisions can no longer be undone.

        Raises:
            UnreadableError: If the file cannot be read.
            ExtractError: If the file is not an extract, or has invisible characters.
        """
        source = read_text_file(self.path, self.file)
        if source.text == self.text:
            return False
        self._take(source)
        return True

    def _take(self, source: TextFile) -> None:
        """Use the text of a file as the text under review, and clear the history.

        Raises:
            ExtractError: If the file is not an extract, or has invisible characters.
        """
        tree = parse_yaml(source.text, self.file)
        _refuse([*source.problems])
        if not isinstance(tree.data, dict):
            expected = "an extract, as 'inspectgraph draft' writes it"
            where = Where(self.file)
            empty = Problem(where, "empty-file", "no mapping of keys", expected)
            raise ExtractError(tree.problems or [empty])
        self.text, self.tree = source.text, tree
        self.undone.clear()

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
        for item in unconfirmed_in(self.tree):
            if item.kind not in wanted:
                continue
            if item.is_below(below):
                found.append(item)
        return found

    def find(self, key: tuple[str, str]) -> Item | None:
        """Return the unconfirmed value with a given key, or None if there is none."""
        for item in unconfirmed_in(self.tree):
            if item.key == key:
                return item
        return None

    def accept(self, item: Item) -> None:
        """Confirm a value by removing its mark.

        If the item is a question, remove the question, which counts as answered.

        Raises:
            ExtractError: If the value has a fault, or if one of its texts is still a
                placeholder or copies the report.
        """
        new = _confirmed(self.text, item)
        checked = new
        if item.record is Extract:
            checked = self.text
        faults = self._faults_at(item, checked)
        _refuse(faults + self._copied(item, item.fields))
        self._write(new, item)

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
        new = self._with(item, name, value)
        _refuse(self._copied(item, {name: value}))
        _refuse(self._new_faults(item, new, name))
        self._write(new, item)

    def word_part(self, item: Item, part: int, note: str) -> None:
        """Change the note of a nested point of a recommendation.

        Args:
            item: The recommendation.
            part: The index of the nested point, from 0.
            note: The new note.

        Raises:
            ExtractError: If the note has a fault, or copies the report.
        """
        new = replace_value(self.text, (*item.path, "parts", part, "note"), note)
        _refuse(self._copied(item, {"note": note}) + self._new_faults(item, new))
        self._write(new, item)

    def reject(self, item: Item) -> None:
        """Remove an unconfirmed value from the extract.

        Its id is not recorded as withdrawn, since a drafted value was never published.

        Raises:
            ExtractError: If the extract requires the value, or if another statement
                refers to the value.
        """
        new = _rejected(self.text, item)
        _refuse(_added(self._problems(self.text), self._problems(new)))
        self._write(new, item)

    def skip(self, item: Item) -> None:
        """Leave a value unconfirmed for now.

        This counts as a decision that can be undone.
        """
        self.undone.append((self.text, item.key))

    def undo(self) -> tuple[str, str] | None:
        """Reverse the last decision, and return the key of its value.

        Return None if there is no decision to reverse.
        """
        if not self.undone:
            return None
        text, key = self.undone.pop()
        if text != self.text:
            self._save(text)
        return key

    def finish(self, today: date) -> bool:
        """Mark a draft as confirmed if it has no drafted value left to confirm.

        Open questions, and required values that the draft left empty, are not
        considered. After the change, earlier decisions can no longer be undone.

        Args:
            today: The date that is written into the extract as the day of completion.

        Returns:
            Whether the extract has been marked as confirmed by this call.
        """
        method = as_mapping(self.tree.data.get("curation")).get("method")
        marks = []
        for item in self.items():
            if item.group != "questions":
                marks.append(item.rule)
        if method != "drafted":
            return False
        if any(marks):
            return False
        text = replace_value(self.text, ("curation", "method"), "drafted-and-confirmed")
        text = replace_value(text, ("curation", "finished"), today)
        if text.startswith(_NOTICE):
            text = text.partition("\n")[2]
        self._save(text)
        self.undone.clear()
        return True

    def left(self) -> list[Left]:
        """Return the placeholders to be replaced, and the questions that are open."""
        return left_in(self.tree)

    def _with(self, item: Item, name: str, value: Any) -> str:
        """Return the text of the extract with one field changed, added or removed.

        The field is removed if the value is None.
        """
        value = _with_days(value)
        fields: dict[str, Any] = item.fields
        path: KeyPath = (*item.path, name)
        later: tuple[str, ...] = _LAST_KEYS
        if item.record is Extract:
            fields, path, later = self.tree.data, (name,), _later(name)
        if name in fields and value is None:
            return remove_key(self.text, path)
        if name in fields:
            return replace_value(self.text, path, value)
        if value is None:
            return self.text
        return add_key(self.text, path, value, later)

    def _problems(self, text: str) -> list[Problem]:
        """Return the faults that the extract would have with a given text."""
        return problems_of(text, self.path, self.context)

    def _faults_at(self, item: Item, text: str, name: str = "") -> list[Problem]:
        """Return the faults in the lines of one value, for a given text of the extract.

        Args:
            item: The value.
            text: The text of the extract.
            name: A field of the value. If the value describes the whole report, only
                faults in the lines of this field are returned. For other values, the
                field does not matter.
        """
        path = item.path
        if item.record is Extract and name:
            path = (name,)
        lines = set(_lines(parse_yaml(text, self.file), path))
        found: list[Problem] = []
        for fault in self._problems(text):
            if fault.where.line in lines:
                found.append(fault)
        return found

    def _new_faults(self, item: Item, new: str, name: str = "") -> list[Problem]:
        """Return the faults that a value would have only if a new text were saved."""
        known = self._faults_at(item, self.text, name)
        return _added(known, self._faults_at(item, new, name))

    def _copied(self, item: Item, fields: dict[str, Any]) -> list[Problem]:
        """Return a problem for each run of words that is copied from the report.

        The given fields are checked. The result is empty for values of the whole
        report, and if there is no report to compare with.
        """
        if self.copies is None:
            return []
        if item.record is Extract:
            return []
        where, problems = self.tree.where(item.path), []
        for path, text in record_texts(fields, item.path):
            for run in self.copies.runs(text):
                found, expected = copied_problem(str(path[-1]), run)
                problems.append(Problem(where, "copied-words", found, expected))
        return problems

    def _write(self, text: str, item: Item) -> None:
        """Save a new text of the extract as a decision that can be undone."""
        self.undone.append((self.text, item.key))
        self._save(text)

    def _save(self, text: str) -> None:
        """Write a new text of the extract to its file."""
        write_file(self.path, text.encode())
        self.text, self.tree = text, parse_yaml(text, self.file)


def _file_of(path: Path, folder: Path) -> str:
    """Return the name of an extract in messages: its path in the project, if it is there."""
    with suppress(ValueError):
        return path.resolve().relative_to(folder.resolve()).as_posix()
    return f"extracts/{path.name}"


def _refuse(faults: list[Problem]) -> None:
    """Raise `ExtractError` with some faults, if there are any."""
    if faults:
        raise ExtractError(faults)


def _added(known: list[Problem], faults: list[Problem]) -> list[Problem]:
    """Return the faults that are not among the known faults.

    Faults are compared without their line numbers.
    """
    messages = set(map(_message, known))
    found: list[Problem] = []
    for fault in faults:
        if _message(fault) not in messages:
            found.append(fault)
    return found


def _confirmed(text: str, item: Item) -> str:
    """Return the text of an extract without the mark of one value.

    If the item is a question, return the text without the question.
    """
    if item.group == "questions":
        return _settled(text, item)
    if item.group != "drafted":
        return remove_key(text, (*item.path, "draft"))
    if item.rule:
        return _tidy(remove_key(text, ("drafted", item.name)))
    return text


def _rejected(text: str, item: Item) -> str:
    """Return the text of an extract without one value and without its mark."""
    if item.group == "questions":
        return _settled(text, item)
    if item.group != "drafted":
        return remove_item(text, item.path)
    if item.name in parse_yaml(text, "").data:
        text = remove_key(text, item.path)
    return _confirmed(text, item)


def _settled(text: str, item: Item) -> str:
    """Return the text of an extract without one question.

    The comment with the question at the top of the file is removed too.
    """
    comment = f"# Question: {item.name}\n"
    return _tidy(remove_item(text, item.path)).replace(comment, "", 1)


def _tidy(text: str) -> str:
    """Remove the block `drafted` from the text of an extract if the block is empty.

    An empty list of questions in the block is removed too.
    """
    drafted = as_mapping(parse_yaml(text, "").data.get("drafted"))
    if drafted.get("questions") == []:
        text = remove_key(text, ("drafted", "questions"))
        del drafted["questions"]
    if drafted:
        return text
    return remove_key(text, ("drafted",))


def _with_days(value: Any) -> Any:
    """Return a printed time with dates as its days, so that YAML needs no quotes.

    Days that are not dates stay as they are, and so does any other value.
    """
    if not isinstance(value, dict):
        return value
    days = {}
    for key in _DAYS & value.keys():
        with suppress(TypeError, ValueError):  # `load` reports other values
            days[key] = date.fromisoformat(value[key])
    return value | days


def _later(name: str) -> tuple[str, ...]:
    """Return the keys that come after a given key in the record `Extract`."""
    names = [*fields_of(Extract)]
    return tuple(names[names.index(name) + 1 :])


def _lines(tree: Tree, path: KeyPath) -> Iterator[int]:
    """Yield the line numbers of a value, and of all values nested in the value."""
    yield tree.where_key(path).line
    yield tree.where(path).line
    value = tree.data
    for step in path:
        if isinstance(value, list):
            value = value[int(step)]
        else:
            value = as_mapping(value).get(str(step))
    steps: Iterable[Any] = range(len(as_list(value)))
    if isinstance(value, dict):
        steps = value
    for step in steps:
        yield from _lines(tree, (*path, step))


def _message(problem: Problem) -> tuple[str, str, str]:
    """Return the code and the texts of a problem, without its place in the file."""
    return problem.code, problem.found, problem.expected
