"""Drafted measurements: printed figures, what they measure and how exact they are.

`extract.py` drafts them; the other modules find the figures of a sentence, the values
that they are compared with, and their indicators.
"""
