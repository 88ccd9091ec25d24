"""What a reader sees, as data and then as HTML; no framework in here."""
