"""Write a draft as an extract file in YAML, or as JSON."""
