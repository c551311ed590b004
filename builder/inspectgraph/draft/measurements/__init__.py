"""Draft measurements: figures printed in a report, each with its indicator and qualifier.

`extract.py` drafts the measurements. The other modules find the figures in a sentence,
the values with which the figures are compared, and the indicators.
"""
