"""What is unconfirmed in an extract, and what is left to do: read from its plain data, whatever is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from msgspec import Struct

from inspectgraph.files.yaml_positions import KeyPath, Tree
from inspectgraph.load.wording import is_placeholder
from inspectgraph.model.errors import Where
from inspectgraph.model.extract import Extract
from inspectgraph.review.typed import RECORDS

__all__ = [
    "HEAD",
    "KINDS",
    "Item",
    "Left",
    "as_list",
    "as_mapping",
    "left_in",
    "unconfirmed_in",
]

#: The values above the lists that a draft may mark, in the order of the file.
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
_REQUIRED = ("title", "framework", "authorities", "inspectorates", "rights")

#: What `--kind` takes: the values above the lists, the draft's questions, and each list
#: of statements.
KINDS: Final = ("report", "questions", *RECORDS)

_NO_THEME = "No theme was recognised"


@dataclass(frozen=True, slots=True)
class Item:
    """One unconfirmed value: in which list and under which name it is found again, where it is, what it says.

    Something that the draft left open has no confidence and no rule.
    """

    group: str
    name: str
    path: KeyPath
    fields: dict[str, Any]
    confidence: Decimal | None = None
    rule: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What it is found again by when the text has changed."""
        return self.group, self.name

    @property
    def record(self) -> type[Struct]:
        """The record that its fields belong to."""
        return RECORDS.get(self.group, Extract)

    @property
    def anchors(self) -> list[dict[str, Any]]:
        """Its anchors, and those of its parts."""
        found = []
        for holder in (self.fields, *(self.fields.get("parts") or ())):
            at = holder.get("at")
            found += [at] if isinstance(at, dict) else list(at or ())
        return found


@dataclass(frozen=True, slots=True)
class Left:
    """Something that is left to do after all values are confirmed."""

    where: Where
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def unconfirmed_in(tree: Tree) -> Iterator[Item]:
    """Yield what is unconfirmed in an extract, in the order of the file."""
    data = tree.data
    marks = as_mapping(data.get("drafted"))
    drafted = as_mapping(data.get("curation")).get("method") == "drafted"
    for name in HEAD:
        if name in marks:
            yield Item(
                "drafted", name, (name,), {name: data.get(name)}, *_mark(marks[name])
            )
        elif drafted and name in _REQUIRED and data.get(name) in (None, "", []):
            yield Item("drafted", name, (name,), {name: data.get(name)})
    for n, question in enumerate(as_list(marks.get("questions"))):
        yield Item(
            "questions",
            str(question),
            ("drafted", "questions", n),
            {"question": question},
        )
    for group in RECORDS:
        for n, record in enumerate(as_list(data.get(group))):
            if isinstance(record, dict) and "draft" in record:
                fields = {key: value for key, value in record.items() if key != "draft"}
                yield Item(
                    group,
                    str(record.get("id")),
                    (group, n),
                    fields,
                    *_mark(record["draft"]),
                )


def left_in(tree: Tree) -> list[Left]:
    """Return what is left to do: notes to be worded, themes to be found, questions to be answered."""
    found = []
    for group in RECORDS:
        for n, record in enumerate(as_list(tree.data.get(group))):
            found += [
                Left(tree.where(path), what)
                for path, what in _unworded(record, (group, n))
            ]
    for n, question in enumerate(
        as_list(as_mapping(tree.data.get("drafted")).get("questions"))
    ):
        found.append(
            Left(tree.where(("drafted", "questions", n)), f"question: {question}")
        )
    return found


def _unworded(record: Any, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Yield the notes of a statement that are still the draft's, and the theme that stands in for none."""
    fields = as_mapping(record)
    name = fields.get("id")
    if is_placeholder(str(fields.get("note", ""))):
        yield (*path, "note"), f"{name}: note to be worded"
    if _NO_THEME in str(fields.get("doubt", "")):
        yield (*path, "themes"), f"{name}: themes to be found"
    for n, part in enumerate(as_list(fields.get("parts"))):
        if is_placeholder(str(as_mapping(part).get("note", ""))):
            yield (
                (
                    *path,
                    "parts",
                    n,
                    "note",
                ),
                f"{name}: note of part {n + 1} to be worded",
            )


def as_mapping(value: Any) -> dict[str, Any]:
    """Return a value if it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """Return a value if it is a list, else an empty one."""
    return value if isinstance(value, list) else []


def _mark(mark: Any) -> tuple[Decimal | None, str]:
    """Return confidence and rule of a mark."""
    confidence = as_mapping(mark).get("confidence")
    number = Decimal(confidence) if isinstance(confidence, int | Decimal) else None
    return number, str(as_mapping(mark).get("rule", "unknown"))
