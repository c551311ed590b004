"""Replace the quotations in extracts with anchors, and look anchors up in reports."""
