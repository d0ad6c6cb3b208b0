"""What crosses the border: spreadsheets and calendars; the only pandas."""
