"""Write the declarations: one Turtle file for each foreign vocabulary, from `terms.tsv`.

A declaration gives a foreign term its kind and the vocabulary that defines it, as OWL
Lite demands. It gives no label or definition: those belong to the vocabulary itself.
Add a term to `terms.tsv`, then run this script; the same table gives the same bytes.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

__all__ = ["Term", "Vocabulary", "declarations", "main", "read_terms"]

FOLDER = Path(__file__).parent
VERSION, CREATED = "0.1.0", "2026-11-29"
ONTOLOGY = "https://w3id.org/inspectgraph/ontology"


class Vocabulary(NamedTuple):
    """A foreign vocabulary: the prefix of its terms, its namespace and its title."""

    prefix: str
    namespace: str
    title: str


class Term(NamedTuple):
    """A row of the table: a term, its kind, and what inspectgraph uses it for."""

    vocabulary: str
    name: str
    kind: str
    use: str


#: The vocabularies, by the name of their file.
VOCABULARIES = {
    "cpov": Vocabulary(
        "cv", "http://data.europa.eu/m8g/", "Core Public Organisation Vocabulary"
    ),
    "cpsv": Vocabulary(
        "cpsv", "http://purl.org/vocab/cpsv#", "Core Public Service Vocabulary"
    ),
    "dcat": Vocabulary("dcat", "http://www.w3.org/ns/dcat#", "Data Catalog Vocabulary"),
    "dcatap": Vocabulary(
        "dcatap", "http://data.europa.eu/r5r/", "DCAT application profile for Europe"
    ),
    "dcterms": Vocabulary(
        "dcterms", "http://purl.org/dc/terms/", "DCMI Metadata Terms"
    ),
    "doco": Vocabulary(
        "doco", "http://purl.org/spar/doco/", "Document Components Ontology"
    ),
    "dqv": Vocabulary("dqv", "http://www.w3.org/ns/dqv#", "Data Quality Vocabulary"),
    "eli": Vocabulary(
        "eli",
        "http://data.europa.eu/eli/ontology#",
        "European Legislation Identifier",
    ),
    "fabio": Vocabulary(
        "fabio", "http://purl.org/spar/fabio/", "FRBR-aligned Bibliographic Ontology"
    ),
    "foaf": Vocabulary("foaf", "http://xmlns.com/foaf/0.1/", "Friend of a Friend"),
    "oa": Vocabulary("oa", "http://www.w3.org/ns/oa#", "Web Annotation Vocabulary"),
    "org": Vocabulary("org", "http://www.w3.org/ns/org#", "Organization Ontology"),
    "prov": Vocabulary("prov", "http://www.w3.org/ns/prov#", "Provenance Ontology"),
    "schema": Vocabulary("schema", "https://schema.org/", "Schema.org"),
    "skos": Vocabulary(
        "skos",
        "http://www.w3.org/2004/02/skos/core#",
        "Simple Knowledge Organization System",
    ),
    "spdx": Vocabulary(
        "spdx", "http://spdx.org/rdf/terms#", "Software Package Data Exchange"
    ),
    "vann": Vocabulary(
        "vann",
        "http://purl.org/vocab/vann/",
        "Vocabulary for annotating vocabularies",
    ),
    "void": Vocabulary(
        "void", "http://rdfs.org/ns/void#", "Vocabulary of Interlinked Datasets"
    ),
    "vs": Vocabulary(
        "vs", "http://www.w3.org/2003/06/sw-vocab-status/ns#", "Vocabulary status"
    ),
    "xsd": Vocabulary("xsd", "http://www.w3.org/2001/XMLSchema#", "XML Schema"),
}

#: The classes of declared terms, by the word for them in the table.
KINDS = {
    "class": "owl:Class",
    "rdf-datatype": "rdfs:Datatype",
    "annotation": "owl:AnnotationProperty",
    "object": "owl:ObjectProperty",
    "datatype": "owl:DatatypeProperty",
}

#: The prefixes of every file; that of the vocabulary is added.
PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "vann": "http://purl.org/vocab/vann/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_HEADER = """\
# Written by generate.py from terms.tsv; change the table, not this file.

{prefixes}

<{ontology}/declarations/{name}>
    a owl:Ontology ;
    owl:versionIRI <{ontology}/{version}/declarations/{name}> ;
    owl:versionInfo "{version}" ;
    dcterms:title "{title}"@en ;
    dcterms:description "Kinds of the terms of {vocabulary} that inspectgraph uses."@en ;
    dcterms:creator <https://w3id.org/inspectgraph/id/agent/contributors> ;
    dcterms:created "{created}"^^xsd:date ;
    dcterms:modified "{created}"^^xsd:date ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    dcterms:bibliographicCitation "{citation}"@en ;
    vann:preferredNamespacePrefix "insp" ;
    vann:preferredNamespaceUri "https://w3id.org/inspectgraph/def/" ;
.
"""
_DECLARATION = """
{term}
    a {kind} ;
    rdfs:isDefinedBy <{namespace}> ;
.
"""


def read_terms(table: Path = FOLDER / "terms.tsv") -> list[Term]:
    """Read the table of foreign terms.

    Raises:
        KeyError: If a row names an unknown vocabulary or kind.
    """
    with table.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        terms = [
            Term(row["vocabulary"], row["term"], row["kind"], row["use"])
            for row in rows
        ]
    for term in terms:
        VOCABULARIES[term.vocabulary], KINDS[term.kind]
    return terms


def declarations(terms: Iterable[Term]) -> dict[str, str]:
    """Return the text of each declaration file, keyed by the name of the file."""
    by_vocabulary: dict[str, list[Term]] = {}
    for term in terms:
        by_vocabulary.setdefault(term.vocabulary, []).append(term)
    return {
        f"{name}.ttl": _header(name) + "".join(map(_declaration, found))
        for name, found in sorted(by_vocabulary.items())
    }


def _header(name: str) -> str:
    """Return the prefixes and the ontology header of one file."""
    vocabulary = VOCABULARIES[name]
    prefixes = {**PREFIXES, vocabulary.prefix: vocabulary.namespace}
    title = f"inspectgraph ontology: declarations for {vocabulary.title} ({name})"
    return _HEADER.format(
        prefixes="\n".join(
            f"@prefix {prefix}: <{namespace}> ."
            for prefix, namespace in sorted(prefixes.items())
        ),
        ontology=ONTOLOGY,
        name=name,
        version=VERSION,
        title=title,
        vocabulary=vocabulary.title,
        created=CREATED,
        citation=(
            f"The inspectgraph contributors (2026). {title}, version {VERSION}."
            f" {ONTOLOGY}/{VERSION}/declarations/{name}"
        ),
    )


def _declaration(term: Term) -> str:
    """Return the Turtle declaration of one term."""
    vocabulary = VOCABULARIES[term.vocabulary]
    return _DECLARATION.format(
        term=f"{vocabulary.prefix}:{term.name}",
        kind=KINDS[term.kind],
        namespace=vocabulary.namespace,
    )


def main() -> None:
    """Write every file that has changed, and report its name."""
    for name, text in declarations(read_terms()).items():
        file = FOLDER / name
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
            sys.stderr.write(f"ontology/declarations/{name} written\n")


if __name__ == "__main__":
    main()
