"""Select the triples of one report that are needed when all reports are combined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from inspectgraph.rdf.inference import rules
from inspectgraph.rdf.namespaces import DCTERMS, INSP, OWL, RDF, RDFS, SKOS
from inspectgraph.rdf.term_parts import lexical
from inspectgraph.rdf.text_terms import TextTriple, string_text
from inspectgraph.shards.base import FIRST_STAGE
from inspectgraph.validate.compiled.shape_triples import NEEDS, SH, ShapeTriples
from inspectgraph.validate.shacl import package_shapes

__all__ = ["catalogue_facts", "looked_at"]

_TYPE: Final = str(RDF.type)
_PREFIX: Final = re.compile(r"PREFIX\s+([\w-]*):\s*<([^>]*)>")
_TERM: Final = re.compile(r"(?<![\w<?$])([\w-]*):([A-Za-z]\w*)|<([^>\s]+)>")
#: The properties whose values are needed for the catalogue.
_FACTS: Final = frozenset(
    map(
        str,
        (
            RDFS.label,
            SKOS.prefLabel,
            DCTERMS.title,
            OWL.sameAs,
            INSP.area,
            INSP.legalBasis,
            INSP.reportOf,
            INSP.curation,
            INSP.curatedOn,
            INSP.published,
            INSP.fieldwork,
            INSP.earliest,
            INSP.latest,
            INSP.inspectedAuthority,
            INSP.inspectedBy,
            INSP.framework,
            INSP.sentenceCount,
            INSP.curatedSentenceCount,
            INSP.explainedSentenceCount,
        ),
    )
)


def looked_at(triples: Iterable[TextTriple]) -> Iterator[TextTriple]:
    """Yield the triples that may be used by rules or shapes that need several reports.

    A triple is yielded if its property occurs in the text of such a rule or shape. If
    the property is `rdf:type`, the text must also contain the class.
    """
    named = _named_terms()
    for triple in triples:
        _, predicate, value = triple
        if predicate in named and (predicate != _TYPE or value in named):
            yield triple


def catalogue_facts(triples: Iterable[TextTriple]) -> Iterator[TextTriple]:
    """Yield those of the given triples that the catalogue needs."""
    for triple in triples:
        if triple[1] in _FACTS:
            yield triple


@cache
def _named_terms() -> frozenset[str]:
    """Return the terms of those rules and shapes that need several reports."""
    texts = [rule.text for rule in rules() if rule.stage > FIRST_STAGE]
    found = {_TYPE}
    for text in texts:
        found.update(_terms_of(text))
    found.update(_terms_of_shapes(package_shapes().described))
    return frozenset(found)


def _terms_of_shapes(shapes: ShapeTriples) -> Iterator[str]:
    """Yield the terms of the shapes whose check needs several reports.

    The terms are in the syntax of N-Triples.
    """
    fresh = list(shapes.subjects(NEEDS, string_text("corpus")))
    seen = set(fresh)
    while fresh:
        for key, values in shapes.properties(fresh.pop()).items():
            for value in values:
                if key == SH.select:
                    yield from _terms_of(f"{_declarations(shapes)}\n{lexical(value)}")
                elif value[0] == "<":
                    yield value
                if key != SH.prefixes and value not in seen:
                    seen.add(value)
                    fresh.append(value)


def _declarations(shapes: ShapeTriples) -> str:
    """Return SPARQL declarations of the prefixes that the shapes declare."""
    lines = []
    for declared in shapes.objects_of(SH.declare):
        prefix = lexical(shapes.value(declared, SH.prefix))
        namespace = lexical(shapes.value(declared, SH.namespace))
        lines.append(f"PREFIX {prefix}: <{namespace}>")
    return "\n".join(sorted(lines))


def _terms_of(query: str) -> Iterator[str]:
    """Yield the IRIs that occur in a query, in N-Triples form."""
    prefixes = dict(_PREFIX.findall(query))
    for prefix, local, full in _TERM.findall(_PREFIX.sub("", query)):
        if full:
            yield f"<{full}>"
        elif prefix in prefixes:
            yield f"<{prefixes[prefix]}{local}>"
