"""Adjust the blocks of a Markdown source: text spans of markup, numbers of lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from inspectgraph.read.blocks import Block, Piece
from inspectgraph.read.markdown.parser import Structure

__all__ = ["absorb_markup", "count_on"]


def absorb_markup(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks without those of markup alone.

    The block before them takes their text spans, so that no character is lost.
    """
    found: list[Block] = []
    start: int | None = None  # where markup before the first block begins
    for block in blocks:
        first, last = block.span
        if block.kind == "rule" or block.text:
            if start is not None:
                first = start
            found.append(replace(block, span=(first, last)))
            start = None
        elif found:
            found[-1] = _extend(found[-1], last)
        elif start is None:
            start = first
    if found:
        return found
    if not blocks:
        return found
    whole = (start or 0, blocks[-1].span[1])
    return [replace(blocks[-1], kind="rule", span=whole)]


def _extend(block: Block, end: int) -> Block:
    """Return a block that extends to a place, and so does its last cell with text."""
    span = (block.span[0], max(end, block.span[1]))
    cells = list(block.cells)
    for place in reversed(range(len(cells))):
        if cells[place].text:
            cells[place] = _extend_piece(cells[place], end)
            break
    return replace(block, span=span, cells=tuple(cells))


def _extend_piece(piece: Piece, end: int) -> Piece:
    """Return a cell that extends to a place, and so does its last entry."""
    span = (piece.span[0], end)
    entries = piece.entries
    if entries:
        last = replace(entries[-1], span=(entries[-1].span[0], end))
        entries = (*entries[:-1], last)
    return replace(piece, span=span, entries=entries)


def count_on(blocks: Sequence[Block], structure: Structure) -> list[Block]:
    """Return the blocks, with the items marked whose numbers must be counted.

    These are in lists that repeat one number. A single `1.` in each of several lists is
    counted as well, but not the first item of a list with numbers of its own.
    """
    counted = _repeated_items(blocks, structure)
    adjusted = [*blocks]
    for place in counted:
        adjusted[place] = replace(blocks[place], counts_on=True)
    return adjusted


def _repeated_items(blocks: Sequence[Block], structure: Structure) -> Iterator[int]:
    """Yield the indexes of the items that repeat the number of the item before."""
    numbers: dict[int, int] = {}
    lists: dict[int, int] = {}
    for place, block in enumerate(blocks):
        if block.kind == "item":
            numbers[place] = block.number
            lists[place] = _list_of(block, structure)
    runs = [list(run) for _, run in groupby(numbers, numbers.__getitem__)]
    for run, after in pairwise([*runs, []]):
        following = numbers[run[0]] + 1
        if after and numbers[after[0]] == following:
            yield from _repeats_before(after[0], run, lists)
        else:
            yield from run[1:]


def _repeats_before(
    following: int, run: Sequence[int], lists: Mapping[int, int]
) -> Sequence[int]:
    """Return the repeated items of a run that the next number follows.

    Only a list with two items of one number repeats it. The last item of the run may be
    the first one of the list with the next number.

    Args:
        following: The index of the item with the next number.
        run: The indexes of consecutive items with one number.
        lists: The list of each item.
    """
    if lists[run[-1]] == lists[following]:
        run = run[:-1]
    for one, other in pairwise(run):
        if lists[one] == lists[other]:
            return run[1:]
    return ()


def _list_of(block: Block, structure: Structure) -> int:
    """Return the line of the list of an item; an item outside lists is its own list."""
    line = block.line or 0
    item = structure.items.get(line - 1)
    if item:
        return item.list
    return -line
