"""Draft the grades that a report awards, and the grades of other inspections.

`awarded.py` drafts the grades of the report itself and asks about missing ones.
`reported.py` drafts the grades that the report quotes.
"""
