"""Text continuation: whether a block continues the open unit, or introduces bullets."""

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
#: The most characters of a line on a cover.
_COVER_LINE = 90
#: A line between bullets that introduces the next ones: by when, or who should.
_STEM = re.compile(r"(?:In the (?:longer|medium|short)[- ]term|.{3,70} should):\Z")


def is_settled(unit: UnitBuilder | None) -> bool:
    """Return whether no unit is open, or the open one is a whole sentence."""
    if unit is None:
        return True
    return unit.complete


def continues_sentence(unit: UnitBuilder, block: Block) -> bool:
    """Return whether a dash is part of the open sentence and marks no bullet."""
    if unit.kind != "paragraph":
        return False
    if unit.complete:
        return False
    if block.label:
        return False
    return block.text[:1].islower()


def continues_list(outer: UnitBuilder, outer_level: int, level: int) -> bool:
    """Return whether a bullet is in the list of another one: a colon opens a list.

    The indent alone is not evidence: after a page break, converters may indent the
    same list differently.

    Args:
        outer: The other bullet.
        outer_level: The indent of the other bullet, in characters.
        level: The indent of the bullet.
    """
    if outer_level >= level:
        return False
    return outer.texts[-1].endswith(":")


def continues_unit(
    unit: UnitBuilder, block: Block, tree: UnitTree, position: Position
) -> bool:
    """Return whether text continues the open unit.

    It does if the unit is not a whole sentence, or if the text begins inside one.

    Args:
        unit: The open unit.
        block: The text.
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
    """Return whether a unit before the first section ends in a short line, as on a cover."""
    if position.section is not None:
        return False
    return len(unit.texts[-1]) < _COVER_LINE


def _is_of_unstopped_list(bullet: UnitBuilder, tree: UnitTree) -> bool:
    """Return whether the bullets of a list, as the one before, end without a stop."""
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
    """Return whether a sentence of a section introduces bullets."""
    if position.paragraph:
        return False
    if not block.text.endswith(":"):
        return False
    return block.text[:1].isupper()


def is_stem(block: Block, position: Position) -> bool:
    """Return whether a line between bullets introduces the next ones."""
    if not block.loose:
        return False
    if block.lines != 1:
        return False
    if is_deadline(block.text):
        return True
    if position.paragraph is None:
        return False
    return _STEM.match(block.text) is not None
