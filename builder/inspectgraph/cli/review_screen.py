"""In a review, print a paragraph of the report and the values that cite the paragraph.

All output is plain lines on standard error, and the cursor is never moved back. So a
review works in any terminal, with a screen reader, and from a script.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from textwrap import fill
from typing import TYPE_CHECKING, Any

from inspectgraph.cli.review_keys import say
from inspectgraph.files.console import escape_controls

if TYPE_CHECKING:
    from inspectgraph.read import Document
    from inspectgraph.review.labels import Labels
    from inspectgraph.review.paragraphs import Paragraph
    from inspectgraph.review.unconfirmed import Item

__all__ = [
    "HELP",
    "kind_word",
    "screen_width",
    "show_faults",
    "show_paragraph",
    "show_value",
    "summary",
    "wrapped",
]

HELP = """\
About the value at the sign >
a  accept it, with its proposed note if it has one
+  extend its proposed note, and accept it
w  write its note                  e  edit a field of it
r  reject it                       s  skip it; 1 to 9 go to a value by its number

About the paragraph
A  accept all its values           f  add a finding
0  give the reason why it has no statement

Moving and leaving
n  next paragraph                  p  previous paragraph
g  go to a unit or a page          /  search for words of the report
b  accept many values in bulk      u  undo the last decision
q  write the extract and quit      ?  show this list
"""

#: The word for one statement of each list in an extract.
_KINDS = {
    "judgements": "judgement",
    "not_judged": "aspect that was not judged",
    "reported": "reported judgement",
    "findings": "finding",
    "recommendations": "recommendation",
    "measurements": "measurement",
    "events": "event",
}
#: The fields in the heading of a value, and the fields that are not shown.
_IN_HEADING = ("polarity", "aspect", "grade", "indicator")
_LEFT_OUT = frozenset({"id", "at", "printed", "value", *_IN_HEADING})
#: The maximum number of keys of a mapping that are shown.
_MOST = 12
_TO_BE_WORDED = "to be worded"


def screen_width() -> int:
    """Return the width for text, in characters.

    This is the width of the terminal, but at least 40 and at most 100 characters.
    """
    return max(40, min(100, shutil.get_terminal_size().columns))


def kind_word(item: Item) -> str:
    """Return the word for a kind of value, such as `finding` or `title`."""
    if item.group == "drafted":
        return item.name
    return _KINDS.get(item.group, "question")


def show_paragraph(
    paragraph: Paragraph, document: Document | None, progress: str
) -> None:
    """Print the heading and words of a paragraph; mark the words that a value cites."""
    from inspectgraph.review.paragraphs import HEAD_OF_REPORT
    from inspectgraph.review.passages import marked

    say()
    if paragraph.unit == HEAD_OF_REPORT:
        say(f"The report as a whole ({progress})")
        return
    if document is None or paragraph.unit not in document.by_id:
        reason = "to see its words, start the review with --reports FOLDER"
        if document:
            reason = "the given report does not have this unit"
        say(f"{paragraph.unit} ({progress}): {reason}")
        return
    anchors = []
    for n, item in enumerate(paragraph.items, 1):
        for anchor in item.anchors:
            if anchor.get("unit") == paragraph.unit:
                anchors.append((str(n), anchor))
    found = marked(document, paragraph.unit, anchors)
    page = f", page {found.page}" if found.page else ""
    say(f"{paragraph.unit}{page} ({progress})")
    for text in filter(None, (found.lead_in, found.text, found.remark)):
        say(wrapped(text, "    "))


def show_value(
    item: Item, number: int, labels: Labels, proposed: str, *, is_current: bool
) -> None:
    """Print a value with its fields, its confidence and its drafting rule.

    Args:
        item: The value.
        number: The number of the value in the paragraph, from 1.
        labels: The labels to show in place of slugs.
        proposed: The proposed note, or "".
        is_current: Whether the next key that the curator presses decides on this value.
    """
    sign = ">" if is_current else " "
    say(wrapped(f"{number} {_heading(item, labels)}", f"{sign} ", "      "))
    for line in _field_lines(item, labels, proposed):
        say(wrapped(line, "      ", "        "))


def summary(item: Item, labels: Labels) -> str:
    """Return a value as one line of text, for a list."""
    parts = [_heading(item, labels)]
    if themes := item.fields.get("themes"):
        parts.append(_shown(item, "themes", themes, labels))
    if not parts[1:] and (note := item.fields.get("note")):
        parts.append(_shown(item, "note", note, labels))
    return " · ".join(parts)


def _heading(item: Item, labels: Labels) -> str:
    """Return a line with the kind, main fields, confidence and drafting rule of a value."""
    shown = ", ".join(filter(None, _heading_values(item, labels)))
    parts = [f"{kind_word(item)}: {shown}" if shown else kind_word(item)]
    if item.rule:
        parts.append(f"{item.confidence} {item.rule}")
    elif item.group == "drafted":
        parts.append("left open by the draft")
    if item.group in _KINDS:
        parts.append(item.name)
    return " · ".join(parts)


def _heading_values(item: Item, labels: Labels) -> Iterator[str]:
    """Yield the contents of the main fields of a value.

    A review prints several lines about a value. The first line has these contents.
    """
    fields = item.fields
    if item.group in {"drafted", "questions"}:
        yield _shown(item, *next(iter(fields.items())), labels)
    for key in _IN_HEADING:
        if key in fields:
            yield _shown(item, key, fields[key], labels)
    if "printed" in fields:
        yield str(fields["printed"])


def _field_lines(item: Item, labels: Labels, proposed: str) -> Iterator[str]:
    """Yield the fields of a value as lines, with the note last."""
    if item.group in {"drafted", "questions"}:
        return
    short: list[str] = []
    for key, value in item.fields.items():
        if key not in _LEFT_OUT | {"note", "doubt", "parts"}:
            short.append(f"{key}: {_shown(item, key, value, labels)}")
    if short:
        yield " · ".join(short)
    for key in ("parts", "doubt"):
        if key in item.fields:
            yield f"{key}: {_shown(item, key, item.fields[key], labels)}"
    others = [str(one.get("unit")) for one in item.anchors[1:]]
    if others:
        yield f"also rests on: {', '.join(others)}"
    if proposed:
        yield f"proposed note: {proposed}"
    elif "note" in item.fields:
        yield f"note: {_shown(item, 'note', item.fields['note'], labels)}"


def _shown(item: Item, key: str, value: Any, labels: Labels) -> str:
    """Return the content of a field as readable text, with labels in place of slugs."""
    from inspectgraph.load.wording import is_placeholder
    from inspectgraph.review.labels import kind_of_name

    kind = kind_of_name(item.record, key)
    if isinstance(value, dict):
        return _shown_mapping(value)
    if isinstance(value, list):
        return "; ".join(_one(kind, member, labels) for member in value) or "none"
    if isinstance(value, str) and is_placeholder(value):
        return _TO_BE_WORDED
    return _one(kind, value, labels)


def _one(kind: str, value: Any, labels: Labels) -> str:
    """Return one value as readable text, or `none` for an empty value."""
    if isinstance(value, dict):
        return _shown_mapping(value)
    if value in (None, ""):
        return "none"
    return labels.label(kind, value) if kind else str(value)


def _shown_mapping(value: dict[str, Any]) -> str:
    """Return up to 12 keys of a mapping with their values, and the number of other keys."""
    from inspectgraph.load.wording import is_placeholder

    pairs: list[str] = []
    for key, member in value.items():
        if key == "at":
            continue
        text = _TO_BE_WORDED if is_placeholder(str(member)) else str(member)
        pairs.append(f"{key}: {text}")
    shown = ", ".join(pairs[:_MOST])
    if len(pairs) <= _MOST:
        return shown
    return f"{shown} and {len(pairs) - _MOST} more"


def wrapped(text: str, first: str, later: str = "") -> str:
    """Break a text into indented lines that fit the terminal."""
    return fill(
        escape_controls(text),
        screen_width(),
        initial_indent=first,
        subsequent_indent=later or first,
        break_on_hyphens=False,
    )


def show_faults(problems: Sequence[Any]) -> None:
    """Print each reason why a decision was not carried out."""
    for problem in problems:
        say(f"Not done: {problem.sentence}")
