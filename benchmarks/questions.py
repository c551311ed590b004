"""Measure the processor time of every named question in a store in memory and on disk.

Parameters have the value of the question's example if it is in the graph, and otherwise
the first value of their kind; the authority is the one with the most reports. The time
to look up these values and to open the store is not counted. Usage:
python benchmarks/questions.py PROJECT_OR_NQUADS [ROUNDS]
"""

from __future__ import annotations

import shlex
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, Store, Variable

from inspectgraph.build import assemble
from inspectgraph.load import load_project
from inspectgraph.model.errors import QueryError
from inspectgraph.query import Question, questions
from inspectgraph.query.parameters import find_value
from inspectgraph.query.questions import GIVEN
from inspectgraph.rdf.lookup import Term, solutions
from inspectgraph.rdf.namespaces import BASE

#: A value of a kind that every graph has.
ANY: Final = {
    "authority": """
        SELECT ?value WHERE { ?inspection insp:inspectedAuthority ?value }
        GROUP BY ?value ORDER BY DESC(COUNT(DISTINCT ?inspection)) ?value LIMIT 1""",
    "report": "SELECT ?value WHERE { ?value a insp:Report } ORDER BY ?value LIMIT 1",
    "statement": "SELECT ?value WHERE { ?value insp:statementId ?id } LIMIT 1",
    "indicator": "SELECT ?value WHERE { ?statement insp:indicator ?value } LIMIT 1",
}


def quads_file(source: Path, folder: Path) -> Path:
    """Return a file of N-Quads; a project is assembled to such a file."""
    if source.is_file():
        return source
    file = folder / "graph.nq"
    assemble(load_project(source)).dump(str(file), format=RdfFormat.N_QUADS)
    return file


def values(store: Store, question: Question) -> dict[Variable, Term]:
    """Return the terms for the parameters of a question's example."""
    words = shlex.split(question.example)[3:]
    found: dict[Variable, Term] = {}
    for option, text in zip(words[::2], words[1::2], strict=True):
        if option != "--reports":
            name = option.removeprefix("--")
            found[Variable(GIVEN + name)] = value(store, question, name, text)
    return found


def value(store: Store, question: Question, name: str, text: str) -> Term:
    """Return the term for a parameter; without an example, any term of its kind."""
    parameter = question.parameter(name)
    try:
        term = find_value(store, parameter, text).term
    except QueryError:
        term = NamedNode(BASE)
    prefix = f"PREFIX insp: <{BASE}def/>"
    for kind in parameter.kinds:
        is_unknown = term == NamedNode(BASE)
        if kind in ANY and (is_unknown or kind == "authority"):
            row = next(solutions(store, prefix + ANY[kind]))
            return row[0] or term
    return term


def measured(
    store: Store, question: Question, given: dict[Variable, Term], rounds: int
) -> tuple[float, int]:
    """Return the least processor time of some rounds, and the number of rows."""
    seconds, rows = [], 0
    for _ in range(rounds):
        start = time.process_time()
        rows = sum(1 for _ in solutions(store, question.text, given))
        seconds.append(time.process_time() - start)
    return min(seconds), rows


def line(
    stores: list[Store], question: Question, given: dict[Variable, Term], rounds: int
) -> str:
    """Return the line of a question: seconds in each store, and the rows."""
    found = [measured(store, question, given, rounds) for store in stores]
    times = "".join(f"{seconds:9.3f}" for seconds, _ in found)
    return f"{times}{found[0][1]:9,}"


def main() -> None:
    """Print a line for each question; if values are optional, also a line without these values."""
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory() as name:
        file = quads_file(Path(sys.argv[1]), Path(name))
        stores = [Store(), Store(f"{name}/store")]
        for store in stores:
            store.bulk_load(path=file, format=RdfFormat.N_QUADS)
        stores[1].optimize()
        print(f"{len(stores[0]):,} quads; processor seconds, least of {rounds}")
        print(f"{'question':32}{'memory':>9}{'disk':>9}{'rows':>9}")
        for question in questions():
            given = values(stores[0], question)
            print(f"{question.name:32}{line(stores, question, given, rounds)}")
            optional = {
                Variable(GIVEN + one.name)
                for one in question.parameters
                if not one.required
            }
            if optional & given.keys():
                required = {key: given[key] for key in given.keys() - optional}
                told = line(stores, question, required, rounds)
                print(f"{'  without optional values':32}{told}", flush=True)


if __name__ == "__main__":
    main()
