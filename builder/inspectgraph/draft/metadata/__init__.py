"""Draft the values that describe a whole report: authority, dates, inspectorates, rights, title."""
