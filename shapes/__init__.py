"""This folder is installed as `inspectgraph.shapes`; read it with importlib.resources."""
