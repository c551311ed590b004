"""This folder is installed as `inspectgraph.registry`; read it with importlib.resources."""
