"""Write the confirmations of an independent second reading into an extract.

The comments and the order of keys in the file stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from inspectgraph import __version__
from inspectgraph.confirm.comparison import Comparison
from inspectgraph.files.yaml_edit import add_key, remove_key, replace_value
from inspectgraph.files.yaml_positions import KeyPath, parse_yaml

__all__ = ["confirmed_text"]

_METHOD: Final = "two-programs"
#: The lists of statements that both readers read.
_LISTS: Final = ("judgements", "not_judged")
#: The values of the whole report that both readers read.
_READ_TWICE: Final = ("framework", "authorities", "inspection", "published")
#: The values that follow from the family of the report, which both readers read.
_FOLLOWING: Final = ("title", "inspectorates")


def confirmed_text(
    text: str, file: str, compared: Comparison, version: str, today: date
) -> str:
    """Return the text of an extract with the confirmations of an independent second reading.

    Each confirmed judgement gets a confirmation in place of its draft mark. The draft
    marks of the values that describe the whole report are removed only if four values
    agree: framework, authority, inspection days and publication day.

    Args:
        text: The text of the extract.
        file: The name of the file, for messages.
        compared: The comparison with the second reading.
        version: The version of the program that made the second reading.
        today: The day of the confirmation.
    """
    data = parse_yaml(text, file).data
    agreed = list(_agreed(data, compared))
    for path in agreed:
        text = remove_key(text, (*path, "draft"))
        text = add_key(text, (*path, "confirmed"), _METHOD, before=("at",))
    if agreed:
        text = _described(text, data, version, today)
    if compared.values.issuperset(_READ_TWICE):
        text = _without_marks(text, data)
    return text


def _agreed(data: dict[str, Any], compared: Comparison) -> Iterator[KeyPath]:
    """Yield the path of each drafted statement that the independent second reading confirmed."""
    for key in _LISTS:
        for n, record in enumerate(data.get(key, ())):
            if record.get("id") in compared.judgements and "draft" in record:
                yield (key, n)


def _described(text: str, data: dict[str, Any], version: str, today: date) -> str:
    """Describe the confirmation in the text of an extract, and return the text.

    The description names two programs and a date. The extract may already have such a
    description. In this case, the two programs are added to those in the description,
    and the new date replaces the old date.
    """
    described: dict[str, dict[str, Any]] = {
        one["method"]: one for one in data.get("confirmations", ())
    }
    earlier = described.get(_METHOD, {}).get("by", ())
    programs = (f"inspectgraph draft {__version__}", f"second reading {version}")
    named = list(dict.fromkeys([*earlier, *programs]))
    described[_METHOD] = {"method": _METHOD, "by": named, "finished": today}
    value = list(described.values())
    if "confirmations" in data:
        return replace_value(text, ("confirmations",), value)
    return add_key(text, ("confirmations",), value, before=("drafted", "judgements"))


def _without_marks(text: str, data: dict[str, Any]) -> str:
    """Remove the draft marks of confirmed values from the text of an extract.

    These values describe the whole report. If the curation method is `drafted`, it is
    replaced by `drafted-and-compared`.
    """
    marks = data.get("drafted", {})
    for key in (*_READ_TWICE, *_FOLLOWING):
        if key in marks:
            text = remove_key(text, ("drafted", key))
    method = ("curation", "method")
    if data.get("curation", {}).get("method") == "drafted":
        text = replace_value(text, method, "drafted-and-compared")
    return text
