"""Decide whether a block continues the open unit, or introduces a list of bullets.

The open unit is the unit that later text may still continue.
"""

from __future__ import annotations

import re

from inspectgraph.read.blocks import Block, is_deadline
from inspectgraph.read.unit_builder import UnitBuilder
from inspectgraph.read.unit_tree import Position, UnitTree

__all__ = [
    "continues_list",
    "continues_sentence",
    "continues_unit",
    "is_lead_in",
    "is_settled",
    "is_stem",
]

#: The kinds of units that later text may continue.
_KINDS = frozenset({"paragraph", "bullet"})
#: The limit in characters, below which the last line of a unit counts as a cover line.
_COVER_LINE = 90
#: A line between two lists of bullets that introduces the second list: its timescale or
#: its addressee, such as `The council should:`.
_STEM = re.compile(r"(?:In the (?:longer|medium|short)[- ]term|.{3,70} should):\Z")


def is_settled(unit: UnitBuilder | None) -> bool:
    """Return False if the open unit lacks a final mark such as a full stop, else True.

    The result is also True if no unit is open.
    """
    if unit is None:
        return True
    return unit.complete


def continues_sentence(unit: UnitBuilder, block: Block) -> bool:
    """Return whether a dash at the start of a line belongs to a sentence.

    The sentence is the last sentence of the given unit. If the result is False, the
    dash marks a bullet.
    """
    if unit.kind != "paragraph":
        return False
    if unit.complete:
        return False
    if block.label:
        return False
    return block.text[:1].islower()


def continues_list(outer: UnitBuilder, outer_level: int, level: int) -> bool:
    """Return whether a new bullet begins or continues a list inside an open bullet.

    The new bullet must be indented further, and the open bullet must end in a colon.
    The indent alone is not enough. After a page break, converters may indent the same
    list differently.

    Args:
        outer: The open bullet.
        outer_level: The indent of the open bullet, in characters.
        level: The indent of the new bullet, in characters.
    """
    if outer_level >= level:
        return False
    return outer.texts[-1].endswith(":")


def continues_unit(
    unit: UnitBuilder, block: Block, tree: UnitTree, position: Position
) -> bool:
    """Return whether a block of text continues the open unit.

    Only a paragraph or a bullet can be continued. A text that does not begin with a
    capital letter always continues such a unit. A text that begins with a capital
    letter continues the unit only if the last sentence of the unit is not complete.

    If a blank line comes before a text that begins with a capital letter, the text does
    not continue these two kinds of unit: a line of the cover, and a bullet of a list
    whose bullets end without full stops.

    Args:
        unit: The open unit.
        block: The block of text.
        tree: The units so far.
        position: The current position in the report.
    """
    if unit.kind not in _KINDS:
        return False
    if not block.text[:1].isupper():
        return True
    if unit.complete:
        return False
    if not block.loose:
        return True
    if _is_cover_line(unit, position):
        return False
    return not _is_of_unstopped_list(unit, tree)


def _is_cover_line(unit: UnitBuilder, position: Position) -> bool:
    """Return whether a unit before the first section ends in a short line."""
    if position.section is not None:
        return False
    return len(unit.texts[-1]) < _COVER_LINE


def _is_of_unstopped_list(bullet: UnitBuilder, tree: UnitTree) -> bool:
    """Return whether the previous bullet of the same list ends without a full stop.

    In such a list, a missing full stop does not show that a bullet is unfinished.
    """
    if bullet.kind != "bullet":
        return False
    base, _, number = bullet.id.rpartition("/")
    if not number.isdigit():
        return False
    before = tree.drafts.get(f"{base}/{int(number) - 1}")
    if before is None:
        return False
    if before.kind != "bullet":
        return False
    return not before.complete


def is_lead_in(block: Block, position: Position) -> bool:
    """Return whether a block is a sentence that ends in a colon and introduces bullets.

    The result is False inside a numbered paragraph.
    """
    if position.paragraph:
        return False
    if not block.text.endswith(":"):
        return False
    return block.text[:1].isupper()


def is_stem(block: Block, position: Position) -> bool:
    """Return whether a line between two lists of bullets introduces the second list.

    Such a line is a deadline, or ends like `The council should:`.
    """
    if not block.loose:
        return False
    if block.lines != 1:
        return False
    if is_deadline(block.text):
        return True
    if position.paragraph is None:
        return False
    return _STEM.match(block.text) is not None
