"""Convert Markdown to blocks, including the HTML and inline markup in it."""
