"""Recommendations: the items of lists of what should be done."""
