"""PDFs: read in a process of their own, page by page, into lines, tables and blocks."""
