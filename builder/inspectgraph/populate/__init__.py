"""Turn records into quads: one named graph for each report, one for the registry."""
