"""Agreement of two readings of single fields, for given statements, from a CSV file.

The file has a row for each statement, and for each field two columns, `FIELD_first` and
`FIELD_second`, with the value of each reading or `none`. Prints for each field how many
values are the same, Cohen's kappa with its interval, and the same for whether there is
a value at all. Usage:
    python benchmarks/field_agreement.py FILE.csv
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterable
from pathlib import Path

from inspectgraph.agreement import Agreement

FIRST, SECOND, NONE = "_first", "_second", "none"
Pairs = list[tuple[str, str]]


def line(name: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Return the line of one field: items, same values, kappa and its interval."""
    found = Agreement.of(pairs)
    kappa, interval = found.kappa, found.interval
    if kappa is None or interval is None:
        return f"{name:<24}{found.items:>6}{found.same:>6}  no kappa"
    low, high = interval
    return f"{name:<24}{found.items:>6}{found.same:>6}{kappa:>8.2f}  {low:.2f} to {high:.2f}"


def given(pairs: Pairs) -> Pairs:
    """Return the pairs with `some` in place of each value other than `none`."""
    return [(a if a == NONE else "some", b if b == NONE else "some") for a, b in pairs]


def main() -> None:
    """Read the file, and print the agreement on each field."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    with parser.parse_args().file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    names = [key.removesuffix(FIRST) for key in rows[0] if key.endswith(FIRST)]
    print(f"{'field':<24}{'items':>6}{'same':>6}{'kappa':>8}  95% interval")
    for name in names:
        pairs = [(row[name + FIRST], row[name + SECOND]) for row in rows]
        print(line(name, pairs))
        print(line(f"{name}: given or not", given(pairs)))


if __name__ == "__main__":
    main()
