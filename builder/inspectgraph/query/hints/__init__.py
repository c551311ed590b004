"""Hints on possible mistakes in a free SPARQL query, and on faults of the engine."""
