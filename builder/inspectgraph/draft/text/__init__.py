"""Text of a report: structure, dates, numbers, names, abbreviations, and printed forms of grades."""
