"""Find the recommendations of a report: the items of its lists of actions."""
