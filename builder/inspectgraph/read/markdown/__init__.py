"""Convert Markdown to blocks. The Markdown may contain HTML and inline markup."""
