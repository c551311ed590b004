"""Markdown: its structure, its inline marks and its HTML, read into blocks."""
