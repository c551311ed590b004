"""The command line, with one command for each step; each command calls the library.

Data goes to standard output, messages to standard error. The exit codes are: 0 for
success, 1 for findings or faults in an extract, 2 for wrong usage, 3 for an unreadable
file, 4 for a limit of time or memory, 130 for an interruption, and 141 if the program
that read standard output has ended.
"""

from __future__ import annotations

from inspectgraph.cli.app import COMMANDS, Lazy, main

__all__ = [
    "COMMANDS",
    "Lazy",
    "main",
]
