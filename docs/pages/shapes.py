"""The reference page on shapes: the rules of each class, with their messages."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from rdflib import DCTERMS, RDF, SH, Graph, URIRef
from rdflib.term import Node

from inspectgraph.rdf.namespaces import BASE, DEF, SHAPE
from pages.markdown import BANNER, heading, table

__all__ = ["page"]

_NEEDS = URIRef(f"{SHAPE}needs")
_INTRODUCTION = """
The shapes are the rules, in SHACL, that a graph must satisfy to be published.
`inspectgraph validate` checks them, and so does every build.

| severity | meaning |
| --- | --- |
| violation | the graph would mislead; a build stops |
| warning | the graph can be published but is incomplete |
| info | advice |

A graph conforms only if there is no result of any severity, as SHACL defines it.
A message names properties; for a finding in a YAML file, `inspectgraph validate` adds the key of the file.
*Needs* names the data that a shape requires: one report with the registry, the corpus, or the ontology.
The prefix `insp-sh:` is `https://w3id.org/inspectgraph/shape/`.
[Add a shape](../how-to/add-a-shape.md) explains how to write one.
"""


def page() -> str:
    """Return the text of the page on shapes."""
    folder = files("inspectgraph.shapes")
    parts = [f"{BANNER}\n\n# Shapes\n{_INTRODUCTION}"]
    parts += _of_folder(folder)
    parts += [
        heading(2, "Shapes of the ontology itself"),
        *_of_folder(folder / "meta", level=3),
    ]
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def _of_folder(folder: Traversable, level: int = 2) -> list[str]:
    """Return a section for each shape in a folder; subfolders are left out."""
    whole = Graph()
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".ttl"):
            whole.parse(data=file.read_text(encoding="utf-8"), format="turtle")
    nodes = sorted(
        {
            str(node)
            for node in whole.subjects(RDF.type, SH.NodeShape)
            if isinstance(node, URIRef)
        }
    )
    return [_section(whole, URIRef(node), level) for node in nodes]


def _section(graph: Graph, shape: URIRef, level: int) -> str:
    """Return the section of one node shape: its purpose and its rules."""
    rules = [
        rule for key in (SH.property, SH.sparql) for rule in graph.objects(shape, key)
    ]
    rules += [shape] if graph.value(shape, SH.message) else []
    needs = str(graph.value(shape, _NEEDS) or "report")
    description = graph.value(shape, SH.description) or ""
    summary = f"{description} Targets {_targets(graph, shape)}; needs the {needs}."
    rows = sorted(_row(graph, rule) for rule in rules if graph.value(rule, SH.message))
    parts = [heading(level, _local(shape)), summary.strip() + "\n"]
    return "\n".join(
        [*parts, table(("rule", "of", "severity", "message"), rows)] if rows else parts
    )


def _row(graph: Graph, rule: Node) -> tuple[str, str, str, str]:
    """Return a table row about a rule: its name, path, severity and message."""
    severity = (
        str(graph.value(rule, SH.severity) or SH.Violation).rsplit("#", 1)[1].lower()
    )
    name = (
        _local(rule)
        if isinstance(rule, URIRef)
        else str(graph.value(rule, SH.name) or "")
    )
    path = graph.value(rule, SH.path)
    of = "" if path is None else _path(graph, path)
    message = str(graph.value(rule, SH.message)).replace("<", "\\<")
    return f"`{name}`", of, severity, message


def _path(graph: Graph, path: Node) -> str:
    """Return a property path as text: a property, an inverse path or a sequence."""
    if isinstance(path, URIRef):
        return _short(path)
    if (inverse := graph.value(path, SH.inversePath)) is not None:
        return f"{_short(inverse)} (inverse)"
    return " / ".join(_path(graph, step) for step in graph.items(path))


def _targets(graph: Graph, shape: URIRef) -> str:
    """Return the targets of a shape as text."""
    found = [_short(value) for value in graph.objects(shape, SH.targetClass)]
    found += [
        f"subjects of {_short(value)}"
        for value in graph.objects(shape, SH.targetSubjectsOf)
    ]
    found += [
        f"objects of {_short(value)}"
        for value in graph.objects(shape, SH.targetObjectsOf)
    ]
    found += [_short(value) for value in graph.objects(shape, SH.targetNode)]
    return ", ".join(sorted(found)) or "the nodes that another shape names"


def _local(term: Node) -> str:
    return str(term).removeprefix(SHAPE)


def _short(term: Node) -> str:
    """Return a term as inline code, shortened with a prefix if there is one."""
    text = str(term)
    for prefix, base in (
        ("insp:", DEF),
        ("", BASE),
        ("skos:", "http://www.w3.org/2004/02/skos/core#"),
        ("dcterms:", str(DCTERMS)),
        ("rdfs:", "http://www.w3.org/2000/01/rdf-schema#"),
        ("rdf:", str(RDF)),
        ("owl:", "http://www.w3.org/2002/07/owl#"),
        ("prov:", "http://www.w3.org/ns/prov#"),
        ("org:", "http://www.w3.org/ns/org#"),
        ("oa:", "http://www.w3.org/ns/oa#"),
    ):
        if text.startswith(base):
            return f"`{prefix}{text.removeprefix(base)}`"
    return f"`{text}`"
