"""The lexicon: tables of words and patterns, and the code that reads these tables.

The rules that draft extracts use the lexicon.
"""
