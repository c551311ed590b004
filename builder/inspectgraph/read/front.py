"""The front matter of a report: where it ends, its contents page, and what sentences of its cover judge."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inspectgraph.read.blocks import Block, heads_contents
from inspectgraph.read.grade_rows import ends_in_grade, is_grade_row

__all__ = ["front_end", "greets", "judged_in_sentence", "lists_contents"]

_COVER_SENTENCES = (
    (re.compile(r"The overall judgement is\b"), "overall-judgement"),
    (
        re.compile(r"The effectiveness of the Local Safeguarding Children Board\b.* is\b"),
        "local-safeguarding-children-board",
    ),
)
_TITLE_AND_PAGE = re.compile(r"[^\W\d].*\s\d{1,3}\Z", re.DOTALL)


def front_end(blocks: Sequence[Block]) -> int | None:
    """Return where the front matter ends, or None where the contents or the salutation will tell."""
    if any(heads_contents(block) or greets(block) for block in blocks):
        return None
    items = (index for index in range(len(blocks)) if _lists(blocks[index : index + 2]))
    cover = blocks[: next(items, len(blocks))]
    rows = [index for index, block in enumerate(cover) if is_grade_row(block)]
    rows = rows or [index for index, block in enumerate(cover) if ends_in_grade(block)]
    return rows[-1] + 1 if rows else 0


def _lists(near: Sequence[Block]) -> bool:
    """Return whether a block is an item of a list, and not the label of a grade that ends it or follows it."""
    return near[0].kind in {"item", "bullet"} and not any(ends_in_grade(block) for block in near)


def lists_contents(block: Block) -> bool:
    """Return whether a block of the contents page goes on with it: a row, or a title with its page."""
    return block.kind == "row" or (block.kind in {"heading", "text"} and bool(_TITLE_AND_PAGE.match(block.text)))


def greets(block: Block) -> bool:
    """Return whether a line of a block is the salutation of a letter."""
    return block.text.startswith("Dear ") or "\nDear " in block.text


def judged_in_sentence(block: Block) -> str | None:
    """Return what a sentence of the cover judges, or None where it judges nothing."""
    return next((name for pattern, name in _COVER_SENTENCES if pattern.match(block.text)), None)
