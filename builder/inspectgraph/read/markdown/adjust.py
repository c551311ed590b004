"""Correct the blocks of a Markdown source: their text spans and their item numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from inspectgraph.read.blocks import Block, Piece
from inspectgraph.read.markdown.parser import Structure

__all__ = ["absorb_markup", "count_on"]


def absorb_markup(blocks: Sequence[Block]) -> list[Block]:
    """Remove the blocks that are only markup, and return the other blocks.

    The text span of a removed block is added to the block before it, so that the spans
    still cover every character. The span of markup at the beginning is added to the
    first block.
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
    """Extend the span of a block to an offset.

    The span of the last cell that has text is extended to the same offset.
    """
    span = (block.span[0], max(end, block.span[1]))
    cells = list(block.cells)
    for place in reversed(range(len(cells))):
        if cells[place].text:
            cells[place] = _extend_piece(cells[place], end)
            break
    return replace(block, span=span, cells=tuple(cells))


def _extend_piece(piece: Piece, end: int) -> Piece:
    """Extend the span of a cell to an offset.

    The span of the cell's last entry is extended to the same offset.
    """
    span = (piece.span[0], end)
    entries = piece.entries
    if entries:
        last = replace(entries[-1], span=(entries[-1].span[0], end))
        entries = (*entries[:-1], last)
    return replace(piece, span=span, entries=entries)


def count_on(blocks: Sequence[Block], structure: Structure) -> list[Block]:
    """Mark the items whose printed number is a repeat, and return all blocks.

    Segmentation ignores the printed number of a marked item, and instead adds 1 to the
    number of the previous item. Items are marked in two cases. In the first case, all
    items of one list have the same number. In the second case, several lists follow
    each other, and each list has only one item `1.`. In a list that is numbered 1, 2,
    3, the first item is not marked.
    """
    counted = _repeated_items(blocks, structure)
    adjusted = [*blocks]
    for place in counted:
        adjusted[place] = replace(blocks[place], counts_on=True)
    return adjusted


def _repeated_items(blocks: Sequence[Block], structure: Structure) -> Iterator[int]:
    """Yield the indexes of the items that repeat the number of the previous item."""
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
    """Return the indexes of the items whose printed number is a repeat.

    All items of `run` have the same number, for example 3. The item after `run` has the
    next number, 4. If this item and the last item of `run` are in the same list, the
    number of the last item is correct. The last item is then removed from `run`.

    The remaining items of `run` are compared. If two neighbouring items are in the same
    list, all of the remaining items except the first are repeats. Otherwise, no item is
    a repeat.

    Args:
        following: The index of the item after `run`.
        run: The indexes of consecutive items that have the same number.
        lists: The identifier of each item's list, by the index of the item.
    """
    if lists[run[-1]] == lists[following]:
        run = run[:-1]
    for one, other in pairwise(run):
        if lists[one] == lists[other]:
            return run[1:]
    return ()


def _list_of(block: Block, structure: Structure) -> int:
    """Return an identifier of the list that contains an item.

    The identifier is the first line of the list. For an item outside lists, the
    identifier is a unique negative number.
    """
    line = block.line or 0
    item = structure.items.get(line - 1)
    if item:
        return item.list
    return -line
