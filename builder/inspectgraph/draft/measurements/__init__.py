"""Draft measurements from printed figures, with their indicator and qualifier.

`extract.py` drafts the measurements. The other modules find the figures in a sentence,
the values with which the figures are compared, and the indicators.
"""
