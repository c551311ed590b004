"""This folder is installed as `inspectgraph.ontology`; read it with importlib.resources."""
