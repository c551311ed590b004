"""Awarded and reported grades, and which grades a report should hold."""
