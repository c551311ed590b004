"""Shipped as inspectgraph.ontology; read it with importlib.resources."""
