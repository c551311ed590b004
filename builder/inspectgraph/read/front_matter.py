"""Find the front matter of a report, that is, its cover and contents page.

If a report has a contents page, the front matter ends after the contents page. But if a
summary comes before the contents page, the front matter ends before the summary. In a
letter, the front matter ends after the salutation. In any other report, the front
matter ends after the last grade of the cover.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import attrgetter

from inspectgraph.read.blocks import Block, heads_contents
from inspectgraph.read.grade_rows import ends_in_grade, is_grade_row
from inspectgraph.read.sequences import first_match

__all__ = [
    "begins_second_report",
    "front_end",
    "goes_on_as_contents",
    "greets",
    "judged_in_sentence",
    "lists_contents",
    "opens_chapter",
    "opens_summary",
    "second_front_end",
]

#: Patterns of cover sentences that state a grade, and the aspect of each.
_COVER_SENTENCES = (
    (re.compile(r"The overall judgement is\b"), "overall-judgement"),
    (
        re.compile(
            r"The effectiveness of the Local Safeguarding Children Board\b.* is\b"
        ),
        "local-safeguarding-children-board",
    ),
)
#: Headings of a summary. A summary may come before the contents page or after an annex.
_SUMMARY = re.compile(
    r"(?:\d\.? )?(?:executive summary|summary(?: of (?:the )?(?:key |main"
    r" )?findings.{0,60})?"
    r"|(?:key|main) findings|overview)\Z",
    re.I,
)
#: Headings of chapters in the body of a report.
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
#: The title of a second report in the same file, and a line with its date.
_SECOND_TITLE = re.compile(
    r"(?:re-?)?(?:inspection|review) of \b(?!.*\.\Z)", re.I | re.S
)
_DATED = re.compile(
    r"(?:inspection|review|report|date|published)\b[^\n]{0,60}\b(?:19|20)\d\d\b", re.I
)
#: A line of a letter that begins with the salutation.
_SALUTATION = re.compile(r"(?m)^Dear ")
_COPYRIGHT = re.compile(r"©|copyright|licen[cs]e", re.I)
#: The title of a second report is in its first `_NEAR_TITLE` blocks, and its date is in
#: its first `_NEAR` blocks.
_NEAR, _NEAR_TITLE = 7, 2
#: The most characters of a report's title, and of a line on a cover.
_LONGEST_TITLE, _LONGEST_COVER_LINE = 160, 200
_PAGE = re.compile(r"\d{1,3}\Z")
_PAGE_AT_END = re.compile(r"(?:^|\s)\d{1,3}\Z")
_TITLE_AND_PAGE = re.compile(r"[^\W\d].*\s\d{1,3}\Z", re.DOTALL)


def front_end(blocks: Sequence[Block]) -> int | None:
    """Return the index of the first block after the front matter, or None.

    - If the report has a contents page, the result is the index of the first summary
      before that page. If there is no such summary, the result is None.
    - If the report is a letter that has a salutation (`Dear …`), the result is None.
    - In any other report, the result is the index after the last grade on the cover. If
      the cover has no grades, the result is 0.

    If the result is None, segmentation ends the front matter at the contents page or at
    the salutation.
    """
    contents = _first(heads_contents, blocks)
    if contents is not None:
        return _first(opens_summary, blocks[:contents])
    if _first(greets, blocks) is not None:
        return None
    return _last_grade(blocks[: _first_item(blocks)]) + 1


def _first(test: Callable[[Block], bool], blocks: Sequence[Block]) -> int | None:
    """Return the index of the first block that passes a test, or None if no block passes."""
    for index, block in enumerate(blocks):
        if test(block):
            return index
    return None


def _first_item(blocks: Sequence[Block]) -> int:
    """Return the index of the first block that begins a list.

    If no block begins a list, return the number of blocks.
    """
    for index in range(len(blocks)):
        near = blocks[index : index + 2]
        if _begins_list(near):
            return index
    return len(blocks)


def _last_grade(cover: Sequence[Block]) -> int:
    """Return the index of the last grade on a cover, or -1 if there are no grades.

    A text that ends in a grade is considered only if the cover has no grade row.
    """
    for is_grade in (is_grade_row, ends_in_grade):
        for index in reversed(range(len(cover))):
            if is_grade(cover[index]):
                return index
    return -1


def opens_summary(block: Block) -> bool:
    """Return whether a block is the heading of a summary."""
    return bool(_SUMMARY.match(block.title))


def opens_chapter(text: str) -> bool:
    """Return whether a heading opens a chapter of the body, not an annex or summary."""
    return bool(_CHAPTER.match(text))


def begins_second_report(blocks: Sequence[Block], index: int) -> bool:
    """Return whether a second report begins at the block with a given index.

    A second report begins with a short text, the title of the report and a line with
    the date. The function is called only for blocks of the end matter.
    """
    near = []
    for block in blocks[index : index + _NEAR]:
        if block.kind != "rule":
            near.append(block)
    title = _first(_is_title, near[:_NEAR_TITLE])
    if title is None:
        return False
    first = near[0].text
    if _COPYRIGHT.search(first):
        return False
    if len(first) > _LONGEST_TITLE:
        return False
    texts = map(attrgetter("text"), near[title:])
    return any(map(_DATED.search, texts))


def _is_title(block: Block) -> bool:
    """Return whether a block can be the title of a report."""
    if len(block.text) > _LONGEST_TITLE:
        return False
    return bool(_SECOND_TITLE.match(block.text))


def second_front_end(blocks: Sequence[Block], index: int) -> int:
    """Return the index of the first block after the cover of a second report.

    Args:
        blocks: All blocks of the file.
        index: The index of the second report's first block.
    """
    for place in range(index + 1, len(blocks)):
        near = blocks[place : place + 2]
        if _is_of_body(near):
            return place
    return len(blocks)


def _is_chapter_heading(block: Block) -> bool:
    """Return whether a block is a chapter heading, not a report title or a grade."""
    if not opens_chapter(block.title):
        return False
    if block.lines > 1:
        return False
    if _is_title(block):
        return False
    return not ends_in_grade(block)


def _is_of_body(near: Sequence[Block]) -> bool:
    """Return whether a block belongs to the body.

    A block belongs to the body if it is a heading, an item of a list, or a text that is
    too long for a line of a cover.

    Args:
        near: The block and the next block.
    """
    block = near[0]
    if _is_chapter_heading(block):
        return True
    if len(block.text) > _LONGEST_COVER_LINE:
        return True
    if opens_summary(block):
        return True
    return _begins_list(near)


def _begins_list(near: Sequence[Block]) -> bool:
    """Return whether a block is an item or bullet, and not the label of a grade.

    The label of a grade may have a number, too. In this case, the grade follows the
    label, at the end of the same block or of the next block.

    Args:
        near: The block and the next block.
    """
    if near[0].kind not in {"item", "bullet"}:
        return False
    return not any(map(ends_in_grade, near))


def lists_contents(block: Block, following: Block | None) -> bool:
    """Return whether a block is a line of the contents page: a title and a page number.

    The result is true for every table row. The page number may be in a separate block.

    Args:
        block: The block.
        following: The next block, or None.
    """
    if block.kind == "row":
        return True
    if _TITLE_AND_PAGE.match(block.title) or _PAGE.match(block.title):
        return True
    if not block.title or following is None:
        return False
    return bool(_PAGE.match(following.title))


def goes_on_as_contents(near: Sequence[Block], first: str) -> bool:
    """Return whether the next blocks continue a contents page.

    The blocks continue the page if a block ends in a page number, and all blocks before
    that block look like titles.

    Args:
        near: The next blocks.
        first: The title of the contents page's first entry. If a block has this title,
            the body of the report begins there.
    """
    for block in near:
        if block.kind == "rule":
            continue
        if not block.title or len(block.title) > _LONGEST_COVER_LINE:
            return False
        if block.title.endswith(".") or block.title == first:
            return False
        if any(map(_PAGE_AT_END.search, block.title.splitlines())):
            return True
    return False


def greets(block: Block) -> bool:
    """Return whether a line of a block is the salutation of a letter (`Dear …`)."""
    return _SALUTATION.search(block.text) is not None


def judged_in_sentence(block: Block) -> str | None:
    """Return the slug of the aspect that is graded in a sentence on the cover, or None."""
    return first_match(_COVER_SENTENCES, block.text)
