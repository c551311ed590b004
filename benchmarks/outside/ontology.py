"""Check OWL 2 profiles, consistency and SKOS vocabularies with the tools of others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Final

from rdflib import OWL, RDF, XSD, Dataset, Graph, Literal, URIRef
from rdflib.term import Node

from inspectgraph.rdf.namespaces import DEF

from .tools import PROGRAMS, Check, Material, MissingToolError, Tools, error_line

__all__ = ["ontology", "profiles"]

_REGISTRY: Final = Path(__file__).parents[2] / "extracts" / "registry"
_REASONER: Final = "org.semanticweb.HermiT.cli.CommandLine"


def ontology(material: Material, tools: Tools) -> Iterator[Check]:
    """Yield the checks of the ontology and of the vocabularies."""
    owl_api = partial(tools.debian_version, "libowlapi-java")
    for profile in ("OWL 2 DL", "OWL 2 RL", "OWL 2 EL", "OWL 2 QL"):
        run = partial(_profile, profile, material, tools)
        yield Check("OWL API", owl_api, f"{profile}, all modules of the ontology", run)
    owlready = partial(tools.python_version, "owlready2")
    for tried, dates, spoilt in (
        ("consistency of all graphs, dates as they are", True, False),
        ("consistency of all graphs, xsd:date read as string", False, False),
        ("the same with a text where a number belongs", False, True),
    ):
        run = partial(_consistency, material, tools, dates=dates, spoilt=spoilt)
        yield Check("HermiT", lambda: f"of owlready2 {owlready()}", tried, run)
    skosify = partial(tools.python_version, "skosify")
    run = partial(_skosify, material, tools)
    yield Check("skosify", skosify, "every vocabulary mended", run)
    sssom = partial(tools.python_version, "sssom")
    yield Check("sssom", sssom, "mappings validated", partial(_sssom, tools))
    nanopub = partial(tools.python_version, "nanopub")
    run = partial(_nanopub, material.exported / "nanopub.trig", tools)
    yield Check("nanopub", nanopub, "nanopublications validated", run)


def profiles(material: Material, tools: Tools) -> dict[str, list[tuple[str, str]]]:
    """Return, for each OWL 2 profile, the kinds and axioms of the ontology that it forbids."""
    # Of the bindings of SLF4J, two of which send their messages to each other, only one.
    jars = [
        jar
        for jar in sorted(tools.debian.glob("usr/share/java/*.jar"))
        if "slf4j" not in jar.name or jar.name in {"slf4j-api.jar", "slf4j-nop.jar"}
    ]
    file = material.graphs / "ontology.ttl"
    output = tools.run_java(jars, str(PROGRAMS / "OwlProfiles.java"), str(file))
    found: dict[str, list[tuple[str, str]]] = {}
    for line in output.decode().splitlines():
        name, kind, axiom = line.split("\t")
        axioms = found.setdefault(name, [])
        if kind:
            axioms.append((kind, axiom))
    return found


def _profile(name: str, material: Material, tools: Tools) -> str:
    axioms = profiles(material, tools)[name]
    if not axioms:
        return "no violation"
    if name != "OWL 2 RL":
        wrong = "**" if name == "OWL 2 DL" else ""
        return f"{wrong}{len(axioms)} violations{wrong}"
    kinds = Counter(f"{kind} of {axiom.partition('(')[0]}" for kind, axiom in axioms)
    return "; ".join(f"{number} {kind}" for kind, number in kinds.most_common())


def _consistency(material: Material, tools: Tools, *, dates: bool, spoilt: bool) -> str:
    """Ask HermiT whether all graphs together are consistent.

    Args:
        material: The published files.
        tools: Where HermiT is.
        dates: Whether to keep xsd:date, which OWL 2 does not have; if not, xsd:string
            replaces it.
        spoilt: Whether to add a value that contradicts the range of its property.
    """
    file = tools.folder / "all.rdf"
    _merged(material, dates=dates, spoilt=spoilt).serialize(file, format="xml")
    folder = next(tools.python.parents[1].glob("lib/python*/site-packages/owlready2"))
    jars = [folder / "hermit" / "HermiT.jar", folder / "hermit"]
    try:
        output = tools.run_java(jars, _REASONER, "-k", "-U", file.as_uri()).decode()
    except MissingToolError as error:
        if "Inconsistent ontology" in str(error):
            return "inconsistent" if spoilt else "**inconsistent**"
        if dates and "UnsupportedDatatypeException" in str(error):
            return "refused: OWL 2 has no xsd:date"
        raise
    if "#Thing is satisfiable" not in output:
        raise MissingToolError(error_line(output.encode()))
    # The listed classes that can have no member are owl:Nothing and those that are wrong.
    wrong = [line for line in output.splitlines() if line.startswith("\t")][1:]
    if spoilt or wrong:
        return f"**consistent, {len(wrong)} classes that can have no member**"
    return "consistent, every class can have members"


def _merged(material: Material, *, dates: bool, spoilt: bool) -> Graph:
    """Return all named graphs as one, without imports."""
    merged = Graph()
    quads = Dataset()
    quads.parse(material.exported / "all.nq", format="nquads")
    for subject, predicate, value, _ in quads.quads():
        if predicate == OWL.imports or (subject == XSD.date and not dates):
            continue
        merged.add((subject, predicate, value if dates else _without_date(value)))
    if spoilt:
        place = URIRef("https://example.org/selector")
        merged.add((place, RDF.type, URIRef(f"{DEF}WordsSelector")))
        merged.add(
            (place, URIRef(f"{DEF}length"), Literal("seven", datatype=XSD.string))
        )
    return merged


def _without_date(value: Node) -> Node:
    """Return a value in which xsd:date, as datatype or as range, is xsd:string."""
    if isinstance(value, Literal) and value.datatype == XSD.date:
        return Literal(str(value), datatype=XSD.string)
    return XSD.string if value == XSD.date else value


def _skosify(material: Material, tools: Tools) -> str:
    folder = str(material.exported / "vocabulary")
    output = tools.run_python("skosify_files.py", folder).decode()
    files, lost, added, warnings = output.split()
    return f"{files} files: {lost} triples lost, {added} added, {warnings} warnings"


def _sssom(tools: Tools) -> str:
    output = tools.run_python("sssom_tables.py", str(_REGISTRY)).decode()
    tables, rows, faults = map(int, output.split())
    if faults:
        return f"**{faults} faults**"
    return f"{tables} tables, {rows} mappings, no fault"


def _nanopub(file: Path, tools: Tools) -> str:
    output = tools.run_python("nanopublications.py", str(file)).decode()
    number, valid, faults = map(int, output.split())
    return f"**{faults} of {number} refused**" if faults else f"{valid:,} valid"
