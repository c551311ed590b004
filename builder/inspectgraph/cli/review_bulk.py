"""List many values of a draft, and accept them together if the curator agrees."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from inspectgraph.cli.review_answers import Answers
from inspectgraph.cli.review_keys import say
from inspectgraph.cli.review_screen import summary, wrapped
from inspectgraph.model.quantities import quantity

if TYPE_CHECKING:
    from inspectgraph.review import Review
    from inspectgraph.review.unconfirmed import Item

__all__ = ["accept_in_bulk"]

_ALL = "all"


def accept_in_bulk(
    under: Review,
    kind: str,
    least: Decimal,
    answers: Answers,
    note: Callable[[Item], str],
) -> int:
    """List values that have enough confidence; accept them if the curator agrees.

    Args:
        under: The extract under review.
        kind: The kind of the values to list, or `all`.
        least: The lowest confidence of a value to accept.
        answers: The questions to the curator.
        note: A function that returns the proposed note of a value, or an empty text.

    Returns:
        The number of values accepted.
    """
    items = _items(under, kind, least)
    if not items:
        say(f"No value of this kind has a confidence of {least} or more.")
        return 0
    ready, faulty = under.acceptable(items, note)
    _list(ready, answers, note)
    _say_counts(ready, len(faulty), least)
    if not ready or not answers.yes(f"accept {quantity(len(ready), 'value')}"):
        say("Nothing was accepted.")
        return 0
    good, _ = under.accept_all(ready, "bulk", note)
    say(f"{quantity(len(good), 'value')} accepted in bulk.")
    return len(good)


def _items(under: Review, kind: str, least: Decimal) -> list[Item]:
    """Return the unconfirmed values of one kind that have enough confidence.

    The lowest allowed confidence is `least`.
    """
    kinds = [] if kind == _ALL else [kind]
    found: list[Item] = []
    for item in under.items(kinds=kinds):
        if item.confidence is not None and item.confidence >= least:
            found.append(item)
    return found


def _say_counts(items: Sequence[Item], faulty: int, least: Decimal) -> None:
    """Print the number of values for each combination of kind and drafting rule.

    The total is printed first. The number of faulty values is printed last.
    """
    counts = Counter((item.kind, item.rule) for item in items)
    say(f"{quantity(len(items), 'value')} with a confidence of {least} or more:")
    for (kind, rule), count in sorted(counts.items()):
        say(f"  {count:>5,}  {kind}, {rule}")
    if faulty:
        say(f"  {faulty:>5,}  left out: values that lack a note or have another fault")


def _list(items: Sequence[Item], answers: Answers, note: Callable[[Item], str]) -> None:
    """Print each value and its proposed note; in a terminal, one screen at a time."""
    height = max(10, shutil.get_terminal_size().lines) - 2
    shown = 0
    for item in items:
        texts = filter(None, (summary(item, answers.labels), note(item)))
        lines = "\n".join(wrapped(text, "  ", "      ") for text in texts).split("\n")
        if answers.keys.is_terminal and shown + len(lines) > height:
            answers.keys.key("any key shows the next values:")
            shown = 0
        for line in lines:
            say(line)
        shown += len(lines)
