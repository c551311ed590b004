"""One review: the text of an extract, its unconfirmed values, and the decisions to undo."""

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
#: The keys of a time that hold a day.
_DAYS = frozenset({"earliest", "latest"})


class Review:
    """One extract under review: its text, its unconfirmed values, and the undo history."""

    def __init__(
        self, path: Path, context: Context, document: Document | None = None
    ) -> None:
        self.path, self.context, self.file = path, context, f"extracts/{path.name}"
        self.copies: Copies | None = None
        if document:
            self.copies = Copies(document, context.registry)
        self.undone: list[tuple[str, tuple[str, str]]] = []
        self.text, self.tree = "", parse_yaml("", self.file)
        self._take(read_text_file(path, self.file))

    def reload(self) -> bool:
        """Read the file again if it has changed; return whether it has.

        Earlier decisions cannot be undone then.

        Raises:
            UnreadableError: If it cannot be read.
            ExtractError: If it is not YAML, or holds invisible characters.
        """
        source = read_text_file(self.path, self.file)
        if source.text == self.text:
            return False
        self._take(source)
        return True

    def _take(self, source: TextFile) -> None:
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
            below: Only values with a smaller confidence, or with none.
            kinds: Only these of `KINDS`; all when empty.
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
        """Return the value with a key, or None if it is no longer unconfirmed."""
        for item in unconfirmed_in(self.tree):
            if item.key == key:
                return item
        return None

    def accept(self, item: Item) -> None:
        """Confirm a value: remove its mark, or a question that is answered.

        Raises:
            ExtractError: If the value has a fault, a text of it is a placeholder of the
                draft, or copies the report.
        """
        new = _confirmed(self.text, item)
        checked = new
        if item.record is Extract:
            checked = self.text
        faults = self._faults_at(item, checked)
        _refuse(faults + self._copied(item, item.fields))
        self._write(new, item)

    def correct(self, item: Item, name: str, value: Any) -> None:
        """Change the value of a field, or remove the field; the mark of the value stays.

        Args:
            item: The unconfirmed value.
            name: The field.
            value: The new value; None removes the field.

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
            part: Which of its parts, from 0.
            note: The note.

        Raises:
            ExtractError: If the note has a fault, or copies the report.
        """
        new = replace_value(self.text, (*item.path, "parts", part, "note"), note)
        _refuse(self._copied(item, {"note": note}) + self._new_faults(item, new))
        self._write(new, item)

    def reject(self, item: Item) -> None:
        """Remove a value. A drafted value was never published, so no trace of its id remains.

        Raises:
            ExtractError: If the extract needs it, or another statement refers to it.
        """
        new = _rejected(self.text, item)
        _refuse(_added(self._problems(self.text), self._problems(new)))
        self._write(new, item)

    def skip(self, item: Item) -> None:
        """Leave a value as it is, for later."""
        self.undone.append((self.text, item.key))

    def undo(self) -> tuple[str, str] | None:
        """Take the last decision back; return the key of its value, or None if there is none."""
        if not self.undone:
            return None
        text, key = self.undone.pop()
        if text != self.text:
            self._save(text)
        return key

    def finish(self, today: date) -> bool:
        """Mark the extract as drafted and confirmed, if it is; return whether it is now."""
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
        """Return what is left to do: placeholders to replace and questions to answer."""
        return left_in(self.tree)

    def _with(self, item: Item, name: str, value: Any) -> str:
        """Return the text with another value of a field, or without that field."""
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
        return problems_of(text, self.path, self.context)

    def _faults_at(self, item: Item, text: str, name: str = "") -> list[Problem]:
        """Return the faults in the lines of a value, or of a field of the whole report."""
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
        """Return the faults of a value in a new text that it does not have yet."""
        known = self._faults_at(item, self.text, name)
        return _added(known, self._faults_at(item, new, name))

    def _copied(self, item: Item, fields: dict[str, Any]) -> list[Problem]:
        """Return the words that texts of a statement copy from the report, if there is one."""
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
        self.undone.append((self.text, item.key))
        self._save(text)

    def _save(self, text: str) -> None:
        write_file(self.path, text.encode())
        self.text, self.tree = text, parse_yaml(text, self.file)


def _refuse(faults: list[Problem]) -> None:
    """Raise an error if there are faults."""
    if faults:
        raise ExtractError(faults)


def _added(known: list[Problem], faults: list[Problem]) -> list[Problem]:
    """Return the faults that are not known yet, wherever they are in the file."""
    messages = set(map(_message, known))
    found: list[Problem] = []
    for fault in faults:
        if _message(fault) not in messages:
            found.append(fault)
    return found


def _confirmed(text: str, item: Item) -> str:
    """Return a text without the mark of a value."""
    if item.group == "questions":
        return _settled(text, item)
    if item.group != "drafted":
        return remove_key(text, (*item.path, "draft"))
    if item.rule:
        return _tidy(remove_key(text, ("drafted", item.name)))
    return text


def _rejected(text: str, item: Item) -> str:
    """Return a text without a value and its mark."""
    if item.group == "questions":
        return _settled(text, item)
    if item.group != "drafted":
        return remove_item(text, item.path)
    if item.name in parse_yaml(text, "").data:
        text = remove_key(text, item.path)
    return _confirmed(text, item)


def _settled(text: str, item: Item) -> str:
    """Return a text without a question, and without the comment that repeats it."""
    comment = f"# Question: {item.name}\n"
    return _tidy(remove_item(text, item.path)).replace(comment, "", 1)


def _tidy(text: str) -> str:
    """Return a text without the block of marks if that is empty."""
    drafted = as_mapping(parse_yaml(text, "").data.get("drafted"))
    if drafted.get("questions") == []:
        text = remove_key(text, ("drafted", "questions"))
        del drafted["questions"]
    if drafted:
        return text
    return remove_key(text, ("drafted",))


def _with_days(value: Any) -> Any:
    """Return a time with its days as dates, which are written without quotes."""
    if not isinstance(value, dict):
        return value
    days = {}
    for key in _DAYS & value.keys():
        with suppress(TypeError, ValueError):  # `load` reports what is not a day
            days[key] = date.fromisoformat(value[key])
    return value | days


def _later(name: str) -> tuple[str, ...]:
    """Return the keys of an extract that come after one."""
    names = [*fields_of(Extract)]
    return tuple(names[names.index(name) + 1 :])


def _lines(tree: Tree, path: KeyPath) -> Iterator[int]:
    """Yield the line of a value and of each value in it."""
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
    """Return the message of a problem, without its place."""
    return problem.code, problem.found, problem.expected
