"""Processor time of a question, and of the same question as a typed frame, in turns.

In each round every question is asked once alone, and once followed by `to_pandas` or
`to_polars`. The table has the medians of the rounds, and their ratio. Importing the
libraries is done before, and is not counted. Usage:
python benchmarks/frames.py [ROUNDS]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from statistics import median
from time import process_time

import inspectgraph as ig

#: The questions, with the values of their parameters.
ASKED: dict[str, dict[str, str]] = {
    "caf-uptake": {},
    "coverage": {},
    "grade-trajectory": {"authority": "knowsley"},
    "judgements": {},
    "events": {},
}
#: What is timed: the question alone, then with each kind of frame.
WAYS: dict[str, Callable[[ig.Answer], object]] = {
    "question": len,
    "pandas": ig.Answer.to_pandas,
    "polars": ig.Answer.to_polars,
}


def main() -> None:
    """Print a line for each question: rows, seconds, and the two ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    g = ig.open()
    first = g.ask("caf-uptake")
    for make in WAYS.values():
        make(first)
    print(f"medians of {rounds} rounds in turns, processor seconds")
    print(f"{'question':30}{'rows':>7}{'alone':>9}{'pandas':>9}{'polars':>9}")
    for name, values in ASKED.items():
        taken: dict[str, list[float]] = {way: [] for way in WAYS}
        rows = len(g.ask(name, **values))
        for _ in range(rounds):
            for way, finish in WAYS.items():
                start = process_time()
                finish(g.ask(name, **values))
                taken[way].append(process_time() - start)
        alone, *frames = (median(taken[way]) for way in WAYS)
        ratios = "".join(f"{seconds / alone:9.2f}" for seconds in frames)
        print(f"{name:30}{rows:>7,}{alone:9.4f}{ratios}", flush=True)


if __name__ == "__main__":
    main()
