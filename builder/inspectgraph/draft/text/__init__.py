"""Recognise structure, dates, numbers, names and printed grades in report text."""
