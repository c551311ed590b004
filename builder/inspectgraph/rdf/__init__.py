"""RDF: namespaces, IRIs, the store, inference, Turtle and the concept schemes."""
