"""Correct the blocks of a Markdown source: spans of markup, and numbers of items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from inspectgraph.read.blocks import Block, Piece
from inspectgraph.read.markdown.parser import Structure

__all__ = ["absorb_markup", "count_on"]


def absorb_markup(blocks: Sequence[Block]) -> list[Block]:
    """Remove the blocks that are only markup, and return the other blocks.

    The block before a removed block takes its text span, so that the spans still cover
    every character. Markup at the beginning goes to the first block.
    """
    found: list[Block] = []
    start: int | None = None  # the offset of markup before the first block
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
    """Return a block extended to an offset, together with its last cell with text."""
    span = (block.span[0], max(end, block.span[1]))
    cells = list(block.cells)
    for place in reversed(range(len(cells))):
        if cells[place].text:
            cells[place] = _extend_piece(cells[place], end)
            break
    return replace(block, span=span, cells=tuple(cells))


def _extend_piece(piece: Piece, end: int) -> Piece:
    """Return a cell extended to an offset, together with its last entry."""
    span = (piece.span[0], end)
    entries = piece.entries
    if entries:
        last = replace(entries[-1], span=(entries[-1].span[0], end))
        entries = (*entries[:-1], last)
    return replace(piece, span=span, entries=entries)


def count_on(blocks: Sequence[Block], structure: Structure) -> list[Block]:
    """Mark the items whose printed number is a repeat, and return all blocks.

    Segmentation counts a marked item on from the item before, instead of using its
    printed number. Such items are in lists that number each item alike. A single `1.`
    in each of several lists is also marked. The first item of a list with numbers of
    its own is not.
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
    """Return the items of a run that only repeat the number of the run's first item.

    A run has consecutive items with one number, and the next number follows the run.
    Its items are repeats only if one list has two of them. The last item may begin the
    list that goes on with the next number; if so, it is not a repeat.

    Args:
        following: The index of the item with the next number.
        run: The indexes of the items with one number.
        lists: The list of each item, by the item's index.
    """
    if lists[run[-1]] == lists[following]:
        run = run[:-1]
    for one, other in pairwise(run):
        if lists[one] == lists[other]:
            return run[1:]
    return ()


def _list_of(block: Block, structure: Structure) -> int:
    """Return an identifier of the list of an item.

    It is the first line of the list. An item outside lists gets a negative number of
    its own.
    """
    line = block.line or 0
    item = structure.items.get(line - 1)
    if item:
        return item.list
    return -line
