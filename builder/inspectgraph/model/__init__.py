"""The domain model: records of extracts and the registry, anchors, errors.

This package does not read RDF or files.
"""
