"""Read the grades in every PDF of a folder with the second reader, into a CSV file.

The second reader is the package `second_reading`, which shares no code with `draft`. The
file has a row for each grade of a report, and for each value that was not read. Prints how
many reports of each family (reports of the same form) were read completely, which values
were not read and why, and the seconds for each report. Usage:
    python benchmarks/second_reading.py FOLDER -o FILE.csv [--time-limit SECONDS]
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from inspectgraph.model.errors import InspectGraphError
from inspectgraph.second_reading import VERSION, Reading, read

COLUMNS = (
    "file",
    "family",
    "authority",
    "trust",
    "first_day",
    "last_day",
    "published",
    "about",
    "grade",
    "page",
    "repeated_on",
    "doubt",
)


@dataclass
class Tally:
    """Counts of the values read from the reports so far."""

    families: Counter[str] = field(default_factory=Counter)
    complete: Counter[str] = field(default_factory=Counter)
    doubts: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    repeated: Counter[str] = field(default_factory=Counter)
    judged: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def add(self, reading: Reading, seconds: float) -> None:
        """Add the values of one report to the counts."""
        family = reading.family or "unknown"
        self.families[family] += 1
        self.complete[family] += not reading.doubts
        self.seconds.append(seconds)
        for doubt in reading.doubts:
            self.doubts[family, doubt.about, doubt.reason] += 1
        for judgement in reading.judgements:
            self.judged[judgement.aspect] += 1
            self.repeated[judgement.aspect] += bool(judgement.repeated_on)

    def lines(self) -> Iterator[str]:
        """Yield the lines of the summary of all reports."""
        yield f"second reader {VERSION}: {len(self.seconds)} reports, {sum(self.seconds):.0f} s, median {median(self.seconds):.1f} s, longest {max(self.seconds):.1f} s"
        yield f"\n{'family':<18}{'reports':>8}{'complete':>10}"
        for family in sorted(self.families):
            yield f"{family:<18}{self.families[family]:>8}{self.complete[family]:>10}"
        yield f"\n{'aspect':<42}{'read':>6}{'repeated':>10}"
        for aspect in sorted(self.judged):
            yield f"{aspect:<42}{self.judged[aspect]:>6}{self.repeated[aspect]:>10}"
        for (family, about, reason), count in sorted(self.doubts.items()):
            yield f"not read: {family}, {about}: {reason} ({count})"


def rows(file: Path, reading: Reading) -> Iterator[tuple[object, ...]]:
    """Yield the rows of one report: one for each grade, and for each value that was not read."""
    head = (
        file.name,
        reading.family,
        reading.authority,
        reading.trust,
        reading.first_day or "",
        reading.last_day or "",
        reading.published or "",
    )
    for judged in reading.judgements:
        pages = " ".join(map(str, judged.repeated_on))
        yield *head, judged.aspect, judged.grade, judged.page, pages, ""
    for doubt in reading.doubts:
        yield *head, doubt.about, "", "", "", doubt.reason


def main() -> None:
    """Read the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--time-limit", type=float, default=120)
    options = parser.parse_args()
    tally = Tally()
    with options.output.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        for file in sorted(options.folder.glob("*.pdf")):
            start = time.perf_counter()
            try:
                reading = read(file, time_limit=options.time_limit)
            except InspectGraphError as fault:
                print(fault)
                continue
            writer.writerows(rows(file, reading))
            tally.add(reading, time.perf_counter() - start)
    if tally.seconds:
        print("\n".join(tally.lines()))


if __name__ == "__main__":
    main()
