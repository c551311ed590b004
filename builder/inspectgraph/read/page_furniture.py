"""Running heads and feet in a text: a converter leaves page numbers, and titles beside them, between the paragraphs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from inspectgraph.read.blocks import Block

__all__ = ["without_running_lines"]

_NUMBER = re.compile(r"\d{1,4}")
#: How many pages there are, after the number of this one.
_OF_ALL = re.compile(r"(?<=\d) of \d{1,4}\Z")
#: The fewest pages that make a line a running one.
_PAGES = 3
#: How far a page is from the next: in numbers, when some have no foot; in blocks, at
#: the least on average.
_STEP, _BLOCKS = 3, 4


def without_running_lines(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with running heads, running feet and page numbers as rules.

    A line runs when it comes back with a number that counts pages; so does a line that
    stands beside such lines again and again.
    """
    running = _counting(blocks)
    beside: Counter[str] = Counter()
    for place in running:
        beside.update(
            {blocks[near].text for near in _near(place, blocks) if near not in running}
        )
    titles = {text for text, count in beside.items() if count >= _PAGES}
    running |= {
        near
        for place in running
        for near in _near(place, blocks)
        if blocks[near].text in titles
    }
    return [
        replace(block, kind="rule") if place in running else block
        for place, block in enumerate(blocks)
    ]


def _counting(blocks: Sequence[Block]) -> set[int]:
    """Return the places of lines that are alike but for a number that grows, and of headings that are a number."""
    alike: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, block in enumerate(blocks):
        if _is_line(block) and (
            numbers := _NUMBER.findall(_OF_ALL.sub("", block.text))
        ):
            alike[_NUMBER.sub("#", block.text)].append((place, int(numbers[-1])))
    found = {
        place for lines in alike.values() if _count_pages(lines) for place, _ in lines
    }
    return found | {
        place
        for place, block in enumerate(blocks)
        if block.kind == "heading" and block.text.isdecimal()
    }


def _count_pages(lines: Sequence[tuple[int, int]]) -> bool:
    """Return whether numbers grow by a page or a few, with something to read between them."""
    grows = all(
        0 < after - before <= _STEP for (_, before), (_, after) in pairwise(lines)
    )
    return (
        len(lines) >= _PAGES
        and grows
        and lines[-1][0] - lines[0][0] >= _BLOCKS * (len(lines) - 1)
    )


def _near(place: int, blocks: Sequence[Block]) -> list[int]:
    """Return the places of the lines just before and after a line."""
    return [
        near
        for near in (place - 1, place + 1)
        if 0 <= near < len(blocks) and _is_line(blocks[near])
    ]


def _is_line(block: Block) -> bool:
    """Return whether a block is one line that may be a head or a foot."""
    return block.kind in {"text", "heading"} and block.lines == 1
