"""Integrity constraints IC-1 to IC-21 of the W3C recommendation on the RDF Data Cube.

Section 11 of https://www.w3.org/TR/vocab-data-cube/ gives each constraint as a query
that is true if the constraint is broken. Section 10 gives the normalisation that must
be done first.
"""

from __future__ import annotations

from pyoxigraph import QueryBoolean, QuerySolutions, Store

_PREFIXES = """
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX qb: <http://purl.org/linked-data/cube#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""

#: The two phases of the normalisation: types and component properties, then values
#: that are attached to data sets and slices.
NORMALISATION = """
INSERT { ?o a qb:Observation } WHERE { [] qb:observation ?o } ;
INSERT { ?o a qb:Observation } WHERE { ?o qb:dataSet [] } ;
INSERT { ?s a qb:Slice } WHERE { [] qb:slice ?s } ;
INSERT { ?c qb:componentProperty ?p . ?p a qb:DimensionProperty } WHERE { ?c qb:dimension ?p } ;
INSERT { ?c qb:componentProperty ?p . ?p a qb:MeasureProperty } WHERE { ?c qb:measure ?p } ;
INSERT { ?c qb:componentProperty ?p . ?p a qb:AttributeProperty } WHERE { ?c qb:attribute ?p } ;
INSERT { ?o ?p ?value } WHERE {
  ?c qb:componentProperty ?p ; qb:componentAttachment qb:DataSet .
  ?d qb:structure/qb:component ?c ; ?p ?value . ?o qb:dataSet ?d } ;
INSERT { ?o ?p ?value } WHERE {
  ?c qb:componentProperty ?p ; qb:componentAttachment qb:Slice .
  ?d qb:structure/qb:component ?c ; qb:slice ?s . ?s ?p ?value ; qb:observation ?o } ;
INSERT { ?o ?p ?value } WHERE {
  ?c qb:componentProperty ?p . ?p a qb:DimensionProperty .
  ?d qb:structure/qb:component ?c ; qb:slice ?s . ?s ?p ?value ; qb:observation ?o }
"""

_OF = "qb:dataSet/qb:structure/qb:component/qb:componentProperty"

CONSTRAINTS = {
    "IC-1": """{ ?o a qb:Observation FILTER NOT EXISTS { ?o qb:dataSet ?d } }
      UNION { ?o a qb:Observation ; qb:dataSet ?d, ?e FILTER(?d != ?e) }""",
    "IC-2": """{ ?d a qb:DataSet FILTER NOT EXISTS { ?d qb:structure ?s } }
      UNION { ?d a qb:DataSet ; qb:structure ?s, ?t FILTER(?s != ?t) }""",
    "IC-3": """?s a qb:DataStructureDefinition
      FILTER NOT EXISTS { ?s qb:component [ qb:componentProperty [ a qb:MeasureProperty ] ] }""",
    "IC-4": "?p a qb:DimensionProperty FILTER NOT EXISTS { ?p rdfs:range [] }",
    "IC-5": """?p a qb:DimensionProperty ; rdfs:range skos:Concept
      FILTER NOT EXISTS { ?p qb:codeList [] }""",
    "IC-6": """?s qb:component ?c . ?c qb:componentRequired false ; qb:componentProperty ?p
      FILTER NOT EXISTS { ?p a qb:AttributeProperty }""",
    "IC-7": """?k a qb:SliceKey
      FILTER NOT EXISTS { [ a qb:DataStructureDefinition ] qb:sliceKey ?k }""",
    "IC-8": """?k a qb:SliceKey ; qb:componentProperty ?p . ?s qb:sliceKey ?k
      FILTER NOT EXISTS { ?s qb:component [ qb:componentProperty ?p ] }""",
    "IC-9": """{ ?s a qb:Slice FILTER NOT EXISTS { ?s qb:sliceStructure ?k } }
      UNION { ?s a qb:Slice ; qb:sliceStructure ?k, ?l FILTER(?k != ?l) }""",
    "IC-10": """?s qb:sliceStructure [ qb:componentProperty ?p ]
      FILTER NOT EXISTS { ?s ?p [] }""",
    "IC-11": f"""?o {_OF} ?p . ?p a qb:DimensionProperty FILTER NOT EXISTS {{ ?o ?p [] }}""",
    "IC-12": """FILTER(?equal) { SELECT (MIN(?same) AS ?equal) WHERE {
        ?o qb:dataSet ?d . ?q qb:dataSet ?d FILTER(?o != ?q)
        ?d qb:structure/qb:component/qb:componentProperty ?p . ?p a qb:DimensionProperty .
        ?o ?p ?v . ?q ?p ?w BIND(?v = ?w AS ?same) } GROUP BY ?o ?q }""",
    "IC-13": """?o qb:dataSet/qb:structure/qb:component ?c .
      ?c qb:componentRequired true ; qb:componentProperty ?p
      FILTER NOT EXISTS { ?o ?p [] }""",
    "IC-14": """?o qb:dataSet/qb:structure ?s
      FILTER NOT EXISTS { ?s qb:component/qb:componentProperty qb:measureType }
      ?s qb:component/qb:componentProperty ?m . ?m a qb:MeasureProperty
      FILTER NOT EXISTS { ?o ?m [] }""",
    "IC-15": """?o qb:dataSet/qb:structure ?s ; qb:measureType ?m .
      ?s qb:component/qb:componentProperty qb:measureType FILTER NOT EXISTS { ?o ?m [] }""",
    "IC-16": """?o qb:dataSet/qb:structure ?s ; qb:measureType ?m ; ?n [] .
      ?s qb:component/qb:componentProperty qb:measureType ;
        qb:component/qb:componentProperty ?n . ?n a qb:MeasureProperty FILTER(?n != ?m)""",
    "IC-17": """{ SELECT ?measures (COUNT(?q) AS ?found) WHERE {
        { SELECT ?s (COUNT(?m) AS ?measures) WHERE {
            ?s qb:component/qb:componentProperty ?m . ?m a qb:MeasureProperty } GROUP BY ?s }
        ?o qb:dataSet/qb:structure ?s ; qb:dataSet ?d ; qb:measureType ?m1 .
        ?q qb:dataSet ?d ; qb:measureType ?m2
        FILTER NOT EXISTS {
          ?s qb:component/qb:componentProperty ?p FILTER(?p != qb:measureType)
          ?p a qb:DimensionProperty . ?o ?p ?v . ?q ?p ?w FILTER(?v != ?w) }
      } GROUP BY ?o ?measures HAVING(COUNT(?q) != ?measures) }""",
    "IC-18": """?d qb:slice ?s . ?s qb:observation ?o
      FILTER NOT EXISTS { ?o qb:dataSet ?d }""",
    "IC-19a": f"""?o {_OF} ?p . ?p a qb:DimensionProperty ; qb:codeList ?l .
      ?l a skos:ConceptScheme . ?o ?p ?v
      FILTER NOT EXISTS {{ ?v a skos:Concept ; skos:inScheme ?l }}""",
    "IC-19b": f"""?o {_OF} ?p . ?p a qb:DimensionProperty ; qb:codeList ?l .
      ?l a skos:Collection . ?o ?p ?v
      FILTER NOT EXISTS {{ ?v a skos:Concept . ?l skos:member+ ?v }}""",
}

#: The constraints on hierarchies: the query for the properties that lead down, and the
#: path from the root along each of them.
HIERARCHIES = {
    "IC-20": (
        "?h qb:parentChildProperty ?p FILTER(isIRI(?p))",
        "qb:hierarchyRoot/<{}>*",
    ),
    "IC-21": (
        "?h qb:parentChildProperty ?b FILTER(isBlank(?b)) ?b owl:inverseOf ?p FILTER(isIRI(?p))",
        "qb:hierarchyRoot/(^<{}>)*",
    ),
}


def broken(store: Store) -> set[str]:
    """Normalise a cube, and return the names of the constraints that it breaks."""
    store.update(_PREFIXES + NORMALISATION)
    found = {name for name, pattern in CONSTRAINTS.items() if _holds(store, pattern)}
    for name, (select, path) in HIERARCHIES.items():
        query = f"{_PREFIXES} SELECT ?p {{ ?h a qb:HierarchicalCodeList . {select} }}"
        solutions = store.query(query)
        assert isinstance(solutions, QuerySolutions)
        for solution in solutions:
            reached = path.format(str(solution["p"]).strip("<>"))
            pattern = f"""?o {_OF} ?d . ?d a qb:DimensionProperty ; qb:codeList ?l .
              ?l a qb:HierarchicalCodeList . ?o ?d ?v
              FILTER NOT EXISTS {{ ?l {reached} ?v }}"""
            if _holds(store, pattern):
                found.add(name)
    return found


def _holds(store: Store, pattern: str) -> bool:
    """Return whether a SPARQL pattern has a solution in a store."""
    answer = store.query(f"{_PREFIXES} ASK {{ {pattern} }}")
    assert isinstance(answer, QueryBoolean)
    return bool(answer)
