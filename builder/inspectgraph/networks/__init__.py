"""Networks of nodes and edges, made from the graph in several views."""
