"""Confirm the drafted grades of a report with a second program that reads the report.

The package `second_reading` reads the report. This package compares the values with the
draft, and writes the confirmations.
"""
