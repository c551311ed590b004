"""Shipped as inspectgraph.queries; read it with importlib.resources."""
