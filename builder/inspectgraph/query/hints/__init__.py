"""Hints: what in a free SPARQL query may not be meant, or is answered otherwise than the standard says."""
