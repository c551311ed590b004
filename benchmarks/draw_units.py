"""Draw units of the curated reports by seed, so that a second reader can curate them.

Usage: python benchmarks/draw_units.py SEED N [FOLDER]

Prints N units as REPORT/UNIT, one in each line, in the order of the reports. Every unit
on which a statement can rest has the same chance, independent of its length and of the
first reader's curation. FOLDER holds the lists of units, and is `extracts` by default;
lists in its subfolders are left out. Give the list to `inspectgraph agreement --units`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from random import Random

from inspectgraph.files.unit_list import CONTENT_KINDS, SUFFIX, read_units

EXTRACTS = Path(__file__).parents[1] / "extracts"


def content_units(folder: Path) -> list[str]:
    """Return the units of a folder on which statements can rest, as REPORT/UNIT."""
    return [
        f"{file.name.removesuffix(SUFFIX)}/{unit.id}"
        for file in sorted(folder.glob(f"*{SUFFIX}"))
        for unit in read_units(file, file.name).units.values()
        if unit.kind in CONTENT_KINDS and unit.sentences
    ]


def drawn(folder: Path, seed: int, count: int) -> list[str]:
    """Return some content units of a folder, in their order.

    Args:
        folder: The folder with the lists of units.
        seed: The seed of the random draw.
        count: The number of units.

    Raises:
        ValueError: If the folder has fewer units, or the number is negative.
    """
    units = content_units(folder)
    if not 0 <= count <= len(units):
        raise ValueError(f"{folder} has {len(units)} units, and {count} are asked for")
    numbers = Random(seed).sample(range(len(units)), count)
    return [units[number] for number in sorted(numbers)]


def main() -> None:
    """Print the units that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seed", type=int)
    parser.add_argument("count", metavar="N", type=int)
    parser.add_argument("folder", type=Path, nargs="?", default=EXTRACTS)
    options = parser.parse_args()
    try:
        units = drawn(options.folder, options.seed, options.count)
    except ValueError as error:
        parser.error(str(error))
    print("\n".join(units))


if __name__ == "__main__":
    main()
