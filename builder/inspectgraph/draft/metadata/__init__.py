"""What a report says of itself: authority, dates, reference number, title."""
