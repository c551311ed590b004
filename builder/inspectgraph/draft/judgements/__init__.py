"""Drafted grades: those that the report awards, and those of other inspections.

`awarded.py` drafts the grades of the report itself and asks about missing ones.
`reported.py` drafts the grades that the report quotes.
"""
