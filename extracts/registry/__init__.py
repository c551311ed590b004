"""Shipped as inspectgraph.registry; read it with importlib.resources."""
