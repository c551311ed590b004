"""Query the graph: by a named question with parameters, or by any SPARQL query.

Queries run over the union of all named graphs, including `inferred`. Every answer ends
with sentences on the reports that the answer covers. No query reaches another endpoint.
Values from a user are bound as RDF terms, and never become part of a query's text.
"""

from __future__ import annotations

from inspectgraph.query.engine import Answer, ask, ask_sparql
from inspectgraph.query.questions import Parameter, Question, question, questions
from inspectgraph.rdf.lookup import Term

__all__ = [
    "Answer",
    "Parameter",
    "Question",
    "Term",
    "ask",
    "ask_sparql",
    "question",
    "questions",
]
