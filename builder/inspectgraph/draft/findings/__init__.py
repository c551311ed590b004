"""Draft findings from sentences and list items, with polarity and topics.

`findings.py` drafts the findings; the other modules decide the polarity and the topics.
"""
