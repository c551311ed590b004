"""Drafted findings: sentences and list items with their polarity and topics.

`findings.py` drafts the findings; the other modules decide the polarity and the topics.
"""
