"""The structure of the cube of measurements: dimensions, measure, attributes, slices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from inspectgraph.model.imprint import Imprint
from inspectgraph.rdf.iris import concept, thing
from inspectgraph.rdf.namespaces import DCTERMS as _DCTERMS
from inspectgraph.rdf.namespaces import INSP, RDF, SKOS, XSD, Terms
from inspectgraph.rdf.namespaces import RDFS as _RDFS
from inspectgraph.rdf.prefixes import KNOWN
from inspectgraph.rdf.text_terms import TRUE, TextTriple, english_text, integer_text

__all__ = [
    "ATTRIBUTES",
    "DCT",
    "DIMENSIONS",
    "QB",
    "RDFS",
    "SDMX_ATTRIBUTE",
    "SDMX_MEASURE",
    "Attribute",
    "Dimension",
    "cube_iri",
    "structure",
]

DCT: Final = Terms(_DCTERMS.base, "hasPart license title")
RDFS: Final = Terms(_RDFS.base, "Literal Resource comment label range subPropertyOf")
QB: Final = Terms(
    KNOWN["qb"],
    "AttributeProperty CodedProperty ComponentSpecification DataSet"
    " DataStructureDefinition DimensionProperty MeasureProperty Observation Slice"
    " SliceKey attribute codeList component componentProperty componentRequired concept"
    " dataSet dimension measure observation order slice sliceKey sliceStructure"
    " structure",
)
SDMX_MEASURE: Final = Terms(KNOWN["sdmx-measure"], "obsValue")
SDMX_ATTRIBUTE: Final = Terms(KNOWN["sdmx-attribute"], "obsStatus unitMeasure")
_SDMX_DIMENSION: Final = Terms(KNOWN["sdmx-dimension"], "refArea refPeriod")


def cube_iri() -> str:
    """Return the IRI of the data set of all measurements."""
    return thing("cube", "measurements").value


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension of the cube.

    Attributes:
        name: The last part of the dimension's IRI.
        about: A description.
        range: The class of the dimension's values.
        scheme: The name of the code list, or "" if there is none. If `own` is true, the
            code list is a scheme of the cube. Otherwise it is a scheme of the ontology.
        own: Whether the cube defines the code list itself.
        broader: The property that the dimension specialises, or None.
    """

    name: str
    about: str
    range: NamedNode
    scheme: str = ""
    own: bool = False
    broader: NamedNode | None = None

    @property
    def iri(self) -> str:
        """The IRI of the dimension."""
        return f"{cube_iri()}/dimension/{self.name}"

    @property
    def code_list(self) -> str:
        """The IRI of the code list, or "" if the dimension has none."""
        if self.own:
            return f"{cube_iri()}/{self.scheme}"
        return concept(self.scheme).value if self.scheme else ""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of observations.

    Attributes:
        property: The property of the attribute in the cube.
        source: The property of the ontology from which the value is taken.
        about: A description.
        range: The class or datatype of the attribute's values.
        required: Whether every observation has the attribute.
    """

    property: NamedNode
    source: NamedNode
    about: str
    range: NamedNode
    required: bool = False


DIMENSIONS: Final = (
    Dimension(
        "area",
        "Authority that was inspected, or authorities that were inspected together.",
        RDFS.Resource,
        broader=_SDMX_DIMENSION.refArea,
    ),
    Dimension("report", "Report that prints the figure.", INSP.Report),
    Dimension("passage", "First passage that prints the figure.", INSP.Passage),
    Dimension("indicator", "Quantity whose value is given.", SKOS.Concept, "indicator"),
    Dimension(
        "kind", "Kind of quantity, such as count.", SKOS.Concept, "measurement-kind"
    ),
    Dimension(
        "population",
        "People or cases that the value is about.",
        SKOS.Concept,
        "population",
        own=True,
    ),
    Dimension(
        "period",
        "Time for which the value holds, where the report prints one.",
        SKOS.Concept,
        "period",
        own=True,
        broader=_SDMX_DIMENSION.refPeriod,
    ),
)
ATTRIBUTES: Final = (
    Attribute(
        SDMX_ATTRIBUTE.unitMeasure,
        INSP.measureUnit,
        "Unit in which the value is expressed.",
        SKOS.Concept,
        required=True,
    ),
    Attribute(
        SDMX_ATTRIBUTE.obsStatus,
        INSP.measurementStatus,
        "Degree to which the value has been checked.",
        SKOS.Concept,
    ),
    Attribute(INSP.qualifier, INSP.qualifier, "How exact the value is.", SKOS.Concept),
    Attribute(
        INSP.denominator,
        INSP.denominator,
        "Total of which the value is a part.",
        XSD.decimal,
    ),
    Attribute(
        INSP.printedValue,
        INSP.printedValue,
        "Value as the report prints it.",
        RDFS.Literal,
    ),
)


def structure(imprint: Imprint) -> Iterator[TextTriple]:
    """Yield the triples that describe the data set, its structure, and its component properties."""
    data, parts = cube_iri(), f"{cube_iri()}/structure"
    yield from _data_set(data, parts, imprint)
    yield _triple(parts, RDF.type, str(QB.DataStructureDefinition))
    yield _triple(parts, QB.sliceKey, f"<{data}/slice-key>")
    yield _triple(f"{data}/slice-key", RDF.type, str(QB.SliceKey))
    yield _label(f"{data}/slice-key", "all figures of one indicator")
    yield from (
        _triple(f"{data}/slice-key", QB.componentProperty, f"<{one.iri}>")
        for one in DIMENSIONS
        if one.name == "indicator"
    )
    for order, dimension in enumerate(DIMENSIONS, 1):
        yield from _component(parts, order, QB.dimension, dimension.iri)
        yield from _dimension(dimension)
    yield from _component(
        parts, len(DIMENSIONS) + 1, QB.measure, SDMX_MEASURE.obsValue.value
    )
    yield from _measure()
    for order, attribute in enumerate(ATTRIBUTES, len(DIMENSIONS) + 2):
        found = attribute.property.value
        yield from _component(
            parts, order, QB.attribute, found, required=attribute.required
        )
        yield _triple(found, RDF.type, str(QB.AttributeProperty))
        yield _triple(found, RDFS.range, str(attribute.range))
        yield _triple(found, RDFS.comment, english_text(attribute.about))


def _data_set(data: str, parts: str, imprint: Imprint) -> Iterator[TextTriple]:
    """Yield the triples that describe the data set."""
    yield _triple(data, RDF.type, str(QB.DataSet))
    yield _triple(data, QB.structure, f"<{parts}>")
    title = f"Measurements: {imprint.title}" if imprint.title else "Measurements"
    yield _triple(data, DCT.title, english_text(title))
    yield _label(data, title)
    about = (
        "Figures that reports print. A population or a period is stated only if the"
        " report prints it. No value is calculated."
    )
    yield _triple(data, RDFS.comment, english_text(about))
    if imprint.licence:
        yield _triple(data, DCT.license, f"<{imprint.licence}>")


def _component(
    parts: str, order: int, role: NamedNode, found: str, *, required: bool = False
) -> Iterator[TextTriple]:
    """Yield the triples of one component of the structure.

    Args:
        parts: The IRI of the structure.
        order: The position of the component, counted from 1.
        role: The role of the component: dimension, measure or attribute.
        found: The IRI of the component's property.
        required: Whether every observation has a value.
    """
    node = f"{parts}/component-{order}"
    yield _triple(parts, QB.component, f"<{node}>")
    yield _triple(node, RDF.type, str(QB.ComponentSpecification))
    yield _triple(node, role, f"<{found}>")
    yield _triple(node, QB.componentProperty, f"<{found}>")
    yield _triple(node, QB.order, integer_text(order))
    if required:
        yield _triple(node, QB.componentRequired, TRUE)


def _dimension(dimension: Dimension) -> Iterator[TextTriple]:
    """Yield the triples that describe a dimension and its code list."""
    yield _triple(dimension.iri, RDF.type, str(QB.DimensionProperty))
    yield _triple(dimension.iri, RDFS.range, str(dimension.range))
    yield _label(dimension.iri, dimension.name)
    yield _triple(dimension.iri, RDFS.comment, english_text(dimension.about))
    if dimension.broader:
        yield _triple(dimension.iri, RDFS.subPropertyOf, str(dimension.broader))
    if dimension.code_list:
        yield _triple(dimension.iri, RDF.type, str(QB.CodedProperty))
        yield _triple(dimension.iri, QB.codeList, f"<{dimension.code_list}>")
        yield _triple(dimension.code_list, RDF.type, str(SKOS.ConceptScheme))
    if dimension.own:
        yield _label(dimension.code_list, f"{dimension.name} of a figure")


def _measure() -> Iterator[TextTriple]:
    """Yield the triples that describe the cube's measure: a value as a number."""
    found = SDMX_MEASURE.obsValue.value
    yield _triple(found, RDF.type, str(QB.MeasureProperty))
    yield _triple(found, RDFS.range, str(XSD.decimal))
    yield _label(found, "value as a number")


def _label(subject: str, text: str) -> TextTriple:
    """Return a triple with the English label of a resource."""
    return _triple(subject, RDFS.label, english_text(text))


def _triple(subject: str, predicate: NamedNode, value: str) -> TextTriple:
    """Return a triple.

    The object is given in the syntax of N-Triples.
    """
    return (f"<{subject}>", str(predicate), value)
