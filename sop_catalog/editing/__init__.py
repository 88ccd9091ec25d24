"""Changing the YAML of an SOP without disturbing what is not changed."""
