"""Text, where things stand in it, and what is wrong with it."""
