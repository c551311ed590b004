"""Findings: topics and polarity of prose, and listed strengths and weaknesses."""
