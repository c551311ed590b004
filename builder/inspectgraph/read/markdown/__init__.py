"""Read Markdown, with the HTML and inline markup in it, into blocks."""
