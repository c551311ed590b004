"""The domain model: records of extracts and the registry, anchors, errors.

This package reads neither RDF nor files.
"""
