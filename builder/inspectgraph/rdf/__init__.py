"""RDF: namespaces, IRIs, the store, inference, the canonical form, Turtle, and the words of the vocabularies."""
