"""Confirm the drafted grades of a report by a second, independent reading.

The package `second_reading` reads the report; this package compares and writes.
"""
