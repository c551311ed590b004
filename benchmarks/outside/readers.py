"""Check whether the readers of others find the same triples in each format as pyoxigraph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse
from rdflib import Dataset as RdflibDataset
from rdflib import Graph

from .tools import Check, Material, Tools

__all__ = ["readers"]

#: The name of each format by the ending of a file, and what rdflib calls it.
_FORMATS: Final = {
    ".ttl": ("Turtle", "turtle"),
    ".nq": ("N-Quads", "nquads"),
    ".trig": ("TriG", "trig"),
    ".jsonld": ("JSON-LD", "json-ld"),
}
_Read = Callable[[Path], bytes]


def readers(material: Material, tools: Tools) -> Iterator[Check]:
    """Yield a check for each reader and format: does it read the same triples as pyoxigraph?

    A reader writes what it has read as N-Quads. To compare these, blank nodes are labelled
    by RDFC-1.0.
    """
    for suffix, (name, _) in _FORMATS.items():
        for tool, its_version, read in _readers(suffix, tools):
            files = [material.exported / f"all{suffix}"]
            if suffix == ".ttl":
                files = list(material.turtle())
            tried = f"{name} read, {len(files)} file{'s' * (len(files) > 1)}"
            yield Check(tool, its_version, tried, partial(_compared, files, read))


def _readers(
    suffix: str, tools: Tools
) -> Iterator[tuple[str, Callable[[], str], _Read]]:
    """Yield the readers of a format: name, version, and how they read a file."""
    yield "rdflib", partial(version, "rdflib"), _with_rdflib
    if suffix == ".jsonld":
        node = partial(tools.node_version, "jsonld")
        yield "jsonld.js", node, partial(_with_node, tools, "jsonld")
        yield "PyLD", partial(tools.python_version, "PyLD"), partial(_with_pyld, tools)
        return
    for tool, program, package in (
        ("Raptor", "rapper", "raptor2-utils"),
        ("serd", "serdi", "serdi"),
    ):
        debian = partial(tools.debian_version, package)
        yield tool, debian, partial(_with_debian, tools, program)
    node = partial(tools.node_version, "n3")
    yield "N3.js", node, partial(_with_node, tools, "n3")


def _compared(files: list[Path], read: _Read) -> str:
    """Compare what a reader finds with what pyoxigraph finds."""
    triples = 0
    for file in files:
        ours = _quads(file.read_bytes(), RdfFormat.from_extension(file.suffix[1:]))
        theirs = _quads(read(file), RdfFormat.N_QUADS)
        triples += len(ours)
        if ours != theirs:
            missing, more = len(ours - theirs), len(theirs - ours)
            return f"**{file.name}: {missing:,} missing, {more:,} more**"
    return f"the same {triples:,} triples"


def _quads(content: bytes, form: RdfFormat | None) -> set[Quad]:
    """Return quads with their blank nodes in canonical form."""
    found = Dataset(parse(content, format=form or RdfFormat.N_QUADS))
    found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(found)


def _with_rdflib(file: Path) -> bytes:
    if file.suffix == ".ttl":
        return Graph().parse(file).serialize(format="nt", encoding="utf-8")
    form = _FORMATS[file.suffix][1]
    found = RdflibDataset().parse(file, format=form)
    return found.serialize(format="nquads", encoding="utf-8")


def _with_node(tools: Tools, reader: str, file: Path) -> bytes:
    return tools.run_node("read_rdf.mjs", reader, str(file))


def _with_pyld(tools: Tools, file: Path) -> bytes:
    return tools.run_python("read_json_ld.py", str(file))


def _with_debian(tools: Tools, program: str, file: Path) -> bytes:
    named = {".ttl": "turtle", ".nq": "nquads", ".trig": "trig"}[file.suffix]
    options = ["-q"] if program == "rapper" else []
    written = "ntriples" if file.suffix == ".ttl" else "nquads"
    return tools.run_debian(program, *options, "-i", named, "-o", written, str(file))
