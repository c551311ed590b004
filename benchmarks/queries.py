"""Ask heavy queries under limits, and measure the time beyond the limit and the memory.

Each query would run for much longer than the limit. The first table gives, for the
whole command: the seconds by the clock beyond the limit (start and end of the command
included), the exit code, the bytes on standard output, which limit the message names, and
the most memory that all processes held together. The second gives the processor time of
examining query texts of several shapes, with 20,000 and with 80,000 letters. Usage:
python benchmarks/queries.py [SECONDS [MEGABYTES]]
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryFile

from inspectgraph.model.errors import QueryError
from inspectgraph.query.guard import named_graphs, refuse
from inspectgraph.query.tokens import tokens

PROJECT = Path(__file__).parents[1]
HEAVY = {
    "product of patterns": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "sort of a product": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c",
    "long property path": (
        "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>|^!<x:y>)* ?b . ?b (!<x:y>|^!<x:y>)* ?c }"
    ),
    "ten million rows": "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 10000000",
    "aggregate of a product": (
        "SELECT (GROUP_CONCAT(?f) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    ),
    "regular expression": (
        'SELECT * { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(STR(?c), CONCAT("^", STR(?f),'
        ' "x$"))) }'
    ),
    "nested optional parts": (
        "SELECT * { { SELECT ?a { ?a ?b ?c } } OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i"
        " } } }"
    ),
}
SHAPES = {
    "dotted names": "a.-",
    "names with colons": "a.b:c.d.",
    "unclosed strings": "\\'",
    "unclosed long strings": "\\'''",
    "one long comment": "# ",
    "nested braces": "{",
    "percent escapes": "a:%4",
    "prefixes": "PREFIX a: <x:y>\n",
    "open IRIs": "<a",
    "languages": "@a-",
    "exponents": "1e",
    "backslashes": "\\",
}


def main() -> None:
    """Print both tables."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 2.0
    megabytes = int(sys.argv[2]) if len(sys.argv) > 2 else 400
    print(
        f"limits: {seconds:g} s, {megabytes} MB; load of the machine:"
        f" {os.getloadavg()[0]:.1f}"
    )
    print(
        f"{'query':26}{'seconds':>9}{'beyond':>8}{'exit':>6}{'bytes':>7} "
        f" {'told':14}{'MB':>6}"
    )
    for name, text in HEAVY.items():
        taken, code, size, told, peak = asked(text, seconds, megabytes)
        beyond = f"{taken - seconds:8.2f}" if told == "time-limit" else f"{'':8}"
        print(f"{name:26}{taken:9.2f}{beyond}{code:6}{size:7}  {told:14}{peak:6}")
    print(f"\n{'shape':26}{'20,000':>9}{'80,000':>9}{'ratio':>7}")
    for name, shape in SHAPES.items():
        short, long = (
            examined(shape * (length // len(shape))) for length in (20_000, 80_000)
        )
        print(f"{name:26}{short:9.3f}{long:9.3f}{long / short:7.1f}")


def asked(
    text: str, seconds: float, megabytes: int
) -> tuple[float, int, int, str, int]:
    """Return seconds, exit code, printed bytes, the code of the message, and megabytes."""
    code = "from inspectgraph.cli import main; main()"
    limits = ["--time-limit", str(seconds), "--memory-limit", str(megabytes)]
    command = [sys.executable, "-c", code, "query", "-", "--format", "csv", *limits]
    start, peak = time.monotonic(), 0
    with TemporaryFile() as given, TemporaryFile() as printed, TemporaryFile() as talk:
        given.write(text.encode())
        given.seek(0)
        with subprocess.Popen(
            command,
            stdin=given,
            stdout=printed,
            stderr=talk,
            cwd=PROJECT,
            start_new_session=True,
        ) as process:
            while process.poll() is None:
                peak = max(peak, resident(process.pid))
                time.sleep(0.02)
        taken = time.monotonic() - start
        talk.seek(0)
        told = talk.read().decode().rstrip("]\n").rpartition("[")[2]
        return (
            taken,
            process.returncode,
            printed.seek(0, os.SEEK_END),
            told,
            peak // 1024**2,
        )


def resident(session: int) -> int:
    """Return the memory of the processes of a session in bytes; shared pages count twice."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += (
            int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
            if int(fields[3]) == session
            else 0
        )
    return total


def examined(text: str) -> float:
    """Return the processor time to examine the text of a query, the least of three runs."""
    taken = []
    for _ in range(3):
        tokens.cache_clear()
        start = time.process_time()
        try:
            refuse(text, "query")
            named_graphs(text, "query", set())
        except QueryError:
            pass
        taken.append(time.process_time() - start)
    return min(taken)


if __name__ == "__main__":
    main()
