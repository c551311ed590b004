"""The domain: records of extracts and the registry, anchors, errors.

Nothing here reads RDF or files.
"""
