"""Walk through the unconfirmed values of an extract: accept, correct or reject each, and take back what was done.

Every decision is written into the file at once, as a change of the lines it concerns;
nothing else is kept anywhere, so that a review can end at any moment and go on later. A
decision that would make the extract faulty is refused with what `load` says about it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
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
from inspectgraph.model.errors import ExtractError, Problem, UsageError, Where
from inspectgraph.model.extract import Extract
from inspectgraph.read import Document
from inspectgraph.review.typed import fields_of
from inspectgraph.review.unconfirmed import (
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
    """One extract under review: its text, what is unconfirmed in it, and what can be taken back."""

    def __init__(
        self, path: Path, context: Context, document: Document | None = None
    ) -> None:
        self.path, self.context, self.file = path, context, f"extracts/{path.name}"
        self.copies = Copies(document, context.registry) if document else None
        self.undone: list[tuple[str, tuple[str, str]]] = []
        self.text, self.tree = "", parse_yaml("", self.file)
        self._take(read_text_file(path, self.file))

    def reload(self) -> bool:
        """Read the file when it has changed since; return whether it has. What was done before cannot be undone then.

        Raises:
            UnreadableError: If it cannot be read.
            ExtractError: If it is no YAML, or holds characters that nobody can see.
        """
        source = read_text_file(self.path, self.file)
        if source.text == self.text:
            return False
        self._take(source)
        return True

    def _take(self, source: TextFile) -> None:
        tree = parse_yaml(source.text, self.file)
        if source.problems or not isinstance(tree.data, dict):
            expected = "an extract, as 'inspectgraph draft' writes it"
            nothing = [
                Problem(Where(self.file), "empty-file", "no mapping of keys", expected)
            ]
            raise ExtractError(source.problems or tree.problems or nothing)
        self.text, self.tree = source.text, tree
        self.undone.clear()

    # What there is to review

    def items(
        self, below: Decimal | None = None, kinds: Collection[str] = ()
    ) -> list[Item]:
        """Return what is unconfirmed, in the order of the file.

        Args:
            below: Only what has a smaller confidence.
            kinds: Only these of `KINDS`; all when empty.
        """
        return [
            item
            for item in unconfirmed_in(self.tree)
            if (below is None or item.confidence is None or item.confidence < below)
            and (
                not kinds
                or ("report" if item.group == "drafted" else item.group) in kinds
            )
        ]

    def find(self, key: tuple[str, str]) -> Item | None:
        """Return the unconfirmed value that is found by a key, if it is still unconfirmed."""
        return next(
            (item for item in unconfirmed_in(self.tree) if item.key == key), None
        )

    # Decisions

    def accept(self, item: Item) -> None:
        """Take the mark from a value; a question is settled by that.

        Raises:
            ExtractError: If something is wrong with the value, a text of it is a draft's placeholder,
                or copies the report at hand.
        """
        new = _confirmed(self.text, item)
        statement = item.record is not Extract
        faults = self._faults_at(item, new if statement else self.text)
        if statement:
            faults += self._copied(item, item.fields)
        if faults:
            raise ExtractError(faults)
        self._write(new, item)

    def correct(self, item: Item, name: str, value: Any) -> None:
        """Give a field another value; a value of None takes the field out. The mark stays until it is accepted.

        Raises:
            ExtractError: If `load` finds fault with the new value, or it copies the report at hand.
        """
        if faults := self._copied(item, {name: value}):
            raise ExtractError(faults)
        new = self._with(item, name, value)
        known = Counter(map(_told, self._faults_at(item, self.text, name)))
        if faults := [
            fault
            for fault in self._faults_at(item, new, name)
            if not known[_told(fault)]
        ]:
            raise ExtractError(faults)
        self._write(new, item)

    def word_part(self, item: Item, part: int, note: str) -> None:
        """Give a nested point of a recommendation another note.

        Args:
            item: The recommendation.
            part: Which of its parts, from 0.
            note: The note.

        Raises:
            ExtractError: If `load` finds fault with the note, or it copies the report at hand.
        """
        new = replace_value(self.text, (*item.path, "parts", part, "note"), note)
        known = Counter(map(_told, self._faults_at(item, self.text)))
        faults = self._copied(item, {"note": note})
        faults += [
            fault for fault in self._faults_at(item, new) if not known[_told(fault)]
        ]
        if faults:
            raise ExtractError(faults)
        self._write(new, item)

    def reject(self, item: Item) -> None:
        """Remove a value. What was drafted was never published, so its id is simply gone.

        Raises:
            ExtractError: If the extract needs it, or another statement names it.
        """
        known = Counter(map(_told, self._problems(self.text)))
        new = _rejected(self.text, item)
        if faults := [
            fault for fault in self._problems(new) if not known[_told(fault)]
        ]:
            raise ExtractError(faults)
        self._write(new, item)

    def skip(self, item: Item) -> None:
        """Leave a value as it is, for later."""
        self.undone.append((self.text, item.key))

    def undo(self) -> tuple[str, str] | None:
        """Take the last decision back; return the key of the value it was about, or None when there is none."""
        if not self.undone:
            return None
        text, key = self.undone.pop()
        if text != self.text:
            self._save(text)
        return key

    def finish(self, today: date) -> bool:
        """Say in the extract that it was drafted and is confirmed, once it is; return whether that was done."""
        data = self.tree.data
        marked = any(
            item.group != "questions" and item.rule
            for item in unconfirmed_in(self.tree)
        )
        if marked or as_mapping(data.get("curation")).get("method") != "drafted":
            return False
        text = replace_value(self.text, ("curation", "method"), "drafted-and-confirmed")
        text = replace_value(text, ("curation", "finished"), today)
        if text.startswith(_NOTICE):
            text = text.partition("\n")[2]
        self._save(text)
        self.undone.clear()
        return True

    def left(self) -> list[Left]:
        """Return what is left to do: notes to be worded, themes to be found, questions to be answered."""
        return left_in(self.tree)

    def _with(self, item: Item, name: str, value: Any) -> str:
        """Return the text with another value of a field, or without that field."""
        value = _with_days(value)
        whole = item.record is Extract
        path: KeyPath = (name,) if whole else (*item.path, name)
        if name in (self.tree.data if whole else item.fields):
            return (
                remove_key(self.text, path)
                if value is None
                else replace_value(self.text, path, value)
            )
        return (
            self.text
            if value is None
            else add_key(self.text, path, value, _later(name) if whole else _LAST_KEYS)
        )

    # Faults

    def _problems(self, text: str) -> list[Problem]:
        return problems_of(text, self.path, self.context)

    def _faults_at(
        self, item: Item, text: str, name: str | None = None
    ) -> list[Problem]:
        """Return what is wrong in the lines of a value, or of a field of the report as a whole."""
        tree = parse_yaml(text, self.file)
        path = (
            item.path if item.record is not Extract else (name,) if name else item.path
        )
        lines = set(_lines(tree, path))
        return [
            problem for problem in self._problems(text) if problem.where.line in lines
        ]

    def _copied(self, item: Item, fields: dict[str, Any]) -> list[Problem]:
        """Return what texts of a statement copy from the report, where it is at hand."""
        if self.copies is None or item.record is Extract:
            return []
        return [
            Problem(
                self.tree.where(item.path),
                "copied-words",
                *copied_problem(str(path[-1]), run),
            )
            for path, text in record_texts(fields, item.path)
            for run in self.copies.runs(text)
        ]

    def _write(self, text: str, item: Item) -> None:
        self.undone.append((self.text, item.key))
        self._save(text)

    def _save(self, text: str) -> None:
        try:
            write_file(self.path, text.encode())
        except OSError as error:
            raise UsageError(
                "not-written", f"{self.path} cannot be written ({error.strerror})"
            ) from error
        self.text, self.tree = text, parse_yaml(text, self.file)


# Texts


def _confirmed(text: str, item: Item) -> str:
    """Return a text in which a value is no longer marked."""
    if item.group == "drafted":
        return _tidy(remove_key(text, ("drafted", item.name))) if item.rule else text
    return (
        _settled(text, item)
        if item.group == "questions"
        else remove_key(text, (*item.path, "draft"))
    )


def _rejected(text: str, item: Item) -> str:
    """Return a text without a value and its mark."""
    if item.group != "drafted":
        return (
            _settled(text, item)
            if item.group == "questions"
            else remove_item(text, item.path)
        )
    without = (
        remove_key(text, item.path) if item.name in parse_yaml(text, "").data else text
    )
    return _confirmed(without, item)


def _settled(text: str, item: Item) -> str:
    """Return a text without a question, and without the comment that repeats it."""
    comment = f"# Question: {item.name}\n"
    return _tidy(remove_item(text, item.path)).replace(comment, "", 1)


def _tidy(text: str) -> str:
    """Return a text without the block of marks, once that holds nothing."""
    drafted = as_mapping(parse_yaml(text, "").data.get("drafted"))
    if drafted.get("questions") == []:
        text = remove_key(text, ("drafted", "questions"))
        drafted = {key: value for key, value in drafted.items() if key != "questions"}
    return text if drafted else remove_key(text, ("drafted",))


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
    """Yield the lines on which a value and all that it holds begin."""
    yield tree.where_key(path).line
    yield tree.where(path).line
    value = tree.data
    for step in path:
        value = (
            value[int(step)]
            if isinstance(value, list)
            else as_mapping(value).get(str(step))
        )
    members = value.items() if isinstance(value, dict) else enumerate(as_list(value))
    for step, _ in members:
        yield from _lines(tree, (*path, step))


def _told(problem: Problem) -> tuple[str, str, str]:
    """Return what a problem says, without its place."""
    return problem.code, problem.found, problem.expected
