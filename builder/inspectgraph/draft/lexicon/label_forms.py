"""Read the printed forms of aspects and grades that differ from their labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from inspectgraph.draft.lexicon.tables import read_table

__all__ = ["expanded", "label_forms"]

_CHOICE = re.compile(r"\{(?P<words>[^{}]*)\}")


def label_forms(scheme: str) -> dict[str, tuple[str, ...]]:
    """Return the printed forms of each concept of a scheme, keyed by the slug of the concept.

    The lexicon table `label-forms` has the forms. A form with choices in braces gives
    several printed forms.

    Args:
        scheme: The name of a scheme in that table, such as `aspect/apa`, or `grade` for
            the grades of all scales.

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
    """Yield each text that results from a form with choices in braces.

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
