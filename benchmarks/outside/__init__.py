"""Try the published files in the tools of others; `interoperability.py` prints the results."""
