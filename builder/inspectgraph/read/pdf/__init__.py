"""Read a PDF page by page into lines, tables and blocks, in a separate process."""
