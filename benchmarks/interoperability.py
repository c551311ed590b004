"""Try the published files in the tools of others: readers, reasoners, networks, engines.

`python benchmarks/interoperability.py` builds the small project of the tests, exports it,
and tries each tool; with `--graphs FOLDER` it takes another published graph. It installs
pinned packages of Python and Node in an environment of its own, unpacks packages of
Debian without installing them, and removes everything at its end, unless `--tools` names
a folder to keep. It needs a package index, Node 20, and on Debian `apt-get` and Java 17;
Virtuoso is asked where it is installed, and the schema of GEXF is taken from the folder
that INSPECTGRAPH_CORPUS names. What cannot be had is said in the table. `--only WORD`
tries the tools whose name has this word, and `--axioms` prints the axioms that keep the
ontology out of OWL 2 RL instead.

The exit code is 1 if a reader finds other triples, the ontology has a violation of
OWL 2 DL or is not consistent, or a file is not valid by its schema.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from outside.engines import engines
from outside.networks import networks
from outside.ontology import ontology, profiles
from outside.readers import readers
from outside.tables import tables
from outside.tools import (
    Check,
    Material,
    MissingToolError,
    Tools,
    kept_or_temporary,
)

from inspectgraph.build import build
from inspectgraph.export import exported
from inspectgraph.query import Question
from inspectgraph.rdf.store import open_published
from other_engines import example, small_values

_SMALL = Path(__file__).parents[1] / "tests" / "projects" / "small"


def main() -> int:
    """Try the tools that are asked for, and print a table."""
    arguments = _arguments()
    with (
        kept_or_temporary(arguments.tools) as folder,
        tempfile.TemporaryDirectory() as made,
    ):
        tools = Tools(folder)
        graphs = arguments.graphs or _built(Path(made))
        material = _exported(graphs.absolute(), Path(made) / "exported")
        if arguments.axioms:
            for name, axioms in profiles(material, tools).items():
                if name == "OWL 2 RL":
                    print(*sorted("\t".join(one) for one in axioms), sep="\n")
            return 0
        given = _example if arguments.graphs else small_values
        checks = chain(
            readers(material, tools),
            ontology(material, tools),
            networks(material, tools),
            tables(material, tools),
            engines(material, tools, given, arguments.seconds),
        )
        return _table(checks, arguments.only.casefold())


def _table(checks: Iterator[Check], only: str) -> int:
    """Print a row for each check, and return 1 if a result is marked as wrong."""
    print(f"{date.today():%-d %B %Y}\n")
    print("| tool | version | tried | result |\n|---|---|---|---|")
    wrong = False
    for check in checks:
        if only in check.tool.casefold():
            version, result = _tried(check)
            row = (check.tool, version, check.tried, result)
            print(
                "|", " | ".join(one.replace("|", "\\|") for one in row), "|", flush=True
            )
            wrong |= result.startswith("**")
    return int(wrong)


def _tried(check: Check) -> tuple[str, str]:
    """Return the version of a tool and the result, or why there is none."""
    version = "–"
    try:
        version = check.version()
        return version, check.run()
    except MissingToolError as error:
        return version, f"not tried: {error}"


def _example(question: Question) -> Mapping[str, str]:
    """Return the values of the required parameters of a question, from its example."""
    every = example(question)
    return {one.name: every[one.name] for one in question.parameters if one.required}


def _built(folder: Path) -> Path:
    """Return the published graph of the small project of the tests."""
    copy = Path(shutil.copytree(_SMALL, folder / "project"))
    return build(copy, folder / "graphs", draw=False).folder


def _exported(graphs: Path, folder: Path) -> Material:
    """Export a published graph in the formats that the tools read."""
    store = open_published(graphs)
    for name, file in (
        ("nquads", "all.nq"),
        ("trig", "all.trig"),
        ("jsonld", "all.jsonld"),
        ("gexf", "all.gexf"),
        ("graphml", "all.graphml"),
        ("nanopub", "nanopub.trig"),
    ):
        (content,) = exported(store, name).values()
        _write(folder / file, content)
    for name, part in (("csv", "tables"), ("vocabulary", "vocabulary")):
        for file, content in exported(store, name).items():
            _write(folder / part / file, content)
    return Material(graphs, folder)


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--graphs", type=Path, help="folder of a published graph")
    parser.add_argument("--tools", type=Path, help="folder to install in and to keep")
    parser.add_argument("--only", default="", help="a word in the names of the tools")
    parser.add_argument(
        "--axioms", action="store_true", help="print what is not OWL 2 RL"
    )
    parser.add_argument("--seconds", type=float, default=60, help="for one question")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
