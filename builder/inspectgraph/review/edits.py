"""Apply one decision to the text of an extract, or to a piece of the text."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

from inspectgraph.files.yaml_edit import add_key, remove_item, remove_key, replace_value
from inspectgraph.files.yaml_positions import KeyPath, parse_yaml
from inspectgraph.files.yaml_write import to_flow
from inspectgraph.model.extract import Extract
from inspectgraph.review.typed import fields_of
from inspectgraph.review.unconfirmed import Item, as_mapping

__all__ = [
    "as_statement",
    "confirmed",
    "later_keys",
    "marked_as_confirmed",
    "rejected_from_head",
    "with_field",
    "with_nothing",
]

_NOTICE = "# Draft of "
_LAST_KEYS = ("draft", "at")
#: The keys of a printed time whose values are days.
_DAYS = frozenset({"earliest", "latest"})


def confirmed(text: str, item: Item) -> str:
    """Remove the draft mark of one value from a text, and return the new text.

    A draft mark shows that no curator has confirmed the value. If `item` is a question,
    the question is removed.
    """
    if item.group == "questions":
        return _settled(text, item)
    if item.group != "drafted":
        return remove_key(text, (*item.path, "draft"))
    if item.rule:
        return _tidy(remove_key(text, ("drafted", item.name)))
    return text


def rejected_from_head(text: str, item: Item) -> str:
    """Remove a question, or a value about the whole report, from the frame.

    The frame is the text of the extract around its statements. Return the new frame.
    """
    if item.group == "questions":
        return _settled(text, item)
    if item.name in parse_yaml(text, "").data:
        text = remove_key(text, item.path)
    return confirmed(text, item)


def with_field(
    text: str, data: dict[str, Any], item: Item, name: str, value: Any
) -> str:
    """Change, add or remove one field of a value, and return the new text.

    Args:
        text: The text that contains the value: the text of a statement, or the frame.
            The frame is the text of the extract around its statements.
        data: The frame as plain data.
        item: The value.
        name: The key of the field.
        value: The new value of the field; None removes the field.
    """
    value = _with_days(value)
    fields: dict[str, Any] = item.fields
    path: KeyPath = (*item.path, name)
    later: tuple[str, ...] = _LAST_KEYS
    if item.record is Extract:
        fields, path, later = data, (name,), later_keys(name)
    if name in fields and value is None:
        return remove_key(text, path)
    if name in fields:
        return replace_value(text, path, value)
    if value is None:
        return text
    return add_key(text, path, value, later)


def with_nothing(text: str, data: dict[str, Any], unit: str, reason: str) -> str:
    """Add the reason why a unit has no statement, and return the new frame.

    The frame is the text of the extract around the statements.

    Args:
        text: The text of the frame.
        data: The data that result from parsing the frame as YAML.
        unit: The id of the unit.
        reason: The slug of the reason.
    """
    known = as_mapping(data.get("nothing"))
    if unit in known:
        return replace_value(text, ("nothing", unit), reason)
    if known:
        return add_key(text, ("nothing", unit), reason)
    if "nothing" in data:
        return replace_value(text, ("nothing",), {unit: reason})
    return add_key(text, ("nothing",), {unit: reason}, later_keys("nothing"))


def as_statement(fields: dict[str, Any]) -> str:
    """Return a statement as a list item in YAML, without indentation."""
    lines = [f"{key}: {to_flow(value)}" for key, value in fields.items()]
    return "- " + "\n  ".join(lines)


def marked_as_confirmed(text: str, today: date) -> str:
    """Mark an extract as confirmed, and return the new frame of the extract.

    The frame is the text of the extract around its statements. Before this call, all
    drafted values of the extract must be confirmed.
    """
    text = replace_value(text, ("curation", "method"), "drafted-and-confirmed")
    text = replace_value(text, ("curation", "finished"), today)
    if text.startswith(_NOTICE):
        text = text.partition("\n")[2]
    return text


def later_keys(name: str) -> tuple[str, ...]:
    """Return the keys that come after a given key in the record `Extract`."""
    names = [*fields_of(Extract)]
    return tuple(names[names.index(name) + 1 :])


def _settled(text: str, item: Item) -> str:
    """Remove one question from the frame, and return the new frame.

    The frame is the text of the extract around its statements. If a comment at the top
    of the file repeats the question, the comment is removed too.
    """
    comment = f"# Question: {item.name}\n"
    return _tidy(remove_item(text, item.path)).replace(comment, "", 1)


def _tidy(text: str) -> str:
    """Remove empty parts of the block `drafted` from the frame, and return the frame.

    The frame is the text of the extract around its statements. If the list of questions
    in the block is empty, the list is removed. If the block is then empty, the block is
    removed too.
    """
    drafted = as_mapping(parse_yaml(text, "").data.get("drafted"))
    if drafted.get("questions") == []:
        text = remove_key(text, ("drafted", "questions"))
        del drafted["questions"]
    if drafted:
        return text
    return remove_key(text, ("drafted",))


def _with_days(value: Any) -> Any:
    """Convert the first and the last day of a value from texts to dates.

    YAML writes a date without quotes. A day that is not a valid date stays a text. A
    value that has no first or last day is returned unchanged.
    """
    if not isinstance(value, dict):
        return value
    days = {}
    for key in _DAYS & value.keys():
        with suppress(TypeError, ValueError):  # `load` reports other values
            days[key] = date.fromisoformat(value[key])
    return value | days
