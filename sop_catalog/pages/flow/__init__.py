"""The official flowchart as a page shows it, and in words."""
