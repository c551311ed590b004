"""Modules for the generated pages of `docs/reference/`; `page()` returns the text of a page."""
