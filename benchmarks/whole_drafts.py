"""Count the complete drafts of a folder, and list changes since an earlier run.

Usage: inspectgraph draft REPORTS --json -o DRAFTS
       python benchmarks/whole_drafts.py DRAFTS [EARLIER]

Prints how many drafts have a framework, an authority, a time of inspection and all
grades that their framework awards. Lists the incomplete drafts, and every judgement that
differs from the drafts of an earlier run.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

KEYS = ("framework", "authority", "inspection", "published")
#: Words of questions about grades.
ASKED = (
    "No grade",
    "The row '",
    "is it that of an earlier inspection?",
    "which one is awarded?",
)


def read_drafts(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the drafts of a folder by the names of their reports."""
    return {
        file.stem: json.loads(file.read_text(encoding="utf-8"))
        for file in sorted(folder.glob("*.json"))
    }


def open_points(draft: dict[str, Any]) -> list[str]:
    """Return which values a draft lacks, and its questions about grades."""
    lacks = [f"no {key}" for key in KEYS[:3] if not draft[key]]
    questions = [
        one for one in draft["questions"] if any(part in one for part in ASKED)
    ]
    return [*lacks, *questions]


def judgements(draft: dict[str, Any]) -> dict[str, str]:
    """Return the grades of a draft by the labels of their aspects."""
    return {one["aspect"]: one["grade"] for one in draft["judgements"]}


def changes(before: dict[str, Any], after: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each grade that was added, removed or changed."""
    old, new = judgements(before), judgements(after)
    for aspect in sorted(old.keys() | new.keys()):
        if old.get(aspect) != new.get(aspect):
            yield f"{aspect}: {old.get(aspect)} -> {new.get(aspect)}"


def main() -> None:
    """Print the counts, the open points and the changes."""
    drafts = read_drafts(Path(sys.argv[1]))
    counts = Counter(key for draft in drafts.values() for key in KEYS if draft[key])
    grades = sum(len(draft["judgements"]) for draft in drafts.values())
    left_out = sum(len(draft.get("not_judged", ())) for draft in drafts.values())
    whole = sum(not open_points(draft) for draft in drafts.values())
    print(f"{len(drafts)} drafts: {', '.join(f'{key} {counts[key]}' for key in KEYS)}")
    print(
        f"{grades} judgements, {left_out} printed as not judged; {whole} drafts with"
        " nothing open about their grades"
    )
    for name, draft in drafts.items():
        for point in open_points(draft):
            print(f"{name}: {point}")
    for name, before in (
        read_drafts(Path(sys.argv[2])).items() if len(sys.argv) > 2 else ()
    ):
        for line in changes(before, drafts[name]) if name in drafts else ():
            print(f"{name}: {line}")


if __name__ == "__main__":
    main()
