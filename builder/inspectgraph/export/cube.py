"""Write the measurements as an RDF Data Cube, in Turtle.

All measurements are observations in one data set. Measurements of all kinds share one
measure, the observed value. Each measurement has a unit as a required attribute.

The cube has no measure dimension. The Data Cube standard is stricter for a cube with a
measure dimension: every measure must have a value for each combination of the other
dimensions.

The dimensions are area, report, passage, indicator, kind, population and period. The
passage is a dimension because two passages of a report may print figures for the same
thing. If a report prints no population or no period, the value is the concept *not
stated*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from pyoxigraph import NamedNode, Store

from inspectgraph.export.cube_structure import (
    ATTRIBUTES,
    DCT,
    DIMENSIONS,
    QB,
    RDFS,
    SDMX_MEASURE,
    Dimension,
    cube_iri,
    structure,
)
from inspectgraph.export.index import Facts, slug, stated
from inspectgraph.model.errors import ExportError
from inspectgraph.model.imprint import Imprint
from inspectgraph.rdf.canonical import each_graph
from inspectgraph.rdf.namespaces import INSP, OA, RDF, SKOS, XSD
from inspectgraph.rdf.text_terms import (
    TextTriple,
    english_text,
    string_text,
    typed_text,
)
from inspectgraph.rdf.turtle import turtle

__all__ = ["cube"]

_NOT_STATED: Final = "not-stated"


def cube(store: Store, imprint: Imprint) -> Iterator[bytes]:
    """Yield the measurements as an RDF Data Cube, in Turtle.

    Args:
        store: The graph.
        imprint: The title, publisher, licence and version of the graph.

    Raises:
        ExportError: If two measurements have the same value in every dimension, or if a
            measurement has no passage.
    """
    facts = stated(each_graph(store))
    made = _Cube(facts)
    for iri in facts.instances(INSP.Measurement):
        made.observe(iri)
    yield turtle([*structure(imprint), *made.described()])


@dataclass(slots=True)
class _Cube:
    """The observations of a cube, and the resources that observations refer to.

    Attributes:
        facts: The triples of the graph.
        triples: The triples of observations and of values of dimensions.
        places: The IRI of the observation for each combination of dimension values.
        slices: The observations of each indicator.
    """

    facts: Facts
    triples: set[TextTriple] = field(default_factory=set)
    places: dict[tuple[str, ...], str] = field(default_factory=dict)
    slices: dict[str, list[str]] = field(default_factory=dict)

    def observe(self, iri: str) -> None:
        """Add a measurement as an observation.

        Raises:
            ExportError: If another measurement has the same value in every dimension,
                or if the measurement has no passage.
        """
        values = (
            self._area(iri),
            self.facts.link(iri, INSP.statedIn),
            self._passage(iri),
            self._concept(self.facts.link(iri, INSP.indicator)),
            self._concept(self.facts.link(iri, INSP.measurementKind)),
            self._population(iri),
            self._period(iri),
        )
        other = self.places.setdefault(values, iri)
        if other != iri:
            raise ExportError(
                "same-dimensions",
                f"{other} and {iri} have the same indicator, kind, population, period"
                " and passage, so a cube cannot tell them apart; add to one of them the"
                " population or the period that the report gives",
            )
        self.slices.setdefault(values[3], []).append(iri)
        self._add(iri, RDF.type, f"<{QB.Observation.value}>")
        self._add(iri, QB.dataSet, f"<{cube_iri()}>")
        for dimension, value in zip(DIMENSIONS, values, strict=True):
            self._add(iri, NamedNode(dimension.iri), f"<{value}>")
        self._measure(iri)

    def _measure(self, iri: str) -> None:
        """Add the measure and the attributes of an observation."""
        value = self.facts.text(iri, INSP.value)
        self._add(iri, SDMX_MEASURE.obsValue, typed_text(value, XSD.decimal))
        self._add(iri, RDFS.label, english_text(self.facts.text(iri, INSP.note)))
        for attribute in ATTRIBUTES:
            for link in self.facts.links(iri, attribute.source):
                self._add(iri, attribute.property, f"<{self._concept(link)}>")
            for text in self.facts.texts(iri, attribute.source):
                literal = (
                    typed_text(text, XSD.decimal)
                    if attribute.range == XSD.decimal
                    else string_text(text)
                )
                self._add(iri, attribute.property, literal)

    def _area(self, iri: str) -> str:
        """Return the IRI of the area to which a measurement applies.

        The area is the inspected authority. If the report is about several authorities,
        the area is a joint area that consists of these authorities.
        """
        path = (INSP.statedIn, INSP.reportOf, INSP.inspectedAuthority)
        ends = [iri]
        for predicate in path:
            ends = [end for one in ends for end in self.facts.links(one, predicate)]
        for end in ends:
            self._add(end, RDFS.label, english_text(self.facts.label(end)))
        if len(ends) == 1:
            return ends[0]
        joint = f"{cube_iri()}/area/{'-and-'.join(map(slug, ends)) or _NOT_STATED}"
        label = " and ".join(map(self.facts.label, ends)) or "not stated"
        self._add(joint, RDFS.label, english_text(label))
        for end in ends:
            self._add(joint, DCT.hasPart, f"<{end}>")
        return joint

    def _passage(self, iri: str) -> str:
        """Return the IRI of the first passage that is evidence of a measurement."""
        for evidence in self.facts.links(iri, INSP.evidence):
            for passage in self.facts.links(evidence, OA.hasSource):
                unit = self.facts.text(passage, INSP.unitId)
                self._add(passage, INSP.unitId, string_text(unit))
                return passage
        raise ExportError(
            "no-passage",
            f"{iri} has no link to a passage; check the graph, or export another format",
        )

    def _concept(self, iri: str) -> str:
        """Add a concept of the ontology with its label and scheme, and return its IRI."""
        self._add(iri, RDF.type, str(SKOS.Concept))
        self._add(iri, SKOS.prefLabel, english_text(self.facts.label(iri)))
        for scheme in self.facts.links(iri, SKOS.inScheme):
            self._add(iri, SKOS.inScheme, f"<{scheme}>")
            self._add(scheme, RDF.type, str(SKOS.ConceptScheme))
        return iri

    def _population(self, iri: str) -> str:
        """Return the IRI of the concept that represents a measurement's population."""
        text = self.facts.text(iri, INSP.population)
        return self._code("population", text, text)

    def _period(self, iri: str) -> str:
        """Return the IRI of the concept that represents the period of a measurement.

        The label of the concept gives the first and last day. If a day is unknown, the
        label gives the printed words.
        """
        time = self.facts.link(iri, INSP.period)
        days = [self.facts.text(time, bound) for bound in (INSP.earliest, INSP.latest)]
        printed = self.facts.text(time, INSP.printed)
        if not all(days):
            return self._code("period", printed, printed)
        code = self._code("period", "/".join(days), " to ".join(days))
        for bound, day in zip((INSP.earliest, INSP.latest), days, strict=True):
            self._add(code, bound, typed_text(day, XSD.date))
        return code

    def _code(self, scheme: str, key: str, label: str) -> str:
        """Return the IRI of the concept for a text.

        For an empty text, return the IRI of the concept *not stated*.
        """
        name = sha256(key.encode()).hexdigest()[:12] if key else _NOT_STATED
        code = f"{cube_iri()}/{scheme}/{name}"
        self._add(code, RDF.type, str(SKOS.Concept))
        self._add(code, SKOS.inScheme, f"<{cube_iri()}/{scheme}>")
        self._add(code, SKOS.prefLabel, english_text(label or "not stated"))
        return code

    def _add(self, subject: str, predicate: NamedNode, value: str) -> None:
        """Add a triple.

        The object is given in the syntax of N-Triples.
        """
        self.triples.add((f"<{subject}>", str(predicate), value))

    def described(self) -> Iterable[TextTriple]:
        """Return all triples, including a slice for each indicator."""
        (indicator,) = (one for one in DIMENSIONS if one.name == "indicator")
        for value, observations in self.slices.items():
            self._slice(indicator, value, observations)
        return self.triples

    def _slice(
        self, dimension: Dimension, value: str, observations: Iterable[str]
    ) -> None:
        """Add a slice: the observations that share one value of a dimension."""
        iri = f"{cube_iri()}/slice/{slug(value)}"
        self._add(cube_iri(), QB.slice, f"<{iri}>")
        self._add(iri, RDF.type, str(QB.Slice))
        self._add(iri, RDFS.label, english_text(self.facts.label(value)))
        self._add(iri, QB.sliceStructure, f"<{cube_iri()}/slice-key>")
        self._add(iri, NamedNode(dimension.iri), f"<{value}>")
        for observation in observations:
            self._add(iri, QB.observation, f"<{observation}>")
