"""What a change of one thing touches elsewhere."""
