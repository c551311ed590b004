#!/bin/sh
# skosify 2.3.0: of two preferred labels of a language the shorter stays, and a loose concept joins the scheme.
#
# A warning is logged, and the other label becomes an alternative label; a relation between a concept and its ancestor
# is taken away. What comes out conforms to SKOS and says something else than the file did.
# Instead: settings keep_related=True and preflabel_policy="all", and a shape that reports what is wrong.
. "$(dirname "$0")/common.sh"
python_packages skosify==2.3.0 rdflib==7.6.0
run_python <<'PY'
import logging
from pathlib import Path

import skosify
from rdflib import SKOS

logging.disable(50)
Path("themes.ttl").write_text("""@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://example.org/> .
:scheme a skos:ConceptScheme ; skos:prefLabel "Themes"@en .
:health a skos:Concept ; skos:inScheme :scheme ; skos:prefLabel "Health"@en ; skos:narrower :dental .
:dental a skos:Concept ; skos:inScheme :scheme ; skos:prefLabel "Dental health"@en , "Teeth"@en ; skos:related :health .
:loose a skos:Concept ; skos:prefLabel "Loose"@en .
""")


def statements(graph, *properties):
    found = [(s, p, o) for s, p, o in graph if p in properties]
    short = (" ".join(str(term).rsplit("/", 1)[-1].rsplit("#", 1)[-1] for term in triple) for triple in found)
    return sorted(short)


for name, settings in (("default", {}), ("kept", {"preflabel_policy": "all", "keep_related": True})):
    graph = skosify.skosify("themes.ttl", **settings)
    print(name, "labels:", [one for one in statements(graph, SKOS.prefLabel, SKOS.altLabel) if "dental" in one])
    print(name, "related:", statements(graph, SKOS.related))
    print(name, "top concepts:", statements(graph, SKOS.topConceptOf))
PY

expect <<'TEXT'
default labels: ['dental altLabel Dental health', 'dental prefLabel Teeth']
default related: []
default top concepts: ['health topConceptOf scheme', 'loose topConceptOf scheme']
kept labels: ['dental prefLabel Dental health', 'dental prefLabel Teeth']
kept related: ['dental related health', 'health related dental']
kept top concepts: ['health topConceptOf scheme', 'loose topConceptOf scheme']
TEXT
