"""Confirm the drafted grades of a report by a second, independent reading.

The package `second_reading` reads the report a second time. The package `confirm`
compares the result with the draft, and writes the confirmations.
"""
