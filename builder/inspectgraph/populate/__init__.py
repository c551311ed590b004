"""Records → quads: each report and the registry as named graphs."""
