"""Anchors: replace quotations by positions (seal), and look positions up again (verify)."""
