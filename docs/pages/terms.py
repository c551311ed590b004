"""The page of terms: the classes and properties of the ontology, module by module, and its vocabularies."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.term import Node

from inspectgraph.rdf.namespaces import DEF
from pages.markdown import BANNER, heading, table

__all__ = ["page"]

_SCHEMA = Namespace("https://schema.org/")
_INTRODUCTION = """
The ontology is OWL Lite; its files in `ontology/` have the examples and the restrictions besides.
The prefix `insp:` is `https://w3id.org/inspectgraph/def/`.
Domain and range are hints: nothing is inferred from them, and what must hold is said by [the shapes](shapes.md).
How the terms work together is told in [the model](../explanation/model.md).
"""


def page() -> str:
    """Return the page."""
    folder = files("inspectgraph.ontology")
    modules = sorted((folder / "modules").iterdir(), key=lambda file: file.name)
    schemes = sorted((folder / "schemes").iterdir(), key=lambda file: file.name)
    parts = [
        f"{BANNER}\n\n# Terms\n{_INTRODUCTION}",
        *(
            _module(_graph(file.read_text(encoding="utf-8")))
            for file in modules
            if file.name.endswith(".ttl")
        ),
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
            "An extract writes the slug; the words in brackets are what reports say,"
            " and questions accept them.\n"
        ),
        _tree(_graph((folder / "schemes" / "themes.ttl").read_text(encoding="utf-8"))),
    ]
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def _graph(turtle: str) -> Graph:
    return Graph().parse(data=turtle, format="turtle")


def _module(graph: Graph) -> str:
    """Return the section of one module."""
    ontology = next(graph.subjects(RDF.type, OWL.Ontology))
    title = str(graph.value(ontology, DCTERMS.title)).removeprefix(
        "inspectgraph ontology: "
    )
    parts = [
        heading(2, title.capitalize()),
        f"{graph.value(ontology, DCTERMS.description)}\n",
    ]
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
        if rows:
            columns = (
                name,
                "is",
                "under" if name == "class" else "from",
                *(("to",) if name == "property" else ()),
            )
            parts.append(table(columns, (row[: len(columns)] for row in rows)))
    return "\n".join(parts)


def _own(term: Node) -> bool:
    return isinstance(term, URIRef) and str(term).startswith(DEF)


def _row(graph: Graph, term: URIRef) -> tuple[str, ...]:
    """Return name, meaning, and what a term is tied to."""
    name, label = _short(term), graph.value(term, RDFS.label)
    told = [f"*{label}*.", str(graph.value(term, SKOS.definition) or "")]
    told += sorted(str(note) for note in graph.objects(term, SKOS.scopeNote))
    told += [
        f"Inverse of {_short(other)}."
        for other in sorted(map(str, graph.objects(term, OWL.inverseOf)))
    ]
    if {OWL.DeprecatedClass, OWL.DeprecatedProperty} & set(
        graph.objects(term, RDF.type)
    ):
        told.append("Deprecated.")
    is_class = (term, RDF.type, OWL.Class) in graph
    if is_class:
        return name, " ".join(told), _list(graph, term, RDFS.subClassOf)
    return (
        name,
        " ".join(told),
        _list(graph, term, _SCHEMA.domainIncludes) or _list(graph, term, RDFS.domain),
        _list(graph, term, _SCHEMA.rangeIncludes) or _list(graph, term, RDFS.range),
    )


def _list(graph: Graph, term: URIRef, predicate: URIRef) -> str:
    return ", ".join(
        sorted(
            _short(value)
            for value in graph.objects(term, predicate)
            if isinstance(value, URIRef)
        )
    )


def _short(term: Node | str) -> str:
    """Return a term with its prefix, as code."""
    text = str(term)
    for prefix, base in (
        ("insp", DEF),
        ("skos", str(SKOS)),
        ("rdfs", str(RDFS)),
        ("dcterms", str(DCTERMS)),
        ("prov", "http://www.w3.org/ns/prov#"),
        ("org", "http://www.w3.org/ns/org#"),
        ("oa", "http://www.w3.org/ns/oa#"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ):
        if text.startswith(base):
            return f"`{prefix}:{text.removeprefix(base)}`"
    return f"`{text}`"


def _schemes(graph: Graph) -> list[tuple[str, str, str, str]]:
    """Return a row for each scheme of a file."""
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
