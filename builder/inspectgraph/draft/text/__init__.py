"""Text of a report: structure, dates, numbers, names and printed forms of grades."""
