"""Turn the decisions of a curator into lines of the log."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import msgspec

from inspectgraph import __version__
from inspectgraph.files.clock import now
from inspectgraph.review.log import Decision, NoteOrigin, digest
from inspectgraph.review.unconfirmed import Item

__all__ = ["about", "accepting", "seen", "stamped"]

_TOOL = f"inspectgraph {__version__}"


def about(
    decision: Literal["accept", "reject", "change"], item: Item, **more: Any
) -> Decision:
    """Return a decision about a value.

    `more` holds further fields of the `Decision`.
    """
    return Decision(
        decision=decision, group=item.group, name=item.name, seen=seen(item), **more
    )


def accepting(item: Item, note: str, origin: NoteOrigin = "") -> list[Decision]:
    """Return the decisions that confirm a value.

    Args:
        item: The value.
        note: The new note of the value. An empty text keeps the old note.
        origin: The origin of the new note, as in `Decision.note`.
    """
    if not note:
        return [about("accept", item)]
    change = about("change", item, field="note", value=note, note=origin)
    worded = replace(item, fields=item.fields | {"note": note})
    return [change, about("accept", worded)]


def seen(item: Item) -> str:
    """Return a digest of the state in which a curator has seen a value.

    The digest covers three things: the fields of the value, its confidence, and the
    name of its drafting rule. If the value changes, its digest changes.
    """
    shown = [item.fields, item.confidence, item.rule]
    return digest(msgspec.json.encode(shown, order="deterministic"))


def stamped(decision: Decision) -> Decision:
    """Return a decision that has the current time and the version of the program."""
    return msgspec.structs.replace(decision, when=now(), tool=_TOOL)
