"""Hints on possible mistakes in a free SPARQL query, and on deviations of the engine."""
