"""Recognise structure, dates, numbers, names and grades in the text of a report."""
