"""Find page headers and footers in a text: page numbers and running titles.

Converters leave page headers and footers in the text, between its paragraphs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import itemgetter

from inspectgraph.read.blocks import Block

__all__ = ["mark_page_furniture"]

_NUMBER = re.compile(r"\d{1,4}")
#: The total number of pages in a page number such as `3 of 12`.
_OF_ALL = re.compile(r"(?<=\d) of \d{1,4}\Z")
#: A page header or footer must occur on at least so many pages.
_PAGES = 3
#: The most by which the page number may grow from one footer to the next. Some pages
#: have no footer.
_STEP = 3
#: The least average distance between two footers, in blocks.
_BLOCKS = 4

#: The index of a block, and the last number in its text.
NumberedLine = tuple[int, int]


def mark_page_furniture(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks, with page headers and footers changed to kind `rule`.

    Three sorts of blocks are page headers or footers:

    - lines that recur with a rising page number;
    - headings that consist only of a number;
    - lines that recur directly before or after such lines and headings.
    """
    furniture = {*_counting_lines(blocks), *_number_headings(blocks)}
    furniture |= _titles_beside(furniture, blocks)
    marked = [*blocks]
    for place in furniture:
        marked[place] = replace(blocks[place], kind="rule")
    return marked


def _counting_lines(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the indexes of lines that differ only in a rising page number."""
    alike: dict[str, list[NumberedLine]] = defaultdict(list)
    for place, block in enumerate(blocks):
        if not _is_line(block):
            continue
        without_total = _OF_ALL.sub("", block.text)
        numbers = _NUMBER.findall(without_total)
        if numbers:
            form = _NUMBER.sub("#", block.text)
            alike[form].append((place, int(numbers[-1])))
    for lines in alike.values():
        for counting in (lines, _longest_count(lines)):
            if _count_pages(counting):
                yield from map(itemgetter(0), counting)
                break


def _longest_count(lines: Sequence[NumberedLine]) -> list[NumberedLine]:
    """Return the longest sequence of lines whose numbers rise in small steps.

    The sequence leaves out each line whose number does not fit, such as a line of a
    contents page.
    """
    best: dict[int, list[int]] = {}  # by number: the length and the line of a count
    before: list[int | None] = []
    for index, (place, number) in enumerate(lines):
        length, last = 0, None
        for step in range(1, _STEP + 1):
            known = best.get(number - step)
            if known is None or place - lines[known[1]][0] < _BLOCKS:
                continue
            if known[0] > length:
                length, last = known
        before.append(last)
        if length + 1 >= best.get(number, [0])[0]:
            best[number] = [length + 1, index]
    return _chain(lines, before, max(best.values(), default=[0, -1])[1])


def _chain(
    lines: Sequence[NumberedLine], before: Sequence[int | None], last: int
) -> list[NumberedLine]:
    """Return the sequence of numbered lines that ends with the line at index `last`.

    Args:
        lines: All numbered lines.
        before: For each line, the index of the previous line in its sequence, or None.
        last: The index of the last line of the sequence.
    """
    found: list[NumberedLine] = []
    index: int | None = last
    while index is not None and index >= 0:
        found.insert(0, lines[index])
        index = before[index]
    return found


def _count_pages(lines: Sequence[NumberedLine]) -> bool:
    """Return whether the numbers in similar lines are page numbers.

    They are page numbers if each number is only a little higher than the previous
    number, and if enough blocks come between the lines.
    """
    if len(lines) < _PAGES:
        return False
    for (_, before), (_, after) in pairwise(lines):
        if not 0 < after - before <= _STEP:
            return False
    blocks_between = lines[-1][0] - lines[0][0]
    return blocks_between >= _BLOCKS * (len(lines) - 1)


def _number_headings(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the indexes of headings that consist only of a number."""
    for place, block in enumerate(blocks):
        if block.kind == "heading" and block.text.isdecimal():
            yield place


def _titles_beside(furniture: Collection[int], blocks: Sequence[Block]) -> set[int]:
    """Return the indexes of lines that recur directly before or after page headers and footers.

    Args:
        furniture: The indexes of the page headers and footers.
        blocks: All blocks.
    """
    beside: Counter[str] = Counter()
    for place in furniture:
        near = {*_near(place, blocks)}
        beside.update({blocks[other].text for other in near.difference(furniture)})
    found = set()
    for place in furniture:
        for other in _near(place, blocks):
            if beside[blocks[other].text] >= _PAGES:
                found.add(other)
    return found


def _near(place: int, blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the indexes of the lines directly before and after the line at an index."""
    for near in (place - 1, place + 1):
        if near not in range(len(blocks)):
            continue
        if _is_line(blocks[near]):
            yield near


def _is_line(block: Block) -> bool:
    """Return whether a block is a single line that may be a page header or footer."""
    if block.lines > 1:
        return False
    return block.kind in {"text", "heading"}
