"""The words of the form: its head, its boxes, its activity table."""
