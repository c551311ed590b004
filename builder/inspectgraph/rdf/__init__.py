"""RDF: namespaces, IRIs, the store, inference, Turtle files and concept schemes."""
