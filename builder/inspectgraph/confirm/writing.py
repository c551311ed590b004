"""Write into an extract what a second reading confirmed.

The text of the file keeps its comments and its order of keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, Final

from inspectgraph import __version__
from inspectgraph.confirm.comparison import Comparison
from inspectgraph.files.yaml_edit import add_key, remove_key, replace_value
from inspectgraph.files.yaml_positions import KeyPath, parse_yaml

__all__ = ["confirmed_text"]

_METHOD: Final = "two-programs"
#: The values of the whole report that both readers read.
_READ_TWICE: Final = ("framework", "authorities", "inspection", "published")
#: The values that follow from the family of the report, which both readers read.
_FOLLOWING: Final = ("title", "inspectorates")


def confirmed_text(
    text: str, file: str, compared: Comparison, version: str, today: date
) -> str:
    """Return the text of an extract with all that a second reading confirmed.

    The marks of confirmed values are removed, and confirmed judgements say so. The
    marks of the whole report are removed only if framework, authority and days agree.

    Args:
        text: The text of the extract.
        file: The name of the file, for messages.
        compared: The comparison with the second reading.
        version: The version of the second reader.
        today: The day of the confirmation.
    """
    data = parse_yaml(text, file).data
    for path in reversed(list(_agreed(data, compared))):
        text = remove_key(text, (*path, "draft"))
        text = add_key(text, (*path, "confirmed"), _METHOD, before=("at",))
    if compared.judgements and not _is_described(data):
        text = _described(text, data, version, today)
    if compared.values.issuperset(_READ_TWICE):
        text = _without_marks(text, data)
    return text


def _agreed(data: dict[str, Any], compared: Comparison) -> Iterator[KeyPath]:
    """Yield the path of each drafted judgement that the second reading confirmed."""
    for n, record in enumerate(data.get("judgements", ())):
        if record.get("id") in compared.judgements and "draft" in record:
            yield ("judgements", n)


def _is_described(data: dict[str, Any]) -> bool:
    """Return whether an extract describes a confirmation by two programs."""
    described: Iterable[dict[str, Any]] = data.get("confirmations", ())
    return any(one.get("method") == _METHOD for one in described)


def _described(text: str, data: dict[str, Any], version: str, today: date) -> str:
    """Add the description of the confirmation to the text of an extract."""
    programs = [f"inspectgraph draft {__version__}", f"second reading {version}"]
    new = {"method": _METHOD, "by": programs, "finished": today}
    described = [*data.get("confirmations", ()), new]
    if "confirmations" in data:
        return replace_value(text, ("confirmations",), described)
    return add_key(
        text, ("confirmations",), described, before=("drafted", "judgements")
    )


def _without_marks(text: str, data: dict[str, Any]) -> str:
    """Remove the marks of the values of the whole report that are confirmed."""
    marks = data.get("drafted", {})
    for key in (*_READ_TWICE, *_FOLLOWING):
        if key in marks:
            text = remove_key(text, ("drafted", key))
    method = ("curation", "method")
    if data.get("curation", {}).get("method") == "drafted":
        text = replace_value(text, method, "drafted-and-compared")
    return text
