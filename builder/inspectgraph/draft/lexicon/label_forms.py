"""Printed forms of aspects and grades, beside the labels of their concepts."""

from __future__ import annotations

from inspectgraph.draft.lexicon.tables import read_table

__all__ = ["label_forms"]


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
            forms[slug] = (*forms.get(slug, ()), row["form"])
    return forms
