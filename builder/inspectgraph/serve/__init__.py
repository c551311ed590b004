"""Serve the published graph over HTTP: SPARQL, named questions, and its IRIs."""
