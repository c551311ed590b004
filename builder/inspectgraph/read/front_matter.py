"""The front matter of a report: where it ends, its contents page, and what sentences of its cover judge."""

from __future__ import annotations

import re
from collections.abc import Sequence

from inspectgraph.read.blocks import Block, heads_contents
from inspectgraph.read.grade_rows import ends_in_grade, is_grade_row

__all__ = [
    "begins_second_report",
    "front_end",
    "greets",
    "judged_in_sentence",
    "lists_contents",
    "opens_chapter",
    "opens_summary",
    "second_front_end",
]

_COVER_SENTENCES = (
    (re.compile(r"The overall judgement is\b"), "overall-judgement"),
    (
        re.compile(
            r"The effectiveness of the Local Safeguarding Children Board\b.* is\b"
        ),
        "local-safeguarding-children-board",
    ),
)
#: Headings of a summary, which may stand before the contents page or before an annex.
_SUMMARY = re.compile(
    r"(?:\d\.? )?(?:executive summary|summary(?: of (?:the )?(?:key |main"
    r" )?findings.{0,60})?"
    r"|(?:key|main) findings|overview)\Z",
    re.I,
)
#: Headings of chapters of the report proper.
_CHAPTER = re.compile(
    r"(?:\d\.? )?(?:(?:key |main )?recommendations?\b|what .{0,80}improve|areas? for"
    r" (?:priority|improvement)"
    r"|areas? for development"
    r"|(?:the )?experiences and progress of|(?:the )?impact of leaders|leadership,"
    r" management and governance"
    r"|(?:key |inspection )judge?ments?\b|(?:the )?local authority\Z|section"
    r" (?:\d|one|two)\b|progress since"
    r"|(?:the )?graded judge?ment|children who need help|children looked after|overall"
    r" effectiveness"
    r"|(?:the )?effectiveness of|main findings)",
    re.I,
)
#: The title of a report that follows the end of another one in the same file, and the
#: date that it prints.
_SECOND_TITLE = re.compile(
    r"(?:re-?)?(?:inspection|review) of \b(?!.*\.\Z)", re.I | re.S
)
_DATED = re.compile(
    r"(?:inspection|review|report|date|published)\b[^\n]{0,60}\b(?:19|20)\d\d\b", re.I
)
_COPYRIGHT = re.compile(r"©|copyright|licen[cs]e", re.I)
#: Among how many blocks a second report's title and date stand, the longest title, and
#: the longest cover line.
_NEAR, _LONGEST_TITLE, _LONGEST_COVER_LINE = 7, 160, 200
_TITLE_AND_PAGE = re.compile(r"[^\W\d].*\s\d{1,3}\Z", re.DOTALL)


def front_end(blocks: Sequence[Block]) -> int | None:
    """Return where the front matter ends, or None where the contents or the salutation will tell.

    A summary may stand between the cover and the contents page: it is of the report
    proper.
    """
    contents = next(
        (index for index, block in enumerate(blocks) if heads_contents(block)), None
    )
    if contents is not None:
        before = blocks[:contents]
        return next(
            (index for index, block in enumerate(before) if opens_summary(block)), None
        )
    if any(greets(block) for block in blocks):
        return None
    items = (index for index in range(len(blocks)) if _lists(blocks[index : index + 2]))
    cover = blocks[: next(items, len(blocks))]
    rows = [index for index, block in enumerate(cover) if is_grade_row(block)]
    rows = rows or [index for index, block in enumerate(cover) if ends_in_grade(block)]
    return rows[-1] + 1 if rows else 0


def opens_summary(block: Block) -> bool:
    """Return whether a block is the heading of a summary."""
    return block.kind in {"heading", "text"} and bool(_SUMMARY.match(block.text))


def opens_chapter(text: str) -> bool:
    """Return whether a heading opens a chapter of the report proper, and no annex or summary."""
    return bool(_CHAPTER.match(text))


def begins_second_report(blocks: Sequence[Block], index: int) -> bool:
    """Return whether another report begins at a block after the end matter: a name, its title, and its date."""
    near = [block for block in blocks[index : index + _NEAR] if block.kind != "rule"]
    title = next(
        (place for place, block in enumerate(near[:2]) if _is_title(block)), None
    )
    if (
        title is None
        or _COPYRIGHT.search(near[0].text)
        or len(near[0].text) > _LONGEST_TITLE
    ):
        return False
    return any(_DATED.search(block.text) for block in near[title:])


def _is_title(block: Block) -> bool:
    """Return whether a block can be the title of a report."""
    return len(block.text) <= _LONGEST_TITLE and bool(_SECOND_TITLE.match(block.text))


def second_front_end(blocks: Sequence[Block], index: int) -> int:
    """Return where the front page ends of a second report that begins at a block."""
    for place in range(index + 1, len(blocks)):
        block = blocks[place]
        chapter = (
            block.kind in {"heading", "text"}
            and block.lines == 1
            and opens_chapter(block.text)
        )
        if chapter and not _is_title(block) and not ends_in_grade(block):
            return place
        if (
            opens_summary(block)
            or _lists(blocks[place : place + 2])
            or len(block.text) > _LONGEST_COVER_LINE
        ):
            return place
    return len(blocks)


def _lists(near: Sequence[Block]) -> bool:
    """Return whether a block is an item of a list, and not the label of a grade that ends it or follows it."""
    return near[0].kind in {"item", "bullet"} and not any(
        ends_in_grade(block) for block in near
    )


def lists_contents(block: Block) -> bool:
    """Return whether a block of the contents page goes on with it: a row, or a title with its page."""
    return block.kind == "row" or (
        block.kind in {"heading", "text"} and bool(_TITLE_AND_PAGE.match(block.text))
    )


def greets(block: Block) -> bool:
    """Return whether a line of a block is the salutation of a letter."""
    return block.text.startswith("Dear ") or "\nDear " in block.text


def judged_in_sentence(block: Block) -> str | None:
    """Return what a sentence of the cover judges, or None where it judges nothing."""
    return next(
        (name for pattern, name in _COVER_SENTENCES if pattern.match(block.text)), None
    )
