"""Values of a report as a whole: authority, dates, inspectorates, rights, title."""
