"""A draft as an extract file and as JSON."""
