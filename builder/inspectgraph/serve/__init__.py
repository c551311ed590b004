"""Serve the published graph over HTTP: SPARQL queries, named questions and data pages."""
