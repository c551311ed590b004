"""This folder is installed as `inspectgraph.queries`; read it with importlib.resources."""
