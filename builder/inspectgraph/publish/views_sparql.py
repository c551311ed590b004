"""The SPARQL queries that return the figures of each view."""

from __future__ import annotations

import re
from typing import Final

from inspectgraph.rdf.namespaces import BASE, PREFIXES

__all__ = ["QUERIES", "of_theme", "of_theme_in_report", "of_timeline", "with_prefixes"]

#: Reports that were curated in full, and not for their grades only.
_IN_DEPTH: Final = f"FILTER NOT EXISTS {{ ?document insp:depth <{BASE}depth/grades> }}"
_STRENGTHS: Final = f"""  OPTIONAL {{ ?statement insp:polarity <{BASE}polarity/strength> .
    BIND(?statement AS ?strength) }}
  OPTIONAL {{ ?statement insp:polarity <{BASE}polarity/weakness> .
    BIND(?statement AS ?weakness) }}"""

_OVERVIEW: Final = """
# Reports by framework and by how deep they were read.
SELECT ?framework ?depth (COUNT(DISTINCT ?document) AS ?reports)
       (COUNT(DISTINCT ?council) AS ?councils) (MIN(?day) AS ?first) (MAX(?day) AS ?last)
WHERE {
  ?document a insp:Report ; insp:reportOf ?inspection .
  ?inspection insp:framework/skos:prefLabel ?framework .
  OPTIONAL { ?inspection insp:inspectedAuthority ?council }
  OPTIONAL { ?inspection insp:fieldwork/insp:earliest ?day }
  OPTIONAL { ?document insp:depth ?stated }
  BIND(IF(STRENDS(STR(?stated), "/grades"), "grades", "in full") AS ?known)
  BIND(COALESCE(?known, "in full") AS ?depth)
}
GROUP BY ?framework ?depth
ORDER BY ?framework ?depth
"""

_HEAT_MAP: Final = f"""
# Strengths and weaknesses of each broad theme in each report that was curated in full.
SELECT ?theme ?report (COUNT(DISTINCT ?strength) AS ?strengths)
       (COUNT(DISTINCT ?weakness) AS ?weaknesses)
WHERE {{
  ?statement insp:statedIn ?document ; insp:theme/skos:broader* ?broad .
  ?broad a insp:Theme ; skos:prefLabel ?theme .
  FILTER NOT EXISTS {{ ?broad skos:broader ?broader }}
  ?document dcterms:identifier ?report .
  {_IN_DEPTH}
{_STRENGTHS}
}}
GROUP BY ?theme ?report
ORDER BY ?theme ?report
"""

_TIMELINE: Final = """
# Reports by framework and by the year in which the inspection began.
SELECT ?framework ?year (COUNT(DISTINCT ?document) AS ?reports)
WHERE {
  ?document a insp:Report ; insp:reportOf ?inspection .
  ?inspection insp:framework/skos:prefLabel ?framework ;
    insp:fieldwork/insp:earliest ?day .
  BIND(YEAR(?day) AS ?year)
}
GROUP BY ?framework ?year
ORDER BY ?framework ?year
"""

_COUNCILS: Final = f"""
# Overall grades that full inspections award, by region and council.
SELECT ?region ?council ?last_day ?aspect ?grade ?report
WHERE {{
  VALUES ?judged {{
    <{BASE}aspect/ilacs/overall-effectiveness>
    <{BASE}aspect/sif/overall-effectiveness>
    <{BASE}aspect/sla-2009/looked-after-overall-effectiveness>
    <{BASE}aspect/sla-2009/safeguarding-overall-effectiveness>
  }}
  ?judgement a insp:Judgement ; insp:aspect ?judged ; insp:statedIn ?document ;
    insp:grade/skos:prefLabel ?grade .
  ?judged skos:prefLabel ?aspect .
  ?document dcterms:identifier ?report ; insp:reportOf ?inspection .
  ?inspection insp:inspectedAuthority ?authority .
  ?authority skos:prefLabel ?council .
  OPTIONAL {{ ?inspection insp:fieldwork/insp:latest ?last_day }}
  OPTIONAL {{ ?authority insp:area/insp:region/skos:prefLabel ?region }}
}}
ORDER BY ?region ?council ?last_day ?aspect
"""

_NETWORK: Final = f"""
# Reports curated in full, their themes, and the number of statements on each theme.
SELECT ?council ?report ?theme (COUNT(DISTINCT ?statement) AS ?statements)
       (COUNT(DISTINCT ?strength) AS ?strengths)
       (COUNT(DISTINCT ?weakness) AS ?weaknesses)
WHERE {{
  ?statement insp:statedIn ?document ; insp:theme/skos:prefLabel ?theme .
  ?document dcterms:identifier ?report ;
    insp:reportOf/insp:inspectedAuthority/skos:prefLabel ?council .
  {_IN_DEPTH}
{_STRENGTHS}
}}
GROUP BY ?council ?report ?theme
ORDER BY ?council ?report DESC(?statements) ?theme
"""

_THEME: Final = """
# Strengths and weaknesses of a theme and each narrower one, by report.
SELECT ?theme ?report (COUNT(DISTINCT ?strength) AS ?strengths)
       (COUNT(DISTINCT ?weakness) AS ?weaknesses)
WHERE {{
  ?own skos:broader* <{theme}> ; skos:prefLabel ?theme .
  ?subject skos:broader* ?own .
  ?statement insp:theme ?subject ; insp:statedIn ?document .
  ?document dcterms:identifier ?report .
  {in_depth}
{strengths}
}}
GROUP BY ?theme ?report
ORDER BY ?theme ?report
"""

_STATEMENTS: Final = """
# Statements of one report on one theme or a narrower one, with their passages.
SELECT DISTINCT ?statement ?polarity ?note ?unit
WHERE {{
  ?subject skos:broader* <{theme}> .
  ?statement insp:theme ?subject ; insp:statedIn <{report}> .
  OPTIONAL {{ ?statement insp:polarity/skos:prefLabel ?polarity }}
  OPTIONAL {{ ?statement insp:note ?note }}
  OPTIONAL {{ ?statement insp:evidence/oa:hasSource/insp:unitId ?unit }}
}}
ORDER BY ?polarity ?unit ?statement
"""

_GRADES: Final = """
# Grades of one council, awarded by reports or quoted in them.
SELECT DISTINCT ?first ?kind ?aspect ?grade ?report ?statement
WHERE {{
  VALUES (?class ?kind) {{
    (insp:Judgement "awarded") (insp:ReportedJudgement "quoted")
    (insp:NoJudgement "not judged") }}
  ?statement a ?class ; insp:statedIn ?document .
  ?document dcterms:identifier ?report ; insp:reportOf ?inspection .
  ?inspection insp:inspectedAuthority <{council}> .
  OPTIONAL {{ ?statement insp:aspect/skos:prefLabel ?aspect }}
  OPTIONAL {{ ?statement insp:grade/skos:prefLabel ?grade }}
  OPTIONAL {{ ?inspection insp:fieldwork/insp:earliest ?inspected }}
  OPTIONAL {{ ?statement insp:reportedTime/insp:earliest ?then }}
  BIND(IF(?kind = "quoted", ?then, ?inspected) AS ?first)
}}
ORDER BY ?first ?aspect ?report ?statement
"""


def with_prefixes(text: str) -> str:
    """Return a query, preceded by declarations of the prefixes in it."""
    used = {name for name in PREFIXES if re.search(rf"\b{name}:", text)}
    lines = [f"PREFIX {name}: <{PREFIXES[name]}>" for name in sorted(used)]
    return "\n".join([*lines, text.strip("\n"), ""])


#: The queries of the views of the whole graph, by the name of the view.
QUERIES: Final = {
    "overview": with_prefixes(_OVERVIEW),
    "heat-map": with_prefixes(_HEAT_MAP),
    "timeline": with_prefixes(_TIMELINE),
    "councils": with_prefixes(_COUNCILS),
    "network": with_prefixes(_NETWORK),
}


def of_theme(theme: str) -> str:
    """Return the query for the heat map of a theme and its narrower themes."""
    return with_prefixes(
        _THEME.format(theme=theme, in_depth=_IN_DEPTH, strengths=_STRENGTHS)
    )


def of_theme_in_report(theme: str, report: str) -> str:
    """Return the query for the statements about one theme in one report."""
    return with_prefixes(_STATEMENTS.format(theme=theme, report=report))


def of_timeline(council: str) -> str:
    """Return the query for the grades of a council."""
    return with_prefixes(_GRADES.format(council=council))
