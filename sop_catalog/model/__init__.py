"""What an SOP is, and how one is read out of a file."""
