"""Printed forms of aspects and grades, in addition to the labels of their concepts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspectgraph.draft.lexicon.tables import read_table

__all__ = ["expanded", "label_forms"]

_CHOICE = re.compile(r"\{(?P<words>[^{}]*)\}")


def label_forms(scheme: str) -> dict[str, tuple[str, ...]]:
    """Return the printed forms of the concepts of a scheme, from `label-forms.tsv`.

    Args:
        scheme: The scheme as the table names it: `aspect/apa`, or `grade` for every
            scale.

    >>> label_forms("grade")["performs-well"]
    ('performing well', 'perform well')
    """
    forms: dict[str, tuple[str, ...]] = {}
    for row in read_table("label-forms"):
        if row["scheme"] == scheme:
            slug = row["concept"]
            forms[slug] = (*forms.get(slug, ()), *expanded(row["form"]))
    return forms


def expanded(form: str) -> Iterator[str]:
    """Yield each form of a form with choices in braces.

    >>> list(expanded("{the |}plan {a|b}"))
    ['the plan a', 'the plan b', 'plan a', 'plan b']
    """
    choice = _CHOICE.search(form)
    if choice is None:
        yield form
        return
    before, after = form[: choice.start()], form[choice.end() :]
    for words in choice["words"].split("|"):
        yield from expanded(f"{before}{words}{after}")
