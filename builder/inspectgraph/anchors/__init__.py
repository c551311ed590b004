"""Anchors: replace quotations with anchors (seal), and look anchors up (verify)."""
