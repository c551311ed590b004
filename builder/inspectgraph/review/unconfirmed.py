"""List the unconfirmed values, placeholders and open questions of an extract.

The functions read the plain data of the YAML file. So they also work on an extract that
has faults.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from msgspec import Struct

from inspectgraph.files.yaml_positions import KeyPath, Tree
from inspectgraph.load.wording import is_placeholder
from inspectgraph.model.errors import Where
from inspectgraph.model.extract import STATEMENTS, Extract
from inspectgraph.review.pieces import FRAME, Pieces, Placed

__all__ = [
    "HEAD",
    "KINDS",
    "REQUIRED",
    "Item",
    "Left",
    "as_list",
    "as_mapping",
    "item_of",
    "left_in",
    "unconfirmed_in",
]

#: The keys for values of the whole report that a draft may mark, in the order of the
#: file.
HEAD: Final = (
    "title",
    "framework",
    "authorities",
    "inspectorates",
    "inspection",
    "published",
    "reference",
    "rights",
    "nothing",
)
#: The keys of `HEAD` that every extract must have.
REQUIRED: Final = ("title", "framework", "authorities", "inspectorates", "rights")

#: The values of the option `--kind`: values of the whole report, questions, and each
#: list of statements.
KINDS: Final = ("report", "questions", *STATEMENTS)

_NO_THEME = "No theme was recognised"


@dataclass(frozen=True, slots=True)
class Item:
    """One unconfirmed value of an extract: a statement, a field or a question.

    Attributes:
        group: The key of the list that holds the statement. It is `drafted` for a field
            of the whole report, and `questions` for a question.
        name: The id of the statement, the key of the field, or the question.
        path: The path from the root of the YAML data to the value. If the value is in a
            separate piece of the extract, the path begins at the root of the piece.
        fields: The keys and values of the statement. For a field or a question, this
            mapping has only one key.
        confidence: The confidence of the value. It is None if the draft left the value
            empty, or if the draft mark has no number.
        rule: The name of the rule that drafted the value. It is empty if the draft left
            the value empty.
        piece: The number of the text that holds the value; see `pieces`.
    """

    group: str
    name: str
    path: KeyPath
    fields: dict[str, Any]
    confidence: Decimal | None = None
    rule: str = ""
    piece: int = FRAME

    @property
    def key(self) -> tuple[str, str]:
        """The group and name of the value; they identify the value even in a changed file."""
        return self.group, self.name

    @property
    def kind(self) -> str:
        """The kind of the value, one of `KINDS`."""
        if self.group == "drafted":
            return "report"
        return self.group

    def is_below(self, limit: Decimal | None) -> bool:
        """Return whether the confidence of the value is below a limit.

        The result is also true if there is no limit or no confidence.
        """
        if limit is None:
            return True
        if self.confidence is None:
            return True
        return self.confidence < limit

    @property
    def record(self) -> type[Struct]:
        """The record class to which the fields of the value belong."""
        return STATEMENTS.get(self.group, Extract)

    @property
    def anchors(self) -> list[dict[str, Any]]:
        """The anchors of the value and of its nested points, as plain mappings.

        An anchor points to the words of the report that a value cites.
        """
        found = []
        for holder in (self.fields, *as_list(self.fields.get("parts"))):
            at = holder.get("at")
            if isinstance(at, dict):
                found.append(at)
            else:
                found += as_list(at)
        return found


@dataclass(frozen=True, slots=True)
class Left:
    """A placeholder or question that the curator has not yet dealt with.

    `where` is the location of the placeholder or question in the extract. `what`
    describes the placeholder or question.
    """

    where: Where
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def unconfirmed_in(
    pieces: Pieces, known: dict[int, tuple[Any, Item]]
) -> Iterator[Item]:
    """Yield the unconfirmed values of an extract, in the order of the file.

    Args:
        pieces: The extract.
        known: A cache of the values from earlier calls, keyed by the number of the
            piece. Each value is stored together with its record. The value is reused
            while the record is unchanged. New values are added to the cache. The cache
            makes a long extract quick to list.
    """
    data = pieces.frame
    yield from _values_of_report(data)
    for n, question in enumerate(_questions(data)):
        path = ("drafted", "questions", n)
        yield Item("questions", str(question), path, {"question": question})
    for placed in pieces.placed():
        if "draft" not in placed.record:
            continue
        record, item = known.get(placed.piece, (None, None))
        if item is None or record is not placed.record:
            item = item_of(placed)
            if placed.piece != FRAME:
                known[placed.piece] = placed.record, item
        yield item


def item_of(placed: Placed) -> Item:
    """Return a drafted statement as an unconfirmed value of the extract."""
    fields = dict(placed.record)
    mark = _mark(fields.pop("draft", None))
    name = str(placed.record.get("id"))
    return Item(placed.group, name, placed.path, fields, *mark, placed.piece)


def _values_of_report(data: dict[str, Any]) -> Iterator[Item]:
    """Yield the unconfirmed values about the whole report, such as title and framework.

    A required value that a draft left empty counts as unconfirmed.
    """
    marks = as_mapping(data.get("drafted"))
    required: tuple[str, ...] = ()
    if as_mapping(data.get("curation")).get("method") == "drafted":
        required = REQUIRED
    for name in HEAD:
        value = data.get(name)
        if name in marks:
            mark = _mark(marks[name])
            yield Item("drafted", name, (name,), {name: value}, *mark)
        elif name in required and value in (None, "", []):
            yield Item("drafted", name, (name,), {name: value})


def _questions(data: dict[str, Any]) -> list[Any]:
    """Return the questions to the curator in a draft."""
    return as_list(as_mapping(data.get("drafted")).get("questions"))


def _statements(tree: Tree) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """Yield each statement, with the key of its list and its index in that list."""
    for group in STATEMENTS:
        for n, record in enumerate(as_list(tree.data.get(group))):
            yield group, n, as_mapping(record)


def left_in(tree: Tree) -> list[Left]:
    """Return the placeholders still to be replaced, followed by the open questions."""
    found = []
    for group, n, record in _statements(tree):
        for path, what in _unworded(record, (group, n)):
            found.append(Left(tree.where(path), what))
    for n, question in enumerate(_questions(tree.data)):
        where = tree.where(("drafted", "questions", n))
        found.append(Left(where, f"question: {question}"))
    return found


def _unworded(fields: dict[str, Any], path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Yield the path and a message for each placeholder in a statement.

    A placeholder is a note that the curator has not reworded, or an unknown theme.
    """
    name = fields.get("id")
    if is_placeholder(str(fields.get("note", ""))):
        yield (*path, "note"), f"{name}: the note is still to be written"
    if _NO_THEME in str(fields.get("doubt", "")):
        yield (*path, "themes"), f"{name}: the themes are still to be found"
    for n, part in enumerate(as_list(fields.get("parts"))):
        if is_placeholder(str(as_mapping(part).get("note", ""))):
            place = (*path, "parts", n, "note")
            yield place, f"{name}: the note of part {n + 1} is still to be written"


def as_mapping(value: Any) -> dict[str, Any]:
    """Return a value if it is a mapping; otherwise return an empty mapping."""
    if isinstance(value, dict):
        return value
    return {}


def as_list(value: Any) -> list[Any]:
    """Return a value if it is a list; otherwise return an empty list."""
    if isinstance(value, list):
        return value
    return []


def _mark(mark: Any) -> tuple[Decimal | None, str]:
    """Return the confidence and the rule in the draft mark of a value.

    If the mark has no number, the confidence is None. If the mark has no rule, the rule
    is `unknown`.
    """
    confidence = as_mapping(mark).get("confidence")
    number = None
    if isinstance(confidence, int | Decimal):
        number = Decimal(confidence)
    return number, str(as_mapping(mark).get("rule", "unknown"))
