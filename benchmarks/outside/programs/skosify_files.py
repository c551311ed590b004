"""Apply skosify to each vocabulary of a folder, and print what it changes.

Prints the numbers of files, of triples lost, of triples added, and of warnings.
"""

import logging
import sys
from pathlib import Path

import skosify
from rdflib import Graph


class Warnings(logging.Handler):
    """A log handler that keeps the messages of warnings."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a message."""
        self.messages.append(record.getMessage())


warnings = Warnings()
logging.getLogger().addHandler(warnings)
files = sorted(Path(sys.argv[1]).rglob("*.ttl"))
lost = added = 0
for file in files:
    before = set(Graph().parse(file))
    after = set(skosify.skosify(str(file)))
    lost += len(before - after)
    added += len(after - before)
print(len(files), lost, added, len(warnings.messages), sep="\t")
