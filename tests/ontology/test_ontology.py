"""The ontology as files: headers, terms and schemes hold to the shapes, and files, versions and names agree."""

from __future__ import annotations

import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, parse
from pyshacl import validate
from rdflib import OWL, RDF, RDFS, Graph, URIRef
from rdflib import namespace as known
from rdflib.namespace import SH, SKOS
from rdflib.term import Node

import inspectgraph
from inspectgraph.rdf.field_terms import field_terms
from inspectgraph.rdf.namespaces import DEF, INSP

MAIN = URIRef("https://w3id.org/inspectgraph/ontology")
SHAPE = "https://w3id.org/inspectgraph/shape/"
PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
#: Vocabularies whose terms rdflib knows.
PUBLISHED: dict[str, type[known.DefinedNamespace]] = {
    "dcat": known.DCAT,
    "dcterms": known.DCTERMS,
    "foaf": known.FOAF,
    "org": known.ORG,
    "prov": known.PROV,
    "skos": known.SKOS,
    "vann": known.VANN,
    "void": known.VOID,
}
SYNTAX = tuple(map(str, (RDF, RDFS, OWL)))
A = NamedNode(str(RDF.type))

#: A small ontology that the shapes have nothing to say about; each fault below spoils
#: one thing in it.
HEADER = """
    owl:versionInfo "1.2.3" ;
    dcterms:title "inspectgraph ontology: {theme}"@en ;
    dcterms:description "A small one."@en ;
    dcterms:creator <https://w3id.org/inspectgraph/id/agent/contributors> ;
    dcterms:created "2026-01-01"^^xsd:date ;
    dcterms:modified "2026-01-02"^^xsd:date ;
    dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
    dcterms:bibliographicCitation "The inspectgraph contributors (2026)."@en ;
    vann:preferredNamespacePrefix "insp" ;
    vann:preferredNamespaceUri "https://w3id.org/inspectgraph/def/" .
"""
SOUND = f"""
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix insp: <https://w3id.org/inspectgraph/def/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix scale: <https://w3id.org/inspectgraph/scale/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix theme: <https://w3id.org/inspectgraph/theme/> .
@prefix vann: <http://purl.org/vocab/vann/> .
@prefix vs: <http://www.w3.org/2003/06/sw-vocab-status/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://w3id.org/inspectgraph/ontology> a owl:Ontology ;
    owl:imports <https://w3id.org/inspectgraph/ontology/modules/school> ;
    owl:versionIRI <https://w3id.org/inspectgraph/ontology/1.2.3> ;{HEADER.format(theme="all")}
<https://w3id.org/inspectgraph/ontology/modules/school> a owl:Ontology ;
    owl:versionIRI <https://w3id.org/inspectgraph/ontology/1.2.3/modules/school> ;{HEADER.format(theme="schools")}
insp:School a owl:Class ;
    rdfs:label "school"@en ;
    skos:definition "Place where children are taught."@en ;
    rdfs:isDefinedBy <https://w3id.org/inspectgraph/ontology/modules/school> ;
    vs:term_status "testing" .
insp:Grade a owl:Class ; rdfs:subClassOf skos:Concept ;
    rdfs:label "grade"@en ; skos:definition "Step of a scale."@en ;
    rdfs:isDefinedBy <https://w3id.org/inspectgraph/ontology/modules/school> ; vs:term_status "testing" .
insp:near a owl:ObjectProperty ; rdfs:domain insp:School ; rdfs:range insp:School ;
    rdfs:label "near"@en ; skos:definition "School close by."@en ;
    rdfs:isDefinedBy <https://w3id.org/inspectgraph/ontology/modules/school> ; vs:term_status "testing" .
skos:Concept a owl:Class ; rdfs:isDefinedBy <http://www.w3.org/2004/02/skos/core#> .

<https://w3id.org/inspectgraph/theme> a skos:ConceptScheme ;
    skos:prefLabel "themes"@en ; skos:definition "What is spoken of."@en ; skos:hasTopConcept theme:health .
theme:health a skos:Concept , insp:Theme ; skos:prefLabel "health"@en ; skos:altLabel "well-being"@en , "iechyd"@cy ;
    skos:definition "Being well."@en ; skos:inScheme <https://w3id.org/inspectgraph/theme> .
theme:teeth a skos:Concept , insp:Theme ; skos:prefLabel "teeth"@en ; skos:definition "Health of the mouth."@en ;
    skos:broader theme:health ; skos:inScheme <https://w3id.org/inspectgraph/theme> .
scale:ours a skos:ConceptScheme , insp:GradeScale ; skos:prefLabel "our scale"@en ;
    skos:definition "Two grades."@en ; skos:hasTopConcept scale:high , scale:low ;
    insp:direction "descending" ; insp:bestNotation "1" .
scale:high a skos:Concept , insp:Grade ; skos:prefLabel "high"@en ; skos:definition "The better."@en ;
    skos:inScheme scale:ours ; insp:rank 2 ; skos:notation "1" .
scale:low a skos:Concept , insp:Grade ; skos:prefLabel "low"@en ; skos:definition "The worse."@en ;
    skos:inScheme scale:ours ; insp:rank 1 ; skos:notation "2" .
"""

#: The shape that finds a fault, what stands in the small ontology, and what it is
#: spoilt to.
FAULTS = [
    (
        "OntologyShape-citation",
        'dcterms:bibliographicCitation "The inspectgraph contributors (2026)."@en ;',
        "",
    ),
    ("OntologyShape-created", '"2026-01-01"^^xsd:date', '"2026-01-03"^^xsd:date'),
    (
        "OntologyShape-creator",
        "<https://w3id.org/inspectgraph/id/agent/contributors>",
        '"the inspectgraph contributors"@en',
    ),
    ("OntologyShape-description", '"A small one."@en', '"A small one."'),
    ("OntologyShape-license", "/licenses/by/4.0/", "/licenses/by-nc/4.0/"),
    (
        "OntologyShape-modified",
        'dcterms:modified "2026-01-02"^^xsd:date',
        'dcterms:modified "2 January"',
    ),
    (
        "OntologyShape-namespace",
        '"https://w3id.org/inspectgraph/def/"',
        '"https://w3id.org/inspectgraph/"',
    ),
    ("OntologyShape-prefix", 'Prefix "insp"', 'Prefix "inspect"'),
    ("OntologyShape-title", 'dcterms:title "inspectgraph ontology: schools"@en ;', ""),
    ("OntologyShape-versionInfo", 'owl:versionInfo "1.2.3"', 'owl:versionInfo "one"'),
    (
        "OntologyShape-versionIRI",
        "owl:versionIRI <https://w3id.org/inspectgraph/ontology/1.2.3> ;",
        "",
    ),
    (
        "OwnTermShape-label",
        'rdfs:label "school"@en',
        'rdfs:label "school"@en , "academy"@en',
    ),
    (
        "TermShape-isDefinedBy",
        "; rdfs:isDefinedBy <http://www.w3.org/2004/02/skos/core#>",
        "",
    ),
    (
        "OwnTermShape-definition",
        'skos:definition "Place where children are taught."@en ;',
        "",
    ),
    (
        "OwnTermShape-definition",
        '"Place where children are taught."',
        '"place where children are taught"',
    ),
    (
        "OwnTermShape-module",
        "inspectgraph/ontology/modules/school> ;\n    vs:",
        "inspectgraph/ontology> ;\n    vs:",
    ),
    ("OwnTermShape-status", 'vs:term_status "testing"', 'vs:term_status "ready"'),
    (
        "DeprecatedTermShape-replacement",
        "insp:School a owl:Class",
        "insp:School a owl:Class , owl:DeprecatedClass",
    ),
    (
        "DeprecatedTermShape-history",
        "insp:near a owl:Object",
        "insp:near a owl:DeprecatedProperty , owl:Object",
    ),
    (
        "WholeOntologyShape-domainOnce",
        "rdfs:domain insp:School ;",
        "rdfs:domain insp:School ; schema:domainIncludes insp:School , insp:Grade ;",
    ),
    (
        "WholeOntologyShape-rangeOnce",
        "rdfs:range insp:School ;",
        "rdfs:range insp:School ; schema:rangeIncludes insp:School , insp:Grade ;",
    ),
    (
        "WholeOntologyShape-foreignLabel",
        "skos:Concept a owl:Class ;",
        'skos:Concept a owl:Class ; rdfs:label "concept"@en ;',
    ),
    (
        "WholeOntologyShape-imported",
        "owl:imports <https://w3id.org/inspectgraph/ontology/modules/school> ;",
        "",
    ),
    (
        "WholeOntologyShape-oneKind",
        "insp:near a owl:ObjectProperty",
        "insp:near a owl:ObjectProperty , owl:Class",
    ),
    ("WholeOntologyShape-oneLabel", 'rdfs:label "grade"@en', 'rdfs:label "school"@en'),
    (
        "WholeOntologyShape-oneVersion",
        "ontology/1.2.3/modules",
        "ontology/1.2.2/modules",
    ),
    ("WholeOntologyShape-recipe", '; vs:term_status "testing" .\nskos:', ".\nskos:"),
    ("OntologyAdviceShape-hints", "rdfs:range insp:School ;", ""),
    ("OntologyAdviceShape-titleNamesTheme", "ontology: schools", "ontology: buildings"),
    (
        "ConceptShape-prefLabel",
        'skos:prefLabel "teeth"@en',
        'skos:prefLabel "dannedd"@cy',
    ),
    (
        "ConceptShape-prefLabel",
        'skos:prefLabel "teeth"@en',
        'skos:prefLabel "teeth"@en , "tooth"@en',
    ),
    (
        "ConceptShape-altLabel",
        'skos:altLabel "well-being"@en',
        'skos:altLabel "health"@en',
    ),
    ("ConceptShape-definition", 'skos:definition "Health of the mouth."@en ;', ""),
    (
        "ConceptShape-inScheme",
        "skos:broader theme:health ; skos:inScheme <https://w3id.org/inspectgraph/theme>",
        "",
    ),
    ("ConceptShape-broader", "skos:broader theme:health", "skos:broader theme:helth"),
    ("ConceptShape-notation", 'skos:notation "1"', 'skos:notation "1" , "A"'),
    ("ConceptSchemeShape-prefLabel", 'skos:prefLabel "themes"@en ;', ""),
    ("ConceptSchemeShape-definition", 'skos:definition "What is spoken of."@en ;', ""),
    ("ConceptSchemeShape-topConcept", "; skos:hasTopConcept theme:health", ""),
    (
        "GradeScaleShape-direction",
        'insp:direction "descending"',
        'insp:direction "down"',
    ),
    (
        "GradeScaleShape-bestNotation",
        'insp:bestNotation "1"',
        'insp:bestNotation "1" , "2"',
    ),
    ("GradeShape-rank", "insp:rank 1 ;", "insp:rank 0 ;"),
    (
        "GradeShape-inScheme",
        "skos:inScheme scale:ours ; insp:rank 1",
        "skos:inScheme theme:health ; insp:rank 1",
    ),
    ("AllSchemesShape-bestFigure", 'insp:bestNotation "1"', 'insp:bestNotation "2"'),
    ("AllSchemesShape-bestFigure", '"descending"', '"words"'),
    (
        "AllSchemesShape-broaderWithin",
        "skos:broader theme:health",
        "skos:broader scale:high",
    ),
    ("AllSchemesShape-figures", '"descending"', '"ascending"'),
    (
        "AllSchemesShape-noCycle",
        '"Being well."@en',
        '"Being well."@en ; skos:broader theme:teeth',
    ),
    ("AllSchemesShape-oneLabel", 'skos:prefLabel "low"@en', 'skos:prefLabel "high"@en'),
    ("AllSchemesShape-oneRank", "insp:rank 1", "insp:rank 2"),
    ("AllSchemesShape-oneRank", "insp:rank 2", "insp:rank 3"),
    (
        "AllSchemesShape-oneThemeLabel",
        'skos:prefLabel "teeth"@en',
        'skos:prefLabel "well-being"@en',
    ),
    (
        "AllSchemesShape-topConcepts",
        "skos:hasTopConcept scale:high , scale:low",
        "skos:hasTopConcept scale:high",
    ),
]


@pytest.fixture(scope="module")
def files(project: Path) -> dict[URIRef, Graph]:
    """Return each file of the ontology as a graph, by the IRI that its place gives it."""
    folder = project / "ontology"
    places = {
        file: file.relative_to(folder).with_suffix("").as_posix()
        for file in sorted(folder.rglob("*.ttl"))
    }
    return {
        MAIN if place == "inspectgraph" else URIRef(f"{MAIN}/{place}"): (
            Graph().parse(file)
        )
        for file, place in places.items()
    }


@pytest.fixture(scope="module")
def ontology(files: dict[URIRef, Graph]) -> Graph:
    """Return the ontology with all it imports."""
    graph = Graph()
    for part in files.values():
        graph += part
    return graph


@pytest.fixture(scope="module")
def shapes(project: Path) -> Graph:
    """Return the shapes for the ontology itself."""
    graph = Graph()
    for file in sorted((project / "shapes" / "meta").glob("*.ttl")):
        graph.parse(file)
    return graph


def findings(data: Graph, shapes: Graph) -> set[str]:
    """Return the names of the shapes that have something to say about a graph."""
    _, report, _ = validate(data, shacl_graph=shapes)
    assert isinstance(report, Graph)
    sources = set(report.objects(None, SH.sourceShape)) | set(
        report.objects(None, SH.sourceConstraint)
    )
    return {str(source).removeprefix(SHAPE) for source in sources}


def alone(shapes: Graph, leaf: str) -> Graph:
    """Return the shapes, of which only one node shape keeps its targets."""
    one = URIRef(SHAPE + leaf.split("-", maxsplit=1)[0])
    rest = Graph()
    rest += shapes
    for target in (SH.targetClass, SH.targetNode, SH.targetSubjectsOf):
        for shape in set(shapes.subjects(target)) - {one}:
            rest.remove((shape, target, None))
    return rest


def named(graph: Graph, kinds: tuple[Node, ...]) -> set[str]:
    """Return the IRIs that a graph declares to be of some kinds."""
    return {
        str(s)
        for kind in kinds
        for s in graph.subjects(RDF.type, kind)
        if isinstance(s, URIRef)
    }


def used(graph: Graph) -> Iterator[str]:
    """Yield every property and class that stands in a graph, but for those of RDF, RDFS and OWL."""
    for _, p, o in graph:
        for term in (p, o) if p == RDF.type else (p,):
            if not str(term).startswith(SYNTAX):
                yield str(term)


@pytest.mark.slow
def test_the_ontology_holds_to_its_shapes(ontology: Graph, shapes: Graph) -> None:
    """The shapes for the ontology itself have nothing to say about it."""
    assert findings(ontology, shapes) == set()


def test_the_small_ontology_is_sound(shapes: Graph) -> None:
    """The shapes have nothing to say about the small ontology that the faults are made in."""
    assert findings(Graph().parse(data=SOUND), shapes) == set()


@pytest.mark.parametrize(("shape", "sound", "spoilt"), FAULTS)
def test_a_fault_is_found_by_its_shape(
    shape: str, sound: str, spoilt: str, shapes: Graph
) -> None:
    """Each shape for the ontology itself finds the fault that it is there for."""
    assert sound in SOUND

    assert shape in findings(
        Graph().parse(data=SOUND.replace(sound, spoilt)), alone(shapes, shape)
    )


def test_every_shape_has_a_fault(shapes: Graph) -> None:
    """Every shape for the ontology has an example of a fault that it finds."""
    leaves = set(shapes.objects(None, SH.property)) | set(
        shapes.objects(None, SH.sparql)
    )

    assert {str(leaf).removeprefix(SHAPE) for leaf in leaves} == {
        shape for shape, _, _ in FAULTS
    }


def test_every_shape_explains_itself(shapes: Graph) -> None:
    """Every shape has a name and a description; every one that finds something has a severity and a message."""
    whole = set(shapes.subjects(RDF.type, SH.NodeShape))
    leaves = set(shapes.objects(None, SH.property)) | set(
        shapes.objects(None, SH.sparql)
    )

    assert whole
    assert leaves
    for shape in whole | leaves:
        wanted = {SH.name, SH.description} | (
            {SH.severity, SH.message} if shape in leaves else set()
        )
        assert wanted <= set(shapes.predicates(shape)), shape
    assert set(shapes.subjects(URIRef(f"{SHAPE}needs"))) == whole


def test_every_file_is_one_ontology(files: dict[URIRef, Graph]) -> None:
    """Every file is one ontology, named by the file's place."""
    assert {
        iri: set(graph.subjects(RDF.type, OWL.Ontology)) for iri, graph in files.items()
    } == {iri: {iri} for iri in files}


def test_every_file_is_imported(files: dict[URIRef, Graph]) -> None:
    """The ontology imports all its files and nothing else, and holds nothing but its header."""
    main = files[MAIN]

    assert set(main.objects(MAIN, OWL.imports)) == set(files) - {MAIN}
    assert set(main.subjects()) == {MAIN}


def test_terms_stand_in_the_module_that_defines_them(
    files: dict[URIRef, Graph],
) -> None:
    """Each term stands in the file of the module that its `isDefinedBy` names."""
    modules = {iri: graph for iri, graph in files.items() if "/modules/" in iri}

    assert modules
    for iri, graph in modules.items():
        assert set(graph.objects(None, RDFS.isDefinedBy)) == {iri}


def test_versions_agree(ontology: Graph, shapes: Graph) -> None:
    """Ontology, shapes and package carry one version."""
    versions = {
        str(o)
        for graph in (ontology, shapes)
        for o in graph.objects(None, OWL.versionInfo)
    }

    assert versions == {inspectgraph.__version__}


def test_terms_used_are_declared(ontology: Graph) -> None:
    """Every term that the ontology uses, our own or another's, is declared in it."""
    declared = named(ontology, (OWL.Class, *PROPERTY_KINDS))

    assert set(used(ontology)) - declared == set()


def test_terms_of_the_published_graphs_are_declared(
    ontology: Graph, project: Path
) -> None:
    """Every term that a published graph uses is declared in the ontology or its alignments."""
    declared = named(ontology, (OWL.Class, *PROPERTY_KINDS))
    for file in sorted((project / "graphs").rglob("*.ttl")):
        terms = {
            term.value
            for quad in parse(path=str(file))
            for term in (quad.predicate, quad.object)[: 1 + (quad.predicate == A)]
        }
        assert {term for term in terms if not term.startswith(SYNTAX)} <= declared, file


@pytest.mark.parametrize("prefix", sorted(PUBLISHED))
def test_foreign_terms_exist(ontology: Graph, prefix: str) -> None:
    """Every declared term of another vocabulary exists in that vocabulary."""
    vocabulary = PUBLISHED[prefix]
    base = str(vocabulary)
    declared = {
        iri
        for iri in named(ontology, (OWL.Class, *PROPERTY_KINDS))
        if iri.startswith(base)
    }

    assert declared
    assert {
        iri for iri in declared if iri.removeprefix(base) not in vocabulary
    } == set()


def test_constants_and_terms_agree(ontology: Graph) -> None:
    """The code uses only terms of the ontology, and all but its classes of concepts."""
    declared = {
        iri.removeprefix(DEF)
        for iri in named(ontology, (OWL.Class, *PROPERTY_KINDS))
        if iri.startswith(DEF)
    }
    concepts = {
        str(s).removeprefix(DEF)
        for kind in (SKOS.Concept, SKOS.ConceptScheme)
        for s in ontology.subjects(RDFS.subClassOf, kind)
    }

    used = INSP.names | field_terms()
    assert used - declared == set()
    assert declared - used - concepts == set()


def test_the_table_of_contents_is_complete(
    files: dict[URIRef, Graph], project: Path
) -> None:
    """The README of the ontology names every module, declaration and alignment."""
    readme = (project / "ontology" / "README.md").read_text(encoding="utf-8")
    parts = [
        iri.removeprefix(f"{MAIN}/")
        for iri in files
        if "/schemes/" not in iri and iri != MAIN
    ]

    assert parts
    assert [part for part in parts if f"`{part}.ttl`" not in readme] == []


#: Labels with more words than the local name, where the name alone is no noun phrase.
LONGER_LABELS = {
    "nothingReason": "reason for no statement",
    "earliest": "earliest day",
    "latest": "latest day",
    "part": "has part",
    "printed": "printed words",
    "what": "what happened",
}


def words_of(name: str) -> str:
    """Return the words of a local name, in small letters.

    >>> words_of("statementId"), words_of("GradeScale")
    ('statement id', 'grade scale')
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def test_labels_agree_with_local_names(ontology: Graph) -> None:
    """A label has the words of the local name, after "has" where a class has the same name."""
    terms = {
        str(term).removeprefix(DEF): str(label)
        for term, label in ontology.subject_objects(RDFS.label)
        if str(term).startswith(DEF)
    }
    classes = {name.lower() for name in terms if name[0].isupper()}

    assert len(terms) > 150
    for name, label in terms.items():
        is_named_as_class = name[0].islower() and name.lower() in classes
        wanted = LONGER_LABELS.get(name, words_of(name))
        if is_named_as_class:
            wanted = f"has {wanted}"
        assert label.lower() == wanted, name


def test_no_two_terms_have_one_label(ontology: Graph) -> None:
    """Each class and property has a label of its own."""
    labels = [
        str(label)
        for term, label in ontology.subject_objects(RDFS.label)
        if str(term).startswith(DEF)
    ]

    assert sorted(set(labels)) == sorted(labels)


def test_declarations_are_as_generated(project: Path) -> None:
    """Each declaration file has the bytes that the generator writes."""
    folder = project / "ontology" / "declarations"
    path = folder / "generate.py"
    spec = importlib.util.spec_from_file_location("generate_declarations", path)
    assert spec is not None
    assert spec.loader is not None
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    wanted = generate.declarations(generate.read_terms())

    assert {file.name for file in folder.glob("*.ttl")} == set(wanted)
    for name, text in wanted.items():
        assert (folder / name).read_text(encoding="utf-8") == text, name


def test_alignments_hold_axioms_only(files: dict[URIRef, Graph]) -> None:
    """An alignment has no label, note or kind of a term: only its header and axioms."""
    axioms = {
        RDFS.subClassOf,
        RDFS.subPropertyOf,
        OWL.inverseOf,
        OWL.onProperty,
        OWL.cardinality,
    }
    kinds = {OWL.Restriction, OWL.SymmetricProperty, OWL.TransitiveProperty}
    alignments = {iri: graph for iri, graph in files.items() if "/alignments/" in iri}

    assert alignments
    for iri, graph in alignments.items():
        for s, p, o in graph:
            if s != iri:
                assert o in kinds if p == RDF.type else p in axioms, (s, p, o)


def test_every_foreign_term_is_used(files: dict[URIRef, Graph], project: Path) -> None:
    """No declaration is left over: the ontology, a graph, a shape or the code uses it."""
    declared = {
        str(term)
        for iri, graph in files.items()
        if "/declarations/" in iri
        for term in graph.subjects(RDFS.isDefinedBy)
    }
    seen = {
        str(term)
        for iri, graph in files.items()
        if "/declarations/" not in iri
        for triple in graph
        for term in triple
    }
    for file in (project / "graphs").rglob("*.ttl"):
        for quad in parse(path=str(file)):
            seen.update(getattr(term, "value", "") for term in quad.triple)
    from_code = {
        "http://www.w3.org/ns/oa#exact",
        "http://www.w3.org/ns/prov#wasGeneratedBy",
    }

    assert declared
    assert declared - seen - from_code == set()


def test_closed_lists_of_shapes_are_the_schemes(ontology: Graph, project: Path) -> None:
    """A shape that lists several concepts lists the whole scheme, in its order."""
    shapes = Graph()
    for file in sorted((project / "shapes").glob("*.ttl")):
        shapes.parse(file)
    lists = [list(shapes.items(head)) for head in shapes.objects(None, SH["in"])]
    closed = [
        items
        for items in lists
        if len(items) > 1
        and all((item, RDF.type, SKOS.Concept) in ontology for item in items)
    ]

    assert len(closed) > 15
    for items in closed:
        scheme = ontology.value(items[0], SKOS.inScheme)
        assert set(items) == set(ontology.subjects(SKOS.inScheme, scheme)), scheme
