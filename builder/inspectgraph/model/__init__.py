"""The domain: records of extracts and of the registry, anchors, errors. No RDF and no files."""
