"""Ask the graph: a named question with its parameters, or any SPARQL query.

Queries run over the union of all named graphs, the inferred one included. Every answer
ends with what it covers. No query reaches another endpoint, and values that a user gives
are bound as terms: they never become part of a query's text.
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
