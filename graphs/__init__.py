"""Shipped as inspectgraph.graphs; read it with importlib.resources."""
