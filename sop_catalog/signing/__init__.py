"""Signing: what an office has signed is noted in the SOP."""
