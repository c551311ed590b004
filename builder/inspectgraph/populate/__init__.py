"""Turn records into quads: a named graph for each report, and one for the registry."""
