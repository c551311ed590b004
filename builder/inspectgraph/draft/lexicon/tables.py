"""Tables of the lexicon: TSV files with a row of column names at the head."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

__all__ = ["label_forms", "read_table"]

Row = dict[str, str]


@cache
def read_table(name: str) -> tuple[Row, ...]:
    """Return the rows of a table of this package, in the order of the file.

    Args:
        name: The name of the file without its ending.

    Raises:
        ValueError: If a row has more or fewer cells than the head of the table.
    """
    file = files(__package__).joinpath(f"{name}.tsv")
    lines = file.read_text(encoding="utf-8").splitlines()
    cells = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    head, *rows = cells
    for number, row in enumerate(rows, 2):
        if len(row) != len(head):
            found = f"{name}.tsv:{number}: {len(row)} cells; expected {len(head)}"
            raise ValueError(found)
    return tuple(dict(zip(head, row, strict=True)) for row in rows)


def label_forms(scheme: str) -> dict[str, tuple[str, ...]]:
    """Return the printed forms of the concepts of a scheme, beside their labels.

    Args:
        scheme: The scheme as the table names it: `aspect/apa`, or `grade` for every
            scale.

    >>> label_forms("grade")["performs-well"]
    ('performing well', 'perform well')
    """
    forms: dict[str, tuple[str, ...]] = {}
    for row in read_table("label_forms"):
        if row["scheme"] == scheme:
            slug = row["concept"]
            forms[slug] = (*forms.get(slug, ()), row["form"])
    return forms
