"""Anchors: replace quotations by positions (seal), and look these up again (verify)."""
