"""Compare the rows and times of the named questions in other engines.

`python benchmarks/engines.py [GRAPHS]` loads a published graph, by default the one of
this folder, into rdflib and, where they are installed, Virtuoso (Debian's package
`virtuoso-opensource-7-bin`) and the server of Oxigraph (`pip install oxigraph`). Each
named question is asked with the values that it needs and with those of its example. The
table shows whether the rows are the same as from pyoxigraph, in the same order. The
script waits at most `--seconds` for the answer to a question. Servers listen on loopback
only, and end with the script.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from pyoxigraph import Store

from inspectgraph.files.project import graphs_folder
from inspectgraph.model.errors import InspectGraphError
from inspectgraph.query import Question, ask, questions
from inspectgraph.rdf.store import open_published
from inspectgraph.store.remote_load import load_graphs
from other_engines import (
    SAME,
    Rows,
    compared,
    example,
    in_rdflib,
    in_store_asked,
    plain,
)
from other_engines import in_rdflib_asked as asked_in_rdflib
from sparql_stores import NotHereError, oxigraph, virtuoso

Given = Mapping[str, str]
Asked = Callable[[Question, Given], Rows]

#: The buffers of Virtuoso, of 8 kilobytes each.
_BUFFERS: Final = 40_000
#: The seconds to wait while a graph is loaded.
_LOADING: Final = 600


def main() -> None:
    """Load the engines, ask them, and print the table."""
    given = _arguments()
    folder = given.graphs or graphs_folder()
    store = open_published(folder)
    with ExitStack() as stack:
        engines: dict[str, Asked] = {}
        for name, server in (("Virtuoso", virtuoso), ("Oxigraph server", oxigraph)):
            if name not in given.engines:
                continue
            place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            more = {"buffers": _BUFFERS} if server is virtuoso else {"union": True}
            try:
                found = stack.enter_context(server(place, given.seconds, **more))
            except NotHereError as error:
                print(f"{error}; the column {name} is left out")
                continue
            load_graphs(replace(found, seconds=_LOADING), folder)
            engines[name] = partial(in_store_asked, found, store)
        if "rdflib" in given.engines:
            rows = partial(asked_in_rdflib, in_rdflib(store), store)
            engines["rdflib"] = partial(_in_time, rows, given.seconds)
        _print(store, engines)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graphs", type=Path, nargs="?")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument(
        "--engines", nargs="+", default=["Virtuoso", "Oxigraph server", "rdflib"]
    )
    return parser.parse_args()


def _print(store: Store, engines: Mapping[str, Asked]) -> None:
    """Print a row for each question and set of values, and the number of same answers."""
    print(
        f"{date.today()}: pyoxigraph {version('pyoxigraph')}, rdflib"
        f" {version('rdflib')}\n"
    )
    print("| question | values | rows |", " | ".join(engines), "|")
    print("| --- | --- | ---: |", " | ".join("---" for _ in engines), "|")
    same: Counter[str] = Counter()
    number = 0
    for question in questions():
        for given in _values(question):
            number += 1
            wanted = plain(ask(store, question.name, **given).terms)
            cells = []
            for name, asked in engines.items():
                told, seconds = _told(asked, question, given, wanted)
                same[name] += told == SAME
                cells.append(f"{told}, {seconds:.1f} s")
            values = ", ".join(f"{key} {value}" for key, value in given.items())
            row = (question.name, values or "–", str(len(wanted)), *cells)
            print("|", " | ".join(row), "|", flush=True)
    for name in engines:
        print(f"\n{name}: {same[name]} of {number} the same, in the same order.")


def _values(question: Question) -> Iterator[Given]:
    """Yield the values that a question needs, and those of its example."""
    every = example(question)
    needed = {one.name: every[one.name] for one in question.parameters if one.required}
    yield needed
    if every != needed:
        yield every


def _told(
    asked: Asked, question: Question, given: Given, wanted: Rows
) -> tuple[str, float]:
    """Return whether the rows of an engine equal ours, and the seconds of the answer."""
    start = time.monotonic()
    try:
        found = asked(question, given)
        told = compared(found, wanted)
    except TimeoutError:
        told = "no answer"
    except InspectGraphError as error:
        told = "refused" if error.code == "store-refused" else "no answer"
    return told, time.monotonic() - start


def _in_time(rows: Asked, seconds: float, question: Question, given: Given) -> Rows:
    """Return the rows of an engine that runs in this process, or give up.

    Raises:
        TimeoutError: If there is no answer in time.
    """
    here, there = multiprocessing.get_context("fork").Pipe(duplex=False)
    process = multiprocessing.get_context("fork").Process(
        target=lambda: there.send(rows(question, given))
    )
    process.start()
    there.close()
    try:
        if not here.poll(seconds):
            raise TimeoutError
        return list(here.recv())
    except EOFError:
        raise TimeoutError from None
    finally:
        process.kill()
        process.join()


if __name__ == "__main__":
    main()
