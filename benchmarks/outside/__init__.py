"""Checks of what is published with the tools of others, for `interoperability.py`."""
