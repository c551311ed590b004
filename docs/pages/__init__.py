"""One module a page of `docs/reference/`; `page()` returns its text."""
