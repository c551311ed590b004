"""Anchors: from quotations to positions (seal), and from positions back to the words (verify)."""
