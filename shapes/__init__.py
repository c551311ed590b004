"""Shipped as inspectgraph.shapes; read it with importlib.resources."""
