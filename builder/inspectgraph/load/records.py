"""Convert the data of an extract to records."""

from __future__ import annotations

from typing import Any

import msgspec

from inspectgraph.files.yaml_positions import Tree
from inspectgraph.model.extract import STATEMENT_LISTS, Extract

__all__ = ["records_of"]


def records_of(tree: Tree) -> Extract:
    """Convert the data of an extract to records; the data must have no problems.

    In some fields, the file can have a single value in place of a list, such as a
    single anchor. The single value becomes a list. The aspect of a reported judgement
    is written with its framework, as `framework/aspect`.
    """
    data = dict(tree.data)
    for key in (*STATEMENT_LISTS, "links", "explained"):
        data[key] = list(map(_with_lists, data.get(key, ())))
    for record in data["reported"]:
        if "/" not in record.get("aspect", "/"):
            record["aspect"] = f"{record['framework']}/{record['aspect']}"
    return msgspec.convert(data, Extract)


def _with_lists(record: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of a record in which certain keys always have a list.

    A single value under such a key becomes a list with one member. In the parts of a
    recommendation, a single anchor becomes a list.
    """
    copy = dict(record)
    for key in {"ages", "at", "compared", "confirmed"} & record.keys():
        if not isinstance(record[key], list):
            copy[key] = [record[key]]
    if "parts" in record:
        copy["parts"] = list(map(_with_anchor_list, record["parts"]))
    return copy


def _with_anchor_list(part: dict[str, Any]) -> dict[str, Any]:
    """Return a copy of a part of a recommendation, in which a single anchor becomes a list."""
    anchors = part["at"]
    return {**part, "at": anchors if isinstance(anchors, list) else [anchors]}
