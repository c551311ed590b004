"""The reference page on terms.

It lists the classes and properties of each ontology module, and the concept schemes.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.term import Node

from inspectgraph.rdf.namespaces import DEF
from pages.markdown import BANNER, heading, table
from pages.term_uses import Uses

__all__ = ["page"]

_SCHEMA = Namespace("https://schema.org/")
#: The prefixes of vocabularies whose file has another name.
_PREFIXES = {"cpov": "cv"}
_INTRODUCTION = """
The ontology is OWL Lite; its files in `ontology/` also have examples and restrictions.
The prefix `insp:` is `https://w3id.org/inspectgraph/def/`.
Domains and ranges marked as hints come from Schema.org; the others have the meaning of RDFS.
The build infers nothing from them; [the shapes](shapes.md) check the data.
[The model](../explanation/model.md) shows how the terms work together.
The table of uses of each module counts the members of a class and the triples of a property in the published graph, after inference.
It has an example from the data, the shapes that target the class or constrain the property, and the questions whose query has the term.
The prefixes of examples are those of the Turtle files; `statement:`, `passage:` and other parts belong to one report, and long texts are cut.
"""
_DIAGRAM = """
An arrow leads from the domain of a property to its range; properties without one of the two, those of times, and inverses of others are left out.
"""


def page() -> str:
    """Return the text of the page on terms."""
    folder = files("inspectgraph.ontology")
    modules = sorted((folder / "modules").iterdir(), key=lambda file: file.name)
    schemes = sorted((folder / "schemes").iterdir(), key=lambda file: file.name)
    graphs = [
        _graph(file.read_text(encoding="utf-8"))
        for file in modules
        if file.name.endswith(".ttl")
    ]
    uses = Uses()
    parts = [
        f"{BANNER}\n\n# Terms\n{_INTRODUCTION}",
        heading(2, "The classes and how they are connected"),
        _diagram(graphs),
        *(_module(graph, uses) for graph in graphs),
        heading(2, "Vocabularies"),
        (
            "Concept schemes in SKOS; the address of a concept is the address of its"
            " scheme, a slash, and its slug.\n"
        ),
        table(
            ("scheme", "address", "concepts", "is"),
            sorted(
                row
                for file in schemes
                if file.name.endswith(".ttl")
                for row in _schemes(_graph(file.read_text(encoding="utf-8")))
            ),
        ),
        heading(2, "Themes"),
        (
            "Extracts use the slug. The words in brackets are from the reports;"
            " questions accept them too.\n"
        ),
        _tree(_graph((folder / "schemes" / "themes.ttl").read_text(encoding="utf-8"))),
        heading(2, "Terms of other vocabularies"),
        (
            "The ontology declares these terms without adding a label; the column"
            " *use* describes their use in inspectgraph.\n"
        ),
        table(("term", "use"), _foreign_terms()),
    ]
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def _foreign_terms() -> Iterator[tuple[str, str]]:
    """Yield each term of another vocabulary with its use, as listed in `terms.tsv`."""
    file = Path(__file__).parents[2] / "ontology" / "declarations" / "terms.tsv"
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            prefix = _PREFIXES.get(row["vocabulary"], row["vocabulary"])
            yield f"`{prefix}:{row['term']}`", row["use"]


def _graph(turtle: str) -> Graph:
    return Graph().parse(data=turtle, format="turtle")


def _diagram(graphs: list[Graph]) -> str:
    """Return a diagram of the object properties that connect classes of the ontology."""
    edges: dict[tuple[str, str], list[str]] = {}
    for graph in graphs:
        for term in graph.subjects(RDF.type, OWL.ObjectProperty):
            start, end = graph.value(term, RDFS.domain), graph.value(term, RDFS.range)
            inverse = graph.value(term, OWL.inverseOf)
            if _own(term) and not inverse and _drawn(start) and _drawn(end):
                names = (str(start), str(end))
                edges.setdefault(names, []).append(str(term).removeprefix(DEF))
    lines = [
        f"    {start.removeprefix(DEF)} -->|{'<br>'.join(sorted(names))}| {end.removeprefix(DEF)}"
        for (start, end), names in sorted(edges.items())
    ]
    return "\n".join([_DIAGRAM, "```mermaid", "flowchart LR", *lines, "```", ""])


def _drawn(term: Node | None) -> bool:
    """Return whether the diagram shows a class.

    It shows the classes of this ontology, except the class `PrintedTime`.
    """
    return term is not None and _own(term) and term != URIRef(f"{DEF}PrintedTime")


def _module(graph: Graph, uses: Uses) -> str:
    """Return the section about one module of the ontology."""
    ontology = next(graph.subjects(RDF.type, OWL.Ontology))
    title = str(graph.value(ontology, DCTERMS.title)).removeprefix(
        "inspectgraph ontology: "
    )
    parts = [
        heading(2, title.capitalize()),
        f"{graph.value(ontology, DCTERMS.description)}\n",
    ]
    used: list[tuple[str, ...]] = []
    for kinds, name in (
        ((OWL.Class,), "class"),
        ((OWL.ObjectProperty, OWL.DatatypeProperty), "property"),
    ):
        terms = sorted(
            {
                str(term)
                for kind in kinds
                for term in graph.subjects(RDF.type, kind)
                if _own(term)
            }
        )
        rows = [_row(graph, URIRef(term)) for term in terms]
        used += [uses.row(term) for term in terms]
        if rows:
            columns = (
                name,
                "is",
                "under" if name == "class" else "from",
                *(("to",) if name == "property" else ()),
            )
            parts.append(table(columns, (row[: len(columns)] for row in rows)))
    columns = ("term", "used", "example", "shapes", "questions")
    return "\n".join([*parts, table(columns, used)])


def _own(term: Node) -> bool:
    return isinstance(term, URIRef) and str(term).startswith(DEF)


def _row(graph: Graph, term: URIRef) -> tuple[str, ...]:
    """Return a table row about a term: its name, its meaning, and related classes.

    These are the superclasses of a class, or the domain and range of a property.
    """
    name, label = _short(term), graph.value(term, RDFS.label)
    parts = [f"*{label}*.", str(graph.value(term, SKOS.definition) or "")]
    parts += sorted(str(note) for note in graph.objects(term, SKOS.scopeNote))
    parts += [
        f"Inverse of {_short(other)}."
        for other in sorted(map(str, graph.objects(term, OWL.inverseOf)))
    ]
    if {OWL.DeprecatedClass, OWL.DeprecatedProperty} & set(
        graph.objects(term, RDF.type)
    ):
        parts.append("Deprecated.")
    is_class = (term, RDF.type, OWL.Class) in graph
    if is_class:
        return name, " ".join(parts), _list(graph, term, RDFS.subClassOf)
    return (
        name,
        " ".join(parts),
        _side(graph, term, RDFS.domain, _SCHEMA.domainIncludes),
        _side(graph, term, RDFS.range, _SCHEMA.rangeIncludes),
    )


def _side(graph: Graph, term: URIRef, axiom: URIRef, hint: URIRef) -> str:
    """Return the domain or range of a property, marked if it is only a hint."""
    hints = _list(graph, term, hint)
    return f"{hints} (hint)" if hints else _list(graph, term, axiom)


def _list(graph: Graph, term: URIRef, predicate: URIRef) -> str:
    return ", ".join(
        sorted(
            _short(value)
            for value in graph.objects(term, predicate)
            if isinstance(value, URIRef)
        )
    )


def _short(term: Node | str) -> str:
    """Return a term as inline code, shortened with a prefix if there is one."""
    text = str(term)
    for prefix, base in (
        ("insp", DEF),
        ("skos", str(SKOS)),
        ("rdfs", str(RDFS)),
        ("dcterms", str(DCTERMS)),
        ("prov", "http://www.w3.org/ns/prov#"),
        ("org", "http://www.w3.org/ns/org#"),
        ("oa", "http://www.w3.org/ns/oa#"),
        ("eli", "http://data.europa.eu/eli/ontology#"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ):
        if text.startswith(base):
            return f"`{prefix}:{text.removeprefix(base)}`"
    return f"`{text}`"


def _schemes(graph: Graph) -> list[tuple[str, str, str, str]]:
    """Return a table row for each concept scheme in a file."""
    return [
        (
            str(graph.value(scheme, SKOS.prefLabel)),
            f"`{str(scheme).removeprefix('https://w3id.org/inspectgraph/')}`",
            str(len(set(graph.subjects(SKOS.inScheme, scheme)))),
            str(
                graph.value(scheme, SKOS.definition)
                or graph.value(scheme, DCTERMS.description)
                or ""
            ),
        )
        for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme)
    ]


def _tree(graph: Graph) -> str:
    """Return the themes as a nested list, in alphabetical order."""
    tops = (
        theme
        for theme in graph.subjects(SKOS.topConceptOf)
        if isinstance(theme, URIRef)
    )
    return "\n".join(line for top in sorted(tops) for line in _branch(graph, top, 0))


def _branch(graph: Graph, theme: Node, depth: int) -> Iterator[str]:
    words = ", ".join(sorted(map(str, graph.objects(theme, SKOS.altLabel))))
    yield f"{'  ' * depth}- `{str(theme).rsplit('/', 1)[1]}`" + (
        f" ({words})" if words else ""
    )
    for narrower in sorted(map(str, graph.subjects(SKOS.broader, theme))):
        yield from _branch(graph, URIRef(narrower), depth + 1)
