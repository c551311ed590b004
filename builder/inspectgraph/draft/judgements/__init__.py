"""Draft the grades that a report awards, and the grades of other inspections.

`awarded.py` drafts the grades that the report itself awards, and asks about missing
grades. `reported.py` drafts the grades that the report quotes.
"""
