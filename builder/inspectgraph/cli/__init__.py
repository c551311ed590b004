"""The command line: one command for each step, each a thin layer over the library.

Data goes to standard output, messages to standard error. Exit codes: 0 success, 1
findings or faults in an extract, 2 wrong usage, 3 a file that cannot be read, 4 a limit
of time or memory, 130 interrupted, 141 the program that read standard output has ended.
"""

from __future__ import annotations

from inspectgraph.cli.app import COMMANDS, Lazy, main

__all__ = [
    "COMMANDS",
    "Lazy",
    "main",
]
