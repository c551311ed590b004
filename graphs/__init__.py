"""This folder is installed as `inspectgraph.graphs`; read it with importlib.resources."""
