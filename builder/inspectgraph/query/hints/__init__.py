"""Hints on possible mistakes in a user's SPARQL query, and on faults of the engine."""
